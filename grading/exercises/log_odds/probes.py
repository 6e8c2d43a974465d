"""Inputs for `log_odds`: even chances, both sides, the ends of the contract; numbers, vectors, tables."""

import numpy as np

# The contract's own: the error that counts is the absolute one.
TOLERANCE = {"absolute": 1e-9, "relative": 0.0}

PROBES = [
    {"p": 0.5},
    {"p": 0.9},
    {"p": 0.1},
    {"p": 0.731},
    {"p": 1e-12},
    {"p": 1 - 1e-6},
    {"p": 3e-7},
    {"p": np.array([0.5])},
    {"p": np.array([0.1, 0.5, 0.9])},
    {"p": np.array([1e-12, 1e-9, 1e-6, 0.01, 0.4, 0.999, 1 - 1e-6])},
    {"p": np.array([[0.2, 0.8]])},
    {"p": np.array([[0.2], [0.7]])},
    {"p": np.array([[0.2, 0.8], [0.35, 0.65]])},
    {"p": np.array([[0.25, 0.5, 0.75], [0.02, 0.6, 0.97]])},
]


def draw(rng: np.random.Generator) -> dict:
    """A number, a vector or a table of probabilities, some of them very small."""
    shape = [(), int(rng.integers(1, 7)), tuple(map(int, rng.integers(1, 5, 2)))][rng.integers(3)]
    p = np.where(rng.random(shape) < 0.3, 10.0 ** rng.uniform(-12, -1, shape), rng.uniform(1e-3, 1 - 1e-3, shape))
    return {"p": p if shape else float(p)}


# Changes of the model answer that mean the same: for `lrgrade mutants`.
EQUIVALENT = {
    "p = np.asarray(p) → pass": "It is for lists alone, which the contract does not pass.",
    "p = np.asarray(p) → p = p": "It is for lists alone, which the contract does not pass.",
}
