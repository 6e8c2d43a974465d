"""Answers to `most_probable`, as students write them."""

import numpy as np

# right: argmax along the last axis
def most_probable(p):
    return np.argmax(p, axis=-1)


# right: the method
def most_probable(p):
    return p.argmax(-1)


# right: a case for each number of axes
def most_probable(p):
    if p.ndim == 1:
        return int(np.argmax(p))
    return np.argmax(p, axis=1)


# right: loops
def most_probable(p):
    def place(row):
        best = 0
        for k in range(1, len(row)):
            if row[k] > row[best]:
                best = k
        return best

    return place(p) if np.ndim(p) == 1 else np.array([place(row) for row in p])


# right: list and index
def most_probable(p):
    rows = [list(row) for row in np.atleast_2d(p)]
    places = np.array([row.index(max(row)) for row in rows])
    return places[0] if p.ndim == 1 else places


# right: the first True of a comparison
def most_probable(p):
    return (p == p.max(axis=-1, keepdims=True)).argmax(axis=-1)


# right: a stable sort of the negative
def most_probable(p):
    return np.argsort(-p, axis=-1, kind="stable")[..., 0]


# right: max with a key
def most_probable(p):
    if p.ndim == 2:
        return np.fromiter((most_probable(row) for row in p), dtype=int)
    return max(range(len(p)), key=lambda k: p[k])


# right: one class after the other, all examples at once
def most_probable(p):
    best, place = p[..., 0], np.zeros(p.shape[:-1], dtype=int)
    for k in range(1, p.shape[-1]):
        better = p[..., k] > best
        place = np.where(better, k, place)
        best = np.where(better, p[..., k], best)
    return place if p.ndim == 2 else int(place)


# wrong: the largest value | belongs to: value instead of place
def most_probable(p):
    return np.max(p, axis=-1)


# wrong: argmax of everything | belongs to: no axis
def most_probable(p):
    return np.argmax(p)


# wrong: axis 0 | belongs to: wrong axis
def most_probable(p):
    return p.argmax(axis=0)


# wrong: only axis 1 | belongs to: only a matrix
def most_probable(p):
    return np.argmax(p, axis=1)


# wrong: index of the maximum | belongs to: only one example
def most_probable(p):
    values = list(p)
    return values.index(max(values))


# wrong: the last of equals, in a loop | belongs to: tie gives the last
def most_probable(p):
    def place(row):
        best = 0
        for k in range(len(row)):
            if row[k] >= row[best]:
                best = k
        return best

    return place(p) if p.ndim == 1 else np.array([place(row) for row in p])


# wrong: sorted, the last one | belongs to: tie gives the last
def most_probable(p):
    return p.argsort(axis=-1, kind="stable")[..., -1]


# wrong: two classes compared | belongs to: only K = 2
def most_probable(p):
    return np.where(p[..., 1] > p[..., 0], 1, 0)


# wrong: above one half | belongs to: threshold
def most_probable(p):
    return np.where(p[..., -1] > 0.5, 1, 0)


# wrong: one-hot | belongs to: marks
def most_probable(p):
    return np.where(p == p.max(axis=-1, keepdims=True), 1, 0)


# wrong: counted from one | belongs to: off by one
def most_probable(p):
    return 1 + np.argmax(p, axis=-1)


# wrong: argmin | belongs to: the smallest
def most_probable(p):
    return np.argmin(p, axis=-1)


# wrong: a loop that starts at zero | belongs to: begins at 0
def most_probable(p):
    def place(row):
        largest, where = 0, 0
        for k, value in enumerate(row):
            if value > largest:
                largest, where = value, k
        return where

    return place(p) if p.ndim == 1 else np.array([place(row) for row in p])


# wrong: a list for a matrix | belongs to: list instead of array
def most_probable(p):
    if p.ndim == 1:
        return int(np.argmax(p))
    return [int(np.argmax(row)) for row in p]


# wrong: floats from zeros | belongs to: floats
def most_probable(p):
    if p.ndim == 1:
        return float(np.argmax(p))
    result = np.zeros(len(p))
    for i in range(len(p)):
        result[i] = np.argmax(p[i])
    return result


# wrong: np.where of the maximum | belongs to: all places
def most_probable(p):
    if p.ndim == 1:
        return np.where(p == np.max(p))[0]
    return np.argmax(p, axis=1)


# wrong: sorts the caller's row | belongs to: argument changed
def most_probable(p):
    place = p.argmax(axis=-1)
    p.sort(axis=-1)
    return place


# wrong: True and False
def most_probable(p):
    return np.isclose(p, p.max(axis=-1, keepdims=True), atol=0, rtol=0)


# wrong: always the first
def most_probable(p):
    return 0 if p.ndim == 1 else np.zeros(len(p), dtype=int)
