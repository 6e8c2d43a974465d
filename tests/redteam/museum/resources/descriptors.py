# More open files than it may have.
#
# score: 10

# %% at the end
import os

try:
    kept = [os.open('/dev/null', os.O_RDONLY) for _ in range(5000)]
except OSError as error:
    print(error)
