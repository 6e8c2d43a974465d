# More processes than it may have.
#
# score: 10

# %% at the end
import os
import time

for _ in range(60):
    try:
        if os.fork() == 0:
            time.sleep(30)
            os._exit(0)
    except OSError:
        break
