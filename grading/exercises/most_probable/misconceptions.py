"""What students write instead of `most_probable`."""

import numpy as np

from lrgrade.authoring.common import changed_in_place, nothing_returned
from lrgrade.authoring.misconceptions import misconception

from ..common import same_numbers


@misconception(
    "the largest entry instead of its place",
    "Your result is the largest entry itself. Asked for is which one it is: its place in the row, counted from 0.",
)
def _(p):
    return np.max(p, axis=-1)


@misconception(
    "one place for all examples",
    "One example works. A matrix has an answer for each of its rows, and yours is a single number: over which "
    "entries did your line look?",
)
def _(p):
    return np.argmax(p)


@misconception(
    "the largest of each column",
    "In a matrix each row is an example, and the classes stand side by side. Yours looks down the columns: "
    "along which axis should it look?",
)
def _(p):
    return np.argmax(p, axis=0)


last = misconception(
    "a tie gives the last place",
    "Without a tie yours is right. Where two entries are equally large, the statement says which place counts: "
    "which one does yours keep?",
)


@last
def _(p):
    return np.shape(p)[-1] - 1 - np.argmax(np.flip(p, axis=-1), axis=-1)


@last
def _(p):
    return np.argsort(p, axis=-1, kind="stable")[..., -1]


@misconception(
    "the least probable class",
    "Yours finds a place, but look at the entry that stands there: is it the largest of its row?",
)
def _(p):
    return np.argmin(p, axis=-1)


@misconception(
    "counted from 1",
    "Each of your places is one too high. By which number does Python call the first entry?",
)
def _(p):
    return np.argmax(p, axis=-1) + 1


two_classes = misconception(
    "for two classes only",
    "Two classes work. With three, which comparison of yours asks the third?",
)


@two_classes
def _(p):
    return (p[..., 1] > p[..., 0]).astype(int)


@misconception(
    "compared with 0.5",
    "With three classes the largest may well be below 0.5, and the entries need not be probabilities at all. "
    "With what should an entry be compared?",
)
def _(p):
    return (p[..., -1] > 0.5).astype(int)


@misconception(
    "a mark in place of the index",
    "Your result has an entry for each class, with a mark at the largest. Asked for is the number of that place.",
)
def _(p):
    return (p == np.max(p, axis=-1, keepdims=True)).astype(int)


@misconception(
    "truth values instead of an index",
    "Your result says True at the largest entry. Asked for is the number of that place.",
)
def _(p):
    return p == np.max(p, axis=-1, keepdims=True)


one_example = misconception(
    "written for one example only",
    "One example works. With a matrix each row is an example: which line of yours takes a row for a number?",
)


@one_example
def _(p):
    return list(p).index(max(p))


@one_example
def _(p):
    best = 0
    for k in range(len(p)):
        if p[k] > p[best]:
            best = k
    return best


a_matrix = misconception(
    "written for a matrix only",
    "A matrix works. A single example has one axis and no second one: which line of yours asks for it?",
)


@a_matrix
def _(p):
    return np.argmax(p, axis=1)


@a_matrix
def _(p):
    return np.array([np.argmax(row) for row in p])


@misconception(
    "a list instead of an array",
    "The places are right. A later step compares all of them at once with the true classes, and a list cannot.",
)
def _(p):
    return np.argmax(p, axis=-1).tolist()


@misconception(
    "floats instead of whole numbers",
    "The places are right, but they read 0.0 and 1.0. A place in a row is a whole number: what made floats of yours?",
)
def _(p):
    return np.argmax(p, axis=-1).astype(float)


@misconception(
    "the search begins at 0",
    "Where all entries are below 0, yours finds none of them larger than what it began with. "
    "What should the first comparison be with?",
)
def _(p):
    rows = np.atleast_2d(p)
    found = []
    for row in rows:
        best, place = 0, 0
        for k, one in enumerate(row):
            if one > best:
                best, place = one, k
        found.append(place)
    return np.array(found) if p.ndim == 2 else found[0]


@misconception(
    "all places of the largest",
    "Your result is an array of places even for one example. Asked for is a single number, the smallest of them.",
)
def _(p):
    if p.ndim == 1:
        return np.flatnonzero(p == p.max())
    return np.argmax(p, axis=-1)


@misconception(
    "small differences are taken for ties",
    "The second entry is larger than the first, if only by a little, and yours calls it a tie. What is exact?",
)
def _(p):
    return np.argmax(np.round(p, 6), axis=-1)


@changed_in_place
def _(p):
    places = np.argmax(p, axis=-1)
    p.sort()
    return places


@nothing_returned
def _(p):
    np.copy(np.argmax(p, axis=-1))


@same_numbers
def _(p):
    return 1
