"""What students write instead of `cross_entropy`."""

import math

import numpy as np

from lrgrade.authoring.common import changed_in_place, nothing_returned, rounded, single_precision
from lrgrade.authoring.misconceptions import misconception

from ..common import same_numbers


def _log_p(y_hat, y):
    """log p(y|x), right also at ŷ = 0 and 1, for mistakes that lie elsewhere."""
    return np.log(np.where(np.asarray(y) == 1, y_hat, 1 - np.asarray(y_hat)))


minus = misconception(
    "the minus is forgotten",
    "Your losses are negative, and the worst guess has the smallest. We want a number that becomes smaller as the "
    "model becomes better: which step of the derivation turns it round?",
)


@minus
def _(y_hat, y):
    return _log_p(y_hat, y)


@minus
def _(y_hat, y):
    return y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)


@misconception(
    "the minus reaches only the first term",
    "Label 1 is right, label 0 comes out negative. How far does the minus in front of the square bracket reach, and "
    "how far does yours?",
)
def _(y_hat, y):
    return -y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)


swapped = misconception(
    "the labels are swapped",
    "Take ŷ = 0.99 and y = 1, a good guess: should that cost much or little? Look at which logarithm goes with y.",
)


@swapped
def _(y_hat, y):
    return -_log_p(y_hat, 1 - y)


@swapped
def _(y_hat, y):
    return -((1 - y) * np.log(y_hat) + y * np.log(1 - y_hat))


@misconception(
    "0 · log 0",
    "Right nearly everywhere. Where ŷ is exactly 0 or 1 and right, your formula multiplies 0 by the logarithm of 0: "
    "print both factors and their product. Which of the two terms does such an example need at all?",
)
def _(y_hat, y):
    return -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


kept_away = misconception(
    "ŷ is kept away from 0 and 1",
    "A guess that is certain and wrong should cost infinitely much; yours costs some thirty. A small number that is "
    "added, or a clip, hides the trouble with log 0. "
    "Where exactly does the formula go wrong there, and can that place be avoided?",
)


@kept_away
def _(y_hat, y):
    p = np.clip(y_hat, 1e-15, 1 - 1e-15)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


@kept_away
def _(y_hat, y):
    return -(y * np.log(y_hat + 1e-15) + (1 - y) * np.log(1 - y_hat + 1e-15))


@misconception(
    "infinity is replaced by a number",
    "A guess that is certain and wrong should cost inf, and yours costs a number. Replacing NaN afterwards takes "
    "infinity along with it: better to find the place where NaN arises than to sweep it up.",
)
def _(y_hat, y):
    return np.nan_to_num(-(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)))


@misconception(
    "the logarithm to base 10",
    "At ŷ = 0.5 the loss should be 0.693 and yours is 0.301. Which logarithm is meant, and which is yours?",
)
def _(y_hat, y):
    return -_log_p(y_hat, y) / np.log(10)


@misconception(
    "the logarithm to base 2",
    "At ŷ = 0.5 the loss should be 0.693 and yours is 1. Which logarithm is meant, and which is yours?",
)
def _(y_hat, y):
    return -_log_p(y_hat, y) / np.log(2)


label_0 = misconception(
    "label 0 is forgotten",
    "An example with label 0 costs nothing in yours, however wrong ŷ is. Which of the two terms is there for it?",
)


@label_0
def _(y_hat, y):
    return -y * np.log(y_hat)


@label_0
def _(y_hat, y):
    return np.where(np.asarray(y) == 1, -_log_p(y_hat, 1), 0.0)


@misconception(
    "label 1 is forgotten",
    "An example with label 1 costs nothing in yours, however wrong ŷ is. Which of the two terms is there for it?",
)
def _(y_hat, y):
    return -(1 - y) * np.log(1 - y_hat)


@misconception(
    "always the logarithm of ŷ",
    "Label 1 is right. For label 0 a large ŷ is a bad guess, and yours lets it off lightly: the probability of which "
    "label stands inside your logarithm?",
)
def _(y_hat, y):
    return -np.log(y_hat) + 0 * y


arguments_swapped = misconception(
    "y and ŷ are swapped",
    "Yours takes the logarithm of the label, which is 0 or 1. Look up which argument is which: the first is ŷ.",
)


@arguments_swapped
def _(y_hat, y):
    return -(y_hat * np.log(y) + (1 - y_hat) * np.log(1 - y))


@arguments_swapped
def _(y_hat, y):
    return -_log_p(y, y_hat)


@misconception(
    "the mean over all examples",
    "For arrays you give back one number. Asked for is the loss of each example; the mean comes in a later exercise.",
)
def _(y_hat, y):
    return -np.mean(_log_p(y_hat, y))


@misconception(
    "the sum over all examples",
    "For arrays you give back one number. Asked for is the loss of each example: which step adds them up?",
)
def _(y_hat, y):
    return -np.sum(_log_p(y_hat, y))


@misconception(
    "the squared error",
    "That is the loss of another method. A guess that is certain and wrong costs only 1 in yours; what does the "
    "formula with the logarithm say?",
)
def _(y_hat, y):
    return (y_hat - y) ** 2


@misconception(
    "the distance between ŷ and y",
    "A guess that is certain and wrong costs only 1 in yours. One step of the derivation is missing: what happens to "
    "the probability of the right label?",
)
def _(y_hat, y):
    return np.abs(y_hat - y)


no_logarithm = misconception(
    "the probability instead of its logarithm",
    "A guess that is certain and wrong should cost infinitely much; your results never leave the numbers between −1 "
    "and 1. That is p(y|x), or minus that: which step of the derivation comes between it and the loss?",
)


@no_logarithm
def _(y_hat, y):
    return y_hat**y * (1 - y_hat) ** (1 - y)


@no_logarithm
def _(y_hat, y):
    return -(y_hat**y) * (1 - y_hat) ** (1 - y)


@misconception(
    "the logarithm of ŷ is taken from 1",
    "Label 1 is right. For label 0 the formula takes the logarithm of 1 − ŷ, and yours takes 1 − log ŷ. Which "
    "bracket closes too early?",
)
def _(y_hat, y):
    return -(y * np.log(y_hat) + (1 - y) * (1 - np.log(y_hat)))


@misconception(
    "1 is added inside the logarithm",
    "At ŷ = 0.5 the loss should be 0.693. `log1p` takes the logarithm of 1 + its argument: what stands inside the "
    "logarithm of the formula?",
)
def _(y_hat, y):
    return -(y * np.log1p(y_hat) + (1 - y) * np.log1p(1 - y_hat))


numbers_only = misconception(
    "numbers only",
    "Two numbers work, two arrays do not. An `if`, or a function of the module `math`, expects one number; is there "
    "a way of saying it for all entries at once?",
)


@numbers_only
def _(y_hat, y):
    if y == 1:
        return -np.log(y_hat)
    return -np.log(1 - y_hat)


@numbers_only
def _(y_hat, y):
    return -(y * math.log(y_hat) + (1 - y) * math.log(1 - y_hat))


arrays_only = misconception(
    "arrays only",
    "Arrays work, two plain numbers do not. A number has no length and nothing to loop over: which line asks for that?",
)


@arrays_only
def _(y_hat, y):
    return np.array([-_log_p(p, t) for p, t in zip(y_hat, y, strict=True)])


@arrays_only
def _(y_hat, y):
    result = np.zeros(y.shape)
    result[y == 1] = -np.log(y_hat[y == 1])
    result[y == 0] = -np.log(1 - y_hat[y == 0])
    return result


@misconception(
    "vectors only",
    "One loop with an `if` walks along a vector. A matrix gives it rows, and a number nothing at all.",
)
def _(y_hat, y):
    result = np.zeros(len(y))
    for i in range(len(y)):
        result[i] = -np.log(y_hat[i]) if y[i] == 1 else -np.log(1 - y_hat[i])
    return result


@misconception(
    "a list instead of an array",
    "The numbers are right. A later step takes the mean of all of them, and computes with them at once: an array "
    "can, a list cannot.",
)
def _(y_hat, y):
    return (-_log_p(y_hat, y)).tolist()


@changed_in_place
def _(y_hat, y):
    if np.ndim(y_hat) == 0:
        return -_log_p(y_hat, y)
    y_hat[y == 0] = 1 - y_hat[y == 0]
    return -np.log(y_hat)


@nothing_returned
def _(y_hat, y):
    np.copy(-_log_p(y_hat, y))


@same_numbers
def _(y_hat, y):
    return 0.361


@rounded
def _(y_hat, y):
    return np.round(-_log_p(y_hat, y), 3)


@single_precision
def _(y_hat, y):
    return -_log_p(y_hat, y).astype(np.float32)
