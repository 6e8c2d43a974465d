# A socket without a file.
#
# score: 10
# absent: connected

# %% at the end
import socket

try:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect('\0redteam-{port}')
        print('connected')
except OSError as error:
    print(error)
