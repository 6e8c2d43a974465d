"""Answers to `minibatches`, as students write them."""

# right: a generator over a permutation
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]


# right: a list of shuffled indices
def minibatches(X, y, batch_size, rng):
    idx = np.arange(X.shape[0])
    rng.shuffle(idx)
    batches = []
    for k in range(0, len(idx), batch_size):
        batches.append((X[idx[k : k + batch_size]], y[idx[k : k + batch_size]]))
    return batches


# right: argsort of random numbers, a generator expression
def minibatches(X, y, batch_size, rng):
    order = np.argsort(rng.random(len(y)))
    Xs, ys = X[order], y[order]
    return ((Xs[i : i + batch_size], ys[i : i + batch_size]) for i in range(0, len(y), batch_size))


# right: np.split at multiples of the batch size
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(y.size)
    cuts = np.arange(batch_size, y.size, batch_size)
    return [(X[part], y[part]) for part in np.split(order, cuts)]


# right: zip of two split arrays
def minibatches(X, y, batch_size, rng):
    order = rng.choice(len(X), len(X), replace=False)
    cuts = range(batch_size, len(X), batch_size)
    return zip(np.split(X[order], cuts), np.split(y[order], cuts))


# right: pairs shuffled in a list
def minibatches(X, y, batch_size, rng):
    pairs = [(X[i], y[i]) for i in range(len(X))]
    rng.shuffle(pairs)
    while pairs:
        now, pairs = pairs[:batch_size], pairs[batch_size:]
        yield np.array([x for x, _ in now]), np.array([label for _, label in now])


# right: an iterator class
class minibatches:
    def __init__(self, X, y, batch_size, rng):
        self.X, self.y, self.size = X, y, batch_size
        self.left = list(rng.permutation(len(X)))

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration
        take, self.left = self.left[: self.size], self.left[self.size :]
        return self.X[take], self.y[take]


# right: itertools
from itertools import islice


def minibatches(X, y, batch_size, rng):
    indices = iter(rng.permutation(len(y)))
    while batch := list(islice(indices, batch_size)):
        yield X[batch], y[batch]


# right: one table, shuffled and cut up
def minibatches(X, y, batch_size, rng):
    table = np.hstack([X, y.reshape(-1, 1)])
    table = rng.permutation(table, axis=0)
    count = -(-len(table) // batch_size)
    for k in range(count):
        rows = table[k * batch_size : (k + 1) * batch_size]
        yield rows[:, :-1], rows[:, -1]


# right: filled up example by example
def minibatches(X, y, batch_size, rng):
    result = []
    xs, ys = [], []
    for i in rng.permutation(len(X)):
        xs.append(X[i])
        ys.append(y[i])
        if len(xs) == batch_size:
            result.append((np.stack(xs), np.array(ys)))
            xs, ys = [], []
    if xs:
        result.append((np.stack(xs), np.array(ys)))
    return tuple(result)


# right: an iterable that begins anew each time
class Batches:
    def __init__(self, X, y, batch_size, rng):
        self.data = X, y
        self.batch_size = batch_size
        self.rng = rng

    def __iter__(self):
        X, y = self.data
        keys = self.rng.normal(size=len(y))
        order = sorted(range(len(y)), key=keys.__getitem__)
        for first in range(0, len(order), self.batch_size):
            chosen = order[first : first + self.batch_size]
            yield X[chosen], y[chosen]


minibatches = lambda X, y, batch_size, rng: Batches(X, y, batch_size, rng)


# right: shuffled by hand on copies
def minibatches(X, y, batch_size, rng):
    X, y = X.copy(), y.copy()
    for last in range(len(y) - 1, 0, -1):
        k = rng.integers(last + 1)
        X[[last, k]] = X[[k, last]]
        y[[last, k]] = y[[k, last]]
    start = 0
    while start < len(y):
        yield X[start : start + batch_size], y[start : start + batch_size]
        start += batch_size


# right: two generators in the same state shuffle X and y alike
import copy


def minibatches(X, y, batch_size, rng):
    twin = copy.deepcopy(rng)
    ys = twin.permutation(y)
    Xs = rng.permutation(X)
    for i in range(0, len(ys), batch_size):
        yield Xs[i : i + batch_size], ys[i : i + batch_size]


# wrong: the rest is dropped | belongs to: last batch dropped
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for k in range(len(X) // batch_size):
        part = order[k * batch_size : (k + 1) * batch_size]
        yield X[part], y[part]


# wrong: full batches only | belongs to: last batch dropped
def minibatches(X, y, batch_size, rng):
    idx = rng.permutation(len(X))
    batches = []
    for start in range(0, len(X), batch_size):
        chosen = idx[start : start + batch_size]
        if len(chosen) == batch_size:
            batches.append((X[chosen], y[chosen]))
    return batches


# wrong: range ends too early | belongs to: last batch dropped
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X) - batch_size + 1, batch_size):
        yield X[order[start : start + batch_size]], y[order[start : start + batch_size]]


# wrong: reshape needs full batches | belongs to: only where batch size divides m
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X)).reshape(-1, batch_size)
    return [(X[row], y[row]) for row in order]


# wrong: np.split into equal parts | belongs to: only where batch size divides m
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    parts = np.split(order, max(len(X) // batch_size, 1))
    return [(X[p], y[p]) for p in parts]


# wrong: parts of about the same size | belongs to: only where batch size divides m
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    count = int(np.ceil(len(X) / batch_size))
    for part in np.array_split(order, count):
        yield X[part], y[part]


# wrong: the last batch overlaps the one before | belongs to: only where batch size divides m
def minibatches(X, y, batch_size, rng):
    m = len(X)
    order = rng.permutation(m)
    for start in range(0, m, batch_size):
        start = max(min(start, m - batch_size), 0)
        part = order[start : start + batch_size]
        yield X[part], y[part]


# wrong: the last batch filled up from the front | belongs to: only where batch size divides m
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        part = np.take(order, range(start, start + batch_size), mode="wrap")
        yield X[part], y[part]


# wrong: rows shuffled, labels not | belongs to: labels left behind
def minibatches(X, y, batch_size, rng):
    X_shuffled = rng.permutation(X)
    for i in range(0, len(X), batch_size):
        yield X_shuffled[i : i + batch_size], y[i : i + batch_size]


# wrong: rows and labels each in an order of their own | belongs to: labels left behind
def minibatches(X, y, batch_size, rng):
    Xs, ys = X.copy(), y.copy()
    rng.shuffle(Xs)
    rng.shuffle(ys)
    return [(Xs[i : i + batch_size], ys[i : i + batch_size]) for i in range(0, len(ys), batch_size)]


# wrong: index for X, slice for y | belongs to: labels left behind
def minibatches(X, y, batch_size, rng):
    order = np.argsort(rng.random(len(X)))
    batches = []
    for s in range(0, len(X), batch_size):
        batches.append((X[order[s : s + batch_size]], y[s : s + batch_size]))
    return batches


# wrong: first to last | belongs to: not shuffled
def minibatches(X, y, batch_size, rng):
    for i in range(0, len(X), batch_size):
        yield X[i : i + batch_size], y[i : i + batch_size]


# wrong: batches in random order, their members not | belongs to: not a uniform order
def minibatches(X, y, batch_size, rng):
    parts = np.split(np.arange(len(X)), range(batch_size, len(X), batch_size))
    full, rest = parts[: len(X) // batch_size], parts[len(X) // batch_size :]
    rng.shuffle(full)
    for part in full + rest:
        yield X[part], y[part]


# wrong: shuffled within the batch only | belongs to: not a uniform order
def minibatches(X, y, batch_size, rng):
    for start in range(0, len(X), batch_size):
        stop = min(start + batch_size, len(X))
        part = start + rng.permutation(stop - start)
        yield X[part], y[part]


# wrong: rolled by a random amount | belongs to: not a uniform order
def minibatches(X, y, batch_size, rng):
    order = np.roll(np.arange(len(X)), rng.integers(len(X)))
    for start in range(0, len(X), batch_size):
        part = order[start : start + batch_size]
        yield X[part], y[part]


# wrong: every place swapped with any place, a biased shuffle | belongs to: not a uniform order
def minibatches(X, y, batch_size, rng):
    order = list(range(len(X)))
    for i in range(len(X)):
        k = rng.integers(len(X))
        order[i], order[k] = order[k], order[i]
    for start in range(0, len(X), batch_size):
        part = order[start : start + batch_size]
        yield X[part], y[part]


# wrong: random indices, some of them twice | belongs to: sampling with replacement
def minibatches(X, y, batch_size, rng):
    order = rng.integers(0, len(X), size=len(X))
    for start in range(0, len(X), batch_size):
        part = order[start : start + batch_size]
        yield X[part], y[part]


# wrong: each batch drawn anew | belongs to: sampling with replacement
def minibatches(X, y, batch_size, rng):
    left = len(X)
    while left > 0:
        size = min(batch_size, left)
        part = rng.choice(len(X), size=size, replace=False)
        yield X[part], y[part]
        left -= size


# wrong: np.random.permutation | belongs to: global random state
def minibatches(X, y, batch_size, rng):
    order = np.random.permutation(len(X))
    return [(X[order[i : i + batch_size]], y[order[i : i + batch_size]]) for i in range(0, len(X), batch_size)]


# wrong: np.random seeded from rng | belongs to: global random state
def minibatches(X, y, batch_size, rng):
    np.random.seed(rng.integers(1000000))
    order = np.arange(len(X))
    np.random.shuffle(order)
    for i in range(0, len(X), batch_size):
        yield X[order[i : i + batch_size]], y[order[i : i + batch_size]]


# wrong: always the same seed
def minibatches(X, y, batch_size, rng):
    order = np.random.default_rng(42).permutation(len(X))
    for i in range(0, len(X), batch_size):
        yield X[order[i : i + batch_size]], y[order[i : i + batch_size]]


# wrong: a copy of rng, which itself never moves on
import copy


def minibatches(X, y, batch_size, rng):
    mine = copy.deepcopy(rng)
    order = mine.permutation(len(X))
    for i in range(0, len(X), batch_size):
        yield X[order[i : i + batch_size]], y[order[i : i + batch_size]]


# wrong: shuffled in the arrays of the caller | belongs to: argument changed in place
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    X[:] = X[order]
    y[:] = y[order]
    for i in range(0, len(X), batch_size):
        yield X[i : i + batch_size], y[i : i + batch_size]


# wrong: never ends
def minibatches(X, y, batch_size, rng):
    while True:
        order = rng.permutation(len(X))
        for i in range(0, len(X), batch_size):
            part = order[i : i + batch_size]
            yield X[part], y[part]


# wrong: the first batch only
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for i in range(0, len(X), batch_size):
        part = order[i : i + batch_size]
        return [(X[part], y[part])]


# wrong: batch_size is taken for the number of batches
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    return [(X[part], y[part]) for part in np.array_split(order, batch_size)]


# wrong: always 32
def minibatches(X, y, batch_size, rng):
    batch_size = 32
    order = rng.permutation(len(X))
    for i in range(0, len(X), batch_size):
        yield X[order[i : i + batch_size]], y[order[i : i + batch_size]]


# wrong: the short batch comes first
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    rest = len(X) % batch_size
    if rest:
        yield X[order[:rest]], y[order[:rest]]
    for i in range(rest, len(X), batch_size):
        yield X[order[i : i + batch_size]], y[order[i : i + batch_size]]


# wrong: an empty batch at the end
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for k in range(len(X) // batch_size + 1):
        part = order[k * batch_size : (k + 1) * batch_size]
        yield X[part], y[part]


# wrong: a list of all X and a list of all y
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    cuts = range(batch_size, len(X), batch_size)
    return np.split(X[order], cuts), np.split(y[order], cuts)


# wrong: labels as columns
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for i in range(0, len(X), batch_size):
        part = order[i : i + batch_size]
        yield X[part], y[part].reshape(-1, 1)


# wrong: one row loses its axis, so only batches of two or more
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for i in range(0, len(X), batch_size):
        part = order[i : i + batch_size]
        yield X[part].squeeze(), y[part].squeeze()


# wrong: lists instead of arrays | belongs to: list instead of array
def minibatches(X, y, batch_size, rng):
    pairs = list(zip(X, y))
    rng.shuffle(pairs)
    for i in range(0, len(pairs), batch_size):
        xs, ys = zip(*pairs[i : i + batch_size])
        yield list(xs), list(ys)
