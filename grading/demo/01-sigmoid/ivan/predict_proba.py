def predict_proba(X, w, b):
    """P(y=1|x): a number for one example, shape (m,) for m of them."""
    return sigmoid(score(X, w, b))
