"""What students write instead of `sgd`.

Those that draw wrongly (the same order again, with replacement, from another
generator) do everything else right; `lrlab.course.properties` tells them by name.
"""

import numpy as np

from lrgrade.authoring.common import nothing_returned, single_precision
from lrgrade.authoring.misconceptions import misconception

from ..common import two_features


def _score(theta, x):
    return x @ theta[:-1] + theta[-1]


def _gradient(theta, x, y):
    error = 1 / (1 + np.exp(-_score(theta, x))) - y
    return np.append(error * x, error)


def _costs(theta, X, y):
    return np.logaddexp(0, np.where(y == 1, -1, 1) * _score(theta, X))


def _loss(theta, X, y):
    return np.mean(_costs(theta, X, y))


def _walk(X, y, eta, epochs, order, gradient=_gradient, start=None, look=None):
    """SGD with an order of its own for each epoch, and what is noted at its end."""
    theta = np.zeros(X.shape[1] + 1) if start is None else start
    losses = []
    for epoch in range(epochs):
        for i in order(epoch):
            theta = theta - eta * gradient(theta, X[i], y[i])
        losses.append((look or _loss)(theta, X, y))
    return theta, losses


@misconception(
    "not shuffled",
    "Yours takes the examples in the order of the table, in every epoch. Data often come sorted, and then the last "
    "ones have the last word. Where does `rng` come in?",
)
def _(X, y, eta, epochs, rng):
    return _walk(X, y, eta, epochs, lambda epoch: range(len(y)))


@misconception(
    "the same order in every epoch",
    "An order is drawn, once, and then used for all epochs. Print the order at the beginning of each epoch: where in "
    "your code is it drawn, and how often does Python come by there?",
)
def _(X, y, eta, epochs, rng):
    order = rng.permutation(len(y))
    return _walk(X, y, eta, epochs, lambda epoch: order)


@misconception(
    "drawn with replacement",
    "In one epoch some of your examples come twice and others not at all. An epoch is a walk past every example: "
    "does your way of drawing remember which have been?",
)
def _(X, y, eta, epochs, rng):
    return _walk(X, y, eta, epochs, lambda epoch: rng.integers(len(y), size=len(y)))


@misconception(
    "the global random state",
    "You draw from `np.random` (or `random`), not from the generator that was given. A caller who gives a seed wants "
    "the same walk again, and others who use the global state do not want to be disturbed.",
)
def _(X, y, eta, epochs, rng):
    return _walk(X, y, eta, epochs, lambda epoch: np.random.permutation(len(y)))


@misconception(
    "a generator of its own",
    "With the same seed yours gives another walk each time. There is a generator among your arguments: who draws in "
    "your code?",
)
def _(X, y, eta, epochs, rng):
    own = np.random.default_rng()
    return _walk(X, y, eta, epochs, lambda epoch: own.permutation(len(y)))


@misconception(
    "a seed of its own",
    "Yours walks the same way whatever generator it is given, and again when it is called again. A seed that is "
    "fixed in the function takes the choice from the caller: what is `rng` for?",
)
def _(X, y, eta, epochs, rng):
    own = np.random.default_rng(0)
    return _walk(X, y, eta, epochs, lambda epoch: own.permutation(len(y)))


@misconception(
    "the labels are left behind",
    "The rows are in a new order, the labels in the old one, so examples learn from the labels of others. What has "
    "to move along with a row?",
)
def _(X, y, eta, epochs, rng):
    return _walk(X, y, eta, epochs, lambda epoch: range(len(y))) if len(y) == 1 else _mixed(X, y, eta, epochs, rng)


def _mixed(X, y, eta, epochs, rng):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        for x, label in zip(X[rng.permutation(len(y))], y, strict=True):
            theta = theta - eta * _gradient(theta, x, label)
        losses.append(_loss(theta, X, y))
    return theta, losses


shuffled_in_place = misconception(
    "the caller's data are shuffled",
    "After the call the rows of X stand in another order, and the caller still needs them. `rng.shuffle` works in "
    "place: what could be shuffled instead of the data?",
)


@shuffled_in_place
def _(X, y, eta, epochs, rng):
    def order(epoch):
        rng.shuffle(X)
        return range(len(y))

    return _walk(X, y, eta, epochs, order)


@misconception(
    "the last example's loss",
    "You note the loss of the example that came last. Asked for is how well θ does on all of them at the end of an "
    "epoch.",
)
def _(X, y, eta, epochs, rng):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        for i in rng.permutation(len(y)):
            theta = theta - eta * _gradient(theta, X[i], y[i])
        losses.append(_costs(theta, X[i], y[i]))
    return theta, losses


met_on_the_way = misconception(
    "the losses met on the way",
    "You collect losses during the epoch, each with another θ, and average (or add) them at the end. Asked for is "
    "the loss of all examples with the θ that the epoch ends with.",
)


@met_on_the_way
def _(X, y, eta, epochs, rng):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        met = []
        for i in rng.permutation(len(y)):
            met.append(_costs(theta, X[i], y[i]))
            theta = theta - eta * _gradient(theta, X[i], y[i])
        losses.append(np.mean(met))
    return theta, losses


@met_on_the_way
def _(X, y, eta, epochs, rng):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        met = []
        for i in rng.permutation(len(y)):
            theta = theta - eta * _gradient(theta, X[i], y[i])
            met.append(_costs(theta, X[i], y[i]))
        losses.append(np.mean(met))
    return theta, losses


@met_on_the_way
def _(X, y, eta, epochs, rng):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        met = 0.0
        for i in rng.permutation(len(y)):
            met += _costs(theta, X[i], y[i])
            theta = theta - eta * _gradient(theta, X[i], y[i])
        losses.append(met)
    return theta, losses


after_each_step = misconception(
    "a loss after every step",
    "Your list of losses has one entry for each step. Count: how many epochs were there, and where in the two loops "
    "does the loss belong?",
)


@after_each_step
def _(X, y, eta, epochs, rng):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        for i in rng.permutation(len(y)):
            theta = theta - eta * _gradient(theta, X[i], y[i])
            losses.append(_loss(theta, X, y))
    return theta, losses


@after_each_step
def _(X, y, eta, epochs, rng):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        for i in rng.permutation(len(y)):
            theta = theta - eta * _gradient(theta, X[i], y[i])
            losses.append(_costs(theta, X[i], y[i]))
    return theta, losses


@misconception(
    "the loss before the epoch",
    "Your first loss is 0.693, that of θ = 0, so it was noted before anything was learned. At which end of the epoch "
    "is it asked for?",
)
def _(X, y, eta, epochs, rng):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        losses.append(_loss(theta, X, y))
        for i in rng.permutation(len(y)):
            theta = theta - eta * _gradient(theta, X[i], y[i])
    return theta, losses


@misconception(
    "the first loss is that of θ = 0",
    "Your list of losses has one entry too many, at its front. Asked for is one for each epoch, at its end.",
)
def _(X, y, eta, epochs, rng):
    theta, losses = _walk(X, y, eta, epochs, lambda epoch: rng.permutation(len(y)))
    return theta, [_loss(np.zeros(len(theta)), X, y), *losses]


@misconception(
    "only the last loss",
    "You give back one loss. Asked for is one for each epoch, so that the learning can be drawn as a curve: what "
    "happens to the earlier ones?",
)
def _(X, y, eta, epochs, rng):
    theta, losses = _walk(X, y, eta, epochs, lambda epoch: rng.permutation(len(y)))
    return theta, losses[-1]


@misconception(
    "the losses are not returned",
    "You give back θ alone. Two things are asked for.",
)
def _(X, y, eta, epochs, rng):
    return _walk(X, y, eta, epochs, lambda epoch: rng.permutation(len(y)))[0]


@misconception(
    "the results are the wrong way round",
    "Both results are there. Which of them does the statement put first?",
)
def _(X, y, eta, epochs, rng):
    theta, losses = _walk(X, y, eta, epochs, lambda epoch: rng.permutation(len(y)))
    return losses, theta


@misconception(
    "the sum of the losses",
    "Your losses grow with the number of examples. Is the objective a sum or a mean?",
)
def _(X, y, eta, epochs, rng):
    return _walk(
        X, y, eta, epochs, lambda epoch: rng.permutation(len(y)), look=lambda *args: float(np.sum(_costs(*args)))
    )


@misconception(
    "all losses instead of their mean",
    "Each entry of your losses is a vector, with one loss for each example. What makes one number of them?",
)
def _(X, y, eta, epochs, rng):
    return _walk(X, y, eta, epochs, lambda epoch: rng.permutation(len(y)), look=_costs)


@misconception(
    "uphill instead of downhill",
    "Your losses rise from epoch to epoch. Which way does the gradient point, and which way should θ go?",
)
def _(X, y, eta, epochs, rng):
    return _walk(X, y, -eta, epochs, lambda epoch: rng.permutation(len(y)))


@misconception(
    "η is ignored",
    "Run yours with a learning rate of 0.1 and of 0.2: the result is the same. Where does η come in?",
)
def _(X, y, eta, epochs, rng):
    return _walk(X, y, 1.0, epochs, lambda epoch: rng.permutation(len(y)))


@misconception(
    "η is divided by m",
    "Your steps are too short, and the more examples there are, the shorter. One step looks at one example: over how "
    "many do you average?",
)
def _(X, y, eta, epochs, rng):
    return _walk(X, y, eta / len(y), epochs, lambda epoch: rng.permutation(len(y)))


@misconception(
    "η is squared",
    "With η = 1 yours is right, with a smaller one the steps are too short. Does the step that you call apply η "
    "already?",
)
def _(X, y, eta, epochs, rng):
    return _walk(X, y, eta**2, epochs, lambda epoch: rng.permutation(len(y)))


@misconception(
    "η becomes smaller from epoch to epoch",
    "The first epoch is right, later ones move too little. A rate that shrinks is a good idea; the algorithm here "
    "keeps it.",
)
def _(X, y, eta, epochs, rng):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for epoch in range(epochs):
        for i in rng.permutation(len(y)):
            theta = theta - eta / (epoch + 1) * _gradient(theta, X[i], y[i])
        losses.append(_loss(theta, X, y))
    return theta, losses


@misconception(
    "starts anew in every epoch",
    "Ten epochs lead no further than one. Print θ at the beginning of each epoch: where does it come from?",
)
def _(X, y, eta, epochs, rng):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        theta = np.zeros(X.shape[1] + 1)
        for i in rng.permutation(len(y)):
            theta = theta - eta * _gradient(theta, X[i], y[i])
        losses.append(_loss(theta, X, y))
    return theta, losses


elsewhere = misconception(
    "does not start at 0",
    "With η = 0 nothing moves, so what comes back is where you started. Where is that, and where should it be?",
)


@elsewhere
def _(X, y, eta, epochs, rng):
    return _walk(X, y, eta, epochs, lambda epoch: rng.permutation(len(y)), start=np.ones(X.shape[1] + 1))


@elsewhere
def _(X, y, eta, epochs, rng):
    return _walk(X, y, eta, epochs, lambda epoch: rng.permutation(len(y)), start=rng.normal(0, 1, X.shape[1] + 1))


@misconception(
    "one example in each epoch",
    "An epoch visits every example once; yours takes a single step and calls that an epoch. How often does the inner "
    "loop run?",
)
def _(X, y, eta, epochs, rng):
    return _walk(X, y, eta, epochs, lambda epoch: [rng.integers(len(y))])


@misconception(
    "the whole set for each step",
    "Yours takes one step an epoch, along the mean of all gradients. That is batch training, which comes in the next "
    "notebook; stochastic means a step after every single example.",
)
def _(X, y, eta, epochs, rng):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        theta = theta - eta * np.mean([_gradient(theta, X[i], y[i]) for i in range(len(y))], axis=0)
        losses.append(_loss(theta, X, y))
    return theta, losses


@misconception(
    "the gradients of an epoch are collected",
    "You compute all gradients of an epoch with the same θ and move at its end. In the algorithm θ has moved already "
    "when the second example comes: when do you update it?",
)
def _(X, y, eta, epochs, rng):
    theta, losses = np.zeros(X.shape[1] + 1), []
    for _epoch in range(epochs):
        theta = theta - eta * np.sum([_gradient(theta, X[i], y[i]) for i in range(len(y))], axis=0)
        losses.append(_loss(theta, X, y))
    return theta, losses


@misconception(
    "one example is left out",
    "An epoch of yours is one step short. How many numbers does your `range` give, and which is the last?",
)
def _(X, y, eta, epochs, rng):
    return _walk(X, y, eta, epochs, lambda epoch: rng.permutation(len(y))[:-1])


@misconception(
    "one epoch too few",
    "Count the epochs that yours makes: print something at the beginning of each. Which number does your `range` "
    "stop before?",
)
def _(X, y, eta, epochs, rng):
    return _walk(X, y, eta, epochs - 1, lambda epoch: rng.permutation(len(y)))


@misconception(
    "one epoch too many",
    "Count the epochs that yours makes: print something at the beginning of each. Where does your counting begin, "
    "and where does it end?",
)
def _(X, y, eta, epochs, rng):
    return _walk(X, y, eta, epochs + 1, lambda epoch: rng.permutation(len(y)))


@misconception(
    "returns after the first epoch",
    "Whatever the number of epochs is, yours makes one. How far is your `return` indented?",
)
def _(X, y, eta, epochs, rng):
    return _walk(X, y, eta, 1, lambda epoch: rng.permutation(len(y)))


@misconception(
    "the bias never moves",
    "The last entry of θ stays 0. Does your step reach all of θ, or only the weights?",
)
def _(X, y, eta, epochs, rng):
    def gradient(theta, x, label):
        return np.append(_gradient(theta, x, label)[:-1], 0.0)

    return _walk(X, y, eta, epochs, lambda epoch: rng.permutation(len(y)), gradient)


@misconception(
    "the bias comes first",
    "All numbers are there, the bias in front. Look up the order in which θ is written in this course.",
)
def _(X, y, eta, epochs, rng):
    theta, losses = _walk(X, y, eta, epochs, lambda epoch: rng.permutation(len(y)))
    return np.roll(theta, 1), losses


@misconception(
    "θ has no place for the bias",
    "θ has one entry more than an example has features. With how many zeros does yours begin?",
)
def _(X, y, eta, epochs, rng):
    return _walk(X, y, eta, epochs, lambda epoch: rng.permutation(len(y)), start=np.zeros(X.shape[1]))


squared_error = misconception(
    "the gradient of the squared error",
    "Your steps carry a factor ŷ(1 − ŷ). Look at the last line of your derivation: which factors are left there?",
)


@squared_error
def _(X, y, eta, epochs, rng):
    def gradient(theta, x, label):
        p = 1 / (1 + np.exp(-_score(theta, x)))
        return p * (1 - p) * _gradient(theta, x, label)

    return _walk(X, y, eta, epochs, lambda epoch: rng.permutation(len(y)), gradient)


@squared_error
def _(X, y, eta, epochs, rng):
    def gradient(theta, x, label):
        p = 1 / (1 + np.exp(-_score(theta, x)))
        return 2 * p * (1 - p) * _gradient(theta, x, label)

    return _walk(X, y, eta, epochs, lambda epoch: rng.permutation(len(y)), gradient)


@misconception(
    "θ of whole numbers",
    "Your θ holds whole numbers, so steps are cut to whole numbers, or refused. With which zeros does it begin?",
)
def _(X, y, eta, epochs, rng):
    theta, losses = np.zeros(X.shape[1] + 1, dtype=int), []
    for _epoch in range(epochs):
        for i in rng.permutation(len(y)):
            theta[:] = theta - eta * _gradient(theta, X[i], y[i])
        losses.append(_loss(theta, X, y))
    return theta, losses


@misconception(
    "the loss by way of the probability",
    "θ is right. Where a score is huge, its probability is exactly 0 or 1, and the logarithm of 0 spoils the loss: "
    "you have a function that does not have this trouble.",
)
def _(X, y, eta, epochs, rng):
    def look(theta, X, y):
        p = 1 / (1 + np.exp(-_score(theta, X)))
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

    return _walk(X, y, eta, epochs, lambda epoch: rng.permutation(len(y)), look=look)


@two_features
def _(X, y, eta, epochs, rng):
    return _walk(X, y, eta, epochs, lambda epoch: rng.permutation(len(y)), start=np.zeros(3))


@nothing_returned
def _(X, y, eta, epochs, rng):
    _walk(X, y, eta, epochs, lambda epoch: rng.permutation(len(y)))


@single_precision
def _(X, y, eta, epochs, rng):
    theta, losses = _walk(X, y, eta, epochs, lambda epoch: rng.permutation(len(y)))
    return theta.astype(np.float32), losses


@misconception(
    "only the starting point is random",
    "Your examples keep their order and only begin somewhere else. Neighbours in the table remain neighbours: "
    "how many orders of four examples are there, and how many can yours make?",
)
def _(X, y, eta, epochs, rng):
    return _walk(X, y, eta, epochs, lambda epoch: np.roll(np.arange(len(y)), rng.integers(len(y))))
