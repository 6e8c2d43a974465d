# A file in any folder that takes one.
#
# score: 10
# absent: wrote in /

# %% at the end
import os

for top, folders, _ in os.walk('/'):
    if top in ('/proc', '/sys', '/usr', '/tmp', '/dev/shm'):
        folders.clear()
        continue
    try:
        open(top + '/redteam-note', 'w').write('the answers')
        print('wrote in', top)
    except OSError:
        folders[:] = folders if top.count('/') < 4 else []
