def sigmoid(z):
    """The sigmoid 1 / (1 + e^(-z)) of a number, or of every entry of an array."""
    return 0.5 * (1 + np.tanh(0.5 * z))
