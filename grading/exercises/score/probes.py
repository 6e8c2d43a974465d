"""Inputs for `score`: one example and many, more examples than features and fewer, and as many.

At m = n an answer with the product the wrong way round does not stop, it is
only wrong, so the square matrices here are not symmetric.
"""

import numpy as np

PROBES = [
    {"X": np.array([2.0]), "w": np.array([3.0]), "b": 0.5},
    {"X": np.array([3.0, 2.0]), "w": np.array([0.5, -1.5]), "b": 0.0},
    {"X": np.array([3.0, 2.0]), "w": np.array([0.5, -1.5]), "b": 0.25},
    {"X": np.array([3, -2]), "w": np.array([1, 2]), "b": 0.5},
    {"X": np.array([[2.0]]), "w": np.array([3.0]), "b": 0.5},
    {"X": np.array([1.2345678, -2.3456789, 0.5]), "w": np.array([2.0, 0.75, -1.0]), "b": -3.0},
    {"X": np.array([[3, 1], [0, 2]]), "w": np.array([0.5, -1.25]), "b": 2},
    {"X": np.array([[1.0, -2.0, 0.5]]), "w": np.array([2.0, 0.75, -1.0]), "b": -3.0},
    {"X": np.array([[1.0], [2.0], [-4.0]]), "w": np.array([0.3]), "b": 1.0},
    {"X": np.array([[1.0, 2.0], [3.0, -1.0]]), "w": np.array([0.5, 4.0]), "b": -0.1},
    {"X": np.array([[1.0, 2.0], [3.0, -1.0], [0.21875, 0.703125]]), "w": np.array([0.5, 4.03125]), "b": -0.1},
    {"X": np.array([[1.0, 2.0, 0.1], [3.0, -1.0, 2.5]]), "w": np.array([0.5, 4.0, -2.0]), "b": 1.5},
    {
        "X": np.array([[1.0, 2.0, 0.1], [3.0, -1.0, 2.5], [0.0, 4.0, -3.0]]),
        "w": np.array([0.5, 4.0, -2.0]),
        "b": 0.7,
    },
    {"X": np.array([3, 2, 1, 3, 0, 4.19]), "w": np.array([2.5, -5.0, -1.2, 0.5, 2.0, 0.7]), "b": 0.1},
    {
        "X": np.array([[3, 2, 1, 3, 0, 4.19], [1, 0, 2, 1, 1, 2.5]]),
        "w": np.array([2.5, -5.0, -1.2, 0.5, 2.0, 0.7]),
        "b": 0.1,
    },
    {"X": np.array([[1e4, 2.0], [-1e4, 3.0]]), "w": np.array([1e4, 0.5]), "b": 0.1},
]


def draw(rng: np.random.Generator) -> dict:
    """One example or up to six, with one to six features, sometimes whole numbers."""
    n, m = int(rng.integers(1, 7)), int(rng.integers(0, 7))
    X = rng.normal(0, 3, (m, n) if m else n)
    if rng.random() < 0.3:
        X = np.round(X).astype(int)
    return {"X": X, "w": rng.normal(0, 2, n), "b": float(rng.normal())}
