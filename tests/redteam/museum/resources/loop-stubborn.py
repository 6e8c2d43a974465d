# An endless loop that catches everything.
#
# score: 6
# outcome: over a limit

# %% sigmoid
def sigmoid(z):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
