"""Inputs for `sgd_step`: the lecture's step, other θ and η, both labels, whole numbers, one huge score."""

import numpy as np

PROBES = [
    {"theta": np.array([0.0, 0.0]), "x": np.array([2.0]), "y": 1, "eta": 0.5},
    {"theta": np.array([0.5, -0.25]), "x": np.array([2.0]), "y": 0, "eta": 0.5},
    {"theta": np.array([0.0, 0.0, 0.0]), "x": np.array([3.0, 2.0]), "y": 1, "eta": 0.1},
    {"theta": np.array([0.15, 0.1, 0.05]), "x": np.array([3.0, 2.0]), "y": 1, "eta": 0.1},
    {"theta": np.array([0.5, -1.0, 0.25]), "x": np.array([3.0, 2.0]), "y": 0, "eta": 0.1},
    {"theta": np.array([0.5, -1.0, 0.25]), "x": np.array([-1.0, 2.0]), "y": 1.0, "eta": 1},
    {"theta": np.array([0.5, -1.0, 0.25]), "x": np.array([-1.0, 2.0]), "y": 1, "eta": 2.5},
    {"theta": np.array([1, -1, 2]), "x": np.array([1, 2]), "y": 0, "eta": 0.3},
    {"theta": np.array([0.5, -1.0, 2.0, 0.3]), "x": np.array([1.0, 2.0, 0.5]), "y": 1, "eta": 0.01},
    {"theta": np.array([0.5, -1.0, 2.0, 0.3]), "x": np.array([1.0, 2.0, 0.5]), "y": 0, "eta": 0.2},
    {
        "theta": np.array([-0.4, 0.3, 0.2, 0.9, -1.5, 0.6]),
        "x": np.array([1.0, 0.0, -2.0, 0.5, 1.5]),
        "y": 0,
        "eta": 0.7,
    },
    {
        "theta": np.array([2.5, -5.0, -1.2, 0.5, 2.0, 0.7, 0.1]),
        "x": np.array([3, 2, 1, 3, 0, 4.19]),
        "y": 1,
        "eta": 0.05,
    },
    {"theta": np.array([1.0, 0.5]), "x": np.array([1e4]), "y": 0, "eta": 0.1},
]


def draw(rng: np.random.Generator) -> dict:
    """One to six features, either label, any η, now and then a huge score or whole numbers."""
    n, huge = int(rng.integers(1, 7)), rng.random() < 0.2
    while True:
        x, theta = rng.normal(0, 5000 if huge else 1, n), rng.normal(0, 1, n + 1)
        if rng.random() < 0.3:
            x, theta = np.round(x).astype(int), np.round(theta).astype(int)
        # A huge x times the last digit of σ(z) would be more than the contract's error, unless σ(z) is 0 or 1.
        if not huge or np.abs(x @ theta[:-1] + theta[-1]) > 800:
            eta = float(10 ** rng.uniform(-3, 1))
            return {"theta": theta, "x": x, "y": int(rng.integers(0, 2)), "eta": eta}
