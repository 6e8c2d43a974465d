# Lists inside each other, without end.
#
# score: 6
# outcome: over a limit

# %% sigmoid
def sigmoid(z):
    np.exp(np.float64(1000.0))  # and not silent either
    deep = []
    deep.append(deep)
    return deep
