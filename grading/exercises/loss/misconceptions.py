"""What students write instead of `loss`."""

import numpy as np

from lrgrade.authoring.common import changed_in_place, nothing_returned, rounded, single_precision
from lrgrade.authoring.misconceptions import misconception

from ..common import same_numbers, two_features


def _costs(theta, X, y):
    """The loss of each example, for mistakes that come afterwards."""
    return _cost(X @ theta[:-1] + theta[-1], y)


def _cost(z, y):
    wrong_by = np.where(y == 1, -z, z)
    return np.maximum(wrong_by, 0) + np.log1p(np.exp(-np.abs(wrong_by)))


def _proba(theta, X):
    return 1 / (1 + np.exp(-(X @ theta[:-1] + theta[-1])))


@misconception(
    "the sum instead of the mean",
    "Your loss grows with the number of examples. Put every example in twice: should the loss of the model double by "
    "that?",
)
def _(theta, X, y):
    return np.sum(_costs(theta, X, y))


@misconception(
    "one loss for each example",
    "You give back m numbers. The objective is a single number that says how well θ does on all of them.",
)
def _(theta, X, y):
    return _costs(theta, X, y)


@misconception(
    "the minus is forgotten",
    "Your loss is negative. A loss becomes smaller as the model becomes better: which step of the derivation turns "
    "it round?",
)
def _(theta, X, y):
    return -np.mean(_costs(theta, X, y))


@misconception(
    "the bias is taken from the front",
    "Yours reads θ as [b, w₁, w₂ …]. Look up the order in which θ is written in this course.",
)
def _(theta, X, y):
    return np.mean(_cost(X @ theta[1:] + theta[0], y))


@misconception(
    "the bias is forgotten",
    "Change only the last entry of θ. Does your loss move?",
)
def _(theta, X, y):
    return np.mean(_cost(X @ theta[:-1], y))


not_taken_apart = misconception(
    "θ is not taken apart",
    "θ has one entry more than there are features, so the shapes do not fit. Which entry of θ has no feature beside "
    "it?",
)


@not_taken_apart
def _(theta, X, y):
    return np.mean(_cost(X @ theta, y))


@misconception(
    "the labels are swapped",
    "A large positive score and label 1 agree: should that cost much or little? Check one example by hand.",
)
def _(theta, X, y):
    return np.mean(_costs(theta, X, 1 - y))


through = misconception(
    "by way of the probability",
    "Ordinary scores are right. Where a score is huge, its probability is exactly 0 or 1, and the logarithm of 0 "
    "spoils the mean. "
    "You have written a function that does not have this trouble: what does it take instead of a probability?",
)


@through
def _(theta, X, y):
    p = _proba(theta, X)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@through
def _(theta, X, y):
    p = _proba(theta, X)
    return np.mean(np.where(y == 1, -np.log(p), -np.log(1 - p)))


kept_away = misconception(
    "the probability is kept away from 0 and 1",
    "However wrong an example is, it never costs more than some thirty in yours. "
    "A clip hides the trouble with log 0; you have written a function in which it does not arise.",
)


@kept_away
def _(theta, X, y):
    p = np.clip(_proba(theta, X), 1e-15, 1 - 1e-15)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@kept_away
def _(theta, X, y):
    p = _proba(theta, X)
    return -np.mean(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))


@misconception(
    "the squared error",
    "That is the loss of another method. At θ = 0 the mean cross-entropy is 0.693 whatever the labels are; what is "
    "yours?",
)
def _(theta, X, y):
    return np.mean((_proba(theta, X) - y) ** 2)


@misconception(
    "the share of wrong decisions",
    "Yours counts how often the decision is wrong. Two models with the same decisions can be more and less sure: "
    "where does that show?",
)
def _(theta, X, y):
    return np.mean((_proba(theta, X) > 0.5) != y)


@misconception(
    "the decision instead of the probability",
    "Your loss is 0 or infinite (or some thirty). A decision is certain of itself; what goes into the cross-entropy?",
)
def _(theta, X, y):
    p = np.clip(np.where(_proba(theta, X) > 0.5, 1.0, 0.0), 1e-15, 1 - 1e-15)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@misconception(
    "the score is taken for the probability",
    "You take the logarithm of a score, and of 1 minus a score. A score may be any number: what turns it into a "
    "probability?",
)
def _(theta, X, y):
    z = X @ theta[:-1] + theta[-1]
    return -np.mean(y * np.log(z) + (1 - y) * np.log(1 - z))


@misconception(
    "the sigmoid is applied twice",
    "At θ = 0 your loss is not 0.693. Does the function that you call want a probability or a score, and what do you "
    "give it?",
)
def _(theta, X, y):
    return np.mean(_cost(_proba(theta, X), y))


@misconception(
    "divided by the number of features",
    "One number is divided by another, and it is the wrong one: print it. Over what is the mean taken?",
)
def _(theta, X, y):
    return np.sum(_costs(theta, X, y)) / X.shape[1]


@misconception(
    "divided by twice m",
    "Yours is half of what it should be. The ½ belongs to the squared error, where it makes the derivative tidier; "
    "is it in the formula here?",
)
def _(theta, X, y):
    return np.mean(_costs(theta, X, y)) / 2


@misconception(
    "the logarithm of the mean",
    "You average the probabilities first and take the logarithm afterwards. In the objective, which of the two is "
    "inside the other?",
)
def _(theta, X, y):
    return -np.log(np.mean(np.exp(-_costs(theta, X, y))))


@misconception(
    "label 0 is forgotten",
    "Examples with label 0 cost nothing in yours, however wrong the model is about them. Which of the two terms is "
    "there for them?",
)
def _(theta, X, y):
    return np.mean(np.where(y == 1, _costs(theta, X, y), 0.0))


@misconception(
    "label 1 is forgotten",
    "Examples with label 1 cost nothing in yours, however wrong the model is about them. Which of the two terms is "
    "there for them?",
)
def _(theta, X, y):
    return np.mean(np.where(y == 0, _costs(theta, X, y), 0.0))


@misconception(
    "only the first example",
    "Change the last row of X. Does your loss move? Look for a loop that returns too early.",
)
def _(theta, X, y):
    return _costs(theta, X, y)[0]


@misconception(
    "only the last example",
    "Change the first row of X. Does your loss move? Look for a loop that begins anew each time.",
)
def _(theta, X, y):
    return _costs(theta, X, y)[-1]


@misconception(
    "a column against a row",
    "Somewhere a column of shape (m, 1) meets a vector of shape (m,), and NumPy makes an m × m table of that without "
    "a word. Print the shape of what you average.",
)
def _(theta, X, y):
    return np.mean(_cost((X @ theta[:-1] + theta[-1]).reshape(-1, 1), y))


@misconception(
    "the logarithm to base 2",
    "At θ = 0 the loss should be 0.693 and yours is 1. Which logarithm is meant?",
)
def _(theta, X, y):
    return np.mean(_costs(theta, X, y)) / np.log(2)


@misconception(
    "a penalty for large weights",
    "On top of the mean loss you add something that depends on θ alone. That is regularisation, a good idea in "
    "another lecture; it is not in this objective.",
)
def _(theta, X, y):
    return np.mean(_costs(theta, X, y)) + np.sum(theta[:-1] ** 2) / 2


@two_features
def _(theta, X, y):
    w1, w2, b = theta
    return np.mean(_cost(w1 * X[:, 0] + w2 * X[:, 1] + b, y))


@two_features
def _(theta, X, y):
    return np.mean(_cost(theta[0] * X[:, 0] + theta[1] * X[:, 1] + theta[2], y))


@changed_in_place
def _(theta, X, y):
    X *= theta[:-1]
    return np.mean(_cost(X.sum(axis=1) + theta[-1], y))


@nothing_returned
def _(theta, X, y):
    np.copy(np.mean(_costs(theta, X, y)))


@same_numbers
def _(theta, X, y):
    return 0.361


@rounded
def _(theta, X, y):
    return np.round(np.mean(_costs(theta, X, y)), 3)


@single_precision
def _(theta, X, y):
    return np.float32(np.mean(_costs(theta, X, y)))
