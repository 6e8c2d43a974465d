# A cell that leaves Python.
#
# score: 10

# %% after imports
import os

os._exit(0)
