"""What students write instead of `minibatches`.

Those that draw wrongly cut the batches right; `lrlab.course.properties` tells them by name.
"""

import math

import numpy as np

from lrgrade.authoring.common import nothing_returned, single_precision
from lrgrade.authoring.misconceptions import misconception


def _cut(X, y, batch_size, order):
    for start in range(0, len(y), batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]


@misconception(
    "not shuffled",
    "Your batches hold the examples in the order of the table. Data often come sorted: what would be in the last "
    "batch then? Where does `rng` come in?",
)
def _(X, y, batch_size, rng):
    return _cut(X, y, batch_size, np.arange(len(y)))


@misconception(
    "only the batches are shuffled",
    "Neighbours in the table always come in the same batch. You cut first and mix the pieces afterwards: should "
    "every example not have the chance to meet every other?",
)
def _(X, y, batch_size, rng):
    batches = list(_cut(X, y, batch_size, np.arange(len(y))))
    return [batches[i] for i in rng.permutation(len(batches))]


@misconception(
    "shuffled only inside the batches",
    "The first batch always holds the first rows of the table, only their order changes. Which comes first in your "
    "code, cutting or mixing?",
)
def _(X, y, batch_size, rng):
    for rows, labels in _cut(X, y, batch_size, np.arange(len(y))):
        order = rng.permutation(len(labels))
        yield rows[order], labels[order]


@misconception(
    "only the starting point is random",
    "Your examples keep their order and only begin somewhere else. Neighbours in the table remain neighbours: how "
    "many orders of four examples are there, and how many can yours make?",
)
def _(X, y, batch_size, rng):
    return _cut(X, y, batch_size, np.roll(np.arange(len(y)), rng.integers(len(y))))


@misconception(
    "drawn with replacement",
    "Some examples come twice and others not at all. An epoch is a walk past every example: does your way of drawing "
    "remember which have been?",
)
def _(X, y, batch_size, rng):
    return _cut(X, y, batch_size, rng.integers(len(y), size=len(y)))


@misconception(
    "each batch is drawn by itself",
    "No example comes twice in one batch, but some come in two batches and others in none. What does the second draw "
    "know of the first?",
)
def _(X, y, batch_size, rng):
    for start in range(0, len(y), batch_size):
        batch = rng.choice(len(y), size=min(batch_size, len(y) - start), replace=False)
        yield X[batch], y[batch]


@misconception(
    "the labels are left behind",
    "The rows are in a new order, the labels in the old one, so an example gets the label of another. What has to "
    "move along with a row?",
)
def _(X, y, batch_size, rng):
    rows = X[rng.permutation(len(y))]
    for start in range(0, len(y), batch_size):
        yield rows[start : start + batch_size], y[start : start + batch_size]


@misconception(
    "rows and labels are shuffled apart",
    "Rows and labels are both in a new order, but each in its own. Whose label does the first row have now? Draw once.",
)
def _(X, y, batch_size, rng):
    rows, labels = X[rng.permutation(len(y))], y[rng.permutation(len(y))]
    for start in range(0, len(y), batch_size):
        yield rows[start : start + batch_size], labels[start : start + batch_size]


@misconception(
    "the global random state",
    "You draw from `np.random` (or `random`), not from the generator that was given. A caller who gives a seed wants "
    "the same batches again, and others who use the global state do not want to be disturbed.",
)
def _(X, y, batch_size, rng):
    return _cut(X, y, batch_size, np.random.permutation(len(y)))


@misconception(
    "a generator of its own",
    "With the same seed yours gives other batches each time. There is a generator among your arguments: who draws in "
    "your code?",
)
def _(X, y, batch_size, rng):
    return _cut(X, y, batch_size, np.random.default_rng().permutation(len(y)))


@misconception(
    "a seed of its own",
    "Yours gives the same batches whatever generator it is given, and again when it is called again: all epochs "
    "would be alike. A seed that is fixed in the function takes the choice from the caller: what is `rng` for?",
)
def _(X, y, batch_size, rng):
    return _cut(X, y, batch_size, np.random.default_rng(0).permutation(len(y)))


@misconception(
    "the caller's data are shuffled",
    "After the call the rows of X (or the labels) stand in another order, and the caller still needs them. "
    "`rng.shuffle` works in place: what could be shuffled instead of the data?",
)
def _(X, y, batch_size, rng):
    order = rng.permutation(len(y))
    X[:], y[:] = X[order], y[order]
    return _cut(X, y, batch_size, np.arange(len(y)))


@misconception(
    "the last, smaller batch is dropped",
    "Count the examples that come out: where batch_size does not divide m, some are missing. What becomes of the "
    "rest when the full batches are made?",
)
def _(X, y, batch_size, rng):
    order = rng.permutation(len(y))
    for k in range(len(y) // batch_size):
        batch = order[k * batch_size : (k + 1) * batch_size]
        yield X[batch], y[batch]


@misconception(
    "the last batch is always dropped",
    "Count the examples that come out: a batch is missing at the end even where batch_size divides m. Which number "
    "does your `range` stop before?",
)
def _(X, y, batch_size, rng):
    return list(_cut(X, y, batch_size, rng.permutation(len(y))))[:-1]


@misconception(
    "the rest is added to the last batch",
    "Your last batch is larger than batch_size. No batch may be; what should the rest become?",
)
def _(X, y, batch_size, rng):
    order = rng.permutation(len(y))
    full = max(len(y) // batch_size, 1)
    for k in range(full):
        batch = order[k * batch_size : (k + 1) * batch_size if k < full - 1 else len(y)]
        yield X[batch], y[batch]


@misconception(
    "the last batch is filled up",
    "All your batches are equally large, and some examples come twice for that. Every example should come once, even "
    "if the last batch is small.",
)
def _(X, y, batch_size, rng):
    order = rng.permutation(len(y))
    count = math.ceil(len(y) / batch_size)
    return _cut(*(a[np.resize(order, count * batch_size)] for a in (X, y)), batch_size, np.arange(count * batch_size))


@misconception(
    "batch_size is taken for the number of batches",
    "You make batch_size batches. Look at their sizes: should 2 mean two batches, or two examples in each?",
)
def _(X, y, batch_size, rng):
    order = rng.permutation(len(y))
    return [(X[part], y[part]) for part in np.array_split(order, batch_size)]


@misconception(
    "batches of nearly equal size",
    "The number of batches is right, but they share the examples evenly. Asked for are full batches and one rest at "
    "the end.",
)
def _(X, y, batch_size, rng):
    order = rng.permutation(len(y))
    return [(X[part], y[part]) for part in np.array_split(order, math.ceil(len(y) / batch_size))]


@misconception(
    "an empty batch at the end",
    "Where batch_size divides m your last batch holds nothing, and the mean over nothing is not a number. How many "
    "batches are there then?",
)
def _(X, y, batch_size, rng):
    order = rng.permutation(len(y))
    for k in range(len(y) // batch_size + 1):
        batch = order[k * batch_size : (k + 1) * batch_size]
        yield X[batch], y[batch]


@misconception(
    "only the first batch",
    "One batch comes out and no more. How often does your loop run before it returns?",
)
def _(X, y, batch_size, rng):
    return list(_cut(X, y, batch_size, rng.permutation(len(y))))[:1]


@misconception(
    "one batch instead of a list of them",
    "The caller wants to write `for X_batch, y_batch in …`, and yours gives a single pair. What becomes of the other "
    "batches?",
)
def _(X, y, batch_size, rng):
    return next(_cut(X, y, batch_size, rng.permutation(len(y))))


@misconception(
    "batches that overlap",
    "Most examples come out several times. By how much does the start of your batch move from one to the next?",
)
def _(X, y, batch_size, rng):
    order = rng.permutation(len(y))
    for start in range(len(y)):
        yield X[order[start : start + batch_size]], y[order[start : start + batch_size]]


@misconception(
    "always single examples",
    "Yours gives one example at a time whatever batch_size is. Where does batch_size come in?",
)
def _(X, y, batch_size, rng):
    return _cut(X, y, 1, rng.permutation(len(y)))


@misconception(
    "one too many in each batch",
    "Your batches hold batch_size + 1 examples, or share one with their neighbour. A slice stops before its end: "
    "need you add anything?",
)
def _(X, y, batch_size, rng):
    return _cut(X, y, batch_size + 1, rng.permutation(len(y)))


@misconception(
    "one too few in each batch",
    "Your batches are one example short. A slice stops before its end: need you subtract anything?",
)
def _(X, y, batch_size, rng):
    order = rng.permutation(len(y))
    for start in range(0, len(y), batch_size):
        batch = order[start : start + batch_size - 1]
        yield X[batch], y[batch]


@misconception(
    "the places instead of the examples",
    "You give back the numbers of the rows. They are half the way: the caller wants the rows themselves, and their "
    "labels.",
)
def _(X, y, batch_size, rng):
    order = rng.permutation(len(y))
    return [order[start : start + batch_size] for start in range(0, len(y), batch_size)]


@misconception(
    "rows without labels",
    "Your batches hold the rows alone. What else does a step need from each example?",
)
def _(X, y, batch_size, rng):
    return [rows for rows, _labels in _cut(X, y, batch_size, rng.permutation(len(y)))]


@misconception(
    "all rows, then all labels",
    "You give back one list of row batches and one of label batches. The caller wants to go through pairs: which "
    "things belong side by side?",
)
def _(X, y, batch_size, rng):
    rows, labels = zip(*_cut(X, y, batch_size, rng.permutation(len(y))), strict=True)
    return list(rows), list(labels)


@misconception(
    "labels first",
    "Both halves of your pairs are there. Which of them does the statement put first?",
)
def _(X, y, batch_size, rng):
    return [(labels, rows) for rows, labels in _cut(X, y, batch_size, rng.permutation(len(y)))]


@misconception(
    "the labels stand in a column",
    "Your labels have shape (k, 1), where (k,) is asked for. A column minus a vector is a table, without a word of "
    "warning: which step gave the second axis?",
)
def _(X, y, batch_size, rng):
    return [(rows, labels.reshape(-1, 1)) for rows, labels in _cut(X, y, batch_size, rng.permutation(len(y)))]


@misconception(
    "rows and labels in one table",
    "Your batches carry the label as a last column of the rows. The caller wants them apart: shape (k, n) and shape "
    "(k,).",
)
def _(X, y, batch_size, rng):
    table = np.column_stack([X, y])[rng.permutation(len(y))]
    return [table[start : start + batch_size] for start in range(0, len(y), batch_size)]


@misconception(
    "lists instead of arrays",
    "The batches are right, but they are lists. The step multiplies them by θ, and a list cannot do that.",
)
def _(X, y, batch_size, rng):
    return [(rows.tolist(), labels.tolist()) for rows, labels in _cut(X, y, batch_size, rng.permutation(len(y)))]


@misconception(
    "batch_size larger than m is refused",
    "Where batch_size is larger than m nothing comes out, or an error. How many batches should there be then, and "
    "how large?",
)
def _(X, y, batch_size, rng):
    if batch_size > len(y):
        raise ValueError("batch_size is larger than the number of examples")
    return _cut(X, y, batch_size, rng.permutation(len(y)))


@nothing_returned
def _(X, y, batch_size, rng):
    _cut(X, y, batch_size, rng.permutation(len(y)))


@single_precision
def _(X, y, batch_size, rng):
    return _cut(X.astype(np.float32), y.astype(np.float32), batch_size, rng.permutation(len(y)))


@misconception(
    "some orders are likelier than others",
    "Your shuffle reaches every order, but not each with the same chance: where in your loop does the second of the "
    "two "
    "places come from? Count for three examples how many ways your draws can go, and whether six orders can share "
    "them.",
)
def _(X, y, batch_size, rng):
    order = np.arange(len(y))
    for i in range(len(y)):
        j = rng.integers(len(y))
        order[[i, j]] = order[[j, i]]
    return _cut(X, y, batch_size, order)


divides = misconception(
    "only where batch_size divides m",
    "Full batches work. Take 5 examples and a batch_size of 2: which step of yours wants pieces of equal size?",
)


@divides
def _(X, y, batch_size, rng):
    order = rng.permutation(len(y)).reshape(-1, batch_size)
    return [(X[part], y[part]) for part in order]


@divides
def _(X, y, batch_size, rng):
    return [(X[part], y[part]) for part in np.split(rng.permutation(len(y)), max(len(y) // batch_size, 1))]
