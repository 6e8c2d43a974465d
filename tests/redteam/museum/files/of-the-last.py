# What the submission before has left.
#
# score: 10
# absent: left over: \['

# %% at the end
import os

folders = ('/', '/dev', '/dev/shm', '/etc', '/root', '/tmp', '/var/tmp')
names = [name for folder in folders if os.path.isdir(folder) for name in os.listdir(folder)]
print('left over:', [name for name in names if 'redteam' in name] or 'nothing')
