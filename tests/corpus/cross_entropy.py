"""Answers to `cross_entropy`, as students write them."""

# right but noisy: choose by the label
def cross_entropy(y_hat, y):
    return np.where(y == 1, -np.log(y_hat), -np.log(1 - y_hat))


# right but noisy: minus the log of the likelihood
def cross_entropy(y_hat, y):
    return -np.log(likelihood(y_hat, y))


# right but noisy: minus the log of the weighted probability
def cross_entropy(y_hat, y):
    return -np.log(y * y_hat + (1 - y) * (1 - y_hat))


# right but noisy: lambda, the distance to the wrong label
cross_entropy = lambda p, t: -np.log(np.abs(1 - t - p))


# right: minus log of the likelihood, zero division quiet
def cross_entropy(y_hat, y):
    p = y_hat**y * (1 - y_hat) ** (1 - y)
    with np.errstate(divide="ignore"):
        return -np.log(p)


# right: logs where they are wanted
def cross_entropy(y_hat, y):
    p = np.asarray(np.where(y == 1, y_hat, 1 - y_hat), dtype=float)
    out = np.full(p.shape, np.inf)
    np.log(p, out=out, where=p > 0)
    out[p > 0] *= -1
    return out


# right: math for one pair, vectorised
import math


def one_loss(p, label):
    chosen = p if label == 1 else 1 - p
    if chosen == 0:
        return math.inf
    return -math.log(chosen)


cross_entropy = np.vectorize(one_loss, otypes=[float])


# right: both terms, nan taken as zero inside of the product
def cross_entropy(y_hat, y):
    with np.errstate(divide="ignore", invalid="ignore"):
        first = np.where(y == 0, 0.0, y * np.log(y_hat))
        second = np.where(y == 1, 0.0, (1 - y) * np.log(1 - y_hat))
    return -(first + second)


# right: masks and log1p
def cross_entropy(y_hat, y):
    y_hat, y = np.array(y_hat, dtype=float), np.array(y)
    losses = np.zeros(y.shape)
    yes, no = y == 1, y == 0
    with np.errstate(divide="ignore"):
        losses[yes] = -np.log(y_hat[yes])
        losses[no] = -np.log1p(-y_hat[no])
    return losses


# right: loops, a case for each edge
import math


def cross_entropy(y_hat, y):
    if np.ndim(y):
        pairs = zip(np.ravel(y_hat), np.ravel(y))
        return np.array([cross_entropy(a, b) for a, b in pairs]).reshape(y.shape)
    if y_hat == y:
        return 0.0
    if y_hat == 1 - y:
        return float("inf")
    return -(y * math.log(y_hat) + (1 - y) * math.log(1 - y_hat))


# right: an object with a helper for the log
class CrossEntropy:
    def log(self, p):
        """The logarithm with log 0 = -inf and no complaint."""
        old = np.seterr(divide="ignore")
        try:
            return np.log(p)
        finally:
            np.seterr(**old)

    def __call__(self, y_hat, y):
        return -self.log(np.where(y == 1, y_hat, 1 - y_hat))


cross_entropy = CrossEntropy()


# wrong: the textbook line, nan where ŷ is certain | belongs to: nan where certain
def cross_entropy(y_hat, y):
    return -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


# wrong: nan kept quiet | belongs to: nan where certain
def cross_entropy(y_hat, y):
    with np.errstate(all="ignore"):
        term1 = np.multiply(y, np.log(y_hat))
        term0 = np.multiply(1 - y, np.log(1 - y_hat))
    return -term1 - term0


# wrong: nan turned into 0 on both sides
def cross_entropy(y_hat, y):
    loss = -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))
    return np.nan_to_num(loss)


# wrong: clipped, so a certain and wrong one is cheap | belongs to: clipped
def cross_entropy(y_hat, y):
    eps = 1e-15
    y_hat = np.clip(y_hat, eps, 1 - eps)
    return -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


# wrong: a small number inside of the log | belongs to: clipped
def cross_entropy(y_hat, y):
    return -(y * np.log(y_hat + 1e-9) + (1 - y) * np.log(1 - y_hat + 1e-9))


# wrong: no minus | belongs to: sign flipped
def cross_entropy(y_hat, y):
    with np.errstate(divide="ignore"):
        return np.log(np.where(y == 1, y_hat, 1 - y_hat))


# wrong: minus on the first term only | belongs to: minus on the first term only
def cross_entropy(y_hat, y):
    with np.errstate(all="ignore"):
        a = np.where(y == 1, np.log(y_hat), 0)
        b = np.where(y == 0, np.log(1 - y_hat), 0)
    return -a + b


# wrong: the labels swapped | belongs to: labels swapped
def cross_entropy(y_hat, y):
    return np.where(y == 0, -np.log(y_hat), -np.log(1 - y_hat))


# wrong: arguments in the other order | belongs to: labels swapped
def cross_entropy(y, y_hat):
    with np.errstate(all="ignore"):
        return np.where(y == 1, -np.log(y_hat), -np.log(1 - y_hat))


# wrong: squared error | belongs to: squared error
def cross_entropy(y_hat, y):
    return (y - y_hat) ** 2


# wrong: the mean of all examples | belongs to: reduced to one number
def cross_entropy(y_hat, y):
    with np.errstate(divide="ignore"):
        return -np.mean(np.log(likelihood(y_hat, y)))


# wrong: the sum of all examples | belongs to: reduced to one number
def cross_entropy(y_hat, y):
    total = 0.0
    for p, t in zip(np.ravel(y_hat), np.ravel(y)):
        total += -np.log(p) if t == 1 else -np.log(1 - p)
    return total


# wrong: only the term of label 1 | belongs to: only the label 1
def cross_entropy(y_hat, y):
    with np.errstate(all="ignore"):
        return np.where(y == 1, -np.log(y_hat), 0.0)


# wrong: log to the base 2 | belongs to: other logarithm
def cross_entropy(y_hat, y):
    return -np.log2(likelihood(y_hat, y))


# wrong: log to the base 10 | belongs to: other logarithm
def cross_entropy(y_hat, y):
    return np.where(y == 1, -np.log10(y_hat), -np.log10(1 - y_hat))


# wrong: an if on an array | belongs to: only one shape
def cross_entropy(y_hat, y):
    if y == 1:
        return -np.log(y_hat)
    else:
        return -np.log(1 - y_hat)


# wrong: math.log stops at 0
import math


def cross_entropy(y_hat, y):
    if np.ndim(y) == 0:
        return -math.log(y_hat) if y == 1 else -math.log(1 - y_hat)
    flat = [cross_entropy(p, t) for p, t in zip(y_hat.flat, y.flat)]
    return np.array(flat).reshape(y.shape)


# wrong: a vector only | belongs to: only one shape
def cross_entropy(y_hat, y):
    losses = np.zeros(len(y))
    for i in range(len(y)):
        with np.errstate(divide="ignore"):
            losses[i] = -np.log(y_hat[i]) if y[i] == 1 else -np.log(1 - y_hat[i])
    return losses


# wrong: minus the likelihood, no log
def cross_entropy(y_hat, y):
    return -likelihood(y_hat, y)


# wrong: float32 | belongs to: float32
def cross_entropy(y_hat, y):
    p = np.where(y == 1, y_hat, 1 - y_hat).astype(np.float32)
    return -np.log(p)


# wrong: a tiny ŷ taken for a certain one
import math


def cross_entropy(y_hat, y):
    if np.ndim(y):
        return np.array([cross_entropy(a, b) for a, b in zip(y_hat.flat, y.flat)]).reshape(y.shape)
    distance = abs(y - y_hat)
    return math.inf if distance == 1 else -math.log(1 - distance)


# wrong: a big number for infinity
def cross_entropy(y_hat, y):
    p = np.where(y == 1, y_hat, 1 - y_hat)
    return np.where(p == 0, 1000.0, -np.log(np.where(p == 0, 1.0, p)))


# wrong: the book's two losses | belongs to: lecture's numbers hard-coded
def cross_entropy(y_hat, y):
    return np.where(y == 1, 0.361, 1.194)
