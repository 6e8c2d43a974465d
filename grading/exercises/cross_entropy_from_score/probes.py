"""Inputs for `cross_entropy_from_score`: small scores, scores where 1 + e⁻ᶻ is 1 to the last digit, and huge ones.

Most are ordinary, so that another mistake is still recognised in an answer
that overflows too.
"""

import numpy as np

# The contract: exact to 1e-12 of the loss down to 1e-300, and below that anything from 0 to 1e-300.
TOLERANCE = {"absolute": 1e-300, "relative": 1e-12, "lowest": 0.0}

PROBES = [
    {"z": 0, "y": 1},
    {"z": 0.0, "y": 0},
    {"z": 1.0, "y": 1},
    {"z": 1.0, "y": 0},
    {"z": -2.5, "y": 1},
    {"z": -2.5, "y": 0},
    {"z": 0.833, "y": 1.0},
    {"z": 3, "y": 0.0},
    {"z": np.array([0.5]), "y": np.array([1])},
    {"z": np.array([0.5]), "y": np.array([0])},
    {"z": np.array([1, -2]), "y": np.array([1, 1])},
    {"z": np.array([1.5, -2.0]), "y": np.array([1, 0])},
    {"z": np.array([0.1, 0.6, -0.35]), "y": np.array([0.0, 1.0, 1.0])},
    {"z": np.array([0.25, -0.75, 5.0]), "y": np.array([1, 1, 1])},
    {"z": np.array([0.25, -0.75, 5.0]), "y": np.array([0, 0, 0])},
    {"z": np.array([[0.9, -2.0], [0.55, 4.0]]), "y": np.array([[1, 1], [0, 0]])},
    {"z": np.array([[0.9, -2.0, 0.3]]), "y": np.array([[0, 1, 0]])},
    {"z": np.array([[0.9], [-0.2]]), "y": np.array([[0.0], [1.0]])},
    {"z": np.array([2.0, -3.0, 0.0, 1.25]), "y": np.array([0, 1, 1, 0])},
    {"z": np.array([-4.0, 3.5]), "y": np.array([1.0, 0.0])},
    {"z": -0.4, "y": 0},
    {"z": 2, "y": 1},
    {"z": np.array([-1.0]), "y": np.array([1.0])},
    {"z": np.array([3.25, 0.75]), "y": np.array([0, 0])},
    {"z": np.array([[-0.6, 1.1], [2.2, -3.3]]), "y": np.array([[0.0, 1.0], [1.0, 0.0]])},
    {"z": np.array([4, -4, 0]), "y": np.array([0, 1, 0])},
    {"z": np.array([[2.5], [-1.5], [0.5]]), "y": np.array([[1], [1], [0]])},
    {"z": 1e4, "y": 0},
    {"z": 40.0, "y": 1},
    {"z": np.array([20.0, -40.0, 300.0, -690.0, 1e4, -1e4, 1e300]), "y": np.array([1, 0, 1, 0, 1, 1, 0])},
]


def draw(rng: np.random.Generator) -> dict:
    """Two numbers, vectors or matrices; scores of every size from 1e-3 to 1e5."""
    shape = [(), (int(rng.integers(1, 7)),), tuple(int(k) for k in rng.integers(1, 5, 2))][rng.integers(3)]
    z = np.asarray(rng.choice([-1.0, 1.0], shape) * 10 ** rng.uniform(-3, 5, shape))
    # The exponential of a score in this gap is too small for twelve exact digits and too large to be nothing.
    z = np.where((np.abs(z) > 680) & (np.abs(z) < 760), 0.5, z)
    y = np.asarray(rng.integers(0, 2, shape))
    if rng.random() < 0.5:
        y = y.astype(float)
    return {"z": z.item(), "y": y.item()} if shape == () else {"z": z, "y": y}


# Changes of the model answer that mean the same: for `lrgrade mutants`.
EQUIVALENT = {
    "return np.logaddexp(0, wrong) → return np.logaddexp(wrong, 0)": "logaddexp is symmetric in its arguments.",
}
