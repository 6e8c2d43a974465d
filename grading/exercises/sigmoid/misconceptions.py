"""What students write instead of `sigmoid`."""

import math

import numpy as np

from lrgrade.authoring.common import changed_in_place, nothing_returned, rounded, single_precision
from lrgrade.authoring.misconceptions import misconception

from ..common import same_numbers

sign = misconception(
    "the sign of z is flipped",
    "Put in a large positive z. A large score should mean a probability close to 1: is yours? "
    "Look at the exponent in the formula again.",
)


@sign
def _(z):
    return 1 / (1 + np.exp(z))


@sign
def _(z):
    return np.exp(-z) / (1 + np.exp(-z))


overflow = misconception(
    "infinity divided by infinity",
    "For ordinary z this is right. For a huge z, e to the z is too large for a float and becomes inf: "
    "work out your fraction with inf in its place. Is there a way of writing the same fraction in which that cannot "
    "happen?",
)


@overflow
def _(z):
    return np.exp(z) / (1 + np.exp(z))


@misconception(
    "the division happens before the addition",
    "At z = 0 yours gives 2. Work your line out by hand, step by step, in the order in which Python does it: "
    "which of the operations comes first?",
)
def _(z):
    return 1 / 1 + np.exp(-z)


@misconception(
    "minus instead of plus in the denominator",
    "At z = 0 your denominator is 0. Compare it with the formula's, sign by sign.",
)
def _(z):
    return 1 / (1 - np.exp(-z))


numbers_only = misconception(
    "numbers only",
    "A single number works, an array does not. Which of your steps, a function or a condition, expects one number, "
    "and does NumPy have a step of that kind that works on all entries at once?",
)


@numbers_only
def _(z):
    return 1 / (1 + math.exp(-z))


@numbers_only
def _(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


arrays_only = misconception(
    "arrays only",
    "Arrays work, a plain number such as 0.5 does not. A number has no length, no shape and no entries to loop over: "
    "which line asks it for one?",
)


@arrays_only
def _(z):
    return np.array([1 / (1 + np.exp(-t)) for t in z])


@arrays_only
def _(z):
    result = np.zeros(z.shape)
    positive = z >= 0
    result[positive] = 1 / (1 + np.exp(-z[positive]))
    result[~positive] = np.exp(z[~positive]) / (1 + np.exp(z[~positive]))
    return result


vectors_only = misconception(
    "vectors only",
    "One loop walks along a vector. The entries of a matrix are rows, and a number has no entries at all: "
    "print what your loop meets in those two cases.",
)


@vectors_only
def _(z):
    return np.array([1 / (1 + math.exp(min(-t, 700))) for t in z])


@vectors_only
def _(z):
    result = np.zeros(len(z))
    for i in range(len(z)):
        result[i] = 1 / (1 + np.exp(-z[i]))
    return result


@misconception(
    "results written into an array of whole numbers",
    "Floats are right, arrays of integers give 0 everywhere (or 1). What type of numbers does your result array "
    "hold, and where did it get that from?",
)
def _(z):
    z = np.asarray(z)
    result = np.zeros_like(z)
    result[...] = 1 / (1 + np.exp(-z))
    return result


@misconception(
    "tanh instead of the sigmoid",
    "Your curve has the right shape, but it runs from −1 to 1 and passes through 0 at z = 0. Could its values be "
    "probabilities?",
)
def _(z):
    return np.tanh(z)


@misconception(
    "softmax over the entries",
    "Your entries add up to 1, so each depends on all the others. The sigmoid looks at one score at a time: "
    "what should a single number 0 give, and what does yours?",
)
def _(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e)


@misconception(
    "the decision instead of the probability",
    "Yours knows only 0 and 1 (and perhaps 0.5). The decision comes later; what is asked for here says how sure we "
    "are.",
)
def _(z):
    return np.where(np.asarray(z) > 0, 1, 0)


@misconception(
    "the derivative instead of the sigmoid",
    "Yours is highest at z = 0 and falls on both sides. Should a larger score ever make label 1 less probable?",
)
def _(z):
    s = 1 / (1 + np.exp(-z))
    return s * (1 - s)


cut_off = misconception(
    "z is cut off too early",
    "Ordinary scores are right, large ones all give the same value. How far from 1 is your largest probability, and "
    "how far may it be?",
)


@cut_off
def _(z):
    return 1 / (1 + np.exp(-np.clip(z, -10, 10)))


@cut_off
def _(z):
    return 1 / (1 + np.exp(-np.clip(z, -20, 20)))


another_base = misconception(
    "another base than e",
    "At z = 0 yours is right, elsewhere it is too steep or too flat. Which number is raised to the power −z in the "
    "formula?",
)


@another_base
def _(z):
    return 1 / (1 + 2.0**-z)


@another_base
def _(z):
    return 1 / (1 + 10.0**-z)


@misconception(
    "a matrix is flattened",
    "Numbers and values are right, but a matrix comes back as one long vector. Which step forgets the shape?",
)
def _(z):
    z = np.asarray(z)
    s = 1 / (1 + np.exp(-z))
    return s if z.ndim == 0 else s.ravel()


@misconception(
    "a vector of one instead of a number",
    "For a number a number is asked for, and yours comes back in brackets. Which step made an array out of it?",
)
def _(z):
    return 1 / (1 + np.exp(-np.atleast_1d(z)))


@misconception(
    "a list instead of an array",
    "The numbers are right. A later step computes with all of them at once, and a list cannot: try to subtract yours "
    "from 1.",
)
def _(z):
    return (1 / (1 + np.exp(-np.asarray(z)))).tolist()


@changed_in_place
def _(z):
    z *= -1
    return 1 / (1 + np.exp(z))


@nothing_returned
def _(z):
    np.copy(1 / (1 + np.exp(-z)))


@same_numbers
def _(z):
    return 0.5


@same_numbers
def _(z):
    return np.full(np.shape(z), 0.5)


@rounded
def _(z):
    return np.round(1 / (1 + np.exp(-z)), 3)


@single_precision
def _(z):
    return np.asarray(1 / (1 + np.exp(-z))).astype(np.float32)
