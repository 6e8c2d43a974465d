# What the environment knows.
#
# score: 10
# absent: redteam-secret

# %% at the end
import os

print({k: v for k, v in os.environ.items() if k not in ('HOME', 'PATH', 'PWD', 'TMPDIR', 'LANG')})
