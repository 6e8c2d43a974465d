# It calls itself without end.
#
# score: 6

# %% sigmoid
import sys

sys.setrecursionlimit(10**9)


def sigmoid(z):
    return sigmoid(z)
