def sigmoid(z):
    """The sigmoid 1 / (1 + e^(-z)) of a number, or of every entry of an array."""
    return 1 / (1 + np.exp(-z)
