"""Answers to `gradient`, as students write them."""

# right: error times the input, with a one for the bias
def gradient(theta, x, y):
    w, b = theta[:-1], theta[-1]
    y_hat = sigmoid(w @ x + b)
    return (y_hat - y) * np.append(x, 1)


# right: concatenate
def gradient(theta, x, y):
    error = predict_proba(x, theta[:-1], theta[-1]) - y
    return np.concatenate((error * x, [error]))


# right: a loop that fills a vector
def gradient(theta, x, y):
    n = x.shape[0]
    z = theta[n]
    for j in range(n):
        z += theta[j] * x[j]
    y_hat = 1 / (1 + np.exp(-z))
    g = np.zeros(n + 1)
    for j in range(n):
        g[j] = (y_hat - y) * x[j]
    g[n] = y_hat - y
    return g


# right: augmented input, tanh
def gradient(theta, x, y):
    x1 = np.ones(len(theta))
    x1[:-1] = x
    p = 0.5 + 0.5 * np.tanh(np.inner(theta, x1) / 2)
    return x1 * (p - y)


# right: math and a comprehension
import math


def gradient(theta, x, y):
    z = math.fsum(t * v for t, v in zip(theta, [*x, 1]))
    p = 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))
    return np.array([(p - y) * v for v in x] + [p - y])


# right: lambda and hstack
gradient = lambda theta, x, y: (sigmoid(score(x, theta[:-1], theta[-1])) - y) * np.hstack([x, 1.0])


# right: minus (y - y_hat)
def gradient(theta, x, y):
    *weights, bias = theta
    p = sigmoid(np.dot(weights, x) + bias)
    return -(y - p) * np.r_[x, 1]


# right: the chain rule step by step
def gradient(theta, x, y):
    def dL_dz(z):
        if y == 1:
            return -sigmoid(-z)
        return sigmoid(z)

    dz_dtheta = np.pad(np.asarray(x, dtype=float), (0, 1), constant_values=1.0)
    return dL_dz(theta @ dz_dtheta) * dz_dtheta


# right: a class with einsum
class CrossEntropyGradient:
    def forward(self, theta, x):
        self.inputs = np.concatenate([x, np.ones(1)])
        return sigmoid(np.einsum("i,i", theta, self.inputs))

    def __call__(self, theta, x, y):
        error = self.forward(theta, x) - y
        return np.multiply(error, self.inputs)


gradient = CrossEntropyGradient()


# right: complex steps, exact to rounding
def gradient(theta, x, y):
    def one_loss(t):
        z = t[:-1] @ x + t[-1]
        z = -z if y == 1 else z
        return z + np.log(1 + np.exp(-z)) if z.real > 0 else np.log(1 + np.exp(z))

    tiny = 1e-30j
    steps = tiny * np.eye(len(theta))
    return np.array([one_loss(theta + step).imag / 1e-30 for step in steps])


# right: np.outer, raveled
def gradient(theta, x, y):
    x = x.reshape(1, -1)
    X1 = np.hstack([x, [[1]]])
    error = sigmoid(X1 @ theta) - y
    return np.outer(error, X1).ravel()


# wrong: y - y_hat | belongs to: sign flipped
def gradient(theta, x, y):
    y_hat = sigmoid(theta[:-1] @ x + theta[-1])
    return np.append((y - y_hat) * x, y - y_hat)


# wrong: minus in front, the descent direction | belongs to: sign flipped
def gradient(theta, x, y):
    x1 = np.concatenate([x, [1]])
    return -(sigmoid(theta.dot(x1)) - y) * x1


# wrong: weights only | belongs to: bias forgotten
def gradient(theta, x, y):
    y_hat = sigmoid(theta[:-1] @ x + theta[-1])
    return (y_hat - y) * x


# wrong: bias left out of the score | belongs to: bias forgotten
def gradient(theta, x, y):
    y_hat = sigmoid(np.dot(theta[: len(x)], x))
    return np.append((y_hat - y) * x, y_hat - y)


# wrong: the derivative for the bias is 0 | belongs to: bias forgotten
def gradient(theta, x, y):
    g = np.zeros_like(theta, dtype=float)
    g[:-1] = (predict_proba(x, theta[:-1], theta[-1]) - y) * x
    return g


# wrong: the bias comes first | belongs to: bias first
def gradient(theta, x, y):
    b, w = theta[0], theta[1:]
    err = sigmoid(w @ x + b) - y
    return np.concatenate([[err], err * x])


# wrong: theta read right, answer in the other order | belongs to: bias first
def gradient(theta, x, y):
    error = sigmoid(theta[:-1] @ x + theta[-1]) - y
    return error * np.insert(np.asarray(x, dtype=float), 0, 1)


# wrong: gradient of the squared error | belongs to: MSE gradient
def gradient(theta, x, y):
    p = sigmoid(theta[:-1] @ x + theta[-1])
    return 2 * (p - y) * p * (1 - p) * np.append(x, 1)


# wrong: half of the squared error | belongs to: MSE gradient
def gradient(theta, x, y):
    x1 = np.append(x, 1)
    a = 1 / (1 + np.exp(-x1 @ theta))
    delta = (a - y) * a * (1 - a)
    return delta * x1


# wrong: score for probability | belongs to: sigmoid forgotten
def gradient(theta, x, y):
    z = theta[:-1] @ x + theta[-1]
    return (z - y) * np.append(x, 1)


# wrong: decision for probability
def gradient(theta, x, y):
    y_hat = predict(x, theta[:-1], theta[-1])
    return np.append((y_hat - y) * x, y_hat - y).astype(float)


# wrong: x forgotten | belongs to: input forgotten
def gradient(theta, x, y):
    error = sigmoid(theta[:-1] @ x + theta[-1]) - y
    return np.full(len(theta), error)


# wrong: label forgotten
def gradient(theta, x, y):
    p = sigmoid(theta[:-1] @ x + theta[-1])
    return p * np.append(x, 1)


# wrong: two features | belongs to: only n = 2
def gradient(theta, x, y):
    w1, w2, b = theta
    e = sigmoid(w1 * x[0] + w2 * x[1] + b) - y
    return np.array([e * x[0], e * x[1], e])


# wrong: indices of two features | belongs to: only n = 2
def gradient(theta, x, y):
    e = sigmoid(theta[:2] @ x[:2] + theta[2]) - y
    return np.append(e * x, e)


# wrong: a half for sigma | belongs to: only θ = 0
def gradient(theta, x, y):
    return (0.5 - y) * np.append(x, 1.0)


# wrong: the slide's answer | belongs to: lecture's numbers hard-coded
def gradient(theta, x, y):
    return np.array([-1.5, -1.0, -0.5])


# wrong: float32 | belongs to: float32
def gradient(theta, x, y):
    theta, x = np.float32(theta), np.float32(x)
    error = 1 / (1 + np.exp(-(theta[:-1] @ x + theta[-1]))) - y
    return error * np.append(x, np.float32(1))


# wrong: forward differences of the loss
def gradient(theta, x, y):
    g = np.zeros(len(theta))
    for i in range(len(theta)):
        bumped = theta.astype(float)
        bumped[i] += 1e-7
        g[i] = (loss(bumped, x[None, :], np.array([y])) - loss(theta, x[None, :], np.array([y]))) / 1e-7
    return g


# wrong: a list | belongs to: list instead of array
def gradient(theta, x, y):
    e = sigmoid(theta[:-1] @ x + theta[-1]) - y
    return [e * xj for xj in x] + [e]


# wrong: weights and bias apart
def gradient(theta, x, y):
    e = predict_proba(x, theta[:-1], theta[-1]) - y
    return e * x, e


# wrong: a row of a matrix
def gradient(theta, x, y):
    e = predict_proba(x, theta[:-1], theta[-1]) - y
    return (e * np.append(x, 1)).reshape(1, -1)


# wrong: already multiplied by a learning rate
def gradient(theta, x, y):
    eta = 0.1
    return eta * (sigmoid(theta[:-1] @ x + theta[-1]) - y) * np.append(x, 1)


# wrong: written into theta | belongs to: θ changed in place
def gradient(theta, x, y):
    e = sigmoid(theta[:-1] @ x + theta[-1]) - y
    theta[:-1] = e * x
    theta[-1] = e
    return theta
