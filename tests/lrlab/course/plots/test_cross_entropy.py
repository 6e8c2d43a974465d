import numpy as np
import pytest

from helpers.figures import FIGURES, X, Y, assert_fit_for_a_page, loss, predict_proba
from lrlab.course.plots import cross_entropy as plots


@pytest.mark.parametrize("name", FIGURES["cross_entropy"])
def test_a_figure_is_small_takes_the_colour_of_the_page_and_is_drawn_the_same_again(name):
    assert_fit_for_a_page(FIGURES["cross_entropy"][name], most=50_000)


def test_the_sliders_change_the_mean_loss():
    moving = plots.fit_by_hand(predict_proba, loss, X, Y)
    assert "mean loss is 1.682" in moving.image.value
    moving.controls["w"].value = 0.7
    moving.controls["b"].value = 0.1
    assert "mean loss is 0.524" in moving.image.value


def test_the_textbooks_losses_are_on_the_curves():
    # The marks stand at (0.697, 0.361) and (0.697, 1.194), and so do the curves that are read from the side.
    assert np.exp(-0.361) == pytest.approx(0.697, abs=5e-4)
    assert 1 - np.exp(-1.194) == pytest.approx(0.697, abs=5e-4)
    assert "if y = 1: 0.361" in plots.both_labels().svg
    assert "if y = 0: 1.194" in plots.both_labels().svg
