def score(X, w, b):
    """The score z = X·w + b: a number for one example, shape (m,) for m of them."""
    return X @ w + b
