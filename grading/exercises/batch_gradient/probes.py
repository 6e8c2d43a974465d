"""Inputs for `batch_gradient`: as many examples as features, more and fewer; nothing symmetric; one huge score."""

import numpy as np

PROBES = [
    {"theta": np.array([0.0, 0.0]), "X": np.array([[2.0]]), "y": np.array([1])},
    {"theta": np.array([0.5, -0.25]), "X": np.array([[2.0]]), "y": np.array([0])},
    {"theta": np.array([0, 0, 0]), "X": np.array([[3, 2]]), "y": np.array([1])},
    {"theta": np.array([1, -1, 2]), "X": np.array([[3, 2]]), "y": np.array([0])},
    {"theta": np.array([0.5, -0.25]), "X": np.array([[2.0], [-1.0]]), "y": np.array([1, 0])},
    {"theta": np.array([0.0, 0.0, 0.0]), "X": np.array([[1.0, 2.0], [3.0, -1.0]]), "y": np.array([1.0, 0.0])},
    {"theta": np.array([0.5, -1.0, 0.25]), "X": np.array([[1.0, 2.0], [3.0, -1.0]]), "y": np.array([0, 1])},
    {"theta": np.array([0.5, -1.0, 0.25]), "X": np.array([[1.0, 2.0], [3.0, -1.0]]), "y": np.array([1, 1])},
    {"theta": np.array([0.3, 0.7, 0.25]), "X": np.array([[1, 2], [3, -1], [0, 1]]), "y": np.array([1, 0, 0])},
    {"theta": np.array([0.5, -1.0, 2.0, 0.3]), "X": np.array([[1.0, 2.0, 0.5]]), "y": np.array([1])},
    {
        "theta": np.array([0.5, -1.0, 2.0, 0.3]),
        "X": np.array([[1.0, 2.0, 0.1], [3.0, -1.0, 0.5]]),
        "y": np.array([1, 0]),
    },
    {
        "theta": np.array([0.5, -1.0, 2.0, 0.3]),
        "X": np.array([[1.0, 2.0, 0.1], [3.0, -1.0, 0.5], [0.0, 1.0, -1.5]]),
        "y": np.array([1.0, 0.0, 1.0]),
    },
    {
        "theta": np.array([0.4, -0.3]),
        "X": np.array([[1.0], [2.0], [-1.0], [0.5], [3.0]]),
        "y": np.array([1, 0, 0, 1, 0]),
    },
    {"theta": np.array([1.0, 0.5]), "X": np.array([[1e4], [-1e4], [5e3]]), "y": np.array([1, 0, 0])},
]


def draw(rng: np.random.Generator) -> dict:
    """One to eight examples with one to six features, now and then with huge scores."""
    n, m, huge = int(rng.integers(1, 7)), int(rng.integers(1, 9)), rng.random() < 0.2
    while True:
        X, theta, y = rng.normal(0, 5000 if huge else 1, (m, n)), rng.normal(0, 1, n + 1), rng.integers(0, 2, m)
        if rng.random() < 0.3:
            X = np.round(X).astype(int)
        # A huge x times the last digit of σ(z) would be more than the contract's error, unless σ(z) is 0 or 1.
        if not huge or np.all(np.abs(X @ theta[:-1] + theta[-1]) > 800):
            return {"theta": theta, "X": X, "y": y.astype(float) if rng.random() < 0.5 else y}


# Changes of the model answer that mean the same: for `lrgrade mutants`.
EQUIVALENT = {
    "return np.append(errors @ X, np.sum(errors)) / len(y) → "
    "return np.append(errors @ X, np.sum(errors)) / len(X)": "X has a row for each label.",
}
