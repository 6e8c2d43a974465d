"""Inputs for `posterior`: two classes and more, one example and many, zeros, densities above 1, whole numbers."""

import numpy as np

PROBES = [
    {"likelihood": np.array([0.5, 0.5]), "prior": np.array([0.9, 0.1])},
    {"likelihood": np.array([0.02, 0.06]), "prior": np.array([0.7, 0.3])},
    {"likelihood": np.array([0.8, 0.2]), "prior": np.array([0.5, 0.5])},
    {"likelihood": np.array([1, 0]), "prior": np.array([0.25, 0.75])},
    {"likelihood": np.array([3, 2]), "prior": np.array([1, 0])},
    {"likelihood": np.array([0.0, 4.0]), "prior": np.array([0.6, 0.4])},
    {"likelihood": np.array([0.2, 0.3, 0.9]), "prior": np.array([0.5, 0.3, 0.2])},
    {"likelihood": np.array([2.5, 0.0, 1.5, 4.0]), "prior": np.array([0.1, 0.2, 0.3, 0.4])},
    {"likelihood": np.array([[0.02, 0.06]]), "prior": np.array([0.7, 0.3])},
    {"likelihood": np.array([[0.2, 0.8], [0.6, 0.1]]), "prior": np.array([0.7, 0.3])},
    {"likelihood": np.array([[0.2, 0.8], [0.6, 0.1], [0.3, 0.3]]), "prior": np.array([0.4, 0.6])},
    {"likelihood": np.array([[0.2, 0.8, 0.1], [0.0, 0.1, 0.7]]), "prior": np.array([0.2, 0.5, 0.3])},
    {"likelihood": np.array([[1, 2, 0], [0, 1, 1], [5, 0, 3]]), "prior": np.array([0.2, 0.5, 0.3])},
    {"likelihood": np.array([[0.2, 0.9, 0.4, 0.1], [1.5, 0.1, 0.7, 2.0]]), "prior": np.array([0.1, 0.2, 0.3, 0.4])},
    {"likelihood": np.array([1e-30, 3e-30]), "prior": np.array([0.5, 0.5])},
    {"likelihood": np.array([[2e-12, 1e-9], [3e6, 1e5]]), "prior": np.array([0.01, 0.99])},
]


def draw(rng: np.random.Generator) -> dict:
    """Two to five classes, one example or some; a likelihood of 0 now and then, never for the first class."""
    K, m = int(rng.integers(2, 6)), int(rng.integers(0, 7))
    likelihood = rng.uniform(0.01, 3, (m, K) if m else K)
    likelihood[..., 1:] *= rng.random(likelihood[..., 1:].shape) > 0.15
    prior = rng.uniform(0.05, 1, K)
    return {"likelihood": likelihood, "prior": prior / prior.sum()}


# Changes of the model answer that mean the same: for `lrgrade mutants`.
EQUIVALENT = {
    "products = np.multiply(likelihood, prior) → products = np.multiply(prior, likelihood)": "A product has no order.",
}
