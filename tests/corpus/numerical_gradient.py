"""Answers to `numerical_gradient`, as students write them."""

# right: rows of the identity
def numerical_gradient(f, theta, eps=1e-5):
    return np.array([(f(theta + eps * e) - f(theta - eps * e)) / (2 * eps) for e in np.eye(len(theta))])


# right: two copies for each component
def numerical_gradient(f, theta, eps=1e-5):
    grad = np.zeros(theta.shape)
    for i in range(theta.size):
        plus = theta.astype(float)
        minus = theta.astype(float)
        plus[i] += eps
        minus[i] -= eps
        grad[i] = (f(plus) - f(minus)) / (2 * eps)
    return grad


# right: one buffer of its own, put back after each step
def numerical_gradient(f, theta, eps=1e-5):
    t = np.array(theta, dtype=np.float64)
    g = np.empty_like(t)
    for i in range(len(t)):
        keep = t[i]
        t[i] = keep + eps
        up = f(t)
        t[i] = keep - eps
        down = f(t)
        t[i] = keep
        g[i] = (up - down) / 2 / eps
    return g


# right: generator and fromiter
def numerical_gradient(f, theta, eps=1e-5):
    k = len(theta)

    def slopes():
        for i in range(k):
            step = np.zeros(k)
            step[i] = eps
            yield (f(theta + step) - f(theta - step)) / (eps + eps)

    return np.fromiter(slopes(), dtype=float, count=k)


# right: a matrix of points, row by row
def numerical_gradient(f, theta, eps=1e-5):
    steps = eps * np.eye(theta.size)
    ups = np.array([f(row) for row in theta + steps], dtype=float)
    downs = np.array([f(row) for row in theta - steps], dtype=float)
    return 0.5 * (ups - downs) / eps


# right: lambda and apply_along_axis
numerical_gradient = lambda f, theta, eps=1e-5: np.apply_along_axis(
    lambda e: (f(theta + e * eps) - f(theta - e * eps)) / (2 * eps), 1, np.identity(len(theta))
)


# right: nested def, np.where for the shifted point
def numerical_gradient(f, theta, eps=1e-5):
    index = np.arange(len(theta))

    def shifted(i, by):
        return np.where(index == i, theta + by, theta)

    def partial(i):
        return (f(shifted(i, eps)) - f(shifted(i, -eps))) / (2.0 * eps)

    return np.array([partial(i) for i in index])


# right: np.vectorize over the indices
def numerical_gradient(f, theta, eps=1e-5):
    def component(i):
        h = np.eye(1, len(theta), i)[0] * eps
        return float(f(theta + h) - f(theta - h)) / (2 * eps)

    return np.vectorize(component, otypes=[float])(np.arange(len(theta)))


# right: an object with a nudge method
class CentralDifference:
    def nudge(self, theta, i, by):
        theta = theta.copy().astype(np.float64)
        theta[i] = theta[i] + by
        return theta

    def __call__(self, f, theta, eps=1e-5):
        rise = [f(self.nudge(theta, i, eps)) - f(self.nudge(theta, i, -eps)) for i, _ in enumerate(theta)]
        return np.array(rise) / (2 * eps)


numerical_gradient = CentralDifference()


# right: f of one variable at a time, mean of forward and backward slope
def numerical_gradient(f, theta, eps=1e-5):
    centre = f(theta * 1.0)
    out = []
    for i in range(len(theta)):
        def along(t):
            point = np.concatenate([theta[:i], [theta[i] + t], theta[i + 1 :]])
            return f(point)

        forward = (along(eps) - centre) / eps
        backward = (centre - along(-eps)) / eps
        out.append((forward + backward) / 2)
    return np.array(out)


# wrong: forward differences | belongs to: one-sided difference
def numerical_gradient(f, theta, eps=1e-5):
    return np.array([(f(theta + eps * e) - f(theta * 1.0)) / eps for e in np.eye(len(theta))])


# wrong: forward differences by a loop | belongs to: one-sided difference
def numerical_gradient(f, theta, eps=1e-5):
    base = f(theta.astype(float))
    grad = np.zeros(len(theta))
    for i in range(len(theta)):
        moved = theta.astype(float)
        moved[i] += eps
        grad[i] = (f(moved) - base) / eps
    return grad


# wrong: backward differences | belongs to: one-sided difference
def numerical_gradient(f, theta, eps=1e-5):
    return np.array([(f(1.0 * theta) - f(theta - eps * e)) / eps for e in np.eye(theta.size)])


# wrong: divided by eps only | belongs to: factor 2 forgotten
def numerical_gradient(f, theta, eps=1e-5):
    return np.array([(f(theta + eps * e) - f(theta - eps * e)) / eps for e in np.eye(len(theta))])


# wrong: divided by 2, then multiplied by eps | belongs to: brackets forgotten
def numerical_gradient(f, theta, eps=1e-5):
    g = np.zeros(len(theta))
    for i, e in enumerate(np.eye(len(theta))):
        g[i] = (f(theta + eps * e) - f(theta - eps * e)) / 2 * eps
    return g


# wrong: not divided at all
def numerical_gradient(f, theta, eps=1e-5):
    return np.array([f(theta + eps * e) - f(theta - eps * e) for e in np.eye(len(theta))])


# wrong: only the first value divided | belongs to: brackets forgotten
def numerical_gradient(f, theta, eps=1e-5):
    return np.array([f(theta + eps * e) - f(theta - eps * e) / (2 * eps) for e in np.eye(len(theta))])


# wrong: minus before plus | belongs to: sign flipped
def numerical_gradient(f, theta, eps=1e-5):
    h = eps * np.eye(len(theta))
    return np.array([(f(theta - d) - f(theta + d)) / (2 * eps) for d in h])


# wrong: every component moved at once
def numerical_gradient(f, theta, eps=1e-5):
    slope = (f(theta + eps) - f(theta - eps)) / (2 * eps)
    return np.full(len(theta), slope)


# wrong: theta stays moved | belongs to: θ changed in place
def numerical_gradient(f, theta, eps=1e-5):
    grad = np.zeros(len(theta))
    for i in range(len(theta)):
        theta[i] += eps
        up = f(theta)
        theta[i] -= 2 * eps
        down = f(theta)
        grad[i] = (up - down) / (2 * eps)
    return grad


# wrong: theta moved and put back, f sees it | belongs to: θ changed in place
def numerical_gradient(f, theta, eps=1e-5):
    grad = np.empty(len(theta))
    for i in range(len(theta)):
        old = theta[i]
        theta[i] = old + eps
        up = f(theta)
        theta[i] = old - eps
        down = f(theta)
        theta[i] = old
        grad[i] = (up - down) / (2 * eps)
    return grad


# wrong: an alias taken for a copy | belongs to: θ changed in place
def numerical_gradient(f, theta, eps=1e-5):
    g = []
    for i in range(len(theta)):
        plus = theta
        plus[i] = plus[i] + eps
        minus = theta
        minus[i] = minus[i] - eps
        g.append((f(plus) - f(minus)) / (2 * eps))
    return np.array(g)


# wrong: a copy of integers cuts the step off
def numerical_gradient(f, theta, eps=1e-5):
    grad = np.zeros(theta.shape)
    for i in range(theta.size):
        plus, minus = theta.copy(), theta.copy()
        plus[i] += eps
        minus[i] -= eps
        grad[i] = (f(plus) - f(minus)) / (2 * eps)
    return grad


# wrong: result in integers where theta is
def numerical_gradient(f, theta, eps=1e-5):
    grad = np.zeros_like(theta)
    for i, e in enumerate(np.eye(len(theta))):
        grad[i] = (f(theta + eps * e) - f(theta - eps * e)) / (2 * eps)
    return grad


# wrong: eps overwritten | belongs to: eps ignored
def numerical_gradient(f, theta, eps=1e-5):
    eps = 1e-5
    return np.array([(f(theta + eps * e) - f(theta - eps * e)) / (2 * eps) for e in np.eye(len(theta))])


# wrong: h instead of eps in the steps | belongs to: eps ignored
def numerical_gradient(f, theta, eps=1e-5):
    h = 1e-6
    g = np.zeros(len(theta))
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = h
        g[i] = (f(theta + step) - f(theta - step)) / (2 * h)
    return g


# wrong: eps much too small by default
def numerical_gradient(f, theta, eps=1e-13):
    return np.array([(f(theta + eps * e) - f(theta - eps * e)) / (2 * eps) for e in np.eye(len(theta))])


# wrong: eps much too large by default
def numerical_gradient(f, theta, eps=0.1):
    return np.array([(f(theta + eps * e) - f(theta - eps * e)) / (2 * eps) for e in np.eye(len(theta))])


# wrong: all but the last component | belongs to: bias forgotten
def numerical_gradient(f, theta, eps=1e-5):
    grad = np.zeros(len(theta))
    for i in range(len(theta) - 1):
        e = np.zeros(len(theta))
        e[i] = eps
        grad[i] = (f(theta + e) - f(theta - e)) / (2 * eps)
    return grad


# wrong: three components | belongs to: only n = 2
def numerical_gradient(f, theta, eps=1e-5):
    g = np.zeros(3)
    for i in range(3):
        e = np.eye(3)[i]
        g[i] = (f(theta + eps * e) - f(theta - eps * e)) / (2 * eps)
    return g


# wrong: f given the whole matrix of points
def numerical_gradient(f, theta, eps=1e-5):
    steps = eps * np.eye(len(theta))
    return (f(theta + steps) - f(theta - steps)) / (2 * eps)


# wrong: f given lists
def numerical_gradient(f, theta, eps=1e-5):
    g = []
    for i in range(len(theta)):
        plus, minus = list(theta), list(theta)
        plus[i] += eps
        minus[i] -= eps
        g.append((f(plus) - f(minus)) / (2 * eps))
    return np.array(g)


# wrong: float32 | belongs to: float32
def numerical_gradient(f, theta, eps=1e-5):
    theta = theta.astype(np.float32)
    eye = np.eye(len(theta), dtype=np.float32)
    return np.array([(f(theta + np.float32(eps) * e) - f(theta - np.float32(eps) * e)) / (2 * eps) for e in eye])


# wrong: second difference
def numerical_gradient(f, theta, eps=1e-5):
    t = theta * 1.0
    return np.array([(f(t + eps * e) - 2 * f(t) + f(t - eps * e)) / eps**2 for e in np.eye(len(t))])


# wrong: steps add up from component to component
def numerical_gradient(f, theta, eps=1e-5):
    t = theta.astype(float)
    grad = np.zeros(len(t))
    for i in range(len(t)):
        before = f(t)
        t[i] += 2 * eps
        grad[i] = (f(t) - before) / (2 * eps)
    return grad


# wrong: a list | belongs to: list instead of array
def numerical_gradient(f, theta, eps=1e-5):
    return [float(f(theta + eps * e) - f(theta - eps * e)) / (2 * eps) for e in np.eye(len(theta))]
