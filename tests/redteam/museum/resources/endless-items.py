# An iterator without end.
#
# score: 6

# %% sigmoid
def sigmoid(z):
    while True:
        yield np.exp(np.float64(1000.0))
