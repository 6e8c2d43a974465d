"""What students write instead of `log_odds`."""

import math

import numpy as np

from lrgrade.authoring.common import changed_in_place, nothing_returned, rounded, single_precision
from lrgrade.authoring.misconceptions import misconception

from ..common import same_numbers


@misconception(
    "the odds without the logarithm",
    "Your results are the odds. Even chances give 1 in yours, and should give 0: which step is left?",
)
def _(p):
    return p / (1 - p)


@misconception(
    "the logarithm of the probability",
    "Even chances should give 0, and yours gives about −0.69. Between the probability and the logarithm there is one "
    "more step: what are the odds?",
)
def _(p):
    return np.log(p)


@misconception(
    "upside down",
    "The sizes are right, and a probability above 0.5 gives a negative number. Which of the two probabilities stands "
    "above the line?",
)
def _(p):
    return np.log((1 - p) / p)


other_base = misconception(
    "a logarithm to another base",
    "Even chances are right, and everything else is off by one factor. Which logarithm undoes eˣ, and what is it "
    "called in NumPy?",
)


@other_base
def _(p):
    return np.log10(p / (1 - p))


@other_base
def _(p):
    return np.log2(p / (1 - p))


@misconception(
    "a quotient of logarithms",
    "Even chances should give 0, and yours gives 1. The logarithm of a quotient is not the quotient of the "
    "logarithms: what is it?",
)
def _(p):
    return np.log(p) / np.log(1 - p)


@misconception(
    "the logarithms are added",
    "The larger the probability, the larger the log-odds should be. Yours fall again beyond 0.5: "
    "with which sign does the logarithm of what stands below the line come in?",
)
def _(p):
    return np.log(p) + np.log(1 - p)


@misconception(
    "a pair of brackets is missing",
    "Whatever p is, yours takes the logarithm of 0. What does Python compute first in `p / 1 - p`?",
)
def _(p):
    with np.errstate(all="ignore"):
        return np.log(p / 1 - p)


never_below = misconception(
    "never below 0",
    "A probability of 0.1 should give a number below 0, and yours is above. It is the logarithm of 1 / (1 − p): what "
    "stands above the line in the odds? (`log1p` adds 1 before it takes the logarithm.)",
)


@never_below
def _(p):
    return -np.log(1 - p)


@never_below
def _(p):
    return np.log1p(p / (1 - p))


one_number = misconception(
    "written for one number only",
    "A single number works. Functions of the module `math`, and `if`, take one number; NumPy's take arrays as well.",
)


@one_number
def _(p):
    return math.log(p / (1 - p))


@one_number
def _(p):
    return np.log(p / (1 - p)) if p > 0 else 0.0


vectors = misconception(
    "vectors only",
    "A vector works. A single number cannot be looped over, and of a table a loop gets whole rows: "
    "what takes all of them?",
)


@vectors
def _(p):
    return np.array([math.log(one / (1 - one)) for one in p])


@misconception(
    "the way back",
    "Yours turns any number into one between 0 and 1. Asked for is the other direction: from a probability to any "
    "number.",
)
def _(p):
    return 1 / (1 + np.exp(-p))


moved = misconception(
    "small probabilities are moved",
    "For everyday probabilities yours is right. A very small one comes out too large, because something is added to "
    "it, or it is cut off: the statement says how small p can be. Is that needed?",
)


@moved
def _(p):
    q = np.clip(p, 1e-6, 1 - 1e-6)
    return np.log(q / (1 - q))


@moved
def _(p):
    return np.log((p + 1e-9) / (1 - p + 1e-9))


@moved
def _(p):
    return np.log(p / (1 - p) + 1e-8)


@misconception(
    "a straight line through even chances",
    "Near even chances yours is nearly right, and at the ends it stays small. Which function grows without end there?",
)
def _(p):
    return 4 * (p - 0.5)


@misconception(
    "the difference of the probabilities",
    "Even chances are right, and yours never leaves −1 to 1. How are two numbers compared by a quotient?",
)
def _(p):
    return p - (1 - p)


@misconception(
    "a list instead of an array",
    "The numbers are right. Later steps compute with all of them at once, and a list cannot.",
)
def _(p):
    return np.log(p / (1 - p)).tolist()


@misconception(
    "one number for all",
    "Several probabilities get a single number from you. Each of them has log-odds of its own.",
)
def _(p):
    return np.sum(np.log(p / (1 - p)))


@changed_in_place
def _(p):
    if np.ndim(p):
        p /= 1 - p
        return np.log(p)
    return np.log(p / (1 - p))


@nothing_returned
def _(p):
    np.copy(np.log(p / (1 - p)))


@single_precision
def _(p):
    return np.log(np.float32(p) / (1 - np.float32(p)))


@rounded
def _(p):
    return np.round(np.log(p / (1 - p)), 3)


@same_numbers
def _(p):
    return 2.197
