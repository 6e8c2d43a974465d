# More memory than it may have, spread over processes.
#
# score: 10

# %% at the end
import os
import time

for _ in range(8):
    try:
        if os.fork() == 0:
            block = bytearray(b'x') * (150 * 2**20)
            time.sleep(30)
            os._exit(0)
    except OSError:
        break
time.sleep(1.5)
