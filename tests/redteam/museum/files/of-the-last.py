# What the submission before has left.
#
# score: 10
# absent: left over: \['

# %% at the end
import os

print('left over:', [name for folder in ('/tmp', '/dev/shm') for name in os.listdir(folder) if 'redteam' in name])
