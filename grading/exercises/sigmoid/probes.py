"""Inputs for `sigmoid`: numbers, vectors and matrices, whole and not, and scores so large that e^|z| overflows."""

import numpy as np

TOLERANCE = {"absolute": 1e-12, "relative": 0.0}

PROBES = [
    {"z": 0},
    {"z": 0.0},
    {"z": 1.0},
    {"z": -1.0},
    {"z": 2},
    {"z": -3.5},
    {"z": 0.833},
    {"z": 12.5},
    {"z": 1e4},
    {"z": np.array([0.0])},
    {"z": np.array([1.0, -2.0])},
    {"z": np.array([-1, 0, 2])},
    {"z": np.array([4.5, -0.3, 0.0, 7.25, -6.0, 22.0])},
    {"z": np.array([[1.5]])},
    {"z": np.array([[0.5, -0.5, 3.0]])},
    {"z": np.array([[0.5], [-0.5], [3.0]])},
    {"z": np.array([[1.0, -2.0], [0.25, 5.0]])},
    {"z": np.array([[1, -2, 0], [4, 3, -1]])},
    {"z": np.array([[1.0, -2.0], [0.25, 5.0], [-7.5, 0.1]])},
    {"z": np.array([1e4, -1e4, 36.0, -36.0, 710.0, -750.0])},
]


def draw(rng: np.random.Generator) -> dict:
    """A number, a vector or a matrix, small or large, sometimes whole numbers."""
    shape = [(), (int(rng.integers(1, 7)),), tuple(int(k) for k in rng.integers(1, 5, 2))][rng.integers(3)]
    z = np.asarray(rng.normal(0, rng.choice([1.0, 10.0, 1000.0]), shape))
    if rng.random() < 0.3:
        z = np.round(z).astype(int)
    return {"z": z.item() if shape == () else z}


# Changes of the model answer that mean the same: for `lrgrade mutants`.
EQUIVALENT = {
    "z = np.asarray(z, dtype=float) → pass": (
        "It is there for lists and narrow types, which the contract does not pass."
    ),
    "z = np.asarray(z, dtype=float) → z = z": (
        "It is there for lists and narrow types, which the contract does not pass."
    ),
    "z = np.asarray(z, dtype=float) → z = np.asarray(z)": (
        "It is there for narrow types, which the contract does not pass."
    ),
    "return np.where(z >= 0, 1, e) / (1 + e) → return np.where(z > 0, 1, e) / (1 + e)": (
        "At z = 0 both forms give 1/2."
    ),
}
