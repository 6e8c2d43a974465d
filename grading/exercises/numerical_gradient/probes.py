"""Inputs for `numerical_gradient`: functions whose gradients are known, and steps large enough to see the formula.

With ε = 0.5 the quotient of a cubic is 3θ² + ε² = 3θ² + 0.25, of which a forward difference,
another ε or one ε too many falls well short.
"""

import numpy as np

from lrlab.course import callables

# The contract: an error of at most 1e-7 for a smooth f of size 1.
TOLERANCE = {"absolute": 1e-7, "relative": 1e-7}

PROBES = [
    {"f": callables.square, "theta": np.array([1.0])},
    {"f": callables.square, "theta": np.array([1.0]), "eps": 0.5},
    {"f": callables.slope, "theta": np.array([0.5, -1.0])},
    {"f": callables.square, "theta": np.array([0.5, -1.0])},
    {"f": callables.square, "theta": np.array([1, 2])},
    {"f": callables.cubic, "theta": np.array([0.5, -1.0])},
    {"f": callables.cubic, "theta": np.array([0.5, -1.0]), "eps": 0.5},
    {"f": callables.cubic, "theta": np.array([2, 0, -1]), "eps": 0.25},
    {"f": callables.coupled, "theta": np.array([0.3, -0.6])},
    {"f": callables.coupled, "theta": np.array([0.3, -0.6]), "eps": 0.1},
    {"f": callables.wave, "theta": np.array([0.0, 0.7, 1.5, -2.0])},
    {"f": callables.wave, "theta": np.array([0.0, 0.7, 1.5, -2.0]), "eps": 0.125},
    {"f": callables.constant, "theta": np.array([0.3, -0.6, 1.0])},
    {"f": callables.slope, "theta": np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), "eps": 1},
]


def draw(rng: np.random.Generator) -> dict:
    """One of the known functions at a random θ of size 1, with the usual step or a large one."""
    name = str(rng.choice(["slope", "square", "cubic", "wave", "coupled"]))
    k = 2 if name == "coupled" else int(rng.integers(1, 6))
    theta = rng.integers(-1, 2, k) if rng.random() < 0.2 else rng.uniform(-1, 1, k)
    arguments = {"f": getattr(callables, name), "theta": theta}
    return arguments if rng.random() < 0.4 else arguments | {"eps": float(rng.choice([1e-5, 1e-4, 0.1, 0.5]))}


# Changes of the model answer that mean the same: for `lrgrade mutants`.
EQUIVALENT = {
    "def numerical_gradient(f, theta, eps=1e-05): → def numerical_gradient(f, theta, eps=5e-06):": (
        "Half the step is as exact as the contract asks."
    ),
    "def numerical_gradient(f, theta, eps=1e-05): → def numerical_gradient(f, theta, eps=-1e-05):": (
        "A central difference is the same for a negative step: both differences change their sign."
    ),
}
