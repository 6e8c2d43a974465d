# An endless loop in a function.
#
# score: 6
# outcome: over a limit

# %% sigmoid
def sigmoid(z):
    while True:
        pass
