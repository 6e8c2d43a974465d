def predict(X, w, b):
    """The more probable label, 1 or 0: an integer for one example, shape (m,) for m of them. A tie gives 0."""
    return predict_proba(X, w, b) > 0.5
