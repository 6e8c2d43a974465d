"""Inputs for `mean_squared_error`: one example and many, errors of both signs."""

import numpy as np

PROBES = [
    {"y_hat": np.array([3.0]), "y": np.array([1.0])},
    {"y_hat": np.array([1.0, 2.0]), "y": np.array([1.0, 2.0])},
    {"y_hat": np.array([1.0, 2.0, 0.5]), "y": np.array([3.0, -1.0, 0.0])},
    {"y_hat": np.array([0, 4]), "y": np.array([1, 1])},
]


def draw(rng: np.random.Generator) -> dict:
    """Up to six examples."""
    m = int(rng.integers(1, 7))
    return {"y_hat": rng.normal(0, 3, m), "y": rng.normal(0, 3, m)}
