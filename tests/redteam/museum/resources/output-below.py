# A flood of output below Python.
#
# score: 10

# %% at the end
import os

try:
    for _ in range(64):
        os.write(1, b'redteam' * 100_000)
except OSError as error:
    print(error)
