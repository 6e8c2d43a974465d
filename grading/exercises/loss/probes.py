"""Inputs for `loss`: θ of every length from 2 up, as many examples as features, more and fewer, one huge score."""

import numpy as np

PROBES = [
    {"theta": np.array([0.0, 0.0]), "X": np.array([[2.0]]), "y": np.array([1])},
    {"theta": np.array([0.5, -0.25]), "X": np.array([[2.0]]), "y": np.array([1])},
    {"theta": np.array([0.5, -0.25]), "X": np.array([[2.0]]), "y": np.array([0])},
    {"theta": np.array([0, 0, 0]), "X": np.array([[3, 2]]), "y": np.array([1])},
    {"theta": np.array([1, -1, 2]), "X": np.array([[3, 2]]), "y": np.array([0])},
    {"theta": np.array([0.5, -0.25]), "X": np.array([[2.0], [-1.0]]), "y": np.array([1, 0])},
    {"theta": np.array([0.5, -1.0, 0.25]), "X": np.array([[1.0, 2.0], [3.0, -1.0]]), "y": np.array([1.0, 1.0])},
    {"theta": np.array([0.5, -1.0, 0.25]), "X": np.array([[1.0, 2.0], [3.0, -1.0]]), "y": np.array([0, 0])},
    {"theta": np.array([0.5, -1.0, 0.25]), "X": np.array([[1.0, 2.0], [3.0, -1.0]]), "y": np.array([0, 1])},
    {"theta": np.array([0.3, 0.7, 0.25]), "X": np.array([[1, 2], [3, -1], [0, 1]]), "y": np.array([1, 0, 0])},
    {"theta": np.array([0.5, -1.0, 2.0, 0.3]), "X": np.array([[1.0, 2.0, 0.5]]), "y": np.array([1])},
    {
        "theta": np.array([0.5, -1.0, 2.0, 0.3]),
        "X": np.array([[1.0, 2.0, 0.1], [3.0, -1.0, 0.5], [0.0, 1.0, -1.5]]),
        "y": np.array([1, 0, 1]),
    },
    {
        "theta": np.array([0.4, -0.3]),
        "X": np.array([[1.0], [2.0], [-1.0], [0.5], [3.0]]),
        "y": np.array([1, 0, 0, 1, 0]),
    },
    {
        "theta": np.array([2.5, -5.0, -1.2, 0.5, 2.0, 0.7, 0.1]),
        "X": np.array([[3, 2, 1, 3, 0, 4.19]]),
        "y": np.array([0]),
    },
    {"theta": np.array([1.0, 0.5]), "X": np.array([[1e4], [-1e4], [1e4]]), "y": np.array([1, 0, 0])},
]


def draw(rng: np.random.Generator) -> dict:
    """One to eight examples with one to six features, now and then with huge scores."""
    n, m = int(rng.integers(1, 7)), int(rng.integers(1, 9))
    X = rng.normal(0, rng.choice([1.0, 1.0, 1.0, 5000.0]), (m, n))
    if rng.random() < 0.3:
        X = np.round(X).astype(int)
    y = rng.integers(0, 2, m)
    return {"theta": rng.normal(0, 1, n + 1), "X": X, "y": y.astype(float) if rng.random() < 0.5 else y}
