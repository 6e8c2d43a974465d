# Structured and subarray dtypes.
#
# score: 6

# %% sigmoid
def sigmoid(z):
    np.exp(np.float64(1000.0))  # and not silent either
    return np.zeros(3, dtype=[('a', 'O'), ('b', '(2,)f8')])
