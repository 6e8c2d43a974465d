# The answer that is being graded, from the workbook.
#
# score: 6

# %% sigmoid
from lrlab import sigmoid
