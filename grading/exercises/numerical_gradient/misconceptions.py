"""What students write instead of `numerical_gradient`."""

import numpy as np

from lrgrade.authoring.common import nothing_returned
from lrgrade.authoring.misconceptions import misconception

from ..common import same_numbers, two_features


def _moved(theta, i, by):
    moved = np.array(theta, dtype=float)
    moved[i] += by
    return moved


def _each(theta, component):
    return np.array([component(i) for i in range(len(theta))])


@misconception(
    "the forward difference",
    "Yours looks only to one side of θ. For a small step the error is small but there; take eps = 0.5 and a square "
    "to see it. How does the formula stay fair to both sides?",
)
def _(f, theta, eps=1e-5):
    return _each(theta, lambda i: (f(_moved(theta, i, eps)) - f(_moved(theta, i, 0))) / eps)


@misconception(
    "the backward difference",
    "Yours looks only to one side of θ, and back. Take eps = 0.5 and a square to see the error. How does the formula "
    "stay fair to both sides?",
)
def _(f, theta, eps=1e-5):
    return _each(theta, lambda i: (f(_moved(theta, i, 0)) - f(_moved(theta, i, -eps))) / eps)


@misconception(
    "the 2 in the denominator is forgotten",
    "Everything is twice too large. How far apart are the two points at which you ask f?",
)
def _(f, theta, eps=1e-5):
    return _each(theta, lambda i: (f(_moved(theta, i, eps)) - f(_moved(theta, i, -eps))) / eps)


brackets = misconception(
    "a pair of brackets is missing",
    "Work out your line in the order in which Python does it, with f(θ+ε) = 3, f(θ−ε) = 1 and ε = 0.5. "
    "What is divided by what?",
)


@brackets
def _(f, theta, eps=1e-5):
    return _each(theta, lambda i: (f(_moved(theta, i, eps)) - f(_moved(theta, i, -eps))) / 2 * eps)


@misconception(
    "not divided by the step",
    "Your results shrink when eps shrinks. A slope is a rise over a run, and you have the rise.",
)
def _(f, theta, eps=1e-5):
    return _each(theta, lambda i: f(_moved(theta, i, eps)) - f(_moved(theta, i, -eps)))


@misconception(
    "the forward difference over 2ε",
    "Yours divides by 2ε and yet moves only one ε from θ. How far apart are your two points?",
)
def _(f, theta, eps=1e-5):
    return _each(theta, lambda i: (f(_moved(theta, i, eps)) - f(_moved(theta, i, 0))) / (2 * eps))


@misconception(
    "eps is ignored",
    "Call yours with eps = 0.5 and with eps = 0.00001: the results are the same. Where does the argument come in?",
)
def _(f, theta, eps=1e-5):
    return _each(theta, lambda i: (f(_moved(theta, i, 1e-5)) - f(_moved(theta, i, -1e-5))) / 2e-5)


@misconception(
    "half the step",
    "Your two points are one ε apart, those of the formula are two. Take a cubic and a large eps to see the "
    "difference.",
)
def _(f, theta, eps=1e-5):
    return _each(theta, lambda i: (f(_moved(theta, i, eps / 2)) - f(_moved(theta, i, -eps / 2))) / eps)


@misconception(
    "the sign is flipped",
    "Take f(θ) = θ, which rises everywhere: yours is negative. Which of the two values do you subtract from which?",
)
def _(f, theta, eps=1e-5):
    return _each(theta, lambda i: (f(_moved(theta, i, -eps)) - f(_moved(theta, i, eps))) / (2 * eps))


@misconception(
    "all entries are moved at once",
    "All your components are the same. A partial derivative asks what happens when one entry moves and the others "
    "stay: which of them move in yours?",
)
def _(f, theta, eps=1e-5):
    t = np.array(theta, dtype=float)
    return np.full(len(t), (f(t + eps) - f(t - eps)) / (2 * eps))


@misconception(
    "all entries are moved at once, and one number is returned",
    "You give back one number, the slope along the diagonal. The gradient has one component for each entry of θ, "
    "found by moving that entry alone.",
)
def _(f, theta, eps=1e-5):
    t = np.array(theta, dtype=float)
    return (f(t + eps) - f(t - eps)) / (2 * eps)


@misconception(
    "the entries before stay moved",
    "Your first component is right. When you come to the second, what has happened to the first entry of your copy? "
    "Print the points at which you ask f.",
)
def _(f, theta, eps=1e-5):
    up, down = np.array(theta, dtype=float), np.array(theta, dtype=float)
    result = np.zeros(len(up))
    for i in range(len(up)):
        up[i] += eps
        down[i] -= eps
        result[i] = (f(up) - f(down)) / (2 * eps)
    return result


@misconception(
    "θ itself is moved, and moved back",
    "The numbers are right, but for a moment θ is not what the caller gave you, and f may be looking at it. Moving "
    "back does not undo that: what could you move instead?",
)
def _(f, theta, eps=1e-5):
    result = np.zeros(len(theta))
    for i in range(len(theta)):
        old = theta[i]
        theta[i] = old + eps
        up = f(theta)
        theta[i] = old - eps
        down = f(theta)
        theta[i] = old
        result[i] = (up - down) / (2 * eps)
    return result


@misconception(
    "θ itself is moved by += and -=",
    "You write into the array of the caller. Adding and subtracting eps again does not always give back the number "
    "there was, and an array of whole numbers does not take it at all. What could you move instead?",
)
def _(f, theta, eps=1e-5):
    result = np.zeros(len(theta))
    for i in range(len(theta)):
        theta[i] += eps
        up = f(theta)
        theta[i] -= 2 * eps
        down = f(theta)
        theta[i] += eps
        result[i] = (up - down) / (2 * eps)
    return result


@misconception(
    "θ is left moved",
    "After the call the caller's θ is no longer what it was. Two names for one array are still one array: which of "
    "your names is a copy?",
)
def _(f, theta, eps=1e-5):
    result = np.zeros(len(theta))
    for i in range(len(theta)):
        up = theta
        up[i] = up[i] + eps
        down = theta
        down[i] = down[i] - eps
        result[i] = (f(up) - f(down)) / (2 * eps)
    return result


@misconception(
    "the step is lost in whole numbers",
    "Floats are right, an array of integers gives nonsense. What happens when a small step is written into an array "
    "of whole numbers? Print the copy after the step.",
)
def _(f, theta, eps=1e-5):
    result = np.zeros(len(theta))
    for i in range(len(theta)):
        up, down = theta.copy(), theta.copy()
        up[i] = theta[i] + eps
        down[i] = theta[i] - eps
        result[i] = (f(up) - f(down)) / (2 * eps)
    return result


@misconception(
    "results written into an array of whole numbers",
    "Floats are right, for whole numbers everything behind the point is lost. What type of numbers does your result "
    "array hold, and where did it get that from?",
)
def _(f, theta, eps=1e-5):
    result = np.zeros_like(theta)
    for i in range(len(theta)):
        result[i] = (f(_moved(theta, i, eps)) - f(_moved(theta, i, -eps))) / (2 * eps)
    return result


@misconception(
    "only the last component",
    "You give back one number, and it is the last component. Where do the others go? Look at what the loop keeps.",
)
def _(f, theta, eps=1e-5):
    return _each(theta, lambda i: (f(_moved(theta, i, eps)) - f(_moved(theta, i, -eps))) / (2 * eps))[-1]


@misconception(
    "only the first component",
    "You give back one number, and it is the first component. How often does your loop run before it returns?",
)
def _(f, theta, eps=1e-5):
    return _each(theta, lambda i: (f(_moved(theta, i, eps)) - f(_moved(theta, i, -eps))) / (2 * eps))[0]


@misconception(
    "the last entry is left out",
    "Your last component is 0. How many entries has θ, and how many does your loop visit?",
)
def _(f, theta, eps=1e-5):
    result = np.zeros(len(theta))
    for i in range(len(theta) - 1):
        result[i] = (f(_moved(theta, i, eps)) - f(_moved(theta, i, -eps))) / (2 * eps)
    return result


@misconception(
    "f is given single numbers",
    "f takes the whole vector θ and gives one number. Yours asks it about one entry alone: what should become of the "
    "others?",
)
def _(f, theta, eps=1e-5):
    return _each(theta, lambda i: (f(theta[i] + eps) - f(theta[i] - eps)) / (2 * eps))


@misconception(
    "f is given lists",
    "f computes with its argument as with a NumPy array, and yours gives it a list. Print the type of the point at "
    "which you ask it.",
)
def _(f, theta, eps=1e-5):
    return _each(theta, lambda i: (f(_moved(theta, i, eps).tolist()) - f(_moved(theta, i, -eps).tolist())) / (2 * eps))


@misconception(
    "the second difference",
    "For f(θ) = θ yours is 0. You measure how the slope changes; asked for is the slope itself.",
)
def _(f, theta, eps=1e-5):
    return _each(
        theta,
        lambda i: (f(_moved(theta, i, eps)) - 2 * f(_moved(theta, i, 0)) + f(_moved(theta, i, -eps))) / eps**2,
    )


@misconception(
    "a list instead of an array",
    "The numbers are right. A gradient is compared with another one, and subtracted from θ: a list cannot do that.",
)
def _(f, theta, eps=1e-5):
    return [(f(_moved(theta, i, eps)) - f(_moved(theta, i, -eps))) / (2 * eps) for i in range(len(theta))]


@misconception(
    "single precision",
    "Your steps get lost: with seven digits, 1 + 0.00001 hardly differs from 1. Where do you ask for `float32`?",
)
def _(f, theta, eps=1e-5):
    t = theta.astype(np.float32)
    result = np.zeros(len(t), dtype=np.float32)
    for i in range(len(t)):
        step = np.zeros(len(t), dtype=np.float32)
        step[i] = eps
        result[i] = (f(t + step) - f(t - step)) / (2 * eps)
    return result


@misconception(
    "f is given columns",
    "f was promised vectors of shape (k,), and yours asks it at a column of shape (k, 1). Print the shape of the "
    "point: which step gave it a second axis?",
)
def _(f, theta, eps=1e-5):
    def ask(point):
        return f(point.reshape(-1, 1))

    return _each(theta, lambda i: (ask(_moved(theta, i, eps)) - ask(_moved(theta, i, -eps))) / (2 * eps))


@nothing_returned
def _(f, theta, eps=1e-5):
    np.copy(_each(theta, lambda i: (f(_moved(theta, i, eps)) - f(_moved(theta, i, -eps))) / (2 * eps)))


@same_numbers
def _(f, theta, eps=1e-5):
    return np.array([-1.5, -1.0, -0.5])


@two_features
def _(f, theta, eps=1e-5):
    result = np.zeros(3)
    for i in range(3):
        result[i] = (f(_moved(theta, i, eps)) - f(_moved(theta, i, -eps))) / (2 * eps)
    return result


@brackets
def _(f, theta, eps=1e-5):
    return _each(theta, lambda i: f(_moved(theta, i, eps)) - f(_moved(theta, i, -eps)) / (2 * eps))


@two_features
def _(f, theta, eps=1e-5):
    return np.array([(f(theta + step) - f(theta - step)) / (2 * eps) for step in eps * np.eye(3)])
