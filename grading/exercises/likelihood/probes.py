"""Inputs for `likelihood`: both labels, probabilities on both sides of 0.5 and the certain ones, numbers and arrays."""

import numpy as np

PROBES = [
    {"y_hat": 0.5, "y": 1},
    {"y_hat": 0.7, "y": 1},
    {"y_hat": 0.7, "y": 0},
    {"y_hat": 0.2, "y": 1},
    {"y_hat": 0.2, "y": 0},
    {"y_hat": 0.697, "y": 1.0},
    {"y_hat": 0.9, "y": 0.0},
    {"y_hat": 1.0, "y": 1},
    {"y_hat": np.array([0.7]), "y": np.array([1])},
    {"y_hat": np.array([0.3]), "y": np.array([0])},
    {"y_hat": np.array([0.8, 0.8]), "y": np.array([1, 0])},
    {"y_hat": np.array([0.1, 0.6, 0.35]), "y": np.array([0.0, 1.0, 1.0])},
    {"y_hat": np.array([0.9, 0.2, 0.55, 0.4, 0.05]), "y": np.array([1, 1, 0, 0, 1])},
    {"y_hat": np.array([[0.9, 0.2], [0.55, 0.4]]), "y": np.array([[1, 1], [0, 0]])},
    {"y_hat": np.array([[0.9, 0.2, 0.3]]), "y": np.array([[0, 1, 0]])},
    {"y_hat": np.array([[0.9], [0.2]]), "y": np.array([[0.0], [1.0]])},
    {"y_hat": np.array([0.0, 0.0, 1.0, 1.0]), "y": np.array([0, 1, 0, 1])},
]


def draw(rng: np.random.Generator) -> dict:
    """Two numbers, vectors or matrices; a probability is 0 or 1 now and then."""
    shape = [(), (int(rng.integers(1, 7)),), tuple(int(k) for k in rng.integers(1, 5, 2))][rng.integers(3)]
    y_hat = np.asarray(rng.uniform(0, 1, shape))
    y_hat = np.where(rng.random(shape) < 0.1, np.round(y_hat), y_hat)
    y = np.asarray(rng.integers(0, 2, shape))
    if rng.random() < 0.5:
        y = y.astype(float)
    return {"y_hat": y_hat.item(), "y": y.item()} if shape == () else {"y_hat": y_hat, "y": y}


# Changes of the model answer that mean the same: for `lrgrade mutants`.
EQUIVALENT = {
    "y_hat, y = (np.asarray(y_hat), np.asarray(y)) → pass": (
        "It is there for lists, which the contract does not pass."
    ),
    "y_hat, y = (np.asarray(y_hat), np.asarray(y)) → y_hat, y = (y_hat, np.asarray(y))": (
        "It is there for lists, which the contract does not pass."
    ),
    "y_hat, y = (np.asarray(y_hat), np.asarray(y)) → y_hat, y = (np.asarray(y_hat), y)": (
        "It is there for lists, which the contract does not pass."
    ),
}
