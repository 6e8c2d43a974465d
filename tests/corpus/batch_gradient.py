"""Answers to `batch_gradient`, as students write them."""

# right: transposed X times the errors
def batch_gradient(theta, X, y):
    m = len(y)
    errors = sigmoid(X @ theta[:-1] + theta[-1]) - y
    return np.append(X.T @ errors, errors.sum()) / m


# right: augmented ones column
def batch_gradient(theta, X, y):
    X1 = np.column_stack([X, np.ones(X.shape[0])])
    return X1.T @ (sigmoid(X1 @ theta) - y) / len(X1)


# right: the mean of broadcast products
def batch_gradient(theta, X, y):
    y_hat = predict_proba(X, theta[:-1], theta[-1])
    error = (y_hat - y)[:, np.newaxis]
    return np.concatenate([np.mean(error * X, axis=0), np.mean(error, axis=0)])


# right: einsum
def batch_gradient(theta, X, y):
    z = np.einsum("ij,j->i", X, theta[:-1]) + theta[-1]
    e = 0.5 * np.tanh(0.5 * z) + 0.5 - y
    grad = np.empty(theta.size)
    grad[:-1] = np.einsum("i,ij->j", e, X)
    grad[-1] = np.einsum("i->", e)
    return grad / e.size


# right: a loop over the features
def batch_gradient(theta, X, y):
    m, n = X.shape
    z = np.full(m, float(theta[n]))
    for j in range(n):
        z += theta[j] * X[:, j]
    delta = 1 / (1 + np.exp(-z)) - y
    g = np.zeros(n + 1)
    for j in range(n):
        g[j] = np.mean(delta * X[:, j])
    g[n] = delta.mean()
    return g


# right: a comprehension over the columns
def batch_gradient(theta, X, y):
    error = sigmoid(score(X, theta[:-1], theta[-1])) - y
    columns = [*X.T, np.ones(len(y))]
    return np.array([np.mean(error * column) for column in columns])


# right: lambda, mean by a dot product
batch_gradient = lambda theta, X, y: np.dot(
    (sigmoid(X.dot(theta[:-1]) + theta[-1]) - y) / len(y), np.hstack([X, np.ones((len(y), 1))])
)


# right: np.average, minus (y - y_hat)
def batch_gradient(theta, X, y):
    X_aug = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 1)), constant_values=1)
    residual = y - sigmoid(X_aug.dot(theta))
    return -np.average(X_aug * residual.reshape(-1, 1), axis=0)


# right: the classes apart, by masks
def batch_gradient(theta, X, y):
    def part(rows, target):
        e = sigmoid(rows @ theta[:-1] + theta[-1]) - target
        return np.append(e @ rows, e.sum())

    return (part(X[y == 1], 1) + part(X[y == 0], 0)) / len(y)


# right: a class, matrix by column vector
class BatchGradient:
    def __call__(self, theta, X, y):
        m, n = X.shape
        A = np.ones((m, n + 1))
        A[:, :n] = X
        t = theta.reshape(-1, 1)
        p = sigmoid(A @ t)
        return ((A.T @ (p - y[:, None])) / m).ravel()


batch_gradient = BatchGradient()


# wrong: the sum | belongs to: sum instead of mean
def batch_gradient(theta, X, y):
    error = sigmoid(X @ theta[:-1] + theta[-1]) - y
    return np.append(error @ X, error.sum())


# wrong: mean for the bias, sum for the weights | belongs to: sum instead of mean
def batch_gradient(theta, X, y):
    error = sigmoid(X @ theta[:-1] + theta[-1]) - y
    return np.append(X.T @ error, error.mean())


# wrong: mean over everything at once
def batch_gradient(theta, X, y):
    e = sigmoid(X @ theta[:-1] + theta[-1]) - y
    return np.append(np.full(X.shape[1], np.mean(e[:, None] * X)), e.mean())


# wrong: divides by the number of parameters
def batch_gradient(theta, X, y):
    X1 = np.column_stack([X, np.ones(len(X))])
    return X1.T @ (sigmoid(X1 @ theta) - y) / len(theta)


# wrong: a loop over the examples | belongs to: a loop over the examples
def batch_gradient(theta, X, y):
    total = np.zeros(len(theta))
    for i in range(len(X)):
        total += gradient(theta, X[i], y[i])
    return total / len(X)


# wrong: a comprehension over the examples | belongs to: a loop over the examples
def batch_gradient(theta, X, y):
    return np.mean([gradient(theta, x, t) for x, t in zip(X, y)], axis=0)


# wrong: map | belongs to: a loop over the examples
def batch_gradient(theta, X, y):
    grads = list(map(lambda x, t: gradient(theta, x, t), X, y))
    return np.sum(grads, axis=0) / len(grads)


# wrong: np.apply_along_axis | belongs to: a loop over the examples
def batch_gradient(theta, X, y):
    Xy = np.column_stack([X, y])
    return np.apply_along_axis(lambda row: gradient(theta, row[:-1], row[-1]), 1, Xy).mean(axis=0)


# wrong: np.vectorize with a signature | belongs to: a loop over the examples
def batch_gradient(theta, X, y):
    each = np.vectorize(lambda x, t: gradient(theta, x, t), signature="(n),()->(k)")
    return each(X, y).mean(axis=0)


# wrong: vectorised sum, but the errors come from a loop | belongs to: a loop over the examples
def batch_gradient(theta, X, y):
    errors = np.array([sigmoid(x @ theta[:-1] + theta[-1]) for x in X]) - y
    return np.append(X.T @ errors, np.sum(errors)) / len(y)


# wrong: y - y_hat | belongs to: sign flipped
def batch_gradient(theta, X, y):
    X1 = np.hstack([X, np.ones((len(X), 1))])
    return X1.T @ (y - sigmoid(X1 @ theta)) / len(X)


# wrong: the descent direction | belongs to: sign flipped
def batch_gradient(theta, X, y):
    e = predict_proba(X, theta[:-1], theta[-1]) - y
    return -np.append((e[:, None] * X).mean(0), e.mean())


# wrong: weights only | belongs to: bias forgotten
def batch_gradient(theta, X, y):
    error = sigmoid(X @ theta[:-1] + theta[-1]) - y
    return X.T @ error / len(y)


# wrong: bias left out of the score | belongs to: bias forgotten
def batch_gradient(theta, X, y):
    error = sigmoid(X @ theta[:-1]) - y
    return np.append(X.T @ error, error.sum()) / len(y)


# wrong: ones in front | belongs to: bias first
def batch_gradient(theta, X, y):
    X1 = np.c_[np.ones(len(X)), X]
    return (sigmoid(X1 @ theta) - y) @ X1 / len(X)


# wrong: theta read right, the bias' component in front | belongs to: bias first
def batch_gradient(theta, X, y):
    e = sigmoid(X @ theta[:-1] + theta[-1]) - y
    return np.concatenate(([e.mean()], X.T @ e / len(e)))


# wrong: gradient of the squared error | belongs to: MSE gradient
def batch_gradient(theta, X, y):
    X1 = np.column_stack([X, np.ones(len(X))])
    p = sigmoid(X1 @ theta)
    return 2 * X1.T @ ((p - y) * p * (1 - p)) / len(X)


# wrong: sigmoid forgotten, linear regression | belongs to: sigmoid forgotten
def batch_gradient(theta, X, y):
    e = X @ theta[:-1] + theta[-1] - y
    return np.append(X.T @ e, e.sum()) / len(y)


# wrong: two features | belongs to: only n = 2
def batch_gradient(theta, X, y):
    w1, w2, b = theta
    e = sigmoid(w1 * X[:, 0] + w2 * X[:, 1] + b) - y
    return np.array([np.mean(e * X[:, 0]), np.mean(e * X[:, 1]), np.mean(e)])


# wrong: a half for sigma | belongs to: only θ = 0
def batch_gradient(theta, X, y):
    e = 0.5 - y
    return np.append(e @ X, e.sum()) / len(e)


# wrong: the gradient at the mean example
def batch_gradient(theta, X, y):
    return gradient(theta, X.mean(axis=0), y.mean())


# wrong: float32 | belongs to: float32
def batch_gradient(theta, X, y):
    X1 = np.column_stack([X, np.ones(len(X))]).astype(np.float32)
    return X1.T @ (sigmoid(X1 @ theta.astype(np.float32)) - y.astype(np.float32)) / np.float32(len(X))


# wrong: one row for each example
def batch_gradient(theta, X, y):
    X1 = np.column_stack([X, np.ones(len(X))])
    return (sigmoid(X1 @ theta) - y)[:, None] * X1


# wrong: a column
def batch_gradient(theta, X, y):
    X1 = np.column_stack([X, np.ones(len(X))])
    e = (sigmoid(X1 @ theta) - y).reshape(-1, 1)
    return X1.T @ e / len(X)


# wrong: y a column by accident, m times m errors
def batch_gradient(theta, X, y):
    X1 = np.column_stack([X, np.ones(len(X))])
    p = sigmoid(X1 @ theta)
    return np.mean(X1.T @ (p - y.reshape(-1, 1)).T, axis=1)


# wrong: y turned into errors in place | belongs to: argument changed in place
def batch_gradient(theta, X, y):
    p = sigmoid(X @ theta[:-1] + theta[-1])
    y -= p
    return -np.append(X.T @ y, y.sum()) / len(y)
