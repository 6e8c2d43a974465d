# An error message of many megabytes.
#
# score: 6

# %% sigmoid
def sigmoid(z):
    raise ValueError('x' * 2**25)
