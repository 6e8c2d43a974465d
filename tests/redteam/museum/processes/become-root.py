# Root again.
#
# score: 10
# absent: became root

# %% at the end
import os

for act in (os.setuid, os.setgid):
    try:
        act(0)
        print('became root')
    except OSError:
        pass
