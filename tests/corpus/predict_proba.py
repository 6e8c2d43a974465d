"""Answers to `predict_proba`, as students write them."""

# right: composition
def predict_proba(X, w, b):
    return sigmoid(score(X, w, b))


# right: composition by a lambda
predict_proba = lambda X, w, b: sigmoid(X @ w + b)


# right: everything written out
def predict_proba(X, w, b):
    z = np.dot(X, w) + b
    return 1.0 / (1.0 + np.exp(-z))


# right: tanh, einsum
def predict_proba(X, w, b):
    half = 0.5 * (np.einsum("...j,j", X, w) + b)
    return 0.5 + 0.5 * np.tanh(half)


# right: augmented ones column
def predict_proba(X, w, b):
    X = np.asarray(X)
    ones = np.ones(X.shape[:-1] + (1,))
    theta = np.concatenate([w, [b]])
    return sigmoid(np.concatenate([X, ones], axis=-1) @ theta)


# right: a loop over examples
def predict_proba(X, w, b):
    if X.ndim == 1:
        return sigmoid(score(X, w, b))
    probabilities = np.empty(len(X))
    for i, x in enumerate(X):
        probabilities[i] = sigmoid(score(x, w, b))
    return probabilities


# right: one minus the other class
def predict_proba(X, w, b):
    p_of_zero = sigmoid(-score(X, w, b))
    return 1 - p_of_zero


# right: one example by math, many by a comprehension
import math


def predict_proba(X, w, b):
    def one(x):
        z = sum(float(a) * float(c) for a, c in zip(x, w)) + b
        return 1 / (1 + math.exp(-z)) if z > -700 else 0.0

    return one(X) if X.ndim == 1 else np.array([one(x) for x in X])


# right: an object that holds its link function
class Probability:
    def __init__(self, link):
        self.link = link

    def __call__(self, X, w, b):
        return self.link((X * w).sum(-1) + b)


predict_proba = Probability(lambda z: np.exp(-np.logaddexp(0.0, -z)))


# right: softmax of the pair (0, z)
def predict_proba(X, w, b):
    z = X.dot(w) + b
    both = np.stack([np.zeros_like(z, dtype=float), z], axis=-1)
    both = both - both.max(axis=-1, keepdims=True)
    e = np.exp(both)
    return (e / e.sum(axis=-1, keepdims=True))[..., 1]


# wrong: no bias | belongs to: bias forgotten
def predict_proba(X, w, b):
    return sigmoid(X @ w)


# wrong: no bias, written out | belongs to: bias forgotten
def predict_proba(X, w, b=0):
    z = (X * w).sum(axis=-1)
    return 1 / (1 + np.exp(-z))


# wrong: plus in the exponent | belongs to: sign flipped
def predict_proba(X, w, b):
    return 1 / (1 + np.exp(X @ w + b))


# wrong: the probability of the other class | belongs to: sign flipped
def predict_proba(X, w, b):
    return 1 - sigmoid(score(X, w, b))


# wrong: minus in front of the dot product only
def predict_proba(X, w, b):
    return 1 / (1 + np.exp(-X @ w + b))


# wrong: the score, not a probability | belongs to: score instead of probability
def predict_proba(X, w, b):
    return score(X, w, b)


# wrong: sigmoid twice
def predict_proba(X, w, b):
    return sigmoid(sigmoid(score(X, w, b)))


# wrong: bias outside of the sigmoid
def predict_proba(X, w, b):
    return sigmoid(X @ w) + b


# wrong: the decision | belongs to: decision instead of probability
def predict_proba(X, w, b):
    return np.where(X @ w + b > 0, 1, 0)


# wrong: sigmoid of each product
def predict_proba(X, w, b):
    return sigmoid(X * w + b)


# wrong: both classes side by side
def predict_proba(X, w, b):
    p = sigmoid(score(X, w, b))
    return np.stack([1 - p, p], axis=-1)


# wrong: a matrix only | belongs to: only one shape
def predict_proba(X, w, b):
    m, n = X.shape
    z = np.zeros(m)
    for i in range(m):
        z[i] = X[i].dot(w) + b
    return sigmoid(z)


# wrong: one example only | belongs to: only one shape
def predict_proba(X, w, b):
    z = b
    for j in range(len(w)):
        z += w[j] * X[j]
    return sigmoid(z)


# wrong: two features | belongs to: only n = 2
def predict_proba(X, w, b):
    if X.ndim == 1:
        return sigmoid(X[0] * w[0] + X[1] * w[1] + b)
    return sigmoid(X[:, 0] * w[0] + X[:, 1] * w[1] + b)


# wrong: float32 weights | belongs to: float32
def predict_proba(X, w, b):
    z = X.astype("float32") @ w.astype("float32") + np.float32(b)
    return sigmoid(z)


# wrong: kept away from 0 and 1
def predict_proba(X, w, b):
    return np.clip(sigmoid(score(X, w, b)), 1e-7, 1 - 1e-7)


# wrong: rounded to the book's two digits
def predict_proba(X, w, b):
    return np.round(sigmoid(X @ w + b), 2)


# wrong: the book's probability | belongs to: lecture's numbers hard-coded
def predict_proba(X, w, b):
    if np.ndim(X) == 1:
        return 0.697
    return np.full(len(X), 0.697)


# wrong: overflows for a large positive score | belongs to: overflow to nan
def predict_proba(X, w, b):
    e = np.exp(X @ w + b)
    return e / (1 + e)


# wrong: a list | belongs to: list instead of array
def predict_proba(X, w, b):
    if X.ndim == 1:
        return sigmoid(score(X, w, b))
    return [sigmoid(score(x, w, b)) for x in X]
