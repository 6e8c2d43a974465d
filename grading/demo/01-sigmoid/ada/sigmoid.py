def sigmoid(z):
    """The sigmoid 1 / (1 + e^(-z)) of a number, or of every entry of an array."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
