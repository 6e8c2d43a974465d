"""Answers to `minibatch_sgd`, as students write them."""

# right: minibatches and batch_gradient
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            theta = theta - eta * batch_gradient(theta, X_batch, y_batch)
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# right: everything by hand, augmented ones column
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    m, n = X.shape
    A = np.hstack([X, np.ones((m, 1))])
    theta = np.zeros(n + 1)
    losses = []

    def mean_gradient(rows):
        p = 1 / (1 + np.exp(-A[rows] @ theta))
        return A[rows].T @ (p - y[rows]) / len(rows)

    for _ in range(epochs):
        order = rng.permutation(m)
        for start in range(0, m, batch_size):
            theta = theta - eta * mean_gradient(order[start : start + batch_size])
        losses.append(np.mean(np.logaddexp(0, (1 - 2 * y) * (A @ theta))))
        g = mean_gradient(np.arange(m))
        if np.sqrt(g @ g) < tol:
            return theta, losses
    return theta, losses


# right: while loop and a flag
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    converged = False
    while not converged and len(losses) < epochs:
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta -= eta * batch_gradient(theta, Xb, yb)
        losses.append(loss(theta, X, y))
        converged = bool(np.linalg.norm(batch_gradient(theta, X, y)) < tol)
    return theta, np.array(losses)


# right: shuffle of indices, np.split, single gradients averaged
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    m = len(y)
    idx = np.arange(m)
    theta, history = np.zeros(X.shape[1] + 1), []
    for epoch in range(epochs):
        rng.shuffle(idx)
        for part in np.split(idx, range(batch_size, m, batch_size)):
            step = np.mean([gradient(theta, X[i], y[i]) for i in part], axis=0)
            theta = theta - eta * step
        history.append(loss(theta, X, y))
        if sum(g**2 for g in batch_gradient(theta, X, y)) ** 0.5 < tol:
            break
    return theta, history


# right: a generator of epochs
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    def path():
        theta = np.zeros(X.shape[1] + 1)
        for _ in range(epochs):
            for batch in minibatches(X, y, batch_size, rng):
                theta = theta - eta * batch_gradient(theta, *batch)
            yield theta

    losses = []
    for theta in path():
        losses.append(float(loss(theta, X, y)))
        if np.linalg.norm(batch_gradient(theta, X, y), ord=2) < tol:
            break
    return theta, losses


# right: a trainer object
class MiniBatchTrainer:
    def epoch(self, theta, X, y, eta, batch_size, rng):
        order = np.argsort(rng.random(len(X)))
        while len(order):
            now, order = order[:batch_size], order[batch_size:]
            theta = theta - eta * batch_gradient(theta, X[now], y[now])
        return theta

    def __call__(self, X, y, eta, batch_size, epochs, rng, tol=0.0):
        theta, losses = np.zeros(X.shape[1] + 1), []
        for _ in range(epochs):
            theta = self.epoch(theta, X, y, eta, batch_size, rng)
            losses.append(loss(theta, X, y))
            if self.is_flat(theta, X, y, tol):
                break
        return theta, losses

    def is_flat(self, theta, X, y, tol):
        return np.sum(batch_gradient(theta, X, y) ** 2) ** 0.5 < tol


minibatch_sgd = MiniBatchTrainer()


# right: math.hypot, weights and bias apart
import math


def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    w, b = np.zeros(X.shape[1]), 0.0
    losses = np.empty(epochs)
    for epoch in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            errors = sigmoid(Xb @ w + b) - yb
            w = w - eta * (errors @ Xb) / len(yb)
            b = b - eta * errors.mean()
        theta = np.append(w, b)
        losses[epoch] = loss(theta, X, y)
        if math.hypot(*batch_gradient(theta, X, y)) < tol:
            return theta, losses[: epoch + 1]
    return theta, losses


# right: the path of all thetas kept, the condition in a helper
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    def done(theta):
        g = batch_gradient(theta, X, y)
        return np.sqrt(np.einsum("i,i", g, g)) < tol

    thetas = [np.zeros(X.shape[1] + 1)]
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            thetas.append(thetas[-1] - eta * batch_gradient(thetas[-1], Xb, yb))
        losses.append(loss(thetas[-1], X, y))
        if done(thetas[-1]):
            break
    return thetas[-1], losses


# right: stops only if tol is positive, counts down
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    remaining = epochs
    while remaining > 0:
        remaining -= 1
        table = rng.permutation(np.column_stack([X, y]))
        for first in range(0, len(table), batch_size):
            rows = table[first : first + batch_size]
            theta = theta - eta * batch_gradient(theta, rows[:, :-1], rows[:, -1])
        losses.append(loss(theta, X, y))
        if tol > 0:
            norm = np.sqrt(np.sum(np.square(batch_gradient(theta, X, y))))
            if norm < tol:
                remaining = 0
    return theta, losses


# right: lambda for the step
from functools import reduce


def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    step = lambda theta, batch: theta - eta * batch_gradient(theta, batch[0], batch[1])
    theta = np.zeros(1 + X.shape[1])
    losses = []
    for _ in range(epochs):
        theta = reduce(step, minibatches(X, y, batch_size, rng), theta)
        losses.append(loss(theta, X, y))
        if np.dot(batch_gradient(theta, X, y), batch_gradient(theta, X, y)) ** 0.5 < tol:
            break
    return theta, losses


# wrong: never stops early | belongs to: tol ignored
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta = theta - eta * batch_gradient(theta, Xb, yb)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: stops before the loss is recorded
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta = theta - eta * batch_gradient(theta, Xb, yb)
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: asks at the beginning of the epoch
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta = theta - eta * batch_gradient(theta, Xb, yb)
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: the last batch's gradient decides
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            g = batch_gradient(theta, Xb, yb)
            theta = theta - eta * g
        losses.append(loss(theta, X, y))
        if np.linalg.norm(g) < tol:
            break
    return theta, losses


# wrong: the loss decides
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta = theta - eta * batch_gradient(theta, Xb, yb)
        losses.append(loss(theta, X, y))
        if losses[-1] < tol:
            break
    return theta, losses


# wrong: the change of the loss decides
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta = theta - eta * batch_gradient(theta, Xb, yb)
        losses.append(loss(theta, X, y))
        if len(losses) > 1 and abs(losses[-1] - losses[-2]) < tol:
            break
    return theta, losses


# wrong: largest component instead of the norm | belongs to: other norm
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta = theta - eta * batch_gradient(theta, Xb, yb)
        losses.append(loss(theta, X, y))
        if np.max(np.abs(batch_gradient(theta, X, y))) < tol:
            break
    return theta, losses


# wrong: root forgotten | belongs to: other norm
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta = theta - eta * batch_gradient(theta, Xb, yb)
        losses.append(loss(theta, X, y))
        if np.sum(batch_gradient(theta, X, y) ** 2) < tol:
            break
    return theta, losses


# wrong: stops at a gradient of zero even if tol is 0
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta = theta - eta * batch_gradient(theta, Xb, yb)
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) <= tol:
            break
    return theta, losses


# wrong: a tolerance nobody asked for by default
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.5):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta = theta - eta * batch_gradient(theta, Xb, yb)
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: tol has no default
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta = theta - eta * batch_gradient(theta, Xb, yb)
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: stops in the middle of an epoch
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta = theta - eta * batch_gradient(theta, Xb, yb)
            if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
                return theta, losses + [loss(theta, X, y)]
        losses.append(loss(theta, X, y))
    return theta, losses


# wrong: the sum over the batch | belongs to: sum instead of mean
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta = theta - eta * len(yb) * batch_gradient(theta, Xb, yb)
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: divides by batch_size where the batch is shorter | belongs to: only where batch size divides m
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    A = np.column_stack([X, np.ones(len(X))])
    theta = np.zeros(A.shape[1])
    losses = []
    for _ in range(epochs):
        order = rng.permutation(len(A))
        for s in range(0, len(A), batch_size):
            i = order[s : s + batch_size]
            theta = theta - eta * A[i].T @ (sigmoid(A[i] @ theta) - y[i]) / batch_size
        losses.append(loss(theta, X, y))
        if np.linalg.norm(A.T @ (sigmoid(A @ theta) - y) / len(A)) < tol:
            break
    return theta, losses


# wrong: the rest is dropped | belongs to: last batch dropped
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    m = len(X)
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        order = rng.permutation(m)
        for k in range(m // batch_size):
            rows = order[k * batch_size : (k + 1) * batch_size]
            theta = theta - eta * batch_gradient(theta, X[rows], y[rows])
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: short batches passed over | belongs to: last batch dropped
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            if len(yb) < batch_size:
                continue
            theta = theta - eta * batch_gradient(theta, Xb, yb)
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: the same batches in every epoch | belongs to: same order every epoch
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    batches = list(minibatches(X, y, batch_size, rng))
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in batches:
            theta = theta - eta * batch_gradient(theta, Xb, yb)
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: a generator used up in the first epoch
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    batches = iter(minibatches(X, y, batch_size, rng))
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in batches:
            theta = theta - eta * batch_gradient(theta, Xb, yb)
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: first to last | belongs to: not shuffled
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for s in range(0, len(X), batch_size):
            theta = theta - eta * batch_gradient(theta, X[s : s + batch_size], y[s : s + batch_size])
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: one random batch in each step | belongs to: sampling with replacement
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    m = len(X)
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for _ in range(int(np.ceil(m / batch_size))):
            rows = rng.integers(0, m, size=min(batch_size, m))
            theta = theta - eta * batch_gradient(theta, X[rows], y[rows])
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: np.random.shuffle | belongs to: global random state
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    order = np.arange(len(X))
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        np.random.shuffle(order)
        for s in range(0, len(X), batch_size):
            rows = order[s : s + batch_size]
            theta = theta - eta * batch_gradient(theta, X[rows], y[rows])
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: every epoch seeded alike | belongs to: same order every epoch
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    seed = rng.integers(2**32)
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, np.random.default_rng(seed)):
            theta = theta - eta * batch_gradient(theta, Xb, yb)
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: labels in their old order | belongs to: labels left behind
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        X_mixed = rng.permutation(X)
        for s in range(0, len(X), batch_size):
            theta = theta - eta * batch_gradient(theta, X_mixed[s : s + batch_size], y[s : s + batch_size])
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: uphill | belongs to: sign flipped
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta = theta + eta * batch_gradient(theta, Xb, yb)
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: eta twice | belongs to: η squared
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            move = eta * batch_gradient(theta, Xb, yb)
            theta = theta - eta * move
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: eta left out | belongs to: η ignored
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta = theta - batch_gradient(theta, Xb, yb)
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: the whole data set in each step
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta = theta - eta * batch_gradient(theta, X, y)
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: batch_size ignored, one at a time
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            theta = sgd_step(theta, X[i], y[i], eta)
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: theta at the best epoch
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    best, losses = theta, []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta = theta - eta * batch_gradient(theta, Xb, yb)
        losses.append(loss(theta, X, y))
        if losses[-1] == min(losses):
            best = theta
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return best, losses


# wrong: a loss for each batch
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta = theta - eta * batch_gradient(theta, Xb, yb)
            losses.append(loss(theta, Xb, yb))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: the loss of the last batch
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta = theta - eta * batch_gradient(theta, Xb, yb)
        losses.append(loss(theta, Xb, yb))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: the bias never learns | belongs to: bias forgotten
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1)
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            g = batch_gradient(theta, Xb, yb)
            theta[:-1] -= eta * g[:-1]
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: float32 | belongs to: float32
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.zeros(X.shape[1] + 1, dtype="float32")
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta -= np.float32(eta) * batch_gradient(theta, Xb, yb).astype("float32")
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses


# wrong: two features | belongs to: only n = 2
def minibatch_sgd(X, y, eta, batch_size, epochs, rng, tol=0.0):
    theta = np.array([0.0, 0.0, 0.0])
    losses = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            theta = theta - eta * batch_gradient(theta, Xb, yb)
        losses.append(loss(theta, X, y))
        if np.linalg.norm(batch_gradient(theta, X, y)) < tol:
            break
    return theta, losses
