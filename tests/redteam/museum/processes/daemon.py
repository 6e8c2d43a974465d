# A process that stays behind.
#
# score: 10

# %% at the end
import os
import sys

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execv(sys.executable, [sys.executable, '-c', 'import time; time.sleep(60)', 'redteam-sleeper'])
    os._exit(0)
