import numpy as np
import pytest

from lrlab.course import callables

NAMES = ["slope", "square", "cubic", "wave", "coupled", "constant"]


@pytest.mark.parametrize("name", NAMES)
def test_the_exact_gradient_is_that_of_the_function(name):
    """Fourth-order differences: the two were written apart, one by hand."""
    f, h = getattr(callables, name), 1e-3
    for theta in (np.array([0.3, -0.6]), np.array([1.25, 0.5])):
        slopes = []
        for step in h * np.eye(2):
            near, far = f(theta + step) - f(theta - step), f(theta + 2 * step) - f(theta - 2 * step)
            slopes.append((8 * near - far) / (12 * h))
        np.testing.assert_allclose(callables.exact_gradient(name, theta), slopes, atol=1e-9)


def test_the_quotient_of_a_cubic_is_larger_by_the_square_of_the_step():
    theta, eps = np.array([0.5]), 0.5
    quotient = (callables.cubic(theta + eps) - callables.cubic(theta - eps)) / (2 * eps)
    assert quotient == callables.exact_gradient("cubic", theta)[0] + eps**2


def test_an_unknown_function_has_no_gradient():
    with pytest.raises(KeyError):
        callables.exact_gradient("sigmoid", np.zeros(1))
