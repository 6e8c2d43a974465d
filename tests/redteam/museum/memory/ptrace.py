# Attach to the parent.
#
# score: 10
# absent: ptrace 0

# %% at the end
import ctypes
import os

print('ptrace', ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0))
