"""What students write instead of `predict_proba`."""

import numpy as np

from lrgrade.authoring.common import changed_in_place, nothing_returned, rounded, single_precision
from lrgrade.authoring.misconceptions import misconception

from ..common import same_numbers, two_features


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


@misconception(
    "the score is returned",
    "Some of your results lie outside 0 and 1, so they cannot be probabilities. What has to happen to a score first?",
)
def _(X, w, b):
    return X @ w + b


@misconception(
    "the probability of label 0",
    "Where the score is large and positive, label 1 should be likely. Yours says the opposite: "
    "the two probabilities add up to 1, and you give back one of them. Which?",
)
def _(X, w, b):
    return 1 - _sigmoid(X @ w + b)


@misconception(
    "the bias is forgotten",
    "Take an example whose features are all 0. Only the bias is left in its score: does it reach your result?",
)
def _(X, w, b):
    return _sigmoid(X @ w)


@misconception(
    "the bias is added after the sigmoid",
    "With a bias of 1 your probabilities rise above 1. The bias belongs to the score: where does the score end in "
    "your line, and where does the probability begin?",
)
def _(X, w, b):
    return _sigmoid(X @ w) + b


@misconception(
    "the bias is subtracted",
    "Make all features 0 and b positive. Should label 1 become more probable by that, or less? What does yours say?",
)
def _(X, w, b):
    return _sigmoid(X @ w - b)


both = misconception(
    "both probabilities",
    "You give back two numbers for an example, one for each label. One is asked for: read which.",
)


@both
def _(X, w, b):
    p = _sigmoid(X @ w + b)
    return np.stack([1 - p, p], axis=-1)


@both
def _(X, w, b):
    p = _sigmoid(X @ w + b)
    return p, 1 - p


decision = misconception(
    "the decision instead of the probability",
    "Yours knows only 0 and 1. How sure are you of each? That is what is asked for here; the decision is the next "
    "exercise.",
)


@decision
def _(X, w, b):
    return np.where(_sigmoid(X @ w + b) > 0.5, 1, 0)


@decision
def _(X, w, b):
    return _sigmoid(X @ w + b) > 0.5


overflow = misconception(
    "infinity divided by infinity",
    "For ordinary scores this is right. For a huge one, e to the z becomes inf: work out your fraction with inf in "
    "its place.",
)


@overflow
def _(X, w, b):
    z = X @ w + b
    return np.exp(z) / (1 + np.exp(z))


@misconception(
    "the products are not summed",
    "One example should get one probability, and yours gets one for each feature. Did every feature of it have its "
    "say in the score?",
)
def _(X, w, b):
    return _sigmoid(X * w + b)


@misconception(
    "the sum runs over all examples",
    "For a matrix you give back one number, though each of its rows is an example with a probability of its own.",
)
def _(X, w, b):
    return _sigmoid(np.sum(X * w) + b)


wrong_way_round = misconception(
    "the product is the wrong way round",
    "For one example the order of a dot product is no matter, for a matrix it is. Write the two shapes side by side "
    "in your order. Which two sizes meet?",
)


@wrong_way_round
def _(X, w, b):
    return _sigmoid(np.dot(w, X) + b)


one_example = misconception(
    "written for one example only",
    "A single example works. What does your code do when X holds several, one in each row?",
)


@one_example
def _(X, w, b):
    z = b
    for j in range(len(w)):
        z = z + X[j] * w[j]
    return _sigmoid(z)


@one_example
def _(X, w, b):
    return float(_sigmoid(X @ w + b))


a_matrix = misconception(
    "written for a matrix only",
    "A matrix works. A single example has shape (n,): it has no rows to walk along. Which line of yours asks for them?",
)


@a_matrix
def _(X, w, b):
    return np.array([_sigmoid(np.dot(row, w) + b) for row in X])


@a_matrix
def _(X, w, b):
    return _sigmoid(np.sum(X * w, axis=1) + b)


@a_matrix
def _(X, w, b):
    p = np.zeros(X.shape[0])
    for i in range(X.shape[0]):
        p[i] = _sigmoid(np.sum(X[i] * w) + b)
    return p


@misconception(
    "softmax over the examples",
    "The probabilities of your examples add up to 1, as though only one of them could have label 1. Does one "
    "example's probability depend on another's?",
)
def _(X, w, b):
    e = np.exp(X @ w + b - np.max(X @ w + b))
    return e / np.sum(e)


@misconception(
    "the sigmoid is applied twice",
    "All your probabilities lie between 0.5 and 0.73. What goes into the last step of yours: a score, or something "
    "that has been squashed already?",
)
def _(X, w, b):
    return _sigmoid(_sigmoid(X @ w + b))


@misconception(
    "the features are squashed instead of the score",
    "Your results can leave the range from 0 to 1. What did you give to the sigmoid, and what comes after it?",
)
def _(X, w, b):
    return _sigmoid(X) @ w + b


@misconception(
    "the mean probability",
    "Each example has a probability of its own, and yours are all melted into one. Which step takes the mean?",
)
def _(X, w, b):
    return np.mean(_sigmoid(X @ w + b))


@misconception(
    "a column instead of a vector",
    "The numbers are right, but they stand in a column: shape (m, 1), where (m,) is asked for. Which step gave w a "
    "second axis?",
)
def _(X, w, b):
    return _sigmoid(X @ w.reshape(-1, 1) + b)


@misconception(
    "a list instead of an array",
    "The numbers are right. A later step computes with all of them at once, and a list cannot: try to subtract yours "
    "from 1.",
)
def _(X, w, b):
    return _sigmoid(X @ w + b).tolist()


@two_features
def _(X, w, b):
    return _sigmoid(X[..., 0] * w[0] + X[..., 1] * w[1] + b)


@two_features
def _(X, w, b):
    w1, w2 = w
    return _sigmoid(X[..., 0] * w1 + X[..., 1] * w2 + b)


@changed_in_place
def _(X, w, b):
    X *= w
    return _sigmoid(X.sum(axis=-1) + b)


@nothing_returned
def _(X, w, b):
    np.copy(_sigmoid(X @ w + b))


@same_numbers
def _(X, w, b):
    return 0.697


@rounded
def _(X, w, b):
    return np.round(_sigmoid(X @ w + b), 3)


@single_precision
def _(X, w, b):
    return _sigmoid(X @ w + b).astype(np.float32)


@a_matrix
def _(X, w, b):
    m, _n = X.shape
    return np.array([_sigmoid(X[i] @ w + b) for i in range(m)])
