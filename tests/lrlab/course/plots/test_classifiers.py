import numpy as np
import pytest

from helpers.figures import FIGURES, MEANS, assert_fit_for_a_page, density, log_odds, most_probable, posterior
from lrlab.course.plots import classifiers as plots


@pytest.mark.parametrize("name", FIGURES["classifiers"])
def test_a_figure_is_small_takes_the_colour_of_the_page_and_is_drawn_the_same_again(name):
    assert_fit_for_a_page(FIGURES["classifiers"][name])


def test_the_slider_moves_the_line():
    moving = plots.line_between(posterior, most_probable, density, MEANS)
    before = moving.image.value
    moving.controls["dogs"].value = 0.9
    assert moving.image.value != before
    assert "P(dog) = 0.9 before looking." in moving.image.value


def test_the_learners_functions_draw():
    right = FIGURES["classifiers"]["line_between"]().svg
    assert plots.line_between(lambda a, _: posterior(a, 1), most_probable, density, MEANS).still.svg != right
    assert plots.line_between(posterior, lambda p: p.argmin(axis=-1), density, MEANS).still.svg != right
    right = FIGURES["classifiers"]["three_views"]().svg
    assert plots.three_views(posterior, np.log, (5.0, 9.0), 2.0).svg != right
    assert plots.three_views(lambda a, _: posterior(a, [1, 3]), log_odds, (5.0, 9.0), 2.0).svg != right
