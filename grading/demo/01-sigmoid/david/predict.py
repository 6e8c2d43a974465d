def predict(X, w, b):
    """The more probable label, 1 or 0: an integer for one example, shape (m,) for m of them. A tie gives 0."""
    z = score(X, w, b)
    return (z > 0).astype(int) if np.ndim(z) else int(z > 0)
