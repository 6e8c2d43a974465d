import re

import numpy as np
import pytest

from helpers.figures import DATA, FIGURES, assert_fit_for_a_page, bowl_loss, two_wells
from lrlab.course.plots import gradient as plots


def bowl_slope(theta):
    return np.array([2 * (theta[0] - 1), 4 * (theta[1] + 1)])


@pytest.mark.parametrize("name", FIGURES["gradient"])
def test_a_figure_is_small_takes_the_colour_of_the_page_and_is_drawn_the_same_again(name):
    assert_fit_for_a_page(FIGURES["gradient"][name])


def test_the_bowl_says_the_loss_at_the_point_and_where_it_is_lowest():
    interactive = plots.bowl(bowl_loss, *DATA)
    assert "w = -1, b = 1.6 has a loss of 18.020" in interactive.still.alt
    assert "at about w = 1, b = -1, is 0.500" in interactive.still.alt


def test_moving_the_point_redraws_the_bowl():
    interactive = plots.bowl(bowl_loss, *DATA)
    interactive.controls["w"].value = 1.0
    interactive.controls["b"].value = -1.0
    assert "w = 1, b = -1 has a loss of 0.500" in interactive.image.value


def test_every_place_of_the_sliders_is_one_that_was_computed():
    interactive = plots.bowl(bowl_loss, *DATA)
    for w, b in [(-1.8, 2.2), (2.8, -2.4), (0.4, 0.2)]:
        interactive.controls["w"].value, interactive.controls["b"].value = w, b
        assert f"has a loss of {bowl_loss(np.array([w, b]), *DATA):.3f}" in interactive.image.value


def test_without_a_slope_the_arrow_is_read_off_the_heights():
    alt = plots.arrow(bowl_loss, *DATA).still.alt
    shown = [float(number) for number in re.search(r"\[(.*?)\]", alt)[1].split(",")]
    assert np.allclose(shown, bowl_slope(np.array([-1.0, 1.6])), atol=1e-3)


def test_a_slope_that_is_given_is_the_one_that_is_drawn():
    alt = plots.arrow(bowl_loss, *DATA, lambda theta: np.array([0.25, theta[1]])).still.alt
    assert "gradient [0.250, 1.600]" in alt


def test_walks_end_in_one_place_on_a_convex_curve_and_in_two_on_another():
    alt = plots.one_minimum_or_more(lambda w: (w - 1) ** 2, two_wells).alt
    assert "ends at w = 1.00; for a small neural network" in alt
    ends = re.search(r"walks end at w = (.+) and w = (.+)\.", alt)
    assert np.allclose([float(ends[1]), float(ends[2])], [-2.2, 2.8], atol=0.1)


def test_the_step_goes_against_the_slope_and_is_scaled_by_eta():
    interactive = plots.slope_and_step(lambda w: w**2)
    interactive.controls["w"].value = 2.0
    interactive.controls["eta"].value = 0.5
    assert "At w = 2.00 the slope is 4.000; with learning rate 0.5 the step is -2.000" in interactive.image.value
    interactive.controls["w"].value = -1.0
    assert "the step is +1.000" in interactive.image.value


def test_the_rate_of_a_chain_is_the_product_of_its_links():
    assert "their product -1.5" in plots.chain(3, 0.25, -2).alt


def test_a_smaller_eps_brings_the_secant_to_the_slope():
    interactive = plots.secant(lambda theta: theta**3, 1.0)
    interactive.controls["eps"].value = 0.5
    assert "slope is 3.2500" in interactive.image.value
    interactive.controls["eps"].value = 0.01
    assert "slope is 3.0001" in interactive.image.value
