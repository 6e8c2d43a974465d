"""What students write instead of `sgd_step`."""

import numpy as np

from lrgrade.authoring.common import changed_in_place, nothing_returned, rounded, single_precision
from lrgrade.authoring.misconceptions import misconception

from ..common import same_numbers, two_features


def _gradient(theta, x, y):
    error = 1 / (1 + np.exp(-(np.dot(theta[:-1], x) + theta[-1]))) - y
    return np.append(error * x, error)


@misconception(
    "uphill instead of downhill",
    "Compute the loss before and after your step: it rises. The gradient points to where the loss grows fastest: "
    "where do we want to go?",
)
def _(theta, x, y, eta):
    return theta + eta * _gradient(theta, x, y)


@misconception(
    "η is ignored",
    "Take the same step with a learning rate of 0.1 and of 0.2: yours is the same. Where does η come in?",
)
def _(theta, x, y, eta):
    return theta - _gradient(theta, x, y)


@misconception(
    "η is fixed in the function",
    "Take the same step with a learning rate of 0.1 and of 0.2: yours is the same, since the function has a number "
    "of its own. Use the one that the caller gives.",
)
def _(theta, x, y, eta):
    return theta - 0.1 * _gradient(theta, x, y)


@misconception(
    "η is squared",
    "With η = 1 yours is right, with 0.1 the step is ten times too small. How often does η stand in the formula, and "
    "how often is it applied in your code?",
)
def _(theta, x, y, eta):
    return theta - eta**2 * _gradient(theta, x, y)


@misconception(
    "divided by η",
    "With a smaller η your step grows. Should a smaller learning rate make the steps larger?",
)
def _(theta, x, y, eta):
    return theta - _gradient(theta, x, y) / eta


@misconception(
    "the gradient is returned",
    "What you give back is the direction. Asked for is where θ is after the step.",
)
def _(theta, x, y, eta):
    return _gradient(theta, x, y)


@misconception(
    "the step is returned",
    "What you give back is by how much θ should change. Asked for is where θ is afterwards.",
)
def _(theta, x, y, eta):
    return eta * _gradient(theta, x, y)


@misconception(
    "the step is returned, with its minus",
    "From θ = 0 yours is right, from any other place not. What you give back is the change: what does it have to be "
    "added to?",
)
def _(theta, x, y, eta):
    return -eta * _gradient(theta, x, y)


whole_numbers = misconception(
    "the step is lost in whole numbers",
    "Floats are right. With a θ of whole numbers the result is cut to whole numbers, or refused: what type of "
    "numbers does your copy of θ hold?",
)


@whole_numbers
def _(theta, x, y, eta):
    result = theta.copy()
    result[:] = theta - eta * _gradient(theta, x, y)
    return result


@whole_numbers
def _(theta, x, y, eta):
    result = theta.copy()
    result -= eta * _gradient(theta, x, y)
    return result


@misconception(
    "the bias stays where it is",
    "The weights are right, the last entry of θ never moves. Which part of θ does your step leave out?",
)
def _(theta, x, y, eta):
    g = _gradient(theta, x, y)
    g[-1] = 0
    return theta - eta * g


@misconception(
    "only the bias moves",
    "The last entry is right, the weights never move. Which part of θ does your step leave out?",
)
def _(theta, x, y, eta):
    g = _gradient(theta, x, y)
    g[:-1] = 0
    return theta - eta * g


@misconception(
    "the bias comes first",
    "The gradient has the bias in front, and θ has it at the end, so the wrong entries meet. Look up the order in "
    "which θ is written in this course.",
)
def _(theta, x, y, eta):
    return theta - eta * np.roll(_gradient(theta, x, y), 1)


@misconception(
    "the bias is first throughout",
    "Yours is right for θ = [b, w₁, w₂ …], in and out. Look up the order in which θ is written in this course.",
)
def _(theta, x, y, eta):
    return np.roll(np.roll(theta, -1) - eta * _gradient(np.roll(theta, -1), x, y), 1)


@misconception(
    "the bias is forgotten",
    "Your result is one entry short. θ has one entry more than x: which one do you leave out on the way?",
)
def _(theta, x, y, eta):
    return theta[:-1] - eta * _gradient(theta, x, y)[:-1]


@misconception(
    "a gradient without the bias",
    "n + 1 numbers minus n numbers does not go. Which component of the gradient is missing?",
)
def _(theta, x, y, eta):
    return theta - eta * _gradient(theta, x, y)[:-1]


@misconception(
    "η scales θ as well",
    "From θ = 0 yours is right, elsewhere not: a pair of brackets takes θ along. What exactly is multiplied by η in "
    "the formula?",
)
def _(theta, x, y, eta):
    return eta * (theta - _gradient(theta, x, y))


@misconception(
    "right only from θ = 0",
    "The first step is right, those after it are not: your gradient does not look at θ. What is ŷ when θ is not 0?",
)
def _(theta, x, y, eta):
    return theta - eta * _gradient(np.zeros(len(theta)), x, y)


@misconception(
    "always from θ = 0",
    "Your step starts at 0 wherever θ is. The function is called with the θ reached so far: where is it in yours?",
)
def _(theta, x, y, eta):
    return np.zeros(len(theta)) - eta * _gradient(np.zeros(len(theta)), x, y)


squared_error = misconception(
    "the gradient of the squared error",
    "There is a factor ŷ(1 − ŷ) in your step. Look at the last line of your derivation: which factors are left there?",
)


@squared_error
def _(theta, x, y, eta):
    p = 1 / (1 + np.exp(-(np.dot(theta[:-1], x) + theta[-1])))
    return theta - eta * (p * (1 - p) * _gradient(theta, x, y))


@squared_error
def _(theta, x, y, eta):
    p = 1 / (1 + np.exp(-(np.dot(theta[:-1], x) + theta[-1])))
    return theta - eta * (2 * p * (1 - p) * _gradient(theta, x, y))


@misconception(
    "two steps at once",
    "Your step is right and then taken once more, from where it led. How often is θ updated for one example?",
)
def _(theta, x, y, eta):
    theta = theta - eta * _gradient(theta, x, y)
    return theta - eta * _gradient(theta, x, y)


@misconception(
    "weights and bias move one after the other",
    "The first entry is right, the last is not quite: when you come to it, you compute ŷ anew with what has already "
    "moved. All entries should use the same θ.",
)
def _(theta, x, y, eta):
    moved = theta - eta * _gradient(theta, x, y)
    halfway = np.append(moved[:-1], theta[-1])
    return np.append(moved[:-1], theta[-1] - eta * _gradient(halfway, x, y)[-1])


@misconception(
    "the step always has length η",
    "You divide the gradient by its length. A small error should lead to a small step: what is the length of yours?",
)
def _(theta, x, y, eta):
    g = _gradient(theta, x, y)
    return theta - eta * g / (np.linalg.norm(g) or 1.0)


@misconception(
    "weights and bias are returned apart",
    "The numbers are right, but they come in two pieces. One vector of shape (n + 1,) is asked for, in the order of θ.",
)
def _(theta, x, y, eta):
    moved = theta - eta * _gradient(theta, x, y)
    return moved[:-1], moved[-1]


@misconception(
    "a list instead of an array",
    "The numbers are right. The next step computes with θ again, and a list cannot: try to multiply yours by η.",
)
def _(theta, x, y, eta):
    return (theta - eta * _gradient(theta, x, y)).tolist()


@two_features
def _(theta, x, y, eta):
    w1, w2, b = theta
    error = 1 / (1 + np.exp(-(w1 * x[0] + w2 * x[1] + b))) - y
    return np.array([w1 - eta * error * x[0], w2 - eta * error * x[1], b - eta * error])


@two_features
def _(theta, x, y, eta):
    error = 1 / (1 + np.exp(-(theta[0] * x[0] + theta[1] * x[1] + theta[2]))) - y
    return theta - eta * np.array([error * x[0], error * x[1], error])


@changed_in_place
def _(theta, x, y, eta):
    theta -= eta * _gradient(theta, x, y)
    return theta


@changed_in_place
def _(theta, x, y, eta):
    g = _gradient(theta, x, y)
    for j in range(len(theta)):
        theta[j] = theta[j] - eta * g[j]
    return theta


@nothing_returned
def _(theta, x, y, eta):
    theta = theta - eta * _gradient(theta, x, y)


@same_numbers
def _(theta, x, y, eta):
    return np.array([0.15, 0.1, 0.05])


@rounded
def _(theta, x, y, eta):
    return np.round(theta - eta * _gradient(theta, x, y), 2)


@single_precision
def _(theta, x, y, eta):
    return (theta - eta * _gradient(theta, x, y)).astype(np.float32)


@two_features
def _(theta, x, y, eta):
    g = _gradient(theta, x, y)
    return np.array([theta[0] - eta * g[0], theta[1] - eta * g[1], theta[2] - eta * g[2]])
