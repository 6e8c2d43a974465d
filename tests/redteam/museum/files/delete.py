# Delete whatever there is.
#
# score: 10

# %% at the end
import shutil

for folder in ('{course}', '{home}', '/tmp', '/box'):
    shutil.rmtree(folder, ignore_errors=True)
