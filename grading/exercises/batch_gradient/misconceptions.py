"""What students write instead of `batch_gradient`."""

import numpy as np

from lrgrade.authoring.common import changed_in_place, nothing_returned, rounded, single_precision
from lrgrade.authoring.misconceptions import misconception

from ..common import same_numbers, two_features


def _errors(theta, X, y):
    return 1 / (1 + np.exp(-(X @ theta[:-1] + theta[-1]))) - y


def _each(theta, X, y):
    """The gradients of all examples, one a row."""
    errors = _errors(theta, X, y)
    return np.column_stack([errors[:, None] * X, errors])


loop = misconception(
    "a loop over the examples",
    "The numbers are right, but Python goes through the examples one by one, and you have just seen what that costs. "
    "`map`, `np.vectorize` and a list comprehension are loops too. Write the shapes of X and of the errors side by "
    "side: which product of the two adds up over the examples?",
)


@loop
def _(theta, X, y):
    total = np.zeros(len(theta))
    for i in range(len(y)):
        total = total + _each(theta, X[i : i + 1], y[i : i + 1])[0]
    return total / len(y)


@misconception(
    "the sum instead of the mean",
    "Your gradient grows with the number of examples. Put every example in twice: should the step become twice as "
    "long by that?",
)
def _(theta, X, y):
    return np.sum(_each(theta, X, y), axis=0)


@misconception(
    "the bias is not averaged",
    "The weights are right. The last component grows with the number of examples: which of your two parts is divided "
    "by m?",
)
def _(theta, X, y):
    errors = _errors(theta, X, y)
    return np.append(X.T @ errors / len(y), np.sum(errors))


@misconception(
    "only the bias is averaged",
    "The last component is right. The others grow with the number of examples: which of your two parts is divided by "
    "m?",
)
def _(theta, X, y):
    errors = _errors(theta, X, y)
    return np.append(X.T @ errors, np.mean(errors))


@misconception(
    "the sign is flipped",
    "Compare with the gradient of a single example, which you have from the last notebook: yours points the other "
    "way. In which order are ŷ and y subtracted?",
)
def _(theta, X, y):
    return -np.mean(_each(theta, X, y), axis=0)


@misconception(
    "the bias is forgotten",
    "θ has n + 1 entries and your gradient only n. Which entry has no component yet?",
)
def _(theta, X, y):
    return np.mean(_each(theta, X, y), axis=0)[:-1]


@misconception(
    "the bias comes first",
    "All the numbers are there, one of them in the wrong place. Look up the order in which θ is written in this "
    "course.",
)
def _(theta, X, y):
    return np.roll(np.mean(_each(theta, X, y), axis=0), 1)


@misconception(
    "θ is read with the bias first",
    "At θ = 0 yours is right, elsewhere not: the scores are computed from the wrong entries of θ. Which of them is b?",
)
def _(theta, X, y):
    return np.mean(_each(np.roll(theta, -1), X, y), axis=0)


@misconception(
    "the bias is first throughout",
    "Yours is right for θ = [b, w₁, w₂ …], in and out. Look up the order in which θ is written in this course.",
)
def _(theta, X, y):
    return np.roll(np.mean(_each(np.roll(theta, -1), X, y), axis=0), 1)


@misconception(
    "the bias is left out of the scores",
    "Wherever b = 0 yours is right. Which part of z = X·w + b does not reach your ŷ?",
)
def _(theta, X, y):
    return np.mean(_each(np.append(theta[:-1], 0), X, y), axis=0)


@misconception(
    "the component of the bias is always 1",
    "The mean of the ones that stand beside b is 1, but one factor of the chain is missing there. Which one is in "
    "all the other components?",
)
def _(theta, X, y):
    return np.append(np.mean(_each(theta, X, y), axis=0)[:-1], 1.0)


@misconception(
    "the component of the bias is always 0",
    "With yours the bias would never move. How much does the mean loss change when b changes a little?",
)
def _(theta, X, y):
    return np.append(np.mean(_each(theta, X, y), axis=0)[:-1], 0.0)


@misconception(
    "divided by the number of features",
    "You divide, but by the wrong size of X: print the number. Over what is the mean taken?",
)
def _(theta, X, y):
    return np.sum(_each(theta, X, y), axis=0) / X.shape[1]


@misconception(
    "divided by the length of θ",
    "You divide, but by n + 1: the mean of a vector's components is another mean. Over what is it taken here?",
)
def _(theta, X, y):
    return np.sum(_each(theta, X, y), axis=0) / len(theta)


@misconception(
    "divided by m twice",
    "With one example yours is right, with two it is half of what it should be. How often is your mean taken?",
)
def _(theta, X, y):
    return np.mean(_each(theta, X, y), axis=0) / len(y)


squared_error = misconception(
    "the gradient of the squared error",
    "There is a factor ŷ(1 − ŷ) too many. Look at the last line of your derivation: which factors are left there?",
)


@squared_error
def _(theta, X, y):
    errors = _errors(theta, X, y)
    p = errors + y
    return np.mean((p * (1 - p))[:, None] * _each(theta, X, y), axis=0)


@squared_error
def _(theta, X, y):
    errors = _errors(theta, X, y)
    p = errors + y
    return 2 * np.mean((p * (1 - p))[:, None] * _each(theta, X, y), axis=0)


@misconception(
    "a factor of 2",
    "Every component is twice what it should be. There is no square in the cross-entropy: where does the 2 come from?",
)
def _(theta, X, y):
    return 2 * np.mean(_each(theta, X, y), axis=0)


@misconception(
    "right only at θ = 0",
    "Your result does not depend on θ. At θ = 0 every ŷ is 0.5; what is it elsewhere?",
)
def _(theta, X, y):
    return np.mean(_each(np.zeros(len(theta)), X, y), axis=0)


@misconception(
    "the score instead of the probability",
    "Your errors are z − y, which can be any size. An error compares the label with a probability: which step is "
    "missing?",
)
def _(theta, X, y):
    errors = X @ theta[:-1] + theta[-1] - y
    return np.append(X.T @ errors, np.sum(errors)) / len(y)


@misconception(
    "the decision instead of the probability",
    "Your errors are −1, 0 or 1. A gradient should tell how wrong the model is, not only whether it is: what is "
    "compared with y?",
)
def _(theta, X, y):
    errors = (X @ theta[:-1] + theta[-1] > 0) - np.asarray(y, dtype=float)
    return np.append(X.T @ errors, np.sum(errors)) / len(y)


not_transposed = misconception(
    "X is the wrong way round in the product",
    "Where there are as many examples as features nothing stops you, and the numbers are wrong; elsewhere the shapes "
    "do not fit. "
    "You want one number for each feature: which axis of X has to meet the errors?",
)


@not_transposed
def _(theta, X, y):
    errors = _errors(theta, X, y)
    return np.append(X @ errors, np.sum(errors)) / len(y)


@not_transposed
def _(theta, X, y):
    errors = _errors(theta, X, y)
    return np.append(np.mean(X * errors, axis=0), np.mean(errors))


@not_transposed
def _(theta, X, y):
    errors = _errors(theta, X, y)
    return np.append(np.mean(X * errors, axis=1), np.mean(errors))


@misconception(
    "the errors are averaged first",
    "You take the mean of the errors and the mean of the rows, and then their product. With two examples, compute by "
    "hand: is the mean of products the product of means?",
)
def _(theta, X, y):
    error = np.mean(_errors(theta, X, y))
    return np.append(error * np.mean(X, axis=0), error)


@misconception(
    "the gradient at the mean example",
    "You average the examples and the labels and take one gradient. ŷ does not depend on x in a straight line: "
    "compute it by hand for two examples.",
)
def _(theta, X, y):
    return _each(theta, np.mean(X, axis=0, keepdims=True), np.mean(y, keepdims=True))[0]


@misconception(
    "all gradients instead of their mean",
    "You give back one row for each example. A step needs one vector: what is to be done with the rows?",
)
def _(theta, X, y):
    return _each(theta, X, y)


@misconception(
    "the mean over everything",
    "All weights get one number, as though their features were alike. The mean is taken over the examples only: "
    "which axis is that?",
)
def _(theta, X, y):
    return np.mean(_each(theta, X, y))


@misconception(
    "only the first example",
    "Change the last row of X. Does your gradient move?",
)
def _(theta, X, y):
    return _each(theta, X, y)[0]


@misconception(
    "only the last example",
    "Change the first row of X. Does your gradient move? Look for something that begins anew each time.",
)
def _(theta, X, y):
    return _each(theta, X, y)[-1]


@misconception(
    "a column instead of a vector",
    "The numbers are right, but they stand in a column: shape (n + 1, 1), where (n + 1,) is asked for. Which step "
    "gave a second axis?",
)
def _(theta, X, y):
    return np.mean(_each(theta, X, y), axis=0).reshape(-1, 1)


column = misconception(
    "a column against a row",
    "Somewhere a column of shape (m, 1) meets a vector of shape (m,), and NumPy makes an m × m table of that without "
    "a word. Print the shape of your errors.",
)


def _table_of_errors(theta, X, y):
    return (_errors(theta, X, y) + y).reshape(-1, 1) - y


@column
def _(theta, X, y):
    errors = np.mean(_table_of_errors(theta, X, y), axis=1)
    return np.append(X.T @ errors, np.sum(errors)) / len(y)


@column
def _(theta, X, y):
    errors = np.sum(_table_of_errors(theta, X, y), axis=1)
    return np.append(X.T @ errors, np.sum(errors)) / len(y)


@column
def _(theta, X, y):
    errors = np.mean(_table_of_errors(theta, X, y), axis=0)
    return np.append(X.T @ errors, np.sum(errors)) / len(y)


@column
def _(theta, X, y):
    errors = np.sum(_table_of_errors(theta, X, y), axis=0)
    return np.append(X.T @ errors, np.sum(errors)) / len(y)


@misconception(
    "weights and bias are returned apart",
    "The numbers are right, but they come in two pieces. One vector of shape (n + 1,) is asked for, in the order of θ.",
)
def _(theta, X, y):
    g = np.mean(_each(theta, X, y), axis=0)
    return g[:-1], g[-1]


@misconception(
    "a list instead of an array",
    "The numbers are right. The next step multiplies the gradient by η and subtracts it from θ, and a list cannot do "
    "that.",
)
def _(theta, X, y):
    return np.mean(_each(theta, X, y), axis=0).tolist()


@misconception(
    "infinity divided by infinity",
    "For ordinary scores this is right. For a huge one, e to the z becomes inf: work out your fraction for ŷ with "
    "inf in its place.",
)
def _(theta, X, y):
    e = np.exp(X @ theta[:-1] + theta[-1])
    errors = e / (1 + e) - y
    return np.append(X.T @ errors, np.sum(errors)) / len(y)


@two_features
def _(theta, X, y):
    w1, w2, b = theta
    errors = 1 / (1 + np.exp(-(w1 * X[:, 0] + w2 * X[:, 1] + b))) - y
    return np.array([np.mean(errors * X[:, 0]), np.mean(errors * X[:, 1]), np.mean(errors)])


@two_features
def _(theta, X, y):
    errors = 1 / (1 + np.exp(-(theta[0] * X[:, 0] + theta[1] * X[:, 1] + theta[2]))) - y
    return np.array([np.mean(errors * X[:, 0]), np.mean(errors * X[:, 1]), np.mean(errors)])


@changed_in_place
def _(theta, X, y):
    errors = _errors(theta, X, y)
    X *= errors[:, None]
    return np.append(X.mean(axis=0), errors.mean())


@changed_in_place
def _(theta, X, y):
    y -= _errors(theta, X, y) + y
    return np.append(-(X.T @ y), -np.sum(y)) / len(y)


@nothing_returned
def _(theta, X, y):
    np.copy(np.mean(_each(theta, X, y), axis=0))


@same_numbers
def _(theta, X, y):
    return np.array([-1.5, -1.0, -0.5])


@rounded
def _(theta, X, y):
    return np.round(np.mean(_each(theta, X, y), axis=0), 2)


@single_precision
def _(theta, X, y):
    return np.mean(_each(theta, X, y), axis=0).astype(np.float32)


@two_features
def _(theta, X, y):
    errors = _errors(theta, X, y)
    return np.array([np.mean(errors * X[:, 0]), np.mean(errors * X[:, 1]), np.mean(errors)])
