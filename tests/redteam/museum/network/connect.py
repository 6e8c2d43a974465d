# A connection to a server on this machine.
#
# score: 10
# absent: connected

# %% at the end
import socket

try:
    socket.create_connection(('127.0.0.1', {port}), timeout=1)
    print('connected')
except OSError as error:
    print(error)
