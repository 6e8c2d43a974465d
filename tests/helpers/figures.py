"""Every figure of the course, drawn from functions that tests know, and what holds for all of them."""

import numpy as np

from lrlab.course.plots import classifiers, cross_entropy, gradient, mini_batch, sgd_step
from lrlab.course.plots import sigmoid as sigmoid_plots
from lrlab.course.plots.figure import INK

# One feature of eight examples, and their labels.
X = np.array([-3.0, -2.0, -1.5, -0.5, 0.5, 1.0, 2.0, 3.0])
Y = np.array([0, 0, 1, 0, 1, 0, 1, 1])
# A bowl whose lowest place, (1, -1), and gradient are known; it takes its data only for the form.
DATA = np.zeros((2, 1)), np.array([0, 1])
STRAIGHT = [np.array([0.0, 0.0]), np.array([0.3, -0.4])]
DETOUR = [np.array([0.0, 0.0]), np.array([1.0, 0.0]), np.array([1.0, -1.0]), np.array([0.3, -0.4])]
RUNS = {"32": ([0.65, 0.64, 0.63], 0.3), "all": ([0.69, 0.68], 0.1)}


def sigmoid(z):
    """1 / (1 + exp(-z))."""
    return 1 / (1 + np.exp(-z))


def predict_proba(X, w, b):
    """The probability of label 1."""
    return sigmoid(X @ w + b)


# Of two classes over two features.
MEANS = np.array([[3.0, 5.0], [5.0, 9.0]])


def density(x, mean):
    """Two bell curves, multiplied."""
    return np.exp(-(((x - mean) / [1.0, 2.0]) ** 2).sum(axis=-1) / 2) / (4 * np.pi)


def posterior(likelihood, prior):
    """Bayes' rule."""
    products = likelihood * prior
    return products / products.sum(axis=-1, keepdims=True)


def most_probable(p):
    """The place of the largest."""
    return p.argmax(axis=-1)


def log_odds(p):
    """The logarithm of the odds."""
    return np.log(p / (1 - p))


def from_score(z, y):
    """The loss of one example by its score."""
    return np.logaddexp(0, (1 - 2 * y) * z)


def loss(theta, X, y):
    """The mean loss."""
    return from_score(X @ theta[:-1] + theta[-1], y).mean()


def bowl_loss(theta, X, y):
    """The height of the bowl."""
    assert theta.shape == (2,)
    assert X is DATA[0]
    assert y is DATA[1]
    return (theta[0] - 1) ** 2 + 2 * (theta[1] + 1) ** 2 + 0.5


def two_wells(w):
    """A curve with two minima."""
    return (w + 2) ** 2 * (w - 3) ** 2 / 100 + w / 10


def curve(w):
    """A parabola."""
    return w**2


def slope(w):
    """The slope of the parabola."""
    return 2 * w


FIGURES = {
    "classifiers": {
        "two_classes": lambda: classifiers.two_classes(MEANS, np.array([0, 1]), density, MEANS),
        "line_between": lambda: classifiers.line_between(posterior, most_probable, density, MEANS).still,
        "three_views": lambda: classifiers.three_views(posterior, log_odds, (5.0, 9.0), 2.0),
    },
    "sigmoid": {
        "curve": sigmoid_plots.curve,
        "slope_and_place": lambda: sigmoid_plots.slope_and_place(sigmoid),
        "w_and_b": lambda: sigmoid_plots.w_and_b(sigmoid).still,
        "boundary": lambda: sigmoid_plots.boundary(predict_proba, np.array([1.5, -2.0]), 0.5),
    },
    "cross_entropy": {
        "right_labels": lambda: cross_entropy.right_labels(predict_proba, X, Y, [(0.2, -1.0), (1.0, 0.0)]),
        "both_labels": cross_entropy.both_labels,
        "over_score": lambda: cross_entropy.over_score(from_score),
        "fit_by_hand": lambda: cross_entropy.fit_by_hand(predict_proba, loss, X, Y).still,
    },
    "gradient": {
        "bowl": lambda: gradient.bowl(bowl_loss, *DATA).still,
        "arrow": lambda: gradient.arrow(bowl_loss, *DATA).still,
        "one_minimum_or_more": lambda: gradient.one_minimum_or_more(curve, two_wells),
        "slope_and_step": lambda: gradient.slope_and_step(curve).still,
        "chain": lambda: gradient.chain(3, 0.25, -2),
        "secant": lambda: gradient.secant(lambda theta: theta**3, 1.0).still,
    },
    "sgd_step": {
        "three_rates": lambda: sgd_step.three_rates(curve, slope, (0.01, 0.4, 1.05)),
        "stepper": lambda: sgd_step.stepper(curve, slope, eta=0.4).still,
        "loss_by_epoch": lambda: sgd_step.loss_by_epoch({"low": [0.7, 0.6], "high": [0.9, 1.1]}),
    },
    "mini_batch": {
        "paths": lambda: mini_batch.paths(bowl_loss, *DATA, {"SGD": DETOUR, "batch": STRAIGHT}),
        "step_costs": lambda: mini_batch.step_costs([1, 32, 1024], [1e-5, 3e-4, 1e-2], [1e-5, 1.1e-5, 2e-5]),
        "progress": lambda: mini_batch.progress(RUNS),
    },
}


def assert_fit_for_a_page(draw, most=150_000):
    """A figure is small, takes the colour of the page, tells what it shows, and is drawn the same again."""
    figure = draw()
    assert len(figure.svg) < most
    assert "currentColor" in figure.svg
    assert INK not in figure.svg
    assert len(figure.alt) > 60
    assert draw().svg == figure.svg
