"""What students write instead of `minibatch_sgd`.

Those that draw wrongly do everything else right; `lrlab.course.properties` tells them by name.
"""

import numpy as np

from lrgrade.authoring.common import nothing_returned, single_precision
from lrgrade.authoring.misconceptions import misconception

from ..common import two_features


def _score(theta, X):
    return X @ theta[:-1] + theta[-1]


def _gradient(theta, X, y):
    errors = 1 / (1 + np.exp(-_score(theta, X))) - y
    return np.append(X.T @ errors, np.sum(errors)) / len(y)


def _loss(theta, X, y):
    return float(np.mean(np.logaddexp(0, np.where(y == 1, -1, 1) * _score(theta, X))))


def _norm(theta, X, y):
    return np.linalg.norm(_gradient(theta, X, y))


def _cut(order, batch_size):
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


def _train(X, y, eta, batch_size, epochs, tol, batches, gradient=_gradient, start=None, stop=None):
    """Mini-batch training with batches (lists of row numbers) of its own for each epoch, and a rule to stop."""
    theta = np.zeros(X.shape[1] + 1) if start is None else start
    losses = []
    for epoch in range(epochs):
        for batch in batches(epoch):
            theta = theta - eta * gradient(theta, X[batch], y[batch])
        losses.append(_loss(theta, X, y))
        if stop(theta) if stop else _norm(theta, X, y) < tol:
            break
    return theta, losses


@misconception(
    "not shuffled",
    "Yours takes the examples in the order of the table, in every epoch. Where does `rng` come in?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    return _train(X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(np.arange(len(y)), batch_size))


@misconception(
    "the same batches in every epoch",
    "The batches are made once and used for all epochs. Print the first batch of each epoch: where in your code are "
    "they made, and how often does Python come by there?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    batches = _cut(rng.permutation(len(y)), batch_size)
    return _train(X, y, eta, batch_size, epochs, tol, lambda epoch: batches)


@misconception(
    "the batches are used up after one epoch",
    "From the second epoch on θ stays where it is. A generator can be walked through once and is empty then: where "
    "do you make yours?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    batches = iter(_cut(rng.permutation(len(y)), batch_size))
    return _train(X, y, eta, batch_size, epochs, tol, lambda epoch: batches)


@misconception(
    "only the batches are shuffled",
    "Neighbours in the table always come in the same batch. Which comes first in your code, cutting or mixing?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    def batches(epoch):
        pieces = _cut(np.arange(len(y)), batch_size)
        return [pieces[i] for i in rng.permutation(len(pieces))]

    return _train(X, y, eta, batch_size, epochs, tol, batches)


@misconception(
    "drawn with replacement",
    "In one epoch some of your examples come twice and others not at all. Does your way of drawing remember which "
    "have been?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    def batches(epoch):
        return _cut(rng.integers(len(y), size=len(y)), batch_size)

    return _train(X, y, eta, batch_size, epochs, tol, batches)


@misconception(
    "the labels are left behind",
    "The rows are in a new order, the labels in the old one, so examples learn from the labels of others. What has "
    "to move along with a row?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        rows = X[rng.permutation(len(y))]
        for batch in _cut(np.arange(len(y)), batch_size):
            theta = theta - eta * _gradient(theta, rows[batch], y[batch])
        losses.append(_loss(theta, X, y))
        if _norm(theta, X, y) < tol:
            break
    return theta, losses


@misconception(
    "the global random state",
    "You draw from `np.random` (or `random`), not from the generator that was given. A caller who gives a seed wants "
    "the same walk again, and others who use the global state do not want to be disturbed.",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    return _train(X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(np.random.permutation(len(y)), batch_size))


@misconception(
    "a generator of its own",
    "With the same seed yours gives another walk each time. There is a generator among your arguments: who draws in "
    "your code?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    own = np.random.default_rng()
    return _train(X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(own.permutation(len(y)), batch_size))


@misconception(
    "a seed of its own",
    "Yours walks the same way whatever generator it is given, and again when it is called again. A seed that is "
    "fixed in the function takes the choice from the caller: what is `rng` for?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    own = np.random.default_rng(0)
    return _train(X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(own.permutation(len(y)), batch_size))


@misconception(
    "the caller's data are shuffled",
    "After the call the rows of X (or the labels) stand in another order, and the caller still needs them. "
    "`rng.shuffle` works in place: what could be shuffled instead of the data?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    def batches(epoch):
        order = rng.permutation(len(y))
        X[:], y[:] = X[order], y[order]
        return _cut(np.arange(len(y)), batch_size)

    return _train(X, y, eta, batch_size, epochs, tol, batches)


@misconception(
    "the sum of the gradients instead of their mean",
    "Your steps grow with the size of the batch: copies of one example should move θ as far as that example alone. "
    "What is the gradient of a batch?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    def gradient(theta, rows, labels):
        return _gradient(theta, rows, labels) * len(labels)

    return _train(X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(rng.permutation(len(y)), batch_size), gradient)


@misconception(
    "divided by batch_size, also in the smaller last batch",
    "Full batches are right. Over how many examples is the mean taken in the last, smaller one, and by what do you "
    "divide there?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    def gradient(theta, rows, labels):
        return _gradient(theta, rows, labels) * len(labels) / batch_size

    return _train(X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(rng.permutation(len(y)), batch_size), gradient)


@misconception(
    "divided by m instead of the size of the batch",
    "Your steps are too short, and the more batches there are, the shorter. Over how many examples is the mean of a "
    "batch taken?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    def gradient(theta, rows, labels):
        return _gradient(theta, rows, labels) * len(labels) / len(y)

    return _train(X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(rng.permutation(len(y)), batch_size), gradient)


@misconception(
    "the last, smaller batch is dropped",
    "Where batch_size does not divide m your epoch is a step short; where it is larger than m nothing moves at all. "
    "What becomes of the rest?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    def batches(epoch):
        return [batch for batch in _cut(rng.permutation(len(y)), batch_size) if len(batch) == batch_size]

    return _train(X, y, eta, batch_size, epochs, tol, batches)


@misconception(
    "one batch in each epoch",
    "An epoch passes every example; yours takes a single step and calls that an epoch. How often does the inner loop "
    "run?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    return _train(X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(rng.permutation(len(y)), batch_size)[:1])


@misconception(
    "batch_size is ignored: single examples",
    "Yours takes a step after every example whatever batch_size is. Where does batch_size come in?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    return _train(X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(rng.permutation(len(y)), 1))


@misconception(
    "batch_size is ignored: the whole set",
    "Yours takes one step an epoch, with all examples, whatever batch_size is. Which gradient goes into the step, "
    "that of the batch or that of the set?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    return _train(X, y, eta, batch_size, epochs, tol, lambda epoch: [np.arange(len(y))])


@misconception(
    "the gradient of the whole set in every step",
    "The number of steps is right, but each uses all examples, so nothing is gained by batches. What do you pass to "
    "the gradient?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    def batches(epoch):
        return [np.arange(len(y))] * len(_cut(np.arange(len(y)), batch_size))

    return _train(X, y, eta, batch_size, epochs, tol, batches)


@misconception(
    "the gradients of an epoch are collected",
    "You compute the gradients of all batches with the same θ and move at the end of the epoch. When the second "
    "batch comes, θ should have moved already.",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        batches = _cut(rng.permutation(len(y)), batch_size)
        theta = theta - eta * np.sum([_gradient(theta, X[b], y[b]) for b in batches], axis=0)
        losses.append(_loss(theta, X, y))
        if _norm(theta, X, y) < tol:
            break
    return theta, losses


@misconception(
    "tol is ignored",
    "Yours always makes all epochs. When is training done early, and where do you look at that?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    return _train(X, y, eta, batch_size, epochs, 0.0, lambda epoch: _cut(rng.permutation(len(y)), batch_size))


@misconception(
    "tol = 0 stops at a gradient of 0",
    "With tol = 0 training should never stop early, and yours does where the gradient is exactly 0. Look at the "
    "comparison: when is 0 less than 0?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    return _train(
        X,
        y,
        eta,
        batch_size,
        epochs,
        tol,
        lambda epoch: _cut(rng.permutation(len(y)), batch_size),
        stop=lambda theta: _norm(theta, X, y) <= tol,
    )


@misconception(
    "the comparison with tol is the wrong way round",
    "Yours stops after the first epoch as long as the gradient is large, and goes on when it is small. When is "
    "training done?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    return _train(
        X,
        y,
        eta,
        batch_size,
        epochs,
        tol,
        lambda epoch: _cut(rng.permutation(len(y)), batch_size),
        stop=lambda theta: _norm(theta, X, y) > tol,
    )


@misconception(
    "the loss of the last epoch is not recorded",
    "When training stops early, your losses are one entry short. Which comes first in your loop, noting the loss or "
    "looking at tol?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta, losses = _train(X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(rng.permutation(len(y)), batch_size))
    return theta, losses[:-1] if _norm(theta, X, y) < tol else losses


@misconception(
    "tol is looked at before the epoch",
    "Yours looks at the gradient when an epoch begins, so it can stop without having made a single step. At which "
    "end of the epoch is the norm asked for?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        if _norm(theta, X, y) < tol:
            break
        for batch in _cut(rng.permutation(len(y)), batch_size):
            theta = theta - eta * _gradient(theta, X[batch], y[batch])
        losses.append(_loss(theta, X, y))
    return theta, losses


@misconception(
    "tol is compared with the gradient of the last batch",
    "The last batch may be content while the rest is not, or the other way round. Whose gradient tells that training "
    "is done?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        for batch in _cut(rng.permutation(len(y)), batch_size):
            theta = theta - eta * _gradient(theta, X[batch], y[batch])
        losses.append(_loss(theta, X, y))
        if _norm(theta, X[batch], y[batch]) < tol:
            break
    return theta, losses


@misconception(
    "tol is compared with the gradient before the last step",
    "You look at the gradient that made the last step. After that step θ is another, and so is its gradient: which θ "
    "does the epoch end with?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        for batch in _cut(rng.permutation(len(y)), batch_size):
            step = _gradient(theta, X[batch], y[batch])
            theta = theta - eta * step
        losses.append(_loss(theta, X, y))
        if np.linalg.norm(step) < tol:
            break
    return theta, losses


@misconception(
    "tol is looked at after every batch",
    "Yours can stop in the middle of an epoch. When is the norm to be looked at?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        done = False
        for batch in _cut(rng.permutation(len(y)), batch_size):
            theta = theta - eta * _gradient(theta, X[batch], y[batch])
            done = _norm(theta, X, y) < tol
            if done:
                break
        losses.append(_loss(theta, X, y))
        if done:
            break
    return theta, losses


@misconception(
    "tol is compared with the loss",
    "Yours stops when the loss is small. What is asked for is whether there is still a slope: the norm of which "
    "vector?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    return _train(
        X,
        y,
        eta,
        batch_size,
        epochs,
        tol,
        lambda epoch: _cut(rng.permutation(len(y)), batch_size),
        stop=lambda theta: _loss(theta, X, y) < tol,
    )


@misconception(
    "tol is compared with the change of the loss",
    "Yours stops when the loss hardly changes from one epoch to the next. That is another sensible rule; here it is "
    "the norm of the gradient that counts.",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        for batch in _cut(rng.permutation(len(y)), batch_size):
            theta = theta - eta * _gradient(theta, X[batch], y[batch])
        losses.append(_loss(theta, X, y))
        if len(losses) > 1 and abs(losses[-2] - losses[-1]) < tol:
            break
    return theta, losses


another_norm = misconception(
    "another norm",
    "Yours measures the gradient in another way and stops at another epoch. How long is the vector [3, 4], in the "
    "sense of a ruler, and what does your measure say?",
)


@another_norm
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    return _train(
        X,
        y,
        eta,
        batch_size,
        epochs,
        tol,
        lambda epoch: _cut(rng.permutation(len(y)), batch_size),
        stop=lambda theta: np.sum(_gradient(theta, X, y) ** 2) < tol,
    )


@another_norm
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    return _train(
        X,
        y,
        eta,
        batch_size,
        epochs,
        tol,
        lambda epoch: _cut(rng.permutation(len(y)), batch_size),
        stop=lambda theta: np.max(np.abs(_gradient(theta, X, y))) < tol,
    )


@another_norm
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    return _train(
        X,
        y,
        eta,
        batch_size,
        epochs,
        tol,
        lambda epoch: _cut(rng.permutation(len(y)), batch_size),
        stop=lambda theta: np.sum(np.abs(_gradient(theta, X, y))) < tol,
    )


@misconception(
    "the bias is left out of the norm",
    "Yours measures the gradient without its last component. The slope along b counts as well: how long is the whole "
    "vector?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    return _train(
        X,
        y,
        eta,
        batch_size,
        epochs,
        tol,
        lambda epoch: _cut(rng.permutation(len(y)), batch_size),
        stop=lambda theta: np.linalg.norm(_gradient(theta, X, y)[:-1]) < tol,
    )


@misconception(
    "a loss after every batch",
    "Your list of losses has one entry for each step. Count: how many epochs were there, and where in the two loops "
    "does the loss belong?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        for batch in _cut(rng.permutation(len(y)), batch_size):
            theta = theta - eta * _gradient(theta, X[batch], y[batch])
            losses.append(_loss(theta, X, y))
        if _norm(theta, X, y) < tol:
            break
    return theta, losses


@misconception(
    "the last batch's loss",
    "You note the loss of the batch that came last. Asked for is how well θ does on all examples at the end of an "
    "epoch.",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        for batch in _cut(rng.permutation(len(y)), batch_size):
            theta = theta - eta * _gradient(theta, X[batch], y[batch])
        losses.append(_loss(theta, X[batch], y[batch]))
        if _norm(theta, X, y) < tol:
            break
    return theta, losses


@misconception(
    "the losses met on the way",
    "You average the losses of the batches, each with another θ. Asked for is the loss of all examples with the θ "
    "that the epoch ends with.",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        met = []
        for batch in _cut(rng.permutation(len(y)), batch_size):
            met.append(_loss(theta, X[batch], y[batch]))
            theta = theta - eta * _gradient(theta, X[batch], y[batch])
        losses.append(np.mean(met))
        if _norm(theta, X, y) < tol:
            break
    return theta, losses


@misconception(
    "the loss before the epoch",
    "Your first loss is 0.693, that of θ = 0, so it was noted before anything was learned. At which end of the epoch "
    "is it asked for?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta, losses = _train(X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(rng.permutation(len(y)), batch_size))
    return theta, [_loss(np.zeros(len(theta)), X, y), *losses[:-1]]


@misconception(
    "only the last loss",
    "You give back one loss. Asked for is one for each epoch, so that the learning can be drawn as a curve.",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta, losses = _train(X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(rng.permutation(len(y)), batch_size))
    return theta, losses[-1]


@misconception("the losses are not returned", "You give back θ alone. Two things are asked for.")
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    return _train(X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(rng.permutation(len(y)), batch_size))[0]


@misconception(
    "uphill instead of downhill",
    "Your losses rise from epoch to epoch. Which way does the gradient point, and which way should θ go?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    return _train(X, y, -eta, batch_size, epochs, tol, lambda epoch: _cut(rng.permutation(len(y)), batch_size))


@misconception(
    "η is ignored",
    "Run yours with a learning rate of 0.1 and of 0.2: the result is the same. Where does η come in?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    return _train(X, y, 1.0, batch_size, epochs, tol, lambda epoch: _cut(rng.permutation(len(y)), batch_size))


@misconception(
    "starts anew in every epoch",
    "Ten epochs lead no further than one. Print θ at the beginning of each epoch: where does it come from?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        theta = np.zeros(X.shape[1] + 1)
        for batch in _cut(rng.permutation(len(y)), batch_size):
            theta = theta - eta * _gradient(theta, X[batch], y[batch])
        losses.append(_loss(theta, X, y))
        if _norm(theta, X, y) < tol:
            break
    return theta, losses


elsewhere = misconception(
    "does not start at 0",
    "With η = 0 nothing moves, so what comes back is where you started. Where is that, and where should it be?",
)


@elsewhere
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    start = np.ones(X.shape[1] + 1)
    return _train(
        X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(rng.permutation(len(y)), batch_size), start=start
    )


@elsewhere
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    start = rng.normal(0, 1, X.shape[1] + 1)
    return _train(
        X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(rng.permutation(len(y)), batch_size), start=start
    )


@misconception(
    "the bias never moves",
    "The last entry of θ stays 0. Does your step reach all of θ, or only the weights?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    def gradient(theta, rows, labels):
        return np.append(_gradient(theta, rows, labels)[:-1], 0.0)

    return _train(X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(rng.permutation(len(y)), batch_size), gradient)


@misconception(
    "returns after the first epoch",
    "Whatever the number of epochs is, yours makes one. How far is your `return` indented?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    return _train(X, y, eta, batch_size, 1, tol, lambda epoch: _cut(rng.permutation(len(y)), batch_size))


@misconception(
    "the loss by way of the probability",
    "θ is right. Where a score is huge, its probability is exactly 0 or 1, and the logarithm of 0 spoils the loss: "
    "you have a function that does not have this trouble.",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        for batch in _cut(rng.permutation(len(y)), batch_size):
            theta = theta - eta * _gradient(theta, X[batch], y[batch])
        p = 1 / (1 + np.exp(-_score(theta, X)))
        losses.append(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
        if _norm(theta, X, y) < tol:
            break
    return theta, losses


@two_features
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    start = np.zeros(3)
    return _train(
        X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(rng.permutation(len(y)), batch_size), start=start
    )


@nothing_returned
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    _train(X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(rng.permutation(len(y)), batch_size))


@single_precision
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta, losses = _train(X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(rng.permutation(len(y)), batch_size))
    return theta.astype(np.float32), losses


@misconception(
    "η is squared",
    "With η = 1 yours is right, with a smaller one the steps are too short. Does the step that you call apply η "
    "already?",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    return _train(X, y, eta**2, batch_size, epochs, tol, lambda epoch: _cut(rng.permutation(len(y)), batch_size))


@misconception(
    "θ of the best epoch",
    "Where the loss rises again you give back an earlier θ. That is a sensible idea for another day; "
    "asked for is the θ with which training ends.",
)
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    every = []

    def stop(theta):
        every.append(theta)
        return _norm(theta, X, y) < tol

    order = rng.permutation
    _, losses = _train(X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(order(len(y)), batch_size), stop=stop)
    return every[int(np.argmin(losses))], losses


squared_error = misconception(
    "the gradient of the squared error",
    "Your steps carry a factor ŷ(1 − ŷ). Look at the last line of your derivation: which factors are left there?",
)


@squared_error
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    def gradient(theta, rows, labels):
        p = 1 / (1 + np.exp(-_score(theta, rows)))
        errors = (p - labels) * p * (1 - p)
        return np.append(rows.T @ errors, np.sum(errors)) / len(labels)

    return _train(X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(rng.permutation(len(y)), batch_size), gradient)


@squared_error
def _(X, y, eta, batch_size, epochs, rng, tol=0.0):
    def gradient(theta, rows, labels):
        p = 1 / (1 + np.exp(-_score(theta, rows)))
        errors = 2 * (p - labels) * p * (1 - p)
        return np.append(rows.T @ errors, np.sum(errors)) / len(labels)

    return _train(X, y, eta, batch_size, epochs, tol, lambda epoch: _cut(rng.permutation(len(y)), batch_size), gradient)
