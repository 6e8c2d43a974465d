"""Inputs for `predict`: clear cases, ties (z = 0 exactly), the narrowest that count, and scores between 0 and 0.5."""

import numpy as np

TOLERANCE = {"integers": True}

PROBES = [
    {"X": np.array([2.0]), "w": np.array([1.0]), "b": 0.0},
    {"X": np.array([2.0]), "w": np.array([-1.0]), "b": 0.0},
    {"X": np.array([2.0]), "w": np.array([1.0]), "b": -2.0},
    {"X": np.array([0.25]), "w": np.array([1.0]), "b": 0.0},
    {"X": np.array([1e-9]), "w": np.array([1.0]), "b": 0.0},
    {"X": np.array([3.0, 2.0]), "w": np.array([0.5, -1.5]), "b": 2.0},
    {"X": np.array([3, 2]), "w": np.array([1, 1]), "b": -6},
    {"X": np.array([[2.0]]), "w": np.array([1.0]), "b": 0.5},
    {"X": np.array([[1.0], [2.0], [-4.0], [0.0]]), "w": np.array([0.3]), "b": 0.0},
    {"X": np.array([[1.0, 2.0], [3.0, -1.0]]), "w": np.array([-0.5, 0.4]), "b": -0.1},
    {"X": np.array([[1, 1], [1, -1], [-2, 1], [0, 0]]), "w": np.array([1, 1]), "b": 0},
    {"X": np.array([[1.0, 2.0, 0.1], [3.0, -1.0, 2.5]]), "w": np.array([0.5, -0.4, -0.2]), "b": -0.5},
    {"X": np.array([[1.0, 2.0, 0.1], [3.0, -1.0, 2.5], [0.0, 4.0, -3.0]]), "w": np.array([0.5, -0.4, -0.2]), "b": 0.1},
    {"X": np.array([[1e-9], [-1e-9], [0.0], [0.3], [-0.3]]), "w": np.array([1.0]), "b": 0.0},
    {"X": np.array([3, 2, 1, 3, 0, 4.19]), "w": np.array([2.5, -5.0, -1.2, 0.5, 2.0, 0.7]), "b": 0.1},
    {"X": np.array([[1e4, 2.0], [-1e4, 3.0]]), "w": np.array([1.0, 0.5]), "b": 0.1},
]


def draw(rng: np.random.Generator) -> dict:
    """Whole numbers a third of the time, the first example then a tie; else scores that are far enough from 0."""
    n, m = int(rng.integers(1, 7)), int(rng.integers(0, 7))
    shape = (m, n) if m else n
    if rng.random() < 1 / 3:
        X, w = rng.integers(-2, 3, shape), rng.integers(-2, 3, n)
        return {"X": X, "w": w, "b": -int(np.atleast_2d(X)[0] @ w)}
    while True:
        X, w, b = rng.normal(0, 1, shape), rng.normal(0, 1, n), float(rng.normal())
        if np.all(np.abs(X @ w + b) > 1e-6):
            return {"X": X, "w": w, "b": b}


# Changes of the model answer that mean the same: for `lrgrade mutants`.
EQUIVALENT = {
    "return np.where(predict_proba(X, w, b) > 0.5, 1, 0) → return np.where(0, 1, predict_proba(X, w, b) > 0.5)": (
        "The condition 0 is false everywhere, so that the comparison itself comes back, made an integer beside the 1."
    ),
}
