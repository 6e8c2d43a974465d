# Namespaces of its own, to be root in.
#
# score: 10
# absent: (unshare|mount|chroot) 0

# %% at the end
import ctypes
import os

libc = ctypes.CDLL(None)
print('unshare', libc.unshare(0x10000000 | 0x20000))
print('mount', libc.mount(b'none', b'/tmp', b'tmpfs', 0, None))
print('chroot', libc.chroot(b'/tmp'))
