"""Answers to `sigmoid`, as students write them."""

# right but noisy: the textbook formula
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


# right but noisy: the textbook formula in steps
def sigmoid(z):
    e_to_minus_z = np.exp(-1.0 * z)
    denominator = 1.0 + e_to_minus_z
    return np.power(denominator, -1.0)


# right but noisy: np.where over both forms
def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


# right but noisy: one minus the mirror image
sigmoid = lambda score: 1 - 1 / (1 + np.exp(score))


# right: half a hyperbolic tangent
def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


# right: logaddexp
def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


# right: clipped far out
def sigmoid(z):
    safe = np.clip(z, -500, 500)
    return 1 / (1 + np.exp(-safe))


# right: clipped as far in as the accuracy allows
def sigmoid(z):
    z = np.minimum(np.maximum(z, -36.0), 36.0)
    return 1 / (1 + np.exp(-z))


# right: exp of minus the absolute value
def sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z < 0, small, 1.0) / (1 + small)


# right: masks for the two signs
def sigmoid(z):
    z = np.asarray(z, dtype=float)
    out = np.empty_like(z)
    positive = z >= 0
    out[positive] = 1 / (1 + np.exp(-z[positive]))
    ez = np.exp(z[~positive])
    out[~positive] = ez / (1 + ez)
    return out


# right: math for one number, loops over flat for many
import math


def _one(t):
    if t > 0:
        return 1 / (1 + math.exp(-t))
    return math.exp(t) / (1 + math.exp(t))


def sigmoid(z):
    if np.ndim(z) == 0:
        return _one(z)
    return np.array([_one(t) for t in z.flat]).reshape(z.shape)


# right but noisy: math and try, vectorised
import math


@np.vectorize
def sigmoid(z):
    try:
        return 1.0 / (1.0 + math.exp(-z))
    except OverflowError:
        return 0.0


# right: warnings off for this call only
def sigmoid(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


# right: a callable object that recurses into rows
class Sigmoid:
    def __call__(self, z):
        if np.ndim(z) > 0:
            return np.array([self(row) for row in z])
        if z < 0:
            return 1 - self(-z)
        return float(1 / (1 + np.exp(-z)))


sigmoid = Sigmoid()


# wrong: plus in the exponent | belongs to: sign flipped
def sigmoid(z):
    return 1 / (1 + np.exp(z))


# wrong: falls instead of rises | belongs to: sign flipped
def sigmoid(z):
    return 0.5 - 0.5 * np.tanh(z / 2)


# wrong: minus in the denominator
def sigmoid(z):
    with np.errstate(all="ignore"):
        return 1 / (1 - np.exp(-z))


# wrong: brackets forgotten | belongs to: brackets forgotten
def sigmoid(z):
    return 1 / 1 + np.exp(-z)


# wrong: exp(z) over 1 + exp(z), inf over inf | belongs to: overflow to nan
def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))


# wrong: math.exp on one number | belongs to: only one shape
import math


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


# wrong: loop over a vector | belongs to: only one shape
def sigmoid(z):
    result = []
    for value in z:
        result.append(1 / (1 + np.exp(-value)))
    return np.array(result)


# wrong: a matrix comes back flat | belongs to: only one shape
def sigmoid(z):
    if np.ndim(z) == 0:
        return 1 / (1 + np.exp(-z))
    return np.array([1 / (1 + np.exp(-v)) for v in np.ravel(z)])


# wrong: an if on an array | belongs to: only one shape
def sigmoid(z):
    if z >= 0:
        return 1 / (1 + np.exp(-z))
    else:
        return np.exp(z) / (1 + np.exp(z))


# wrong: half precision of double | belongs to: float32
def sigmoid(z):
    return 1 / (1 + np.exp(-np.asarray(z, dtype=np.float32)))


# wrong: clipped too far in
def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -20, 20)))


# wrong: half the argument forgotten in tanh
def sigmoid(z):
    return (np.tanh(z) + 1) / 2


# wrong: tanh alone
sigmoid = lambda z: np.tanh(z)


# wrong: the derivative of the sigmoid
def sigmoid(z):
    s = 1 / (1 + np.exp(-z))
    return s * (1 - s)


# wrong: 2.718 for e
def sigmoid(z):
    e = 2.718
    with np.errstate(over="ignore"):
        return 1 / (1 + e ** np.asarray(-z, dtype=float))


# wrong: e as a power of ten | belongs to: power of ten instead of e
def sigmoid(z):
    return 1 / (1 + 10.0 ** (-z))


# wrong: always a half | belongs to: lecture's numbers hard-coded
def sigmoid(z):
    return 0.5


# wrong: a half for each entry | belongs to: lecture's numbers hard-coded
def sigmoid(z):
    return np.full(np.shape(z), 0.5)


# wrong: the decision instead of the probability | belongs to: hard decision
def sigmoid(z):
    return np.where(z > 0, 1.0, 0.0)


# wrong: softmax over the vector
def sigmoid(z):
    shifted = np.exp(z - np.max(z))
    return shifted / shifted.sum()


# wrong: integers cut off in the result
def sigmoid(z):
    z = np.asarray(z)
    out = np.zeros_like(z)
    out[...] = 1 / (1 + np.exp(-np.clip(z, -500, 500)))
    return out


# wrong: filled in place | belongs to: argument changed in place
def sigmoid(z):
    if np.ndim(z) == 0:
        return 1 / (1 + np.exp(-z))
    for index in np.ndindex(z.shape):
        z[index] = 1 / (1 + np.exp(-z[index]))
    return z


# wrong: clipped in place | belongs to: argument changed in place
def sigmoid(z):
    if isinstance(z, np.ndarray):
        np.clip(z, -500, 500, out=z)
    else:
        z = max(min(z, 500), -500)
    return 1 / (1 + np.exp(-z))


# wrong: nothing returned | belongs to: nothing returned
def sigmoid(z):
    s = 1 / (1 + np.exp(-z))
