"""Answers to `loss`, as students write them."""

# right: mean of cross_entropy_from_score
def loss(theta, X, y):
    w, b = theta[:-1], theta[-1]
    return np.mean(cross_entropy_from_score(score(X, w, b), y))


# right: one line
def loss(theta, X, y):
    return cross_entropy_from_score(X @ theta[:-1] + theta[-1], y).mean()


# right: a loop over examples
def loss(theta, X, y):
    total = 0.0
    m = len(y)
    for i in range(m):
        z_i = score(X[i], theta[:-1], theta[-1])
        total += cross_entropy_from_score(z_i, y[i])
    return total / m


# right: augmented ones column and logaddexp
def loss(theta, X, y):
    X1 = np.column_stack((X, np.ones(len(X))))
    z = X1 @ theta
    return np.sum(np.logaddexp(0, (1 - 2 * y) * z)) / z.size


# right: the stable formula written out
def loss(theta, X, y):
    *w, b = theta
    z = np.einsum("ij,j->i", X, np.array(w)) + b
    L = np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))
    return np.average(L)


# right: generator and statistics of the standard library
import math


def loss(theta, X, y):
    def losses():
        for xi, yi in zip(X, y):
            z = math.fsum(float(t) * float(v) for t, v in zip(theta, xi)) + theta[-1]
            t = -z if yi == 1 else z
            yield max(t, 0.0) + math.log1p(math.exp(-abs(t)))

    return math.fsum(losses()) / len(X)


# right: lambda, the two classes apart
loss = lambda theta, X, y: (
    np.logaddexp(0, -(X[y == 1] @ theta[:-1] + theta[-1])).sum()
    + np.logaddexp(0, X[y == 0] @ theta[:-1] + theta[-1]).sum()
) / len(y)


# right: a running mean
def loss(theta, X, y):
    mean = 0.0
    for k, (x, label) in enumerate(zip(X, y), start=1):
        z = np.dot(theta[:-1], x) + theta[-1]
        mean += (cross_entropy_from_score(z, label) - mean) / k
    return mean


# right: a class with named steps
class MeanLoss:
    def scores(self, theta, X):
        weights, bias = np.split(theta, [X.shape[1]])
        return X.dot(weights) + bias

    def __call__(self, theta, X, y):
        z = self.scores(theta, X)
        return float(np.mean(np.logaddexp(0, np.where(y == 1, -z, z))))


loss = MeanLoss()


# right: a dot product with equal shares
def loss(theta, X, y):
    m, n = X.shape
    z = X.dot(theta[:n]) + theta[n]
    share = np.full(m, 1 / m)
    return share @ cross_entropy_from_score(z, y)


# right but noisy: warning and all, by np.where
def loss(theta, X, y):
    z = X @ theta[:-1] + theta[-1]
    against = np.where(y == 1, -z, z)
    each = np.where(against > 30, against + np.exp(-against), np.log1p(np.exp(against)))
    return each.mean()


# wrong: inf for a confident mistake | belongs to: infinite far out
def loss(theta, X, y):
    return np.mean(cross_entropy(predict_proba(X, theta[:-1], theta[-1]), y))


# wrong: the formula with sigma put in | belongs to: infinite far out
def loss(theta, X, y):
    y_hat = 1 / (1 + np.exp(-(X @ theta[:-1] + theta[-1])))
    return -np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


# wrong: clipped probabilities | belongs to: clipped
def loss(theta, X, y):
    p = np.clip(sigmoid(X @ theta[:-1] + theta[-1]), 1e-12, 1 - 1e-12)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()


# wrong: the sum | belongs to: sum instead of mean
def loss(theta, X, y):
    return np.sum(cross_entropy_from_score(X @ theta[:-1] + theta[-1], y))


# wrong: the sum by a loop | belongs to: sum instead of mean
def loss(theta, X, y):
    total = 0
    for x, t in zip(X, y):
        total = total + cross_entropy_from_score(score(x, theta[:-1], theta[-1]), t)
    return total


# wrong: one loss for each example
def loss(theta, X, y):
    return cross_entropy_from_score(score(X, theta[:-1], theta[-1]), y)


# wrong: the bias comes first | belongs to: bias first
def loss(theta, X, y):
    b, w = theta[0], theta[1:]
    return np.mean(cross_entropy_from_score(score(X, w, b), y))


# wrong: ones in front of X | belongs to: bias first
def loss(theta, X, y):
    X1 = np.hstack([np.ones((len(X), 1)), X])
    return np.logaddexp(0, (1 - 2 * y) * (X1 @ theta)).mean()


# wrong: the bias is left out | belongs to: bias forgotten
def loss(theta, X, y):
    z = X @ theta[: X.shape[1]]
    return np.mean(cross_entropy_from_score(z, y))


# wrong: zip drops the bias | belongs to: bias forgotten
def loss(theta, X, y):
    losses = []
    for xi, yi in zip(X, y):
        z = sum(t * v for t, v in zip(theta, xi))
        losses.append(cross_entropy_from_score(z, yi))
    return sum(losses) / len(losses)


# wrong: no minus, so larger is better | belongs to: sign flipped
def loss(theta, X, y):
    return -np.mean(cross_entropy_from_score(X @ theta[:-1] + theta[-1], y))


# wrong: the labels swapped | belongs to: labels swapped
def loss(theta, X, y):
    z = X @ theta[:-1] + theta[-1]
    return np.logaddexp(0, (2 * y - 1) * z).mean()


# wrong: squared error | belongs to: squared error
def loss(theta, X, y):
    y_hat = sigmoid(X @ theta[:-1] + theta[-1])
    return np.mean((y_hat - y) ** 2)


# wrong: divides by the number of features
def loss(theta, X, y):
    m, n = X.shape
    return np.sum(cross_entropy_from_score(X @ theta[:-1] + theta[-1], y)) / n


# wrong: divides by m - 1
def loss(theta, X, y):
    L = cross_entropy_from_score(X @ theta[:-1] + theta[-1], y)
    return L.sum() / max(len(L) - 1, 1)


# wrong: two features | belongs to: only n = 2
def loss(theta, X, y):
    w1, w2, b = theta
    z = w1 * X[:, 0] + w2 * X[:, 1] + b
    return np.mean(cross_entropy_from_score(z, y))


# wrong: log 2 whatever theta is | belongs to: only θ = 0
def loss(theta, X, y):
    return np.log(2)


# wrong: fraction of wrong decisions
def loss(theta, X, y):
    return np.mean(predict(X, theta[:-1], theta[-1]) != y)


# wrong: float32 | belongs to: float32
def loss(theta, X, y):
    z = X.astype(np.float32) @ theta[:-1].astype(np.float32) + np.float32(theta[-1])
    return np.mean(np.logaddexp(0, (1 - 2 * y) * z))


# wrong: the last example only
def loss(theta, X, y):
    for x, label in zip(X, y):
        value = cross_entropy_from_score(score(x, theta[:-1], theta[-1]), label)
    return value


# wrong: the loss of the mean score
def loss(theta, X, y):
    z = np.mean(X @ theta[:-1] + theta[-1])
    return cross_entropy_from_score(z, np.mean(y))


# wrong: the median
def loss(theta, X, y):
    return np.median(cross_entropy_from_score(X @ theta[:-1] + theta[-1], y))


# wrong: penalises large weights as well
def loss(theta, X, y):
    data = np.mean(cross_entropy_from_score(X @ theta[:-1] + theta[-1], y))
    return data + 0.01 * np.sum(theta[:-1] ** 2)
