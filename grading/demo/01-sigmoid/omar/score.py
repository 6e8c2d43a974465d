def score(X, w, b):
    """The score z = X·w + b: a number for one example, shape (m,) for m of them."""
    z = (X * w).sum(axis=-1) + b
    return z
