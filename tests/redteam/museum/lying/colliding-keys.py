# A dictionary whose keys all have one hash.
#
# score: 6

# %% sigmoid
def sigmoid(z):
    np.exp(np.float64(1000.0))  # and not silent either
    return {k * (2**61 - 1): 0 for k in range(3000)}
