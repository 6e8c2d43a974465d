# The grader's own modules, from the course.
#
# score: 6

# %% sigmoid
import sys

sys.path[:0] = ['{course}/grading', '{package}']
from lrgrade.course.source import model_answer

sigmoid = model_answer('sigmoid')
