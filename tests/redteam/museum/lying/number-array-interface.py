# An object with an array interface onto memory that it does not own.
#
# score: 6

# %% sigmoid
class Window:
    __array_interface__ = {'shape': (10**6,), 'typestr': '<f8', 'data': (8, False), 'version': 3}


def sigmoid(z):
    np.exp(np.float64(1000.0))  # and not silent either
    return Window()
