"""Inputs for `sgd`. Most give the same result whatever order is drawn: one example, copies of one, η = 0.

The pair with one x and both labels ends at θ or −θ, and its loss does not
depend on which. For the few others all orders of all epochs are walked
through here, by an implementation of its own. How orders are drawn is asked by
`lrlab.course.properties`.
"""

from itertools import permutations, product
from math import exp, log1p

import numpy as np

from lrgrade.course.probes import Seed


def _probe(X: list, y: list, eta: float, epochs: int) -> dict:
    return {"X": np.array(X), "y": np.array(y), "eta": eta, "epochs": epochs, "rng": Seed(epochs)}


PROBES = [
    _probe([[1.0]], [1], 0.5, 1),
    _probe([[3.0, 2.0]], [1], 0.1, 1),
    _probe([[3, 2]], [0], 0.1, 1),
    _probe([[3.0, 2.0]], [0], 0.5, 3),
    _probe([[1.0], [-2.0]], [1, 0], 0, 2),
    _probe([[3.0, 2.0]] * 2, [1, 1], 0.1, 1),
    _probe([[3.0, 2.0]] * 3, [0.0, 0.0, 0.0], 0.1, 1),
    _probe([[1.0]] * 3, [1, 1, 1], 1, 2),
    _probe([[1.0, -2.0, 0.5]] * 2, [1, 1], 0.3, 2),
    _probe([[2, 1]] * 4, [1, 1, 1, 1], 0.05, 4),
    _probe([[0.5, 1.0, 1.5, -1.0, 2.0]], [1], 2.0, 5),
    _probe([[0.5, 1.0, 1.5]] * 5, [0, 0, 0, 0, 0], 0.01, 2),
    _probe([[2.0]] * 2, [1, 1], 0.4, 6),
    _probe([[3.0, 2.0], [3.0, 2.0]], [1, 0], 0.1, 1),
    _probe([[1.0], [-2.0]], [1, 0], 0.5, 2),
    _probe([[1.0, 2.0], [3.0, -1.0], [0.5, 0.7]], [1.0, 0.0, 1.0], 0.3, 1),
    _probe([[1.0], [2.0]], [1, 0], 4, 3),
    _probe([[100.0]], [1], 1, 1),
    _probe([[100.0], [100.0]], [1, 0], 1, 1),
]


def outcomes(X: np.ndarray, y: np.ndarray, eta: float, epochs: int, rng: Seed) -> list:
    """(theta, losses) for every choice of an order in every epoch."""
    m = len(y)
    orders = [tuple(range(m))] if _all_the_same(X, y) else list(permutations(range(m)))
    found = {}
    for walk in product(orders, repeat=epochs):
        theta, losses = np.zeros(X.shape[1] + 1), []
        for order in walk:
            for i in order:
                theta = theta - eta * (_sigma(_score(theta, X[i])) - y[i]) * np.append(X[i], 1.0)
            losses.append(_loss(theta, X, y))
        found[tuple(np.round(theta, 9)), tuple(np.round(losses, 9))] = (theta, losses)
    return list(found.values())


def draw(rng: np.random.Generator) -> dict:
    """A few different examples with all orders of a few epochs, or many copies of one over many epochs."""
    n, same = int(rng.integers(1, 6)), rng.random() < 0.4
    m, epochs = (
        (int(rng.integers(1, 13)), int(rng.integers(1, 9)))
        if same
        else [(2, 1), (2, 3), (3, 1), (3, 2), (4, 1)][rng.integers(5)]
    )
    X = np.tile(rng.normal(0, 1, n), (m, 1)) if same else rng.normal(0, 1, (m, n))
    y = np.full(m, int(rng.integers(0, 2))) if same else rng.integers(0, 2, m)
    eta = float(10 ** rng.uniform(-2, 0.3))
    return {"X": X, "y": y, "eta": eta, "epochs": epochs, "rng": Seed(int(rng.integers(2**31)))}


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
