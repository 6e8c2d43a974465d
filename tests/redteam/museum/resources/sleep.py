# It waits for ever.
#
# score: 6
# outcome: over a limit

# %% sigmoid
import time


def sigmoid(z):
    time.sleep(10**6)
