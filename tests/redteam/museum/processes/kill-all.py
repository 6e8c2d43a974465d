# Kill everything that can be reached.
#
# score: 10

# %% at the end
import os
import signal

for number in (1, os.getppid(), -1):
    try:
        os.kill(number, signal.SIGKILL)
    except OSError:
        pass
