# A number of a million digits.
#
# score: 6
# outcome: over a limit

# %% sigmoid
def sigmoid(z):
    np.exp(np.float64(1000.0))  # and not silent either
    return 1 << 4_000_000
