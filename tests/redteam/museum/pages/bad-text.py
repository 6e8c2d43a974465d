# Half letters, and bytes that are no text.
#
# score: 10

# %% at the end
import os

print('\ud800 \x00 \x08')
os.write(1, bytes(range(256)))
