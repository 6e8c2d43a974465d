"""What students write instead of `gradient`."""

import numpy as np

from lrgrade.authoring.common import changed_in_place, nothing_returned, rounded, single_precision
from lrgrade.authoring.misconceptions import misconception

from ..common import same_numbers, two_features


def _proba(theta, x):
    return 1 / (1 + np.exp(-(np.dot(theta[:-1], x) + theta[-1])))


@misconception(
    "the sign is flipped",
    "The lecture's gradient is [−1.5, −1.0, −0.5], and yours points the other way. In which order does the "
    "derivation subtract ŷ and y?",
)
def _(theta, x, y):
    error = y - _proba(theta, x)
    return np.append(error * x, error)


@misconception(
    "the bias is forgotten",
    "θ has n + 1 entries and your gradient only n. Each entry of θ can be moved a little: which one has no component "
    "yet?",
)
def _(theta, x, y):
    return (_proba(theta, x) - y) * x


@misconception(
    "the bias comes first",
    "All the numbers are there, one of them in the wrong place. Look up the order in which θ is written in this "
    "course.",
)
def _(theta, x, y):
    error = _proba(theta, x) - y
    return np.append(error, error * x)


@misconception(
    "θ is read with the bias first",
    "At θ = 0 yours is right, elsewhere not: the score is computed from the wrong entries of θ. Which of them is b?",
)
def _(theta, x, y):
    error = 1 / (1 + np.exp(-(np.dot(theta[1:], x) + theta[0]))) - y
    return np.append(error * x, error)


@misconception(
    "the bias is first throughout",
    "Yours is right for θ = [b, w₁, w₂ …], in and out. Look up the order in which θ is written in this course.",
)
def _(theta, x, y):
    error = 1 / (1 + np.exp(-(np.dot(theta[1:], x) + theta[0]))) - y
    return np.append(error, error * x)


@misconception(
    "the bias is left out of the score",
    "At θ = 0 yours is right, and wherever b = 0. Which part of z = w·x + b does not reach your ŷ?",
)
def _(theta, x, y):
    error = 1 / (1 + np.exp(-np.dot(theta[:-1], x))) - y
    return np.append(error * x, error)


@misconception(
    "the component of the bias is always 1",
    "You have the derivative of z with respect to b, but one factor of the chain is missing there. Which one is in "
    "all the other components?",
)
def _(theta, x, y):
    return np.append((_proba(theta, x) - y) * x, 1.0)


@misconception(
    "the component of the bias is always 0",
    "With yours the bias would never move. How much does the loss change when b changes a little? Follow the chain "
    "once more for b.",
)
def _(theta, x, y):
    return np.append((_proba(theta, x) - y) * x, 0.0)


@misconception(
    "the gradient of the squared error",
    "There is a factor ŷ(1 − ŷ) too many. In the derivation of the cross-entropy it cancels against something: look "
    "at the product of the first two lines again.",
)
def _(theta, x, y):
    p = _proba(theta, x)
    error = (p - y) * p * (1 - p)
    return np.append(error * x, error)


@misconception(
    "the gradient of the squared error, with its 2",
    "Yours belongs to (ŷ − y)², not to the cross-entropy. Look at the last line of your derivation: which factors "
    "are left there?",
)
def _(theta, x, y):
    p = _proba(theta, x)
    error = 2 * (p - y) * p * (1 - p)
    return np.append(error * x, error)


@misconception(
    "a factor of 2",
    "Every component is twice what it should be. There is no square in the cross-entropy: where does the 2 come from?",
)
def _(theta, x, y):
    error = 2 * (_proba(theta, x) - y)
    return np.append(error * x, error)


at_zero = misconception(
    "right only at θ = 0",
    "Your result does not depend on θ. At θ = 0 every ŷ is 0.5; what is it elsewhere?",
)


@at_zero
def _(theta, x, y):
    error = 0.5 - y
    return np.append(error * x, error)


@misconception(
    "the score instead of the probability",
    "Your error is z − y, which can be any size. The error compares the label with a probability: which step is "
    "missing?",
)
def _(theta, x, y):
    error = np.dot(theta[:-1], x) + theta[-1] - y
    return np.append(error * x, error)


@misconception(
    "the decision instead of the probability",
    "Your error is −1, 0 or 1. A gradient should tell how wrong the model is, not only whether it is: what is "
    "compared with y?",
)
def _(theta, x, y):
    error = float(_proba(theta, x) > 0.5) - y
    return np.append(error * x, error)


@misconception(
    "not multiplied by x",
    "All your components are the same. The larger a feature is, the more its weight moves the score: where is that "
    "in yours?",
)
def _(theta, x, y):
    return np.full(len(theta), _proba(theta, x) - y)


@misconception(
    "multiplied by w instead of x",
    "At θ = 0 all but your last component are 0. The derivative of w·x + b with respect to wⱼ is asked for: what "
    "stands beside wⱼ?",
)
def _(theta, x, y):
    error = _proba(theta, x) - y
    return np.append(error * theta[:-1], error)


@misconception(
    "the error is left out",
    "Yours is [x₁ … xₙ, 1] whatever the label is. That is how the score moves; the loss moves by that times something.",
)
def _(theta, x, y):
    return np.append(x, 1.0) + 0 * _proba(theta, x)


@misconception(
    "only the size of the error",
    "The direction is lost: for label 1 the gradient should point one way, for label 0 the other. Which step drops "
    "the sign?",
)
def _(theta, x, y):
    error = np.abs(_proba(theta, x) - y)
    return np.append(error * x, error)


@misconception(
    "the components are summed",
    "You give back one number. The gradient is a vector with one component for each entry of θ.",
)
def _(theta, x, y):
    error = _proba(theta, x) - y
    return np.sum(error * x) + error


@misconception(
    "weights and bias are returned apart",
    "The numbers are right, but they come in two pieces. One vector of shape (n + 1,) is asked for, in the order of θ.",
)
def _(theta, x, y):
    error = _proba(theta, x) - y
    return error * x, error


@misconception(
    "a column instead of a vector",
    "The numbers are right, but they stand in a column: shape (n + 1, 1), where (n + 1,) is asked for. Which step "
    "gave a second axis?",
)
def _(theta, x, y):
    error = _proba(theta, x) - y
    return np.append(error * x, error).reshape(-1, 1)


@misconception(
    "a list instead of an array",
    "The numbers are right. The next step multiplies the gradient by η and subtracts it from θ, and a list cannot do "
    "that.",
)
def _(theta, x, y):
    error = _proba(theta, x) - y
    return [*(error * x), error]


@misconception(
    "results written into an array of whole numbers",
    "Floats are right, whole numbers lose everything behind the point. What type of numbers does your result array "
    "hold, and where did it get that from?",
)
def _(theta, x, y):
    error = _proba(theta, x) - y
    result = np.zeros_like(theta)
    result[:-1] = error * x
    result[-1] = error
    return result


@misconception(
    "infinity divided by infinity",
    "For ordinary scores this is right. For a huge one, e to the z becomes inf: work out your fraction for ŷ with "
    "inf in its place.",
)
def _(theta, x, y):
    e = np.exp(np.dot(theta[:-1], x) + theta[-1])
    error = e / (1 + e) - y
    return np.append(error * x, error)


@two_features
def _(theta, x, y):
    w1, w2, b = theta
    error = 1 / (1 + np.exp(-(w1 * x[0] + w2 * x[1] + b))) - y
    return np.array([error * x[0], error * x[1], error])


@two_features
def _(theta, x, y):
    error = 1 / (1 + np.exp(-(theta[0] * x[0] + theta[1] * x[1] + theta[2]))) - y
    return np.array([error * x[0], error * x[1], error])


@changed_in_place
def _(theta, x, y):
    error = _proba(theta, x) - y
    theta[:] = np.append(error * x, error)
    return theta


@changed_in_place
def _(theta, x, y):
    error = _proba(theta, x) - y
    x *= error
    return np.append(x, error)


@nothing_returned
def _(theta, x, y):
    error = _proba(theta, x) - y
    np.copy(np.append(error * x, error))


@same_numbers
def _(theta, x, y):
    return np.array([-1.5, -1.0, -0.5])


@rounded
def _(theta, x, y):
    error = _proba(theta, x) - y
    return np.round(np.append(error * x, error), 2)


@single_precision
def _(theta, x, y):
    error = _proba(theta, x) - y
    return np.append(error * x, error).astype(np.float32)


@two_features
def _(theta, x, y):
    error = _proba(theta, x) - y
    return np.array([error * x[0], error * x[1], error])
