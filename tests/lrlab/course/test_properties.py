"""Requirements accept right answers however they draw, name the mistakes they know, and never stumble over nonsense."""

import random

import numpy as np
import pytest

from helpers.course import EXERCISES
from lrlab.checking.requirement import Wrong
from lrlab.course.properties import REQUIREMENTS


def verdict(name, f):
    """The misconceptions that the requirements name, in order; None for one that is not met and names none."""
    found = []
    for requirement in REQUIREMENTS.of(name):
        try:
            requirement(f)
        except Wrong as wrong:
            found.append(wrong.misconception)
    return found


def gradient(theta, X, y):
    errors = 1 / (1 + np.exp(-(X @ theta[:-1] + theta[-1]))) - y
    return np.append(X.T @ errors, np.sum(errors)) / len(y)


def loss(theta, X, y):
    return np.mean(np.logaddexp(0, (1 - 2 * y) * (X @ theta[:-1] + theta[-1])))


def batches_of(order):
    def minibatches(X, y, batch_size, rng):
        drawn = np.asarray(order(len(y), rng))
        for start in range(0, len(y), batch_size):
            batch = drawn[start : start + batch_size]
            yield X[batch], y[batch]

    return minibatches


def training_of(minibatches):
    def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
        theta, losses = np.zeros(X.shape[1] + 1), []
        for _ in range(epochs):
            for rows, labels in minibatches(X, y, batch_size, rng):
                theta = theta - eta * gradient(theta, rows, labels)
            losses.append(loss(theta, X, y))
            if np.linalg.norm(gradient(theta, X, y)) < tol:
                break
        return theta, losses

    return minibatch_sgd


def walk_of(minibatches):
    def sgd(X, y, eta, epochs, rng):
        return training_of(minibatches)(X, y, eta, 1, epochs, rng)

    return sgd


def shuffled(m, rng):
    order = list(range(m))
    rng.shuffle(order)
    return order


def swapped_downwards(m, rng):
    order = np.arange(m)
    for i in range(m - 1, 0, -1):
        j = rng.integers(i + 1)
        order[[i, j]] = order[[j, i]]
    return order


RIGHT_ORDERS = {
    "permutation": lambda m, rng: rng.permutation(m),
    "shuffle": shuffled,
    "argsort": lambda m, rng: np.argsort(rng.random(m)),
    "choice": lambda m, rng: rng.choice(m, m, replace=False),
    "swaps": swapped_downwards,
}
WRONG_ORDERS = {
    "not shuffled": lambda m, rng: np.arange(m),
    "a seed of its own": lambda m, rng: np.random.default_rng(42).permutation(m),
    "a generator of its own": lambda m, rng: np.random.default_rng().permutation(m),
    "the global random state": lambda m, rng: random.sample(range(m), m),
    "drawn with replacement": lambda m, rng: rng.choice(m, m),
}
MAKERS = {"minibatches": batches_of, "minibatch_sgd": lambda o: training_of(batches_of(o))}
MAKERS["sgd"] = lambda order: walk_of(batches_of(order))


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("order", RIGHT_ORDERS)
def test_a_right_answer_may_draw_as_it_likes(name, order):
    assert verdict(name, MAKERS[name](RIGHT_ORDERS[order])) == []


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("mistake", WRONG_ORDERS)
def test_a_wrong_way_of_drawing_is_named(name, mistake):
    assert verdict(name, MAKERS[name](WRONG_ORDERS[mistake]))[0] == mistake


@pytest.mark.parametrize("name", ["sgd", "minibatch_sgd"])
def test_labels_left_behind_are_seen_from_theta(name):
    def minibatches(X, y, batch_size, rng):
        rows = rng.permutation(X)
        return [(rows[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(y), batch_size)]

    wrong = {"sgd": walk_of, "minibatch_sgd": training_of}[name](minibatches)
    assert verdict(name, wrong)[0] == "the labels are left behind"


def test_one_order_for_all_epochs_is_seen():
    def sgd(X, y, eta, epochs, rng):
        order = rng.permutation(len(y))
        return walk_of(batches_of(lambda m, _: order))(X, y, eta, epochs, rng)

    assert verdict("sgd", sgd) == ["the same order in every epoch"]


def test_a_generator_used_up_in_the_first_epoch_is_seen():
    def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
        once = batches_of(RIGHT_ORDERS["permutation"])(X, y, batch_size, rng)
        return training_of(lambda *_: once)(X, y, eta, batch_size, epochs, rng, tol)

    assert verdict("minibatch_sgd", minibatch_sgd)[0] == "the batches are used up after one epoch"


def test_a_shuffle_that_swaps_any_two_places_is_seen():
    def order(m, rng):
        drawn = np.arange(m)
        for i in range(m):
            j = rng.integers(m)
            drawn[[i, j]] = drawn[[j, i]]
        return drawn

    assert verdict("minibatches", batches_of(order)) == ["some orders are likelier than others"]


def test_a_fair_shuffle_drifts_by_no_more_than_chance():
    from lrlab.course.properties.order import favours_no_place

    for seed in range(40):
        favours_no_place(batches_of(lambda m, _, seed=seed: np.random.default_rng(seed).permutation(m)))


@pytest.mark.parametrize(
    "errors",
    [
        lambda z: np.array([1 / (1 + np.exp(-each)) for each in z]),
        lambda z: np.array(list(map(lambda each: 1 / (1 + np.exp(-each)), z))),  # noqa: C417
        np.vectorize(lambda each: 1 / (1 + np.exp(-each))),
        lambda z: np.apply_along_axis(lambda each: 1 / (1 + np.exp(-each[0])), 1, z[:, None]),
    ],
    ids=["comprehension", "map", "vectorize", "apply_along_axis"],
)
def test_a_python_pass_over_the_examples_is_seen(errors):
    def batch_gradient(theta, X, y):
        error = errors(X @ theta[:-1] + theta[-1]) - y
        return np.append(X.T @ error, np.sum(error)) / len(y)

    assert verdict("batch_gradient", batch_gradient) == ["a loop over the examples"]


def test_a_loop_over_the_features_is_no_loop_over_the_examples():
    def batch_gradient(theta, X, y):
        error = 1 / (1 + np.exp(-(X @ theta[:-1] + theta[-1]))) - y
        return np.array([*(np.mean(error * X[:, j]) for j in range(X.shape[1])), np.mean(error)])

    assert verdict("batch_gradient", batch_gradient) == []


def test_theta_moved_while_f_is_asked_is_seen():
    def numerical_gradient(f, theta, eps=1e-5):
        theta, result = np.asarray(theta, dtype=float), np.zeros(len(theta))
        for i, old in enumerate(theta):
            theta[i] = old + eps
            up = f(theta)
            theta[i] = old - eps
            result[i] = (up - f(theta)) / (2 * eps)
            theta[i] = old
        return result

    assert verdict("numerical_gradient", numerical_gradient) == ["θ itself is moved, and moved back"]


@pytest.mark.parametrize("digits", [1, 2, 3, 4])
def test_rounding_is_seen_to_any_number_of_digits(digits):
    assert verdict("sigmoid", lambda z: np.round(1 / (1 + np.exp(-np.asarray(z))), digits))[0] == "rounded"


@pytest.mark.parametrize("small", [1e-15, 1e-12, 1e-9, 1e-7])
def test_a_clip_is_seen_whatever_its_size(small):
    def cross_entropy(y_hat, y):
        p = np.clip(y_hat, small, 1 - small)
        return -(y * np.log(p) + (1 - y) * np.log(1 - p))

    assert verdict("cross_entropy", cross_entropy) == ["ŷ is kept away from 0 and 1"]


@pytest.mark.parametrize("eta", [0.01, 0.1, 1.0])
def test_a_learning_rate_of_its_own_is_seen_whatever_it_is(eta):
    def sgd_step(theta, x, y, _):
        return theta - eta * gradient(theta, x[None, :], np.array([y]))

    assert verdict("sgd_step", sgd_step) == ["η is fixed in the function"]


def test_float32_on_the_way_is_seen_though_the_result_is_float64():
    def score(X, w, b):
        return (X.astype(np.float32) @ w + b).astype(np.float64)

    assert verdict("score", score) == ["single precision"]


def test_arguments_go_by_their_names():
    def minibatches(X, y, size, generator):
        return batches_of(RIGHT_ORDERS["permutation"])(X, y, size, generator)

    assert verdict("minibatches", minibatches) == [None]


NONSENSE = [
    None,
    "text",
    3 + 1j,
    [1, 2],
    {"a": 1},
    object(),
    np.array(["a"]),
    np.array([None]),
    (np.zeros(3),),
    (np.zeros(2), None),
    (np.array(["a"] * 9), [1]),
    (np.full(9, np.nan), [np.nan]),
    (np.ones(9), ["x"]),
    [(np.zeros((2, 3)), np.zeros(2))],
    [("ab", "cd")],
    [(np.array(5), np.array(3))],
]


@pytest.mark.parametrize("name", [name for name, exercise in EXERCISES.items() if exercise.kind == "function"])
@pytest.mark.parametrize("result", NONSENSE, ids=repr)
def test_nonsense_is_refused_without_an_accident(name, result):
    verdict(name, lambda *_, **__: result)
