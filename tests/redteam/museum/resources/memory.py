# More memory than it may have.
#
# score: 6

# %% sigmoid
def sigmoid(z):
    return np.ones(3 * 2**27)[:1]
