"""What students write instead of `likelihood`."""

import numpy as np

from lrgrade.authoring.common import changed_in_place, nothing_returned, rounded, single_precision
from lrgrade.authoring.misconceptions import misconception

from ..common import same_numbers


@misconception(
    "the exponents are swapped",
    "Take y = 1 and ŷ = 0.7: the model gives the right label a probability of 0.7. Which of your two factors is left "
    "over there?",
)
def _(y_hat, y):
    return y_hat ** (1 - y) * (1 - y_hat) ** y


@misconception(
    "label 0 is forgotten",
    "For y = 1 yours is right, for y = 0 it is always 1, however wrong ŷ is. Which part of the expression is there "
    "for y = 0?",
)
def _(y_hat, y):
    return y_hat**y


@misconception(
    "label 1 is forgotten",
    "For y = 0 yours is right, for y = 1 it is always 1, however wrong ŷ is. Which part of the expression is there "
    "for y = 1?",
)
def _(y_hat, y):
    return (1 - y_hat) ** (1 - y)


@misconception(
    "always ŷ",
    "ŷ is the probability of label 1. How probable is the right label if that is 0?",
)
def _(y_hat, y):
    return y_hat + 0 * y


@misconception(
    "always 1 − ŷ",
    "1 − ŷ is the probability of label 0. How probable is the right label if that is 1?",
)
def _(y_hat, y):
    return 1 - y_hat + 0 * y


@misconception(
    "y and ŷ are swapped",
    "Yours raises the label to the power of the probability. Look up which argument is which: the first is ŷ.",
)
def _(y_hat, y):
    return y**y_hat * (1 - y) ** (1 - y_hat)


@misconception(
    "factors instead of exponents",
    "Yours is 0 everywhere. Put y = 1 into each of your two parts: one of them becomes 0 and takes the other with "
    "it. What does it become in the formula?",
)
def _(y_hat, y):
    return (y_hat * y) * ((1 - y_hat) * (1 - y))


@misconception(
    "a sum instead of a product",
    "Your probabilities are above 1. The part that does not matter is 1 in the formula, not 0: how must the two "
    "parts be joined so that it disappears?",
)
def _(y_hat, y):
    return y_hat**y + (1 - y_hat) ** (1 - y)


brackets = misconception(
    "a pair of brackets is missing",
    "A power comes before a minus. Work out `1 - y_hat**(1 - y)` by hand at ŷ = 0.7 and y = 0, in the order in which "
    "Python does it.",
)


@brackets
def _(y_hat, y):
    return y_hat**y * 1 - y_hat ** (1 - y)


@misconception(
    "the caret is not a power",
    "In Python `^` does something to the bits of whole numbers. How is a power written?",
)
def _(y_hat, y):
    return (y_hat ^ y) * ((1 - y_hat) ^ (1 - y))


logarithm = misconception(
    "the logarithm is taken already",
    "Your results are not between 0 and 1, so they cannot be probabilities. You are one step ahead: the logarithm "
    "comes later.",
)


@logarithm
def _(y_hat, y):
    return y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)


@logarithm
def _(y_hat, y):
    return -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


@misconception(
    "by way of logarithms",
    "Right nearly everywhere, but where ŷ is exactly 0 or 1 you compute 0 · log 0, and that is not a number. Does "
    "the formula need logarithms?",
)
def _(y_hat, y):
    return np.exp(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


@misconception(
    "the product over all examples",
    "For arrays you give back one number, the probability of all the labels together. Asked for is one for each "
    "example.",
)
def _(y_hat, y):
    return np.prod(y_hat**y * (1 - y_hat) ** (1 - y))


@misconception(
    "the mean over all examples",
    "For arrays you give back one number. Each example has a probability of its own: which step melts them together?",
)
def _(y_hat, y):
    return np.mean(y_hat**y * (1 - y_hat) ** (1 - y))


right_or_wrong = misconception(
    "right or wrong instead of how probable",
    "Yours says whether the decision would be right. Two right decisions can be more and less sure: where does that "
    "show in your result?",
)


@right_or_wrong
def _(y_hat, y):
    return (np.asarray(y_hat) > 0.5) == (np.asarray(y) == 1)


@right_or_wrong
def _(y_hat, y):
    return np.where((np.asarray(y_hat) > 0.5) == (np.asarray(y) == 1), 1, 0)


@misconception(
    "numbers only",
    "Two numbers work, two arrays do not: an `if` wants one yes or no, and the comparison of an array gives one for "
    "each entry. The formula has no `if`.",
)
def _(y_hat, y):
    if y == 1:
        return y_hat
    return 1 - y_hat


arrays_only = misconception(
    "arrays only",
    "Arrays work, two plain numbers do not. A number has no length and nothing to loop over: which line asks for that?",
)


@arrays_only
def _(y_hat, y):
    return np.array([p**t * (1 - p) ** (1 - t) for p, t in zip(y_hat, y, strict=True)])


@misconception(
    "vectors only",
    "One loop with an `if` walks along a vector. A matrix gives it rows, and a number nothing at all.",
)
def _(y_hat, y):
    result = np.zeros(len(y))
    for i in range(len(y)):
        result[i] = y_hat[i] if y[i] == 1 else 1 - y_hat[i]
    return result


@misconception(
    "a list instead of an array",
    "The numbers are right. A later step computes with all of them at once, and a list cannot: try to take its "
    "logarithm times two.",
)
def _(y_hat, y):
    return (np.asarray(y_hat) ** y * (1 - np.asarray(y_hat)) ** (1 - y)).tolist()


@changed_in_place
def _(y_hat, y):
    if np.ndim(y_hat) == 0:
        return y_hat**y * (1 - y_hat) ** (1 - y)
    y_hat[y == 0] = 1 - y_hat[y == 0]
    return y_hat


@nothing_returned
def _(y_hat, y):
    np.copy(y_hat**y * (1 - y_hat) ** (1 - y))


@same_numbers
def _(y_hat, y):
    return 0.697


@rounded
def _(y_hat, y):
    return np.round(y_hat**y * (1 - y_hat) ** (1 - y), 1)


@single_precision
def _(y_hat, y):
    return np.asarray(y_hat**y * (1 - y_hat) ** (1 - y)).astype(np.float32)


@logarithm
def _(y_hat, y):
    return np.log(y_hat**y * (1 - y_hat) ** (1 - y))


@brackets
def _(y_hat, y):
    return y_hat**y * (1 - y_hat) ** 1 - y
