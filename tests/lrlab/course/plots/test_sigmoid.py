import pytest

from helpers.figures import FIGURES, assert_fit_for_a_page, sigmoid
from lrlab.course.plots import sigmoid as plots


@pytest.mark.parametrize("name", FIGURES["sigmoid"])
def test_a_figure_is_small_takes_the_colour_of_the_page_and_is_drawn_the_same_again(name):
    assert_fit_for_a_page(FIGURES["sigmoid"][name], most=50_000)


def test_the_sliders_move_the_curve():
    moving = plots.w_and_b(sigmoid)
    before = moving.image.value
    moving.controls["b"].value = 4
    assert moving.image.value != before
    assert "it crosses 0.5 at x = −4." in moving.image.value


@pytest.mark.parametrize(
    ("w", "b", "says"),
    [
        (2, -6, "w = 2 and b = −6; it crosses 0.5 at x = 3."),
        (-0.5, 0, "w = −0.5 and b = 0; it crosses 0.5 at x = 0."),
        (0.1, 5, "it does not cross 0.5 between x = −6 and 6."),
        (0, 1, "w = 0 and b = 1; it does not cross 0.5 between x = −6 and 6."),
    ],
)
def test_the_alternative_text_says_where_the_curve_crosses(w, b, says):
    assert says in plots.one_curve(sigmoid, w, b).alt


def test_a_weight_of_zero_is_said_to_be_flat():
    assert "flat: x does not count" in plots.one_curve(sigmoid, 0, 1).svg


def test_the_learners_function_draws():
    wrong = plots.one_curve(lambda z: 0 * z, 1, 0)
    assert wrong.svg != plots.one_curve(sigmoid, 1, 0).svg
