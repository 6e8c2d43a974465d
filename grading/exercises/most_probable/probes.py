"""Inputs for `most_probable`: each place of the largest, ties, entries that are no probabilities, one and many."""

import numpy as np

TOLERANCE = {"integers": True}

PROBES = [
    {"p": np.array([0.7, 0.3])},
    {"p": np.array([0.3, 0.7])},
    {"p": np.array([0.5, 0.5])},
    {"p": np.array([0.2, 0.5, 0.3])},
    {"p": np.array([0.1, 0.2, 0.7])},
    {"p": np.array([0.2, 0.4, 0.4])},
    {"p": np.array([0.1, 0.45, 0.0, 0.45])},
    {"p": np.array([0.014, 0.018])},
    {"p": np.array([-3.5, -1.25])},
    {"p": np.array([-2.0, -7.0, -4.0])},
    {"p": np.array([3, 8, 8, 1])},
    {"p": np.array([[0.3, 0.7]])},
    {"p": np.array([[0.3, 0.7], [0.9, 0.1]])},
    {"p": np.array([[0.5, 0.5], [0.2, 0.8], [0.8, 0.2]])},
    {"p": np.array([[0.2, 0.5, 0.3], [0.1, 0.1, 0.8]])},
    {"p": np.array([[0.2, 0.5, 0.3], [0.1, 0.1, 0.8], [0.4, 0.4, 0.2], [0.9, 0.0, 0.1]])},
    {"p": np.array([[-1.0, -2.0, -0.5], [-3.0, -1.0, -1.0]])},
    {"p": np.array([[4, 1, 9, 9, 2], [7, 7, 0, 1, 3]])},
    {"p": np.array([0.3, 0.3 + 1e-12, 0.3])},
]


def draw(rng: np.random.Generator) -> dict:
    """Two to five classes, one example or some: whole numbers with ties half of the time, else any numbers."""
    K, m = int(rng.integers(2, 6)), int(rng.integers(0, 7))
    shape = (m, K) if m else K
    return {"p": rng.integers(-2, 3, shape) if rng.random() < 0.5 else rng.normal(size=shape)}
