"""Inputs for `predict_proba`: as for `score`, small enough to tell probabilities apart, and two huge scores."""

import numpy as np

TOLERANCE = {"absolute": 1e-12, "relative": 0.0}

PROBES = [
    {"X": np.array([2.0]), "w": np.array([0.0]), "b": 0.0},
    {"X": np.array([2.0]), "w": np.array([0.5]), "b": 0.25},
    {"X": np.array([3.0, 2.0]), "w": np.array([0.5, -1.5]), "b": 0.0},
    {"X": np.array([3.0, 2.0]), "w": np.array([0.5, -1.5]), "b": 0.25},
    {"X": np.array([3, -2]), "w": np.array([1, 2]), "b": 1},
    {"X": np.array([1.0, -2.0, 0.5]), "w": np.array([1.0, 0.75, -1.0]), "b": -0.5},
    {"X": np.array([[2.0]]), "w": np.array([0.5]), "b": 0.25},
    {"X": np.array([[3, 1], [0, 2]]), "w": np.array([1, -1]), "b": 1},
    {"X": np.array([[1.0, -2.0, 0.5]]), "w": np.array([2.0, 0.75, -1.0]), "b": -0.5},
    {"X": np.array([[1.0], [2.0], [-4.0]]), "w": np.array([0.3]), "b": 0.5},
    {"X": np.array([[1.0, 2.0], [3.0, -1.0]]), "w": np.array([0.5, 0.4]), "b": -0.1},
    {"X": np.array([[1.0, 2.0], [3.0, -1.0], [0.2, 0.7]]), "w": np.array([0.5, 0.4]), "b": -0.1},
    {"X": np.array([[1.0, 2.0, 0.1], [3.0, -1.0, 2.5]]), "w": np.array([0.5, 0.4, -0.2]), "b": 1.5},
    {
        "X": np.array([[1.0, 2.0, 0.1], [3.0, -1.0, 2.5], [0.0, 4.0, -3.0]]),
        "w": np.array([0.5, 0.4, -0.2]),
        "b": 0.7,
    },
    {"X": np.array([3, 2, 1, 3, 0, 4.19]), "w": np.array([2.5, -5.0, -1.2, 0.5, 2.0, 0.7]), "b": 0.1},
    {"X": np.array([[1e4, 2.0], [-1e4, 3.0]]), "w": np.array([1.0, 0.5]), "b": 0.1},
]


def draw(rng: np.random.Generator) -> dict:
    """One example or up to six, with one to six features, now and then with huge scores."""
    n, m = int(rng.integers(1, 7)), int(rng.integers(0, 7))
    X = rng.normal(0, rng.choice([1.0, 1.0, 1.0, 5000.0]), (m, n) if m else n)
    if rng.random() < 0.3:
        X = np.round(X).astype(int)
    return {"X": X, "w": rng.normal(0, 1, n), "b": float(rng.normal())}
