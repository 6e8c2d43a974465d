"""Inputs for `minibatches`: sizes that divide m, sizes that do not, sizes beyond m.

Where all examples are the same, every order gives the same batches, so what
comes back is known whatever was drawn; the few others list all orders. Random
order itself, and rows and labels that stay together, are asked by
`lrlab.course.properties`.
"""

from itertools import permutations

import numpy as np

from lrgrade.course.probes import Seed


def _same(m: int, x: list[float], y: int, batch_size: int) -> dict:
    return {"X": np.tile(np.array(x), (m, 1)), "y": np.full(m, y), "batch_size": batch_size, "rng": Seed(m)}


PROBES = [
    _same(1, [2.0], 1, 1),
    _same(2, [2.0], 1, 2),
    _same(2, [3.0, 2.0, 0.5], 1, 1),
    _same(3, [1.5], 1, 2),
    _same(3, [1.0, 2.0, 3.0], 1, 1),
    _same(3, [1.0, 2.0], 0, 5),
    _same(4, [1.0, 2.0], 1, 2),
    _same(5, [0.5, 2.0], 1, 2),
    _same(5, [0.5, 2.0], 0, 4),
    _same(6, [0.1, 0.2, 0.3], 1, 3),
    _same(6, [1, 2], 1, 4),
    _same(7, [1.0, 2.0], 1, 3),
    _same(9, [1.0], 0, 4),
    {"X": np.array([[1.0], [2.0]]), "y": np.array([1, 0]), "batch_size": 1, "rng": Seed(2)},
    {"X": np.array([[1, 2], [3, 4], [5, 6]]), "y": np.array([1.0, 0.0, 1.0]), "batch_size": 2, "rng": Seed(3)},
]


def outcomes(X: np.ndarray, y: np.ndarray, batch_size: int, rng: Seed) -> list:
    """The batches of every order of the examples; floats, since the numbers count and not their type."""
    found: dict[bytes, list] = {}
    all_the_same = len(np.unique(np.column_stack([X, y]), axis=0)) == 1
    for order in [range(len(y))] if all_the_same else permutations(range(len(y))):
        rows, labels = X[list(order)].astype(float), y[list(order)].astype(float)
        starts = range(0, len(y), batch_size)
        batches = [(rows[i : i + batch_size], labels[i : i + batch_size]) for i in starts]
        found[rows.tobytes() + labels.tobytes()] = batches
    return list(found.values())


def draw(rng: np.random.Generator) -> dict:
    """One to five examples in any order, from two on with both labels, or up to forty copies of one."""
    n, same = int(rng.integers(1, 5)), rng.random() < 0.5
    m = int(rng.integers(1, 41 if same else 6))
    X = np.tile(rng.normal(0, 3, n), (m, 1)) if same else rng.normal(0, 3, (m, n))
    y = np.full(m, int(rng.integers(0, 2))) if same else rng.permutation((np.arange(m) + rng.integers(2)) % 2)
    return {"X": X, "y": y, "batch_size": int(rng.integers(1, m + 3)), "rng": Seed(int(rng.integers(2**31)))}


# Changes of the model answer that mean the same: for `lrgrade mutants`.
EQUIVALENT = {
    "X, y = (np.asarray(X), np.asarray(y)) → pass": "It is there for lists, which the contract does not pass.",
    "X, y = (np.asarray(X), np.asarray(y)) → X, y = (X, np.asarray(y))": (
        "It is there for lists, which the contract does not pass."
    ),
    "X, y = (np.asarray(X), np.asarray(y)) → X, y = (np.asarray(X), y)": (
        "It is there for lists, which the contract does not pass."
    ),
    "order = rng.permutation(len(y)) → order = rng.permutation(len(X))": "X has a row for each label.",
    "for start in range(0, len(y), batch_size): → for start in range(0, len(X), batch_size):": (
        "X has a row for each label."
    ),
}
