# An endless loop in a cell.
#
# score: 10

# %% after imports
while True:
    pass
