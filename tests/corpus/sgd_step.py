"""Answers to `sgd_step`, as students write them."""

# right: theta minus eta times the gradient
def sgd_step(theta, x, y, eta):
    return theta - eta * gradient(theta, x, y)


# right: lambda
sgd_step = lambda theta, x, y, eta: np.subtract(theta, np.multiply(eta, gradient(theta, x, y)))


# right: everything written out
def sgd_step(theta, x, y, eta):
    x1 = np.append(x, 1)
    y_hat = 1 / (1 + np.exp(-x1 @ theta))
    return theta - eta * (y_hat - y) * x1


# right: a copy, then changed in place
def sgd_step(theta, x, y, eta):
    new_theta = theta.astype(float)
    new_theta -= eta * gradient(new_theta, x, y)
    return new_theta


# right: weights and bias apart
def sgd_step(theta, x, y, eta):
    w, b = theta[:-1], theta[-1]
    error = sigmoid(score(x, w, b)) - y
    w_new = w - eta * error * x
    b_new = b - eta * error
    return np.concatenate([w_new, [b_new]])


# right: component by component
def sgd_step(theta, x, y, eta):
    g = gradient(theta, x, y)
    updated = np.empty(len(theta))
    for j, (t, slope) in enumerate(zip(theta, g)):
        updated[j] = t - eta * slope
    return updated


# right: towards the label
def sgd_step(theta, x, y, eta):
    surprise = y - predict_proba(x, theta[:-1], theta[-1])
    return theta + eta * surprise * np.r_[x, 1.0]


# right: a comprehension
def sgd_step(theta, x, y, eta):
    return np.array([t - eta * g for t, g in zip(theta, gradient(theta, x, y))], dtype=float)


# right: an optimiser object
class Descent:
    def direction(self, theta, x, y):
        return -gradient(theta, x, y)

    def __call__(self, theta, x, y, eta):
        return theta + eta * self.direction(theta, x, y)


sgd_step = Descent()


# right: tanh and einsum
def sgd_step(theta, x, y, eta):
    def probability(t):
        return (1 + np.tanh(0.5 * (np.einsum("j,j->", t[:-1], x) + t[-1]))) / 2

    step = np.ones(theta.shape)
    step[: x.size] = x
    step *= eta * (probability(theta) - y)
    return theta - step


# wrong: uphill | belongs to: sign flipped
def sgd_step(theta, x, y, eta):
    return theta + eta * gradient(theta, x, y)


# wrong: y - y_hat with a minus | belongs to: sign flipped
def sgd_step(theta, x, y, eta):
    y_hat = sigmoid(theta[:-1] @ x + theta[-1])
    return theta - eta * (y - y_hat) * np.append(x, 1)


# wrong: no learning rate | belongs to: η ignored
def sgd_step(theta, x, y, eta):
    return theta - gradient(theta, x, y)


# wrong: always 0.1 | belongs to: η ignored
def sgd_step(theta, x, y, eta):
    eta = 0.1
    return theta - eta * gradient(theta, x, y)


# wrong: eta twice | belongs to: η squared
def sgd_step(theta, x, y, eta):
    step = eta * gradient(theta, x, y)
    return theta - eta * step


# wrong: eta to the power of two | belongs to: η squared
def sgd_step(theta, x, y, eta):
    return theta - eta**2 * (sigmoid(theta[:-1] @ x + theta[-1]) - y) * np.append(x, 1)


# wrong: divided by eta
def sgd_step(theta, x, y, eta):
    return theta - gradient(theta, x, y) / eta


# wrong: in place | belongs to: θ changed in place
def sgd_step(theta, x, y, eta):
    theta -= eta * gradient(theta, x, y)
    return theta


# wrong: in place by a loop | belongs to: θ changed in place
def sgd_step(theta, x, y, eta):
    g = gradient(theta, x, y)
    for j in range(len(theta)):
        theta[j] = theta[j] - eta * g[j]
    return theta


# wrong: np.subtract with out | belongs to: θ changed in place
def sgd_step(theta, x, y, eta):
    new = theta
    np.subtract(theta, eta * gradient(theta, x, y), out=new)
    return new


# wrong: bias stays where it was | belongs to: bias forgotten
def sgd_step(theta, x, y, eta):
    new = theta.astype(float)
    new[:-1] -= eta * gradient(theta, x, y)[:-1]
    return new


# wrong: weights only | belongs to: bias forgotten
def sgd_step(theta, x, y, eta):
    w, b = theta[:-1], theta[-1]
    y_hat = sigmoid(w @ x + b)
    return w - eta * (y_hat - y) * x


# wrong: bias in front | belongs to: bias first
def sgd_step(theta, x, y, eta):
    x1 = np.concatenate([[1], x])
    return theta - eta * (sigmoid(x1 @ theta) - y) * x1


# wrong: gradient of the squared error | belongs to: MSE gradient
def sgd_step(theta, x, y, eta):
    x1 = np.append(x, 1)
    p = sigmoid(x1 @ theta)
    return theta - eta * 2 * (p - y) * p * (1 - p) * x1


# wrong: two features | belongs to: only n = 2
def sgd_step(theta, x, y, eta):
    e = sigmoid(theta[0] * x[0] + theta[1] * x[1] + theta[2]) - y
    return np.array([theta[0] - eta * e * x[0], theta[1] - eta * e * x[1], theta[2] - eta * e])


# wrong: the first step from zero | belongs to: only θ = 0
def sgd_step(theta, x, y, eta):
    return -eta * gradient(np.zeros(len(theta)), x, y)


# wrong: a half for sigma | belongs to: only θ = 0
def sgd_step(theta, x, y, eta):
    return theta - eta * (0.5 - y) * np.append(x, 1)


# wrong: the slide's answer | belongs to: lecture's numbers hard-coded
def sgd_step(theta, x, y, eta):
    return np.array([0.15, 0.1, 0.05])


# wrong: float32 | belongs to: float32
def sgd_step(theta, x, y, eta):
    return (theta - eta * gradient(theta, x, y)).astype(np.float32)


# wrong: integers stay integers
def sgd_step(theta, x, y, eta):
    new = theta.copy()
    new[:] = theta - eta * gradient(theta, x, y)
    return new


# wrong: the step alone
def sgd_step(theta, x, y, eta):
    return -eta * gradient(theta, x, y)


# wrong: each component sees those that moved before it
def sgd_step(theta, x, y, eta):
    new = theta.astype(float)
    for j in range(len(new)):
        new[j] -= eta * gradient(new, x, y)[j]
    return new


# wrong: scaled to length one
def sgd_step(theta, x, y, eta):
    g = gradient(theta, x, y)
    return theta - eta * g / np.linalg.norm(g)


# wrong: a list | belongs to: list instead of array
def sgd_step(theta, x, y, eta):
    return list(theta - eta * gradient(theta, x, y))
