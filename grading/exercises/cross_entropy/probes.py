"""Inputs for `cross_entropy`: as for `likelihood`, with certainty, right and wrong, in a few of them.

Where ŷ is 0 or 1 the formula as written gives 0·log 0. Only few inputs touch
that, so that another mistake is still recognised in an answer that trips there
too. A ŷ that is nearly 0 is not 0: its price is high and finite.
"""

import numpy as np

PROBES = [
    {"y_hat": 0.5, "y": 1},
    {"y_hat": 0.7, "y": 1},
    {"y_hat": 0.7, "y": 0},
    {"y_hat": 0.2, "y": 1},
    {"y_hat": 0.2, "y": 0},
    {"y_hat": 0.697, "y": 1.0},
    {"y_hat": 0.999, "y": 0.0},
    {"y_hat": 1.0, "y": 1},
    {"y_hat": np.array([0.7]), "y": np.array([1])},
    {"y_hat": np.array([0.3]), "y": np.array([0])},
    {"y_hat": np.array([0.8, 0.8]), "y": np.array([1, 0])},
    {"y_hat": np.array([0.1, 0.6, 0.35]), "y": np.array([0.0, 1.0, 1.0])},
    {"y_hat": np.array([0.9, 0.2, 0.55, 0.4, 0.05]), "y": np.array([1, 1, 0, 0, 1])},
    {"y_hat": np.array([0.25, 0.75, 0.5]), "y": np.array([1, 1, 1])},
    {"y_hat": np.array([0.25, 0.75, 0.5]), "y": np.array([0, 0, 0])},
    {"y_hat": np.array([[0.9, 0.2], [0.55, 0.4]]), "y": np.array([[1, 1], [0, 0]])},
    {"y_hat": np.array([[0.9, 0.2, 0.3]]), "y": np.array([[0, 1, 0]])},
    {"y_hat": np.array([[0.9], [0.2]]), "y": np.array([[0.0], [1.0]])},
    {"y_hat": np.array([1e-300, 1e-6, 1 - 1e-6, 1 - 1e-15]), "y": np.array([1, 1, 0, 0])},
    {"y_hat": np.array([0.0, 0.0, 1.0, 1.0]), "y": np.array([0, 1, 0, 1])},
]


def draw(rng: np.random.Generator) -> dict:
    """Two numbers, vectors or matrices; a probability is 0 or 1, or close to it, now and then."""
    shape = [(), (int(rng.integers(1, 7)),), tuple(int(k) for k in rng.integers(1, 5, 2))][rng.integers(3)]
    y_hat = np.asarray(rng.uniform(0, 1, shape))
    y_hat = np.where(rng.random(shape) < 0.1, np.round(y_hat), y_hat)
    y_hat = np.where(rng.random(shape) < 0.1, y_hat * 1e-20, y_hat)
    y = np.asarray(rng.integers(0, 2, shape))
    if rng.random() < 0.5:
        y = y.astype(float)
    return {"y_hat": y_hat.item(), "y": y.item()} if shape == () else {"y_hat": y_hat, "y": y}
