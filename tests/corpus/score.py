"""Answers to `score`, as students write them."""

# right: matmul
def score(X, w, b):
    return X @ w + b


# right: np.dot, a docstring, a name for z
def score(X, w, b):
    """z = X.w + b"""
    z = np.dot(X, w)
    z = z + b
    return z


# right: plain loops
def score(X, w, b):
    if X.ndim == 1:
        total = 0.0
        for j in range(len(w)):
            total += X[j] * w[j]
        return total + b
    result = np.zeros(X.shape[0])
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            result[i] += X[i, j] * w[j]
        result[i] += b
    return result


# right: einsum with an ellipsis
def score(X, w, b):
    return np.einsum("...j,j->...", X, w) + b


# right: products summed over the last axis
def score(X, w, b):
    return (X * w).sum(axis=-1) + b


# right: augmented ones column
def score(X, w, b):
    rows = np.atleast_2d(X)
    augmented = np.hstack([rows, np.ones((rows.shape[0], 1))])
    theta = np.append(w, b)
    z = augmented @ theta
    return z[0] if X.ndim == 1 else z


# right: lambda with np.inner
score = lambda features, weights, bias: np.inner(features, weights) + bias


# right: one feature after the other
def score(X, w, b):
    z = b
    for j, weight in enumerate(w):
        z = z + weight * X[..., j]
    return z


# right: a callable object
class Score:
    """The linear part of the classifier."""

    def __call__(self, X, w, b):
        return np.tensordot(X, w, axes=1) + b


score = Score()


# right: a nested function for one example, a comprehension for many
def score(X, w, b):
    def one(x):
        return sum(xj * wj for xj, wj in zip(x, w)) + b

    if np.ndim(X) == 1:
        return one(X)
    return np.array([one(x) for x in X])


# right: calls itself for each row
def score(X, w, b):
    if len(X.shape) == 2:
        return np.array([score(row, w, b) for row in X])
    import math

    return math.fsum(X * w) + b


# right: np.vectorize with a signature
score = np.vectorize(lambda x, w, b: x.dot(w) + b, signature="(n),(n),()->()")


# right: weights times the transpose
def score(X, w, b):
    return w.dot(X.T) + b


# wrong: no bias | belongs to: bias forgotten
def score(X, w, b):
    return X @ w


# wrong: b is read, but the sum is lost | belongs to: bias forgotten
def score(X, w, b):
    z = np.einsum("...j,j->...", X, w)
    z + b
    return z


# wrong: bias subtracted | belongs to: sign of the bias flipped
def score(X, w, b):
    return np.dot(X, w) - b


# wrong: minus the whole score | belongs to: sign flipped
def score(data, weights, bias):
    return -(data @ weights + bias)


# wrong: bias added to every weight
def score(X, w, b):
    return X @ (w + b)


# wrong: bias added once for each feature
def score(X, w, b):
    z = 0
    for j in range(len(w)):
        z = z + X[..., j] * w[j] + b
    return z


# wrong: rows of a matrix only | belongs to: only one shape
def score(X, w, b):
    return np.array([np.dot(row, w) + b for row in X])


# wrong: one example only | belongs to: only one shape
def score(X, w, b):
    z = b
    for i in range(len(X)):
        z += X[i] * w[i]
    return z


# wrong: needs two axes | belongs to: only one shape
def score(X, w, b):
    return (X * w).sum(axis=1) + b


# wrong: two features written out | belongs to: only n = 2
def score(X, w, b):
    return w[0] * X[..., 0] + w[1] * X[..., 1] + b


# wrong: unpacks two weights | belongs to: only n = 2
def score(X, w, b):
    w1, w2 = w
    x1, x2 = X.T
    return w1 * x1 + w2 * x2 + b


# wrong: products never summed | belongs to: products not summed
def score(X, w, b):
    return X * w + b


# wrong: column of scores
def score(X, w, b):
    z = X @ w.reshape(-1, 1) + b
    return z


# wrong: one example gives a vector of length one
def score(X, w, b):
    X = np.atleast_2d(X)
    return X @ w + b


# wrong: float32 on the way | belongs to: float32
def score(X, w, b):
    return X.astype(np.float32) @ w.astype(np.float32) + np.float32(b)


# wrong: sigmoid already applied
def score(X, w, b):
    z = X @ w + b
    return 1 / (1 + np.exp(-z))


# wrong: mean of the products | belongs to: mean instead of sum
def score(X, w, b):
    return np.mean(X * w, axis=-1) + b


# wrong: summed over the examples
def score(X, w, b):
    return np.sum(X * w, axis=0) + b


# wrong: a list for many examples | belongs to: list instead of array
def score(X, w, b):
    if X.ndim == 1:
        return X @ w + b
    return [x @ w + b for x in X]


# wrong: rounded as in the book
def score(X, w, b):
    return np.round(X @ w + b, 3)


# wrong: the book's score | belongs to: lecture's numbers hard-coded
def score(X, w, b):
    return 0.833


# wrong: printed, not returned | belongs to: nothing returned
def score(X, w, b):
    print(X @ w + b)


# wrong: X multiplied in place | belongs to: argument changed in place
def score(X, w, b):
    X *= w
    return X.sum(axis=-1) + b


# wrong: stored as integers
def score(X, w, b):
    if X.ndim == 1:
        return X @ w + b
    z = np.zeros(len(X), dtype=int)
    for i, x in enumerate(X):
        z[i] = x @ w + b
    return z
