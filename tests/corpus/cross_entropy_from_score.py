"""Answers to `cross_entropy_from_score`, as students write them."""

# right: logaddexp of the score against the label
def cross_entropy_from_score(z, y):
    return np.logaddexp(0, np.where(y == 1, -z, z))


# right: the label as a sign
def cross_entropy_from_score(z, y):
    sign = 2 * y - 1
    return np.logaddexp(0.0, -sign * z)


# right: max and log1p
def cross_entropy_from_score(z, y):
    return np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))


# right but noisy: log1p on the safe side, picked by np.where
def cross_entropy_from_score(z, y):
    t = np.where(y == 1, z, -z)
    return np.where(t >= 0, np.log1p(np.exp(-t)), -t + np.log1p(np.exp(t)))


# right: masks
def cross_entropy_from_score(z, y):
    t = np.array((1 - 2 * y) * z, dtype=float)
    loss = np.empty(t.shape)
    wrong_side = t > 0
    loss[wrong_side] = t[wrong_side] + np.log1p(np.exp(-t[wrong_side]))
    loss[~wrong_side] = np.log1p(np.exp(t[~wrong_side]))
    return loss


# right: math for one, loops for many
import math


def _softplus(t):
    if t > 0:
        return t + math.log1p(math.exp(-t))
    return math.log1p(math.exp(t))


def cross_entropy_from_score(z, y):
    if np.ndim(z) == 0:
        return _softplus(-z) if y == 1 else _softplus(z)
    out = np.zeros(z.shape)
    for k in np.ndindex(z.shape):
        out[k] = cross_entropy_from_score(z[k], y[k])
    return out


# right: vectorised lambda
cross_entropy_from_score = np.vectorize(
    lambda z, y: max(z * (1 - 2 * y), 0.0) + np.log1p(np.exp(-abs(z))), otypes=[float]
)


# right: logaddexp.reduce over the two classes
def cross_entropy_from_score(z, y):
    z = np.asarray(z, dtype=float)
    classes = np.stack([np.zeros(z.shape), np.where(y == 1, -z, z)])
    return np.logaddexp.reduce(classes, axis=0)


# right: both classes, one of them weighted by zero
def cross_entropy_from_score(z, y):
    return y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)


# right: a class with a softplus
class Loss:
    @staticmethod
    def softplus(t):
        return np.log1p(np.exp(-abs(t))) + np.where(t > 0, t, 0.0)

    def __call__(self, z, y):
        wrongness = z * (1 - 2 * y)
        return self.softplus(wrongness)


cross_entropy_from_score = Loss()


# right: relu with a generator, then reshape
def cross_entropy_from_score(z, y):
    zs, ys = np.ravel(z).astype(float), np.ravel(y)
    flipped = (-a if b else a for a, b in zip(zs, ys))
    losses = np.fromiter((np.logaddexp(0, t) for t in flipped), dtype=float)
    return losses.reshape(np.shape(z))


# right: hyperbolic arctangent for the small part
def cross_entropy_from_score(z, y):
    e = np.exp(-np.abs(z))
    log_part = 2 * np.arctanh(e / (2 + e))
    against = z * (1 - 2 * y)
    return log_part + (against / 2 + np.abs(against) / 2)


# wrong: minus log of the sigmoid, inf far out | belongs to: infinite far out
def cross_entropy_from_score(z, y):
    p = sigmoid(z)
    return np.where(y == 1, -np.log(p), -np.log(1 - p))


# wrong: through cross_entropy | belongs to: infinite far out
def cross_entropy_from_score(z, y):
    return cross_entropy(sigmoid(z), y)


# wrong: the whole formula with sigma put in | belongs to: infinite far out
def cross_entropy_from_score(z, y):
    s = 1 / (1 + np.exp(-z))
    return -(y * np.log(s) + (1 - y) * np.log(1 - s))


# wrong: log1p of a large exp | belongs to: infinite far out
def cross_entropy_from_score(z, y):
    return np.log1p(np.exp((1 - 2 * y) * z))


# wrong: log(1 + exp), rounded away for a good score | belongs to: small losses rounded to 0
def cross_entropy_from_score(z, y):
    return np.maximum(z, 0) - z * y + np.log(1 + np.exp(-np.abs(z)))


# wrong: minus log of the sigmoid of the signed score | belongs to: small losses rounded to 0
def cross_entropy_from_score(z, y):
    t = np.clip((2 * y - 1) * z, -700, None)
    return np.where((2 * y - 1) * z < -700, -(2 * y - 1) * z, -np.log(1 / (1 + np.exp(-t))))


# wrong: subtraction of nearly equal numbers | belongs to: small losses rounded to 0
def cross_entropy_from_score(z, y):
    return np.logaddexp(0, z) - y * z


# wrong: clipped score | belongs to: clipped
def cross_entropy_from_score(z, y):
    z = np.clip(z, -30, 30)
    return np.logaddexp(0, (1 - 2 * y) * z)


# wrong: clipped probability | belongs to: clipped
def cross_entropy_from_score(z, y):
    y_hat = np.clip(sigmoid(z), 1e-15, 1 - 1e-15)
    return -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


# wrong: the sign of the label flipped | belongs to: labels swapped
def cross_entropy_from_score(z, y):
    return np.logaddexp(0, (2 * y - 1) * z)


# wrong: plus z*y | belongs to: labels swapped
def cross_entropy_from_score(z, y):
    z = -z
    return np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))


# wrong: minus in front | belongs to: sign flipped
def cross_entropy_from_score(z, y):
    return -np.logaddexp(0, -(2 * y - 1) * z)


# wrong: only label 1 | belongs to: only the label 1
def cross_entropy_from_score(z, y):
    return np.logaddexp(0, -z)


# wrong: the score taken for a probability | belongs to: score taken for a probability
def cross_entropy_from_score(z, y):
    return cross_entropy(z, y)


# wrong: the mean | belongs to: reduced to one number
def cross_entropy_from_score(z, y):
    return np.mean(np.logaddexp(0, (1 - 2 * y) * z))


# wrong: the sum | belongs to: reduced to one number
def cross_entropy_from_score(z, y):
    losses = np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))
    return np.sum(losses)


# wrong: an if on an array | belongs to: only one shape
def cross_entropy_from_score(z, y):
    if y == 1:
        return np.logaddexp(0, -z)
    return np.logaddexp(0, z)


# wrong: float32 | belongs to: float32
def cross_entropy_from_score(z, y):
    t = np.asarray((1 - 2 * y) * z, dtype=np.float32)
    return np.logaddexp(np.float32(0), t)


# wrong: base 2 | belongs to: other logarithm
def cross_entropy_from_score(z, y):
    return np.logaddexp2(0, np.where(y == 1, -z, z))


# wrong: hinge loss
def cross_entropy_from_score(z, y):
    return np.maximum(0, 1 - (2 * y - 1) * z)


# wrong: no softness at the corner
def cross_entropy_from_score(z, y):
    return np.maximum(0.0, np.where(y == 1, -z, z))


# wrong: flips z in the array of the caller | belongs to: argument changed in place
def cross_entropy_from_score(z, y):
    if np.ndim(z) == 0:
        return np.logaddexp(0, z if y == 0 else -z)
    z[y == 1] *= -1
    return np.logaddexp(0, z)
