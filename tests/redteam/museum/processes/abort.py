# A function that aborts.
#
# score: 6
# outcome: crashed

# %% sigmoid
import os


def sigmoid(z):
    os.abort()
