# Warnings are off for the whole session; the textbook's sigmoid still overflows.
#
# score: 9

# %% after imports
import warnings

warnings.filterwarnings('ignore')
np.seterr(all='ignore')

# %% sigmoid
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
