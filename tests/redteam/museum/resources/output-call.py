# A flood of output in every call.
#
# score: 10

# %% sigmoid
def sigmoid(z):
    print('x' * 10**6)
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1, e) / (1 + e)
