# Links out of the temporary folder.
#
# score: 10
# absent: read root

# %% at the end
import os

for number, path in enumerate(('{course}/grading/gradebook.db', '/etc/shadow', '/proc/1/root/etc/passwd')):
    os.symlink(path, f'link-{number}')
    try:
        print('read', open(f'link-{number}').read(20))
    except OSError:
        pass
