"""Answers to `likelihood`, as students write them."""

# right: the formula
def likelihood(y_hat, y):
    return y_hat**y * (1 - y_hat) ** (1 - y)


# right: np.power
def likelihood(y_hat, y):
    p_one = np.power(y_hat, y)
    p_zero = np.power(1 - y_hat, 1 - y)
    return np.multiply(p_one, p_zero)


# right: choose by the label
def likelihood(y_hat, y):
    return np.where(y == 1, y_hat, 1 - y_hat)


# right: weighted by the label, the same for labels 0 and 1
def likelihood(y_hat, y):
    return y * y_hat + (1 - y) * (1 - y_hat)


# right: distance to the label
def likelihood(y_hat, y):
    return 1 - abs(y - y_hat)


# right: lambda with the other distance
likelihood = lambda prob, label: np.abs(1 - label - prob)


# right: a conditional expression, vectorised
likelihood = np.vectorize(lambda p, t: float(p) if t else 1.0 - p)


# right: masks
def likelihood(y_hat, y):
    result = np.array(1.0 - y_hat)
    spam = np.array(y) == 1
    result[spam] = np.array(y_hat)[spam]
    return result


# right: loops over every entry
def likelihood(y_hat, y):
    if np.ndim(y) == 0:
        if y == 1:
            return y_hat
        return 1 - y_hat
    out = np.zeros(y.shape)
    for place in np.ndindex(*y.shape):
        out[place] = likelihood(y_hat[place], y[place])
    return out


# right: a table with two rows
def likelihood(y_hat, y):
    both = np.stack([1 - np.asarray(y_hat), np.asarray(y_hat)])
    return np.choose(np.asarray(y).astype(int), both)


# right: np.select
def likelihood(y_hat, y):
    return np.select([y == 0, y == 1], [1 - y_hat, y_hat])


# wrong: the labels swapped | belongs to: labels swapped
def likelihood(y_hat, y):
    return y_hat ** (1 - y) * (1 - y_hat) ** y


# wrong: the labels swapped, by cases | belongs to: labels swapped
def likelihood(y_hat, y):
    return np.where(y == 0, y_hat, 1 - y_hat)


# wrong: sum of the two powers | belongs to: sum instead of product
def likelihood(y_hat, y):
    return y_hat**y + (1 - y_hat) ** (1 - y)


# wrong: the product of all examples | belongs to: reduced to one number
def likelihood(y_hat, y):
    return np.prod(y_hat**y * (1 - y_hat) ** (1 - y))


# wrong: the mean of all examples | belongs to: reduced to one number
def likelihood(y_hat, y):
    return np.mean(np.where(y == 1, y_hat, 1 - y_hat))


# wrong: the second factor forgotten | belongs to: only the label 1
def likelihood(y_hat, y):
    return y_hat**y


# wrong: always the probability of label 1 | belongs to: only the label 1
def likelihood(y_hat, y):
    return y_hat


# wrong: times instead of to the power | belongs to: times instead of power
def likelihood(y_hat, y):
    return (y_hat * y) * ((1 - y_hat) * (1 - y))


# wrong: the log | belongs to: log taken already
def likelihood(y_hat, y):
    return np.where(y == 1, np.log(y_hat), np.log(1 - y_hat))


# wrong: brackets around 1 - y forgotten | belongs to: brackets forgotten
def likelihood(y_hat, y):
    return y_hat**y * (1 - y_hat) ** 1 - y


# wrong: brackets around 1 - y_hat forgotten | belongs to: brackets forgotten
def likelihood(y_hat, y):
    return y_hat**y * 1 - y_hat ** (1 - y)


# wrong: an if on an array | belongs to: only one shape
def likelihood(y_hat, y):
    if y == 1:
        return y_hat
    return 1 - y_hat


# wrong: a loop over a vector | belongs to: only one shape
def likelihood(y_hat, y):
    p = np.zeros(len(y))
    for i in range(len(y)):
        p[i] = y_hat[i] if y[i] == 1 else 1 - y_hat[i]
    return p


# wrong: the decision compared with the label
def likelihood(y_hat, y):
    return np.where((y_hat > 0.5) == (y == 1), 1.0, 0.0)


# wrong: float32 | belongs to: float32
def likelihood(y_hat, y):
    p = np.asarray(y_hat, dtype=np.float32)
    return np.where(y == 1, p, 1 - p)


# wrong: takes y_hat for a score
def likelihood(y_hat, y):
    p = 1 / (1 + np.exp(-y_hat))
    return p**y * (1 - p) ** (1 - y)


# wrong: kept away from 0 and 1
def likelihood(y_hat, y):
    y_hat = np.clip(y_hat, 1e-6, 1 - 1e-6)
    return y_hat**y * (1 - y_hat) ** (1 - y)


# wrong: filled in place | belongs to: argument changed in place
def likelihood(y_hat, y):
    if np.ndim(y) == 0:
        return y_hat if y == 1 else 1 - y_hat
    y_hat[y == 0] = 1 - y_hat[y == 0]
    return y_hat


# wrong: distance to the label | belongs to: labels swapped
def likelihood(y_hat, y):
    return abs(y - y_hat)


# wrong: the book's probability | belongs to: lecture's numbers hard-coded
def likelihood(y_hat, y):
    p = 0.697
    return p**y * (1 - p) ** (1 - y)
