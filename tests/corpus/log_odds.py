"""Answers to `log_odds`, as students write them."""

import numpy as np

# right: the formula
def log_odds(p):
    return np.log(p / (1 - p))


# right: a difference of logarithms
def log_odds(p):
    return np.log(p) - np.log(1 - p)


# right: log1p
def log_odds(p):
    return np.log(p) - np.log1p(-p)


# right: minus the logarithm of the inverse odds
def log_odds(p):
    return -np.log(1 / p - 1)


# right: np.divide and np.subtract
def log_odds(p):
    return np.log(np.divide(p, np.subtract(1, p)))


# right: the inverse hyperbolic tangent
def log_odds(p):
    q = np.asarray(p, dtype=float)
    return np.where(q < 0.1, np.log(q / (1 - q)), 2 * np.arctanh(2 * q - 1))


# right: np.vectorize over math.log
import math

log_odds = np.vectorize(lambda p: math.log(p / (1 - p)), otypes=[float])


# right: to another base and back
import math


def log_odds(p):
    return np.log2(p / (1 - p)) * math.log(2)


# right: recursion over the axes
import math


def log_odds(p):
    if np.ndim(p) == 0:
        return math.log(p) - math.log(1 - p)
    return np.array([log_odds(one) for one in p])


# wrong: only the odds | belongs to: no logarithm
def log_odds(p):
    return p / (1 - p)


# wrong: only the logarithm | belongs to: log p
def log_odds(p):
    return np.log(p)


# wrong: upside down | belongs to: upside down
def log_odds(p):
    return np.log(1 - p) - np.log(p)


# wrong: base ten | belongs to: other base
def log_odds(p):
    return np.log10(p / (1 - p))


# wrong: base two | belongs to: other base
def log_odds(p):
    odds = p / (1 - p)
    return np.log2(odds)


# wrong: logarithms divided | belongs to: quotient of logarithms
def log_odds(p):
    return np.log(p) / np.log(1 - p)


# wrong: logarithms added | belongs to: sum of logarithms
def log_odds(p):
    return np.log(p * (1 - p))


# wrong: no brackets | belongs to: brackets forgotten
def log_odds(p):
    return np.log(p / 1 - p)


# wrong: math.log | belongs to: only a number
import math


def log_odds(p):
    return math.log(p / (1 - p))


# wrong: a loop over a vector | belongs to: only a vector
import math


def log_odds(p):
    return np.array([math.log(q) - math.log(1 - q) for q in p])


# wrong: the sigmoid | belongs to: the inverse
def log_odds(p):
    return 1 / (1 + np.exp(-p))


# wrong: clipped | belongs to: small p moved
def log_odds(p):
    p = np.clip(p, 1e-9, 1 - 1e-9)
    return np.log(p / (1 - p))


# wrong: an epsilon for safety | belongs to: small p moved
def log_odds(p):
    eps = 1e-10
    return np.log(p + eps) - np.log(1 - p + eps)


# wrong: log1p of the odds | belongs to: one added
def log_odds(p):
    return np.log1p(p / (1 - p))


# wrong: in place | belongs to: argument changed
def log_odds(p):
    if isinstance(p, np.ndarray):
        p /= 1 - p
        return np.log(p)
    return np.log(p / (1 - p))


# wrong: float32 | belongs to: float32
def log_odds(p):
    p = np.asarray(p).astype(np.float32)
    return np.log(p / (1 - p))


# wrong: a list
def log_odds(p):
    return np.log(p / (1 - p)).tolist()


# wrong: an if on the whole array
def log_odds(p):
    if p == 0.5:
        return 0.0
    return np.log(p / (1 - p))


# wrong: the mean of all
def log_odds(p):
    return np.mean(np.log(p / (1 - p)))


# wrong: rounded to two digits
def log_odds(p):
    return np.round(np.log(p / (1 - p)), 2)
