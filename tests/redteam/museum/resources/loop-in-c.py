# A loop that no signal reaches: a regular expression.
#
# score: 6
# outcome: over a limit

# %% sigmoid
import re


def sigmoid(z):
    return re.match('(a+)+$', 'a' * 60 + 'b')
