"""Every message of the protocol, with some of its bytes changed, in both directions.

Whatever arrives, the examiner comes to a clear end: a result, an ordinary error
of the student's code, or the sentence why there is none. It never hangs, and
nothing else ever comes out of it.
"""

import time

import numpy as np
import pytest

from helpers import sampling
from helpers.course import COURSE
from helpers.processes import PATIENCE
from lrgrade.examine.limits import Limits
from lrgrade.examine.no_result import REASONS, NoResult
from lrgrade.examine.session import Session
from lrgrade.examine.supervisor import Supervisor
from lrgrade.examine.walls import Isolation
from lrgrade.sandbox.protocol import Channel, decode, encode
from lrgrade.sandbox.watchdog import Ending

pytestmark = pytest.mark.slow

ROUNDS = sampling.times(60, of_all=200)

CELL = """
import numpy as np

def f(x, rng=None, g=None):
    print("called")
    if g is not None:
        return g(x)
    return {"a": [x, 1.5], "b": np.arange(3.0), "c": (True, None, "text")}

def items():
    yield 1
    yield np.zeros(2)
"""


class Mutating(Channel):
    """A channel that changes the bytes of one message on its way."""

    def __init__(self, sock, rng):
        super().__init__(sock)
        self._rng = rng
        self.direction, self.countdown = "", -1

    def send(self, message, deadline=None):
        if self._due("to the sandbox"):
            body = self._changed(encode(message))
            self._exact(lambda: self._socket.sendall(len(body).to_bytes(4, "big") + body), deadline)
        else:
            super().send(message, deadline)

    def receive(self, deadline=None):
        if not self._due("to the examiner"):
            return super().receive(deadline)
        length = int.from_bytes(self._read(4, deadline), "big")
        return decode(self._changed(self._read(length, deadline)))

    def _due(self, direction):
        if direction == self.direction:
            self.countdown -= 1
            return self.countdown == -1
        return False

    def _changed(self, body):
        broken = bytearray(body)
        for _ in range(self._rng.randint(1, 3)):
            match self._rng.randrange(4):
                case 0 if len(broken) > 1:
                    del broken[self._rng.randrange(len(broken))]
                case 1:
                    broken.insert(self._rng.randrange(len(broken)), self._rng.randrange(256))
                case _:
                    broken[self._rng.randrange(len(broken))] = self._rng.randrange(256)
        return bytes(broken)


@pytest.fixture(scope="module")
def supervisor():
    with Supervisor(Limits(), Isolation.WALLS, COURSE) as one:
        yield one


@pytest.mark.parametrize("direction", ["to the examiner", "to the sandbox"])
def test_every_mutation_comes_to_a_clear_end(supervisor, direction, monkeypatch):
    monkeypatch.setattr("lrgrade.examine.session.GRACE", 0.2)
    rng = sampling.chance(direction)
    limits = Limits(call_cpu=0.5, call_wall=0.5, cell_cpu=1, cell_wall=1, restarts=10**6).as_dict()
    kept = {}

    def start():
        kept["sandbox"] = supervisor._sandbox()
        kept["channel"] = Mutating(kept["sandbox"].talk, rng)
        return kept["channel"]

    def end(by_itself):
        return Ending.read(kept["sandbox"].end(by_itself))

    session = Session(start, end, [{}, 2**16], limits, files={"beside.txt": b"1 2 3"})
    session.run(CELL, 1)
    ends = {"result": 0, "error": 0, "no result": 0}
    for _ in range(ROUNDS):
        # A whole conversation is nine messages each way, a callback among them; a restart is more.
        session._connected()
        kept["channel"].direction, kept["channel"].countdown = direction, rng.randrange(9)
        began = time.monotonic()
        try:
            converse(session)
            ends["result"] += 1
        except NoResult as failure:
            ends["no result"] += failure.key in REASONS
        except Exception as error:
            # What the student's function may raise, or a test cell finds out: never one of our own.
            ends["error"] += not type(error).__module__.startswith("lrgrade")
        assert time.monotonic() - began < PATIENCE
        kept["channel"].direction = ""
    session.close()
    assert sum(ends.values()) == ROUNDS
    assert ends["no result"] > ROUNDS / 4, ends


def converse(session):
    names = session.fetch(["f", "items"])
    f, items = names["f"], names["items"]
    f(np.arange(4.0), np.random.default_rng(1))
    f(2, g=lambda x: x + 1)
    calls = [{"x": np.ones((2, 2))}, {"x": np.ones(3)}]
    list(f.__observe__(calls, keywords=[], count_steps=False, watch_random=False))
    f.__takes__(1)
    for item in items():
        np.asarray(item)
    session.run("1 + 1", 2)
