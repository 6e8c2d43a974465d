# A result of a gigabyte.
#
# score: 6
# outcome: over a limit

# %% sigmoid
def sigmoid(z):
    return np.zeros(2**24)
