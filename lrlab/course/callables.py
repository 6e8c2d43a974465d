"""Smooth functions of a vector whose gradients are known exactly: the oracle for `numerical_gradient`.

Each takes a float array of shape (k,) and returns a number. `exact_gradient`
is found by calculus, on paper; no differences are taken here.
"""

from collections.abc import Callable

import numpy as np

Vector = np.ndarray
_GRADIENTS: dict[str, Callable[[Vector], Vector]] = {}


def _with_gradient(gradient: Callable[[Vector], Vector]) -> Callable[[Callable[[Vector], float]], Callable]:
    def register(f: Callable[[Vector], float]) -> Callable[[Vector], float]:
        _GRADIENTS[f.__name__] = gradient
        return f

    return register


def exact_gradient(name: str, theta: Vector) -> Vector:
    """∇f(θ), shape (k,), of the function of this module with that name. Raises KeyError for another."""
    return _GRADIENTS[name](np.asarray(theta, dtype=float))


@_with_gradient(lambda theta: np.arange(1.0, len(theta) + 1))
def slope(theta: Vector) -> float:
    """θ₁ + 2θ₂ + 3θ₃ + …: the gradient is [1, 2, 3, …] everywhere."""
    return float(np.sum(np.arange(1, len(theta) + 1) * theta))


@_with_gradient(lambda theta: 2 * theta)
def square(theta: Vector) -> float:
    """θ₁² + θ₂² + …: central differences have no error of their own here, forward ones do."""
    return float(np.sum(theta**2))


@_with_gradient(lambda theta: 3 * theta**2)
def cubic(theta: Vector) -> float:
    """θ₁³ + θ₂³ + …: the difference quotient exceeds the derivative by exactly ε²."""
    return float(np.sum(theta**3))


@_with_gradient(np.cos)
def wave(theta: Vector) -> float:
    """sin θ₁ + sin θ₂ + …"""
    return float(np.sum(np.sin(theta)))


@_with_gradient(lambda theta: theta[::-1] + np.exp(theta[0] + theta[1]))
def coupled(theta: Vector) -> float:
    """θ₁θ₂ + e^(θ₁+θ₂) for k = 2: every component of the gradient depends on both."""
    return float(theta[0] * theta[1] + np.exp(theta[0] + theta[1]))


@_with_gradient(lambda theta: np.zeros(len(theta)))
def constant(theta: Vector) -> float:
    """7 everywhere: the gradient is 0."""
    return 7.0
