"""The line between the grader and an examiner: all that is said on it, by both ends.

The grader gives an examination. The examiner asks for sandboxes, says when one
is to end, and hands in how each cell ended. Both are ours, and what a sandbox
writes does not come here.
"""

import socket
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from lrgrade.examine.examination import Examination, Marked
from lrgrade.sandbox.protocol import MEGABYTE, Channel, ProtocolError, pack, unpack
from lrgrade.sandbox.watchdog import Ending

MOST = 256 * MEGABYTE


class _FirstWord(StrEnum):
    """The first word of what an examiner says."""

    SANDBOX = "sandbox"
    END = "end"
    MARKED = "marked"


@dataclass(frozen=True)
class SandboxWanted:
    """The examiner waits for a fresh sandbox."""


@dataclass(frozen=True)
class SandboxOver:
    """The examiner waits to hear how its sandbox ended; by_itself: it seems to end without being told."""

    by_itself: bool


class _Line:
    def __init__(self, sock: socket.socket, deadline: float | None = None):
        self._socket, self._deadline = sock, deadline
        self._channel = Channel(sock, MOST)

    def _say(self, *words: Any) -> None:
        self._channel.send(pack(list(words), _nothing), self._deadline)

    def _hear(self) -> Any:
        return unpack(self._channel.receive(self._deadline), _nothing)


class GraderLine(_Line):
    """The examiner's line to the grader."""

    def examination(self) -> Examination:
        """The submission to examine."""
        return Examination.from_data(*self._hear())

    def sandbox(self, most: int) -> Channel:
        """The channel to a fresh sandbox."""
        self._say(_FirstWord.SANDBOX)
        _, descriptors, *_ = socket.recv_fds(self._socket, 1, 1)
        return Channel(socket.socket(fileno=descriptors[0]), most)

    def ended(self, by_itself: bool) -> Ending:
        """End the sandbox and say how it ended; where it seems to end by itself, it is given a moment for it."""
        self._say(_FirstWord.END, by_itself)
        return Ending.read(*self._hear())

    def tell(self, marked: Marked) -> None:
        """Hand in the result of a cell."""
        self._say(_FirstWord.MARKED, asdict(marked))


class ExaminerLine(_Line):
    """The grader's line to an examiner. Each method may raise ProtocolError, ChannelClosed, DeadlinePassed."""

    def examine(self, examination: Examination) -> None:
        """Give it a submission."""
        self._say(examination.as_data())

    def next(self) -> Marked | SandboxWanted | SandboxOver:
        """What it says next."""
        match self._hear():
            case [_FirstWord.MARKED, dict(result)]:
                return Marked(**result)
            case [_FirstWord.SANDBOX]:
                return SandboxWanted()
            case [_FirstWord.END, bool(by_itself)]:
                return SandboxOver(by_itself)
        raise ProtocolError("an unknown word of the examiner's")

    def give_sandbox(self, talk: socket.socket) -> None:
        """Give it the socket of a sandbox."""
        socket.send_fds(self._socket, [b"."], [talk.fileno()])

    def say_how_it_ended(self, report: bytes) -> None:
        """Give it the report of the sandbox's watchdog."""
        self._say(report)

    def close(self) -> None:
        """Close it, by which the examiner ends."""
        self._channel.close()


def _nothing(value: Any) -> Any:
    raise ProtocolError(f"{type(value).__name__} cannot be passed between grader and examiner")
