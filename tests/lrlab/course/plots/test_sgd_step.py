import numpy as np
import pytest

from helpers.figures import FIGURES, assert_fit_for_a_page, curve, slope
from lrlab.course.plots import sgd_step as plots


@pytest.mark.parametrize("name", FIGURES["sgd_step"])
def test_a_figure_is_small_takes_the_colour_of_the_page_and_is_drawn_the_same_again(name):
    assert_fit_for_a_page(FIGURES["sgd_step"][name])


def test_a_walk_steps_against_the_slope_and_starts_again():
    walk = plots.Walk(slope, 3)
    assert walk.move(0.1) == pytest.approx(-0.6)
    walk.step(0.1)
    walk.step(1)
    assert walk.weights == pytest.approx([3, 2.4, -2.4])
    walk.restart()
    assert walk.weights == [3]


def test_three_rates_crawl_arrive_and_overshoot():
    figure = plots.three_rates(curve, slope, (0.01, 0.5, 1.05), start=-3.0, steps=3)
    assert f"with η = 0.01 they end at w = {-3 * 0.98**3:.2f}" in figure.alt
    assert "with η = 0.5 they end at w = " in figure.alt
    assert figure.alt.endswith("with η = 1.05 they end at w = 3.99, loss 15.944.")
    assert "too high: overshoots" in figure.svg


def test_without_widgets_the_stepper_shows_its_first_steps():
    bundle, _ = plots.stepper(curve, slope, eta=0.25)._repr_mimebundle_()
    assert "After 2 steps from w = -3 the weight is -0.750" in bundle["text/plain"]
    assert "<svg" in bundle["text/html"]


def test_the_step_button_takes_the_step_that_the_slider_shows():
    interactive = plots.stepper(curve, slope, eta=0.25)
    interactive.controls["eta"].value = 0.5
    assert "With η = 0.5 the next step is +0.750" in interactive.image.value
    assert "After 2 steps" in interactive.image.value
    interactive.buttons["Step"].click()
    assert "After 3 steps from w = -3 the weight is 0.000" in interactive.image.value


def test_start_again_goes_back_and_keeps_eta():
    interactive = plots.stepper(curve, slope, eta=0.25)
    interactive.controls["eta"].value = 0.5
    interactive.buttons["Start again"].click()
    assert "After 0 steps from w = -3 the weight is -3.000" in interactive.image.value
    assert "With η = 0.5" in interactive.image.value


def test_two_steppers_walk_apart():
    one, other = (plots.stepper(curve, slope, eta=0.25) for _ in range(2))
    one.buttons["Step"].click()
    assert "After 2 steps" in other.image.value


def test_losses_are_named_by_run_and_begin_at_epoch_one():
    figure = plots.loss_by_epoch({"η = 0.1": [0.7, 0.5], "η = 2": np.array([0.9, 1.1])})
    assert "η = 0.1: from 0.700 to 0.500; η = 2: from 0.900 to 1.100." in figure.alt


def test_one_epoch_can_be_drawn():
    assert "from 0.700 to 0.700" in plots.loss_by_epoch({"a": [0.7]}).alt
