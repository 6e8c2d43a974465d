# Read where there is nothing.
#
# score: 6
# outcome: crashed

# %% sigmoid
import ctypes


def sigmoid(z):
    return ctypes.string_at(0)
