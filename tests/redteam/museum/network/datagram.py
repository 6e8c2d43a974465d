# A datagram to a server on this machine.
#
# score: 10

# %% at the end
import socket

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
    try:
        sender.sendto(b'redteam', ('127.0.0.1', {port}))
    except OSError as error:
        print(error)
