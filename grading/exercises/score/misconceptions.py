"""What students write instead of `score`."""

import numpy as np

from lrgrade.authoring.common import changed_in_place, nothing_returned, rounded, single_precision
from lrgrade.authoring.misconceptions import misconception

from ..common import same_numbers, two_features


@misconception(
    "the bias is forgotten",
    "Take an example whose features are all 0. What should its score be, by the formula, and what does yours say?",
)
def _(X, w, b):
    return X @ w


@misconception(
    "the bias is subtracted",
    "Give X only zeros and b = 1, so that nothing but the bias is left. "
    "Which way did your score move, and which way does the formula say?",
)
def _(X, w, b):
    return X @ w - b


@misconception(
    "the bias is added once for each feature",
    "Your score is too large by a multiple of b, and the multiple grows with the number of features. "
    "Read the formula again: how many times does b stand in it? Where does your code add it, before or after the sum?",
)
def _(X, w, b):
    return np.sum(X * w + b, axis=-1)


@misconception(
    "the bias is a factor",
    "With b = 0 all your scores are 0, whatever the features are. What does the bias do to the sum in the formula?",
)
def _(X, w, b):
    return X @ w * b


@misconception(
    "the bias is added to the weights",
    "Your bias is multiplied by the features. In z = w·x + b, does b have an x beside it?",
)
def _(X, w, b):
    return X @ (w + b)


@misconception(
    "the products are not summed",
    "One example should get one number, and yours gets as many as it has features. "
    "You have every wⱼxⱼ at hand: what does the dot in w·x still ask for?",
)
def _(X, w, b):
    return X * w + b


every_example = misconception(
    "the sum runs over all examples",
    "For a matrix you give back one number, though each of its rows is an example with a score of its own. "
    "Look at what your sum adds up: which products belong together?",
)


@every_example
def _(X, w, b):
    return np.sum(X * w) + b


@misconception(
    "the sum runs down the columns",
    "For a matrix of shape (m, n) your result has n numbers, one for each feature. "
    "Write out a small X * w and mark the numbers that belong to the first example. In which direction do they lie?",
)
def _(X, w, b):
    return np.sum(X * w, axis=0) + b


wrong_way_round = misconception(
    "the product is the wrong way round",
    "For one example the order of a dot product is no matter, for a matrix it is: `np.dot` pairs the last axis of its "
    "first argument. Write the two shapes side by side in your order. Which two sizes meet?",
)


@wrong_way_round
def _(X, w, b):
    return np.dot(w, X) + b


one_example = misconception(
    "written for one example only",
    "A single example works. In a matrix, what is X[0]: the first feature, or something else? "
    "Print X[0] for both and compare.",
)


@one_example
def _(X, w, b):
    z = b
    for j in range(len(w)):
        z = z + X[j] * w[j]
    return z


@one_example
def _(X, w, b):
    return sum(w[j] * X[j] for j in range(len(X))) + b


@one_example
def _(X, w, b):
    return float(np.sum([float(x) * v for x, v in zip(X, w, strict=False)]) + b)


a_matrix = misconception(
    "written for a matrix only",
    "A matrix works. A single example has shape (n,): it has no rows to walk along and no second size. "
    "Which line of yours asks for one?",
)


@a_matrix
def _(X, w, b):
    m, n = X.shape
    return np.array([sum(X[i, j] * w[j] for j in range(n)) + b for i in range(m)])


@a_matrix
def _(X, w, b):
    return np.array([sum(X[i][j] * w[j] for j in range(len(w))) + b for i in range(len(X))])


@a_matrix
def _(X, w, b):
    return np.array([np.dot(row, w) + b for row in X])


@a_matrix
def _(X, w, b):
    return np.sum(X * w, axis=1) + b


@misconception(
    "a column instead of a vector",
    "The numbers are right, but they stand in a column: shape (m, 1), where (m,) is asked for. "
    "Which of your steps gave w, and with it the result, a second axis?",
)
def _(X, w, b):
    return X @ w.reshape(-1, 1) + b


@misconception(
    "a vector of one instead of a number",
    "The value is right. For a single example a plain number is asked for, and yours comes in brackets. "
    "Which step made a matrix out of the one example?",
)
def _(X, w, b):
    return np.atleast_2d(X) @ w + b


@misconception(
    "the mean instead of the sum",
    "Your weighted sum is too small by the number of features. Compute w·x by hand for two features: do you divide "
    "anywhere?",
)
def _(X, w, b):
    return np.mean(X * w, axis=-1) + b


@misconception(
    "the sigmoid is applied already",
    "Your scores all lie between 0 and 1. A score is any number; turning it into a probability is a step of its own.",
)
def _(X, w, b):
    return 1 / (1 + np.exp(-(X @ w + b)))


@misconception(
    "cut to whole numbers",
    "The part behind the decimal point is lost. Look for a conversion to `int`, or an array of whole numbers that "
    "you write into.",
)
def _(X, w, b):
    z = X @ w + b
    return int(z) if np.ndim(z) == 0 else z.astype(int)


@misconception(
    "a list instead of an array",
    "The numbers are right. The next exercises compute with all scores at once, and a list cannot: try to add 1 to "
    "yours.",
)
def _(X, w, b):
    return X @ w + b if X.ndim == 1 else [row @ w + b for row in X]


@two_features
def _(X, w, b):
    return X[..., 0] * w[0] + X[..., 1] * w[1] + b


@two_features
def _(X, w, b):
    w1, w2 = w
    return X[..., 0] * w1 + X[..., 1] * w2 + b


@changed_in_place
def _(X, w, b):
    X *= w
    return X.sum(axis=-1) + b


@nothing_returned
def _(X, w, b):
    np.copy(X @ w + b)


@same_numbers
def _(X, w, b):
    return 0.833


@rounded
def _(X, w, b):
    return np.round(X @ w + b, 3)


@single_precision
def _(X, w, b):
    return (X @ w + b).astype(np.float32)


@misconception(
    "the sign is flipped",
    "Take one feature with x = 2 and w = 3, and no bias. Multiply by hand, and compare with the sign that yours gives.",
)
def _(X, w, b):
    return -(X @ w + b)
