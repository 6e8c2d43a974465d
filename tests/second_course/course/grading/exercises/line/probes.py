"""Inputs for `line`: a number, vectors, whole numbers."""

import numpy as np

PROBES = [
    {"x": 2.0, "w": 3.0, "b": 1.0},
    {"x": 0.0, "w": 1.5, "b": -2.5},
    {"x": np.array([1.0, -2.0, 0.5]), "w": 0.75, "b": 0.0},
    {"x": np.array([0, 1, 4]), "w": -2, "b": 5},
]


def draw(rng: np.random.Generator) -> dict:
    """Up to six values of x."""
    return {"x": rng.normal(0, 3, int(rng.integers(1, 7))), "w": float(rng.normal()), "b": float(rng.normal())}
