import numpy as np
import pytest
from figures import assert_fit_for_a_page

from lrlab.course.plots import cross_entropy as plots

X = np.array([-3.0, -2.0, -1.5, -0.5, 0.5, 1.0, 2.0, 3.0])
Y = np.array([0, 0, 1, 0, 1, 0, 1, 1])


def predict_proba(X, w, b):
    return 1 / (1 + np.exp(-(X @ w + b)))


def from_score(z, y):
    return np.logaddexp(0, (1 - 2 * y) * z)


def loss(theta, X, y):
    return from_score(X @ theta[:-1] + theta[-1], y).mean()


FIGURES = {
    "right_labels": lambda: plots.right_labels(predict_proba, X, Y, [(0.2, -1.0), (1.0, 0.0)]),
    "both_labels": plots.both_labels,
    "over_score": lambda: plots.over_score(from_score),
    "fit_by_hand": lambda: plots.fit_by_hand(predict_proba, loss, X, Y).still,
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_small_takes_the_colour_of_the_page_and_is_drawn_the_same_again(name):
    assert_fit_for_a_page(FIGURES[name], most=50_000)


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
