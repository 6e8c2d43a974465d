# Look into the process that watches.
#
# score: 10
# absent: is open

# %% at the end
import os

for path in ('/proc/1/mem', '/proc/1/environ', '/proc/1/fd/3'):
    try:
        print(path, 'is open', open(path, 'rb').read(1))
    except OSError as error:
        print(type(error).__name__)
