"""Answers to `sgd`, as students write them."""

# right: rng.permutation
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# right: rng.shuffle on indices that stay shuffled
def sgd(X, y, eta, epochs, rng):
    m, n = X.shape
    order = np.arange(m)
    theta = np.zeros(n + 1)
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        rng.shuffle(order)
        for i in order:
            theta = theta - eta * gradient(theta, X[i], y[i])
        losses[epoch] = loss(theta, X, y)
    return theta, losses


# right: argsort of random numbers, augmented ones column, in place on its own theta
def sgd(X, y, eta, epochs, rng):
    m = len(y)
    X1 = np.c_[X, np.ones(m)]
    theta = np.zeros(X1.shape[1])
    history = []
    for _ in range(epochs):
        order = np.argsort(rng.random(m))
        for x1, label in zip(X1[order], y[order]):
            p = 1 / (1 + np.exp(-(theta @ x1)))
            theta -= eta * (p - label) * x1
        history.append(np.mean(np.logaddexp(0, (1 - 2 * y) * (X1 @ theta))))
    return theta, np.array(history)


# right: a list of pairs, shuffled
def sgd(X, y, eta, epochs, rng):
    pairs = list(zip(X, y))
    theta, losses = np.zeros(X.shape[1] + 1), []
    for epoch in range(epochs):
        rng.shuffle(pairs)
        for x_i, y_i in pairs:
            theta = sgd_step(theta, x_i, y_i, eta)
        losses += [float(loss(theta, X, y))]
    return theta, losses


# right: rng.choice without replacement, says what it does
def sgd(X, y, eta, epochs, rng):
    m, n = X.shape
    theta = np.zeros((n + 1,))
    losses = []
    for t in range(1, epochs + 1):
        for i in rng.choice(m, size=m, replace=False):
            theta = sgd_step(theta, X[i, :], y[i], eta)
        losses.append(loss(theta, X, y))
        print(f"epoch {t}: loss {losses[-1]:.3f}")
    return theta, losses


# right: Fisher and Yates by hand
def sgd(X, y, eta, epochs, rng):
    def shuffled(m):
        order = list(range(m))
        for last in range(m - 1, 0, -1):
            k = int(rng.integers(0, last + 1))
            order[last], order[k] = order[k], order[last]
        return order

    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for i in shuffled(len(y)):
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# right: one after the other out of a bag
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    while len(losses) < epochs:
        bag = list(range(X.shape[0]))
        while bag:
            i = bag.pop(rng.integers(len(bag)))
            theta = theta - eta * gradient(theta, X[i], y[i])
        losses.append(loss(theta, X, y))
    return theta, losses


# right: X and y permuted together in one table
def sgd(X, y, eta, epochs, rng):
    table = np.column_stack([X, y])
    theta = np.zeros(table.shape[1])
    losses = []
    for _ in range(epochs):
        for *x, label in rng.permutation(table):
            theta = sgd_step(theta, np.array(x), label, eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# right: weights and bias apart, a generator of epochs
def sgd(X, y, eta, epochs, rng):
    def run():
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(epochs):
            for i in sorted(range(len(X)), key=lambda _: rng.random()):
                error = sigmoid(w @ X[i] + b) - y[i]
                w = w - eta * error * X[i]
                b = b - eta * error
            yield np.append(w, b)

    path = list(run())
    return path[-1], [loss(theta, X, y) for theta in path]


# right: a trainer object, rng.permuted
class Trainer:
    def __call__(self, X, y, eta, epochs, rng):
        self.theta = np.zeros(X.shape[1] + 1)
        losses = [self.epoch(X, y, eta, rng.permuted(np.arange(len(y)))) for _ in range(epochs)]
        return self.theta, losses

    def epoch(self, X, y, eta, order):
        for i in order:
            self.theta = sgd_step(self.theta, X[i], y[i], eta)
        return loss(self.theta, X, y)


sgd = Trainer()


# right: reduce, a random key from the standard library seeded by rng
from functools import reduce
from random import Random


def sgd(X, y, eta, epochs, rng):
    dice = Random(int(rng.integers(2**62)))
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        order = dice.sample(range(len(X)), len(X))
        theta = reduce(lambda t, i: sgd_step(t, X[i], y[i], eta), order, theta)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: first to last | belongs to: not shuffled
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for x_i, y_i in zip(X, y):
            theta = sgd_step(theta, x_i, y_i, eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: a shuffled copy that is never used | belongs to: not shuffled
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        rng.permutation(len(X))
        for i in range(len(X)):
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: one permutation for all epochs | belongs to: same order every epoch
def sgd(X, y, eta, epochs, rng):
    order = rng.permutation(len(X))
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for i in order:
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: the data shuffled once before training | belongs to: same order every epoch
def sgd(X, y, eta, epochs, rng):
    idx = np.argsort(rng.random(len(y)))
    X_mixed, y_mixed = X[idx], y[idx]
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for i in range(len(y)):
            theta = theta - eta * gradient(theta, X_mixed[i], y_mixed[i])
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: a random example m times | belongs to: sampling with replacement
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for _ in range(len(X)):
            i = rng.integers(len(X))
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: rng.choice as it is | belongs to: sampling with replacement
def sgd(X, y, eta, epochs, rng):
    m, n = X.shape
    theta = np.zeros(n + 1)
    losses = []
    for _ in range(epochs):
        for i in rng.choice(m, size=m):
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: one random example in each epoch
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        i = rng.integers(0, len(X))
        theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: np.random.permutation | belongs to: global random state
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for i in np.random.permutation(len(X)):
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: random.shuffle of the standard library | belongs to: global random state
import random


def sgd(X, y, eta, epochs, rng):
    order = list(range(len(X)))
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        random.shuffle(order)
        for i in order:
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: a generator of its own with a fixed seed
def sgd(X, y, eta, epochs, rng):
    rng = np.random.default_rng(0)
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: a generator of its own without a seed
def sgd(X, y, eta, epochs, rng):
    own = np.random.default_rng()
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for i in own.permutation(len(X)):
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: X and y shuffled in place | belongs to: argument changed in place
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        X[:], y[:] = X[order], y[order]
        for x_i, y_i in zip(X, y):
            theta = sgd_step(theta, x_i, y_i, eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: X shuffled in place, y not | belongs to: labels left behind
def sgd(X, y, eta, epochs, rng):
    X = X.copy()
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        rng.shuffle(X)
        for i in range(len(X)):
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: labels in their old order | belongs to: labels left behind
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for x_i, y_i in zip(X[order], y):
            theta = sgd_step(theta, x_i, y_i, eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: uphill | belongs to: sign flipped
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            theta = theta + eta * gradient(theta, X[i], y[i])
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: eta once more around the step | belongs to: η squared
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            g = eta * gradient(theta, X[i], y[i])
            theta = theta - eta * g
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: always 0.1 | belongs to: η ignored
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            theta = sgd_step(theta, X[i], y[i], 0.1)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: eta halved in each epoch
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
        eta = eta / 2
    return theta, losses


# wrong: the bias never learns | belongs to: bias forgotten
def sgd(X, y, eta, epochs, rng):
    w = np.zeros(X.shape[1])
    losses = []
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            w = w - eta * (sigmoid(X[i] @ w) - y[i]) * X[i]
        losses.append(loss(np.append(w, 0), X, y))
    return np.append(w, 0), losses


# wrong: ones in front | belongs to: bias first
def sgd(X, y, eta, epochs, rng):
    X1 = np.hstack([np.ones((len(X), 1)), X])
    theta = np.zeros(X1.shape[1])
    losses = []
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            theta = theta - eta * (sigmoid(X1[i] @ theta) - y[i]) * X1[i]
        losses.append(np.logaddexp(0, (1 - 2 * y) * (X1 @ theta)).mean())
    return theta, losses


# wrong: the squared error's gradient | belongs to: MSE gradient
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            x1 = np.append(X[i], 1)
            p = sigmoid(x1 @ theta)
            theta = theta - eta * 2 * (p - y[i]) * p * (1 - p) * x1
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: starts somewhere random
def sgd(X, y, eta, epochs, rng):
    theta = rng.normal(size=X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: theta set back to zero in each epoch
def sgd(X, y, eta, epochs, rng):
    losses = []
    for _ in range(epochs):
        theta = np.zeros(X.shape[1] + 1)
        for i in rng.permutation(len(X)):
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: the loss before the epoch | belongs to: loss at the wrong time
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        losses.append(loss(theta, X, y))
        for i in rng.permutation(len(X)):
            theta = sgd_step(theta, X[i], y[i], eta)
    return theta, losses


# wrong: a loss after every step | belongs to: loss at the wrong time
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            theta = sgd_step(theta, X[i], y[i], eta)
            losses.append(loss(theta, X, y))
    return theta, losses


# wrong: the loss at the start recorded as well | belongs to: loss at the wrong time
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = [loss(theta, X, y)]
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: the sum of the losses | belongs to: sum instead of mean
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y) * len(X))
    return theta, losses


# wrong: mean of the losses met on the way
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        running = 0.0
        for i in rng.permutation(len(X)):
            running += cross_entropy_from_score(score(X[i], theta[:-1], theta[-1]), y[i])
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(running / len(X))
    return theta, losses


# wrong: two features | belongs to: only n = 2
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(3)
    losses = []
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: batch training
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        g = np.mean([gradient(theta, X[i], y[i]) for i in rng.permutation(len(X))], axis=0)
        theta = theta - eta * g
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: returns after the first epoch
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
        return theta, losses


# wrong: one epoch too few
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(1, epochs):
        for i in rng.permutation(len(X)):
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: theta only
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1)
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            theta = sgd_step(theta, X[i], y[i], eta)
    return theta


# wrong: float32 | belongs to: float32
def sgd(X, y, eta, epochs, rng):
    theta = np.zeros(X.shape[1] + 1, dtype=np.float32)
    losses = []
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            theta = sgd_step(theta, X[i], y[i], eta).astype(np.float32)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: starts at a random place and goes round | belongs to: not a uniform order
def sgd(X, y, eta, epochs, rng):
    m = len(X)
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        start = rng.integers(m)
        for k in range(m):
            i = (start + k) % m
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
    return theta, losses
