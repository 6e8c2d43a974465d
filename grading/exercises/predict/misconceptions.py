"""What students write instead of `predict`."""

import numpy as np

from lrgrade.authoring.common import changed_in_place, nothing_returned
from lrgrade.authoring.misconceptions import misconception

from ..common import same_numbers, two_features


def _proba(X, w, b):
    return 1 / (1 + np.exp(-(X @ w + b)))


@misconception(
    "a tie is decided for label 1",
    "Look at an example that lies exactly on the boundary, with a probability of 0.5. Read in the statement which "
    "label it should get, then look at your comparison.",
)
def _(X, w, b):
    return np.where(_proba(X, w, b) >= 0.5, 1, 0)


@misconception(
    "truth values instead of 0 and 1",
    "The decisions are right, but they read True and False. A label is a whole number: what is left to do with the "
    "result of your comparison?",
)
def _(X, w, b):
    return _proba(X, w, b) > 0.5


@misconception(
    "floats instead of whole numbers",
    "The decisions are right, but they read 0.0 and 1.0. Ask your result for its `dtype`, and see which step made "
    "floats of the labels.",
)
def _(X, w, b):
    return np.where(_proba(X, w, b) > 0.5, 1.0, 0.0)


@misconception(
    "unsigned integers",
    "The decisions are right, their type is not: with unsigned integers 0 − 1 is a huge positive number, and later "
    "steps subtract labels. Which type did you ask for?",
)
def _(X, w, b):
    return (_proba(X, w, b) > 0.5).astype(np.uint8)


@misconception(
    "the probability is returned",
    "Your results say how probable label 1 is. Here a decision is wanted for each example: one label or the other.",
)
def _(X, w, b):
    return _proba(X, w, b)


@misconception(
    "the score is compared with 0.5",
    "Find an example with a score of 0.3. What is its probability, and which label should it get? Look at what "
    "stands on the left of your comparison.",
)
def _(X, w, b):
    return np.where(X @ w + b > 0.5, 1, 0)


@misconception(
    "label 1 for nearly everything",
    "Yours says 1 for nearly everything. If you compare a probability, it is always above 0: look at the number on the "
    "right of the comparison, and at what stands on its left. If you compare nothing, what should decide?",
)
def _(X, w, b):
    return np.where(_proba(X, w, b) > 0, 1, 0)


@misconception(
    "the labels are the wrong way round",
    "Where the probability of label 1 is above 0.5, yours says 0. Which of the two answers stands first in your line?",
)
def _(X, w, b):
    return np.where(_proba(X, w, b) > 0.5, 0, 1)


@misconception(
    "ties are right, everything else the wrong way round",
    "Take a score far above 0. Is its probability above or below 0.5, and which way does your comparison point?",
)
def _(X, w, b):
    return np.where(_proba(X, w, b) < 0.5, 1, 0)


minus_one = misconception(
    "the labels −1 and 1",
    "Some books call the labels −1 and 1. How are they called in this course?",
)


@minus_one
def _(X, w, b):
    return np.where(_proba(X, w, b) > 0.5, 1, -1)


@minus_one
def _(X, w, b):
    return np.sign(X @ w + b)


@minus_one
def _(X, w, b):
    return np.sign(X @ w + b).astype(int)


@misconception(
    "the probability is cut to a whole number",
    "Nearly all your labels are 0. Converting to `int` drops whatever stands behind the point: what becomes of 0.9?",
)
def _(X, w, b):
    p = _proba(X, w, b)
    return int(p) if np.ndim(p) == 0 else p.astype(int)


@misconception(
    "the bias is forgotten",
    "Move the boundary by changing b alone. Do your labels follow?",
)
def _(X, w, b):
    return np.where(_proba(X, w, 0) > 0.5, 1, 0)


one_example = misconception(
    "written for one example only",
    "A single example works. For a matrix the comparison has one answer for each row, and your line expects a single "
    "yes or no.",
)


@one_example
def _(X, w, b):
    if _proba(X, w, b) > 0.5:
        return 1
    return 0


@one_example
def _(X, w, b):
    return int(_proba(X, w, b) > 0.5)


a_matrix = misconception(
    "written for a matrix only",
    "A matrix works. A single example gives a single probability, which has no length and nothing to loop over: "
    "which line asks for that?",
)


@a_matrix
def _(X, w, b):
    return np.array([1 if p > 0.5 else 0 for p in _proba(X, w, b)])


@a_matrix
def _(X, w, b):
    p = np.asarray(_proba(X, w, b))
    labels = np.zeros(X.shape[0], dtype=int)
    labels[p > 0.5] = 1
    return labels


@misconception(
    "one label for all examples",
    "A matrix of several examples gets a single label from you. Each row is an example: does yours ask each of them?",
)
def _(X, w, b):
    return int(np.mean(_proba(X, w, b)) > 0.5)


@misconception(
    "a label for each feature",
    "One example should get one label, and yours gets as many as it has features. What is the score of an example?",
)
def _(X, w, b):
    return np.where(X * w + b > 0, 1, 0)


@misconception(
    "the labels are counted",
    "Your result says how many examples have label 1. Asked for is which have it.",
)
def _(X, w, b):
    return np.count_nonzero(_proba(X, w, b) > 0.5)


@misconception(
    "the places instead of the labels",
    "Your result lists where label 1 occurs. Asked for is one label for each example, in order, the zeros too.",
)
def _(X, w, b):
    return np.flatnonzero(_proba(X, w, b) > 0.5)


@misconception(
    "a list instead of an array",
    "The labels are right. A later step compares all of them at once with the true ones, and a list cannot.",
)
def _(X, w, b):
    return np.where(_proba(X, w, b) > 0.5, 1, 0).tolist()


@misconception(
    "infinity divided by infinity",
    "For ordinary scores this is right. For a huge one, e to the z becomes inf, and your fraction is neither above "
    "0.5 nor below. Print the probability there.",
)
def _(X, w, b):
    z = X @ w + b
    return np.where(np.exp(z) / (1 + np.exp(z)) > 0.5, 1, 0)


@two_features
def _(X, w, b):
    return np.where(X[..., 0] * w[0] + X[..., 1] * w[1] + b > 0, 1, 0)


@two_features
def _(X, w, b):
    w1, w2 = w
    return np.where(X[..., 0] * w1 + X[..., 1] * w2 + b > 0, 1, 0)


@changed_in_place
def _(X, w, b):
    X *= w
    return np.where(X.sum(axis=-1) + b > 0, 1, 0)


@nothing_returned
def _(X, w, b):
    np.copy(np.where(_proba(X, w, b) > 0.5, 1, 0))


@same_numbers
def _(X, w, b):
    return 1


small_scores = misconception(
    "small scores are taken for ties",
    "A score of 0.000000001 is above 0, if only just, and yours calls it a tie. "
    "Single precision does not see so small a difference, nor does a comparison that allows for some: what is exact?",
)


@small_scores
def _(X, w, b):
    return np.where(np.asarray(_proba(X, w, b)).astype(np.float32) > 0.5, 1, 0)


@a_matrix
def _(X, w, b):
    m, _n = X.shape
    return np.array([1 if X[i] @ w + b > 0 else 0 for i in range(m)])


@a_matrix
def _(X, w, b):
    return np.where(np.sum(X * w, axis=1) + b > 0, 1, 0)
