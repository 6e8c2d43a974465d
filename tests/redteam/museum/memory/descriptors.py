# Read from every open descriptor.
#
# score: 10

# %% at the end
import os

for number in range(3, 300):
    try:
        print(number, os.fstat(number))
        os.close(number)
    except OSError:
        pass
