def predict(X, w, b):
    """The more probable label, 1 or 0: an integer for one example, shape (m,) for m of them. A tie gives 0."""
    p = predict_proba(X, w, b)
    if np.ndim(p) == 0:
        return int(p > 0.5)
    labels = np.zeros(len(p), dtype=int)
    i = 0
    while i < len(p):
        if p[i] > 0.5:
            labels[i] = 1
            i += 1
    return labels
