"""Inputs for `minibatch_sgd`. Most give the same result whatever order is drawn.

They are copies of one example, or batches that hold the whole set. Different
values of `tol` stop at different epochs, chosen so that another norm, or a
look at another moment, stops elsewhere. For the rest all orders are walked
through here, by an implementation of its own. How orders are drawn is asked by
`lrlab.course.properties`.
"""

from itertools import permutations, product
from math import exp, log1p

import numpy as np

from lrgrade.course.probes import Seed


def _probe(X: list, y: list, eta: float, batch_size: int, epochs: int, tol: float | None = None) -> dict:
    arguments = {"X": np.array(X), "y": np.array(y), "eta": eta, "batch_size": batch_size, "epochs": epochs}
    return arguments | {"rng": Seed(epochs)} | ({} if tol is None else {"tol": tol})


_SET = [[1.0, 2.0], [3.0, -1.0], [0.5, 0.7], [-1.0, 1.5]]
_LABELS = [1, 0, 1, 1]

PROBES = [
    _probe([[1.0]], [1], 0.5, 1, 1),
    _probe([[3.0, 2.0]], [1], 0.1, 1, 1),
    _probe([[3, 2]], [0], 0.1, 4, 2),
    _probe([[1.0], [-2.0]], [1, 0], 0, 1, 2),
    _probe([[3.0, 2.0]] * 2, [1, 1], 0.1, 1, 1),
    _probe([[3.0, 2.0]] * 2, [1.0, 1.0], 0.1, 2, 1),
    _probe([[1.0, -2.0, 0.5]] * 3, [1, 1, 1], 0.3, 2, 1),
    _probe([[1.0]] * 3, [1, 1, 1], 1, 2, 2),
    _probe([[2, 1]] * 4, [0, 0, 0, 0], 0.05, 3, 3),
    _probe([[2.0]] * 5, [1, 1, 1, 1, 1], 0.4, 2, 4),
    _probe([[1.0], [-2.0]], [1, 1], 0.5, 2, 1),
    _probe(_SET, _LABELS, 0.3, 4, 2),
    _probe(_SET, _LABELS, 0.3, 10, 3),
    _probe([[1.0], [1.0]], [1, 0], 0.5, 2, 3),
    _probe([[1.0], [2.0]], [1, 0], 4, 2, 3),
    _probe([[1.0]], [1], 1, 1, 3, 10.0),
    _probe([[1.0, 1.0]] * 3, [0, 0, 0], 0.1, 1, 8, 0.5),
    _probe([[1.0, 1.0]] * 3, [0, 0, 0], 0.1, 1, 8, 0.4),
    _probe(_SET, _LABELS, 0.3, 4, 8, 0.3),
    _probe(_SET, _LABELS, 0.1, 4, 8, 0.5),
    _probe([[3.0, 2.0], [3.0, 2.0]], [1, 0], 0.1, 1, 4, 0.3),
    _probe([[1.0, 2.0], [3.0, -1.0], [0.5, 0.7]], [1, 0, 1], 0.3, 2, 1),
    _probe([[1.0, 2.0], [3.0, -1.0], [0.5, 0.7], [-1.0, 1.5]], [1, 0, 1, 1], 0.3, 2, 1),
    _probe([[100.0]], [1], 1, 1, 1),
]


def outcomes(
    X: np.ndarray, y: np.ndarray, eta: float, batch_size: int, epochs: int, rng: Seed, tol: float = 0.0
) -> list:
    """(theta, losses) for every choice of an order in every epoch, ended by `tol`."""
    m = len(y)
    one_will_do = batch_size >= m or _all_the_same(X, y)
    orders = [tuple(range(m))] if one_will_do else list(permutations(range(m)))
    found = {}
    for walk in product(orders, repeat=epochs):
        theta, losses = np.zeros(X.shape[1] + 1), []
        for order in walk:
            for start in range(0, m, batch_size):
                batch = list(order[start : start + batch_size])
                theta = theta - eta * _mean_gradient(theta, X[batch], y[batch])
            losses.append(_loss(theta, X, y))
            if np.sqrt(np.sum(_mean_gradient(theta, X, y) ** 2)) < tol:
                break
        found[tuple(np.round(theta, 9)), tuple(np.round(losses, 9))] = (theta, losses)
    return list(found.values())


def draw(rng: np.random.Generator) -> dict:
    """Copies of one example, or the whole set in one batch, over many epochs; or all orders of a few epochs.

    Where the order is no matter there mostly is a `tol`, which stops in the
    middle if one that does is found in a few draws. It is never close to a norm
    that occurs, so rounding cannot decide when to stop.
    """
    n, case = int(rng.integers(1, 6)), int(rng.integers(3))
    eta, seed = float(10 ** rng.uniform(-2, 0)), Seed(int(rng.integers(2**31)))
    if case == 2:
        m, batch_size, epochs = [(2, 1, 2), (3, 2, 1), (3, 2, 2), (3, 1, 2), (4, 2, 1), (4, 3, 1)][rng.integers(6)]
    else:
        m, epochs = int(rng.integers(1, 13)), int(rng.integers(1, 9))
        batch_size = int(rng.integers(1, m + 3)) if case == 0 else m + int(rng.integers(0, 3))
    X = np.tile(rng.normal(0, 1, n), (m, 1)) if case == 0 else rng.normal(0, 1, (m, n))
    y = np.full(m, int(rng.integers(0, 2))) if case == 0 else rng.integers(0, 2, m)
    arguments = {"X": X, "y": y, "eta": eta, "batch_size": batch_size, "epochs": epochs, "rng": seed}
    never: dict = {}
    for _ in range(6 if case != 2 and rng.random() < 2 / 3 else 0):
        tol = float(10 ** rng.uniform(-2, 0.3))
        slightly = [len(outcomes(**arguments, tol=tol * factor)[0][1]) for factor in (0.999, 1.001)]
        if slightly[0] == slightly[1] < epochs:
            return arguments | {"tol": tol}
        if slightly[0] == slightly[1]:
            never = {"tol": tol}
    return arguments | never


def _mean_gradient(theta: np.ndarray, X: np.ndarray, y: np.ndarray) -> np.ndarray:
    total = np.zeros(len(theta))
    for x, t in zip(X, y, strict=True):
        total += (_sigma(_score(theta, x)) - t) * np.append(x, 1.0)
    return total / len(y)


def _all_the_same(X: np.ndarray, y: np.ndarray) -> bool:
    return len(np.unique(np.column_stack([X, y]), axis=0)) == 1


def _loss(theta: np.ndarray, X: np.ndarray, y: np.ndarray) -> float:
    return sum(_softplus((1 - 2 * t) * _score(theta, x)) for x, t in zip(X, y, strict=True)) / len(y)


def _score(theta: np.ndarray, x: np.ndarray) -> float:
    return float(sum(w * value for w, value in zip(theta, x, strict=False)) + theta[-1])


def _sigma(z: float) -> float:
    return 1 / (1 + exp(-z)) if z >= 0 else 1 - 1 / (1 + exp(z))


def _softplus(z: float) -> float:
    return max(z, 0.0) + log1p(exp(-abs(z)))


# Changes of the model answer that mean the same: for `lrgrade mutants`.
EQUIVALENT = {
    "def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0): → "
    "def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=-1.0):": "No norm is below 0, and none below -1.",
    "theta = np.zeros(np.shape(X)[1] + 1) → theta = np.zeros(np.shape(X)[-1] + 1)": (
        "X has two dimensions: the second is the last."
    ),
}
