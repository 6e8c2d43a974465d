"""Answers to `worked_example`, as students write them."""

# right: the formulas
z0 = theta0[:-1] @ x + theta0[-1]
y_hat0 = sigmoid(z0)
grad0 = (y_hat0 - y) * np.append(x, 1)
theta1 = theta0 - eta * grad0


# right: numbers worked out on paper, in lists
z0 = 0
y_hat0 = 0.5
grad0 = [-1.5, -1.0, -0.5]
theta1 = [0.15, 0.1, 0.05]


# right: earlier exercises
z0 = score(x, theta0[:2], theta0[2])
y_hat0 = predict_proba(x, theta0[:2], theta0[2])
grad0 = gradient(theta0, x, y)
theta1 = theta0 - eta * grad0


# right: plain numbers for everything
w1, w2, b = 0.0, 0.0, 0.0
x1, x2 = 3, 2
z0 = w1 * x1 + w2 * x2 + b
y_hat0 = 1 / (1 + 2.718281828459045 ** (-z0))
error = y_hat0 - 1
grad0 = [error * x1, error * x2, error]
theta1 = [w1 - 0.1 * grad0[0], w2 - 0.1 * grad0[1], b - 0.1 * grad0[2]]


# right: math and comprehensions
import math

z0 = sum(t * v for t, v in zip(theta0, [*x, 1]))
y_hat0 = 1 / (1 + math.exp(-z0))
grad0 = [(y_hat0 - y) * v for v in (3, 2, 1)]
theta1 = [t - eta * g for t, g in zip(theta0, grad0)]


# right: the given names bound again
x = np.array([3, 2, 1])
z0 = np.dot(x, theta0)
y_hat0 = 0.5 * (1 + np.tanh(z0 / 2))
grad0 = x * (y_hat0 - y)
theta0 = theta0 - eta * grad0
theta1 = theta0


# right: a helper that does one step
def one_step(t, features, label, rate):
    z = np.inner(t[:-1], features) + t[-1]
    p = sigmoid(z)
    g = np.concatenate([(p - label) * features, [p - label]])
    return z, p, g, t - rate * g


z0, y_hat0, grad0, theta1 = one_step(theta0, x, y, eta)


# right: fractions written as divisions, arrays typed in
z0 = np.float64(0.0)
y_hat0 = 1 / 2
grad0 = np.array([-3 / 2, -2 / 2, -1 / 2])
theta1 = np.array([3 / 20, 1 / 10, 1 / 20])


# right: component by component
z0 = float(theta0 @ np.append(x, 1.0))
y_hat0 = float(np.exp(-np.logaddexp(0, -z0)))
grad0 = np.zeros(3)
grad0[0] = (y_hat0 - y) * x[0]
grad0[1] = (y_hat0 - y) * x[1]
grad0[2] = y_hat0 - y
theta1 = np.zeros(3)
for j in range(3):
    theta1[j] = theta0[j] - eta * grad0[j]


# right: a dictionary on the way
step = {}
step["z"] = 0.0
step["p"] = sigmoid(step["z"])
step["g"] = np.multiply(step["p"] - 1, [3.0, 2.0, 1.0])
z0, y_hat0, grad0 = step["z"], step["p"], step["g"]
theta1 = np.subtract(np.zeros(3), 0.1 * grad0).tolist()


# wrong: plus instead of minus in the step | belongs to: sign flipped
z0 = theta0[:-1] @ x + theta0[-1]
y_hat0 = sigmoid(z0)
grad0 = (y_hat0 - y) * np.append(x, 1)
theta1 = theta0 + eta * grad0


# wrong: y - y_hat | belongs to: sign flipped
z0 = 0.0
y_hat0 = 0.5
grad0 = [1.5, 1.0, 0.5]
theta1 = [-0.15, -0.1, -0.05]


# wrong: y - y_hat, but the step goes the right way | belongs to: sign flipped
z0 = theta0[:-1] @ x + theta0[-1]
y_hat0 = sigmoid(z0)
grad0 = (y - y_hat0) * np.append(x, 1)
theta1 = theta0 + eta * grad0


# wrong: no component for the bias | belongs to: bias forgotten
z0 = 0
y_hat0 = sigmoid(z0)
grad0 = (y_hat0 - y) * np.array([3.0, 2.0])
theta1 = theta0[:2] - eta * grad0


# wrong: the bias does not move | belongs to: bias forgotten
z0 = 0
y_hat0 = 0.5
grad0 = [-1.5, -1.0, 0.0]
theta1 = [0.15, 0.1, 0.0]


# wrong: the bias comes first | belongs to: bias first
z0 = 0.0
y_hat0 = 0.5
grad0 = np.array([-0.5, -1.5, -1.0])
theta1 = np.array([0.05, 0.15, 0.1])


# wrong: ones in front | belongs to: bias first
xs = np.insert(x, 0, 1)
z0 = xs @ theta0
y_hat0 = sigmoid(z0)
grad0 = (y_hat0 - y) * xs
theta1 = theta0 - eta * grad0


# wrong: gradient of the squared error | belongs to: MSE gradient
z0 = theta0[:-1] @ x + theta0[-1]
y_hat0 = sigmoid(z0)
grad0 = 2 * (y_hat0 - y) * y_hat0 * (1 - y_hat0) * np.append(x, 1)
theta1 = theta0 - eta * grad0


# wrong: learning rate twice | belongs to: η squared
z0 = theta0[:-1] @ x + theta0[-1]
y_hat0 = sigmoid(z0)
grad0 = (y_hat0 - y) * np.append(x, 1)
theta1 = theta0 - eta**2 * grad0


# wrong: learning rate in the gradient, too | belongs to: η squared
z0 = theta0[:-1] @ x + theta0[-1]
y_hat0 = sigmoid(z0)
grad0 = eta * (y_hat0 - y) * np.append(x, 1)
theta1 = theta0 - eta * grad0


# wrong: no learning rate | belongs to: η ignored
z0 = theta0[:-1] @ x + theta0[-1]
y_hat0 = sigmoid(z0)
grad0 = (y_hat0 - y) * np.append(x, 1)
theta1 = theta0 - grad0


# wrong: score taken for a probability | belongs to: sigmoid forgotten
z0 = 0
y_hat0 = z0
grad0 = [(y_hat0 - y) * 3, (y_hat0 - y) * 2, (y_hat0 - y) * 1]
theta1 = [0 - eta * g for g in grad0]


# wrong: divided by the learning rate
z0 = 0
y_hat0 = 0.5
grad0 = [-1.5, -1.0, -0.5]
theta1 = [0 - g / eta for g in grad0]


# wrong: the step instead of the new theta
z0 = 0.0
y_hat0 = 0.5
grad0 = np.array([-1.5, -1.0, -0.5])
theta1 = eta * grad0


# wrong: input forgotten in the gradient | belongs to: input forgotten
z0 = 0
y_hat0 = 0.5
grad0 = [-0.5, -0.5, -0.5]
theta1 = [0.05, 0.05, 0.05]


# wrong: theta1 has the old values
z0 = score(x, theta0[:-1], theta0[-1])
y_hat0 = sigmoid(z0)
grad0 = gradient(theta0, x, y)
theta1 = theta0


# wrong: theta1 is the score after the step
z0 = theta0[:-1] @ x + theta0[-1]
y_hat0 = sigmoid(z0)
grad0 = (y_hat0 - y) * np.append(x, 1)
theta1 = (theta0 - eta * grad0) @ np.append(x, 1)


# wrong: a slip of the decimal point
z0 = 0
y_hat0 = 0.5
grad0 = [-1.5, -1.0, -0.5]
theta1 = [0.15, 0.01, 0.05]


# wrong: z0 is a vector
z0 = theta0 * np.append(x, 1)
y_hat0 = sigmoid(z0)
grad0 = (y_hat0 - y) * np.append(x, 1)
theta1 = theta0 - eta * grad0


# wrong: y_hat0 decided already
z0 = 0.0
y_hat0 = 0
grad0 = [-1.5, -1.0, -0.5]
theta1 = [0.15, 0.1, 0.05]
