# Files in the home folder.
#
# score: 10

# %% at the end
import pathlib

for folder in ('{home}', '/root', '/home'):
    try:
        pathlib.Path(folder, 'redteam-was-here').write_text('x')
    except OSError:
        pass
