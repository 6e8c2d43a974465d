"""Questions and answers over a channel, in both directions, nested like calls.

A question is answered before the one that it interrupted: while a process waits
for its answer it serves the questions of the other (a callback, and the call
that the callback makes in turn). So there is one thread, no queue, and an
answer with any number but the one waited for is an error.
"""

import threading
from collections.abc import Callable
from typing import Any

from lrgrade.sandbox.protocol import Channel, NotPlainError, ProtocolError, Wire, pack, unpack

MAX_NESTED = 20

Serve = Callable[[str, list[Any]], Any]


class Exports:
    """The objects that this process keeps for the other, by number; an object has one number only."""

    def __init__(self) -> None:
        self._objects: list[Any] = []
        self._numbers: dict[int, int] = {}

    def number(self, value: Any) -> int:
        """The number of an object, which is kept from now on."""
        if id(value) not in self._numbers:
            self._numbers[id(value)] = len(self._objects)
            self._objects.append(value)
        return self._numbers[id(value)]

    def get(self, number: Any) -> Any:
        """The object with a number. Raises ProtocolError."""
        if type(number) is not int or not 0 <= number < len(self._objects):
            raise ProtocolError("a reference to nothing")
        return self._objects[number]

    def forget(self) -> None:
        """Let go of all of them. Their numbers are not given again."""
        self._objects = [_FORGOTTEN] * len(self._objects)
        self._numbers.clear()


_FORGOTTEN = object()
# What fills the memory by itself cannot be copied to be sent.
TOO_MUCH = "takes more memory than there is to look at it"


class Peer:
    """One end of the channel."""

    def __init__(self, channel: Channel, serve: Serve, export: Callable[[Any], Wire], resolve: Callable[[Wire], Any]):
        self._channel = channel
        self._serve = serve
        self._export = export
        self._resolve = resolve
        self._asked = 0
        self._nested = 0
        self._thread = threading.get_ident()

    def ask(self, what: str, *arguments: Any, deadline: float | None = None) -> Any:
        """Ask the other process and give its answer.

        Raises NotPlainError for arguments that cannot be sent, ProtocolError,
        ChannelClosed, DeadlinePassed.
        """
        if threading.get_ident() != self._thread:
            raise RuntimeError("only the main thread can call a function of the other process")
        self._asked += 1
        number = self._asked
        wires = [pack(argument, self._export) for argument in arguments]
        self._channel.send(["ask", number, what, wires], deadline)
        while True:
            match self._channel.receive(deadline):
                case ["answer", int(answered), wire] if answered == number:
                    return unpack(wire, self._resolve)
                case ["ask", int(other), str(what), list(wires)]:
                    self._answer(other, what, wires, deadline)
                case _:
                    raise ProtocolError("an answer that nobody asked for")

    def answer_until_closed(self) -> None:
        """Answer questions until the other process goes away. Raises ProtocolError, ChannelClosed."""
        while True:
            match self._channel.receive():
                case ["ask", int(number), str(what), list(wires)]:
                    self._answer(number, what, wires, None)
                case _:
                    raise ProtocolError("an answer that nobody asked for")

    def _answer(self, number: int, what: str, wires: list[Wire], deadline: float | None) -> None:
        if self._nested >= MAX_NESTED:
            raise ProtocolError("too many calls inside each other")
        self._nested += 1
        try:
            value = self._serve(what, [unpack(wire, self._resolve) for wire in wires])
            try:
                self._channel.send(["answer", number, pack(value, self._export)], deadline)
            except (NotPlainError, MemoryError) as error:
                why = str(error) if isinstance(error, NotPlainError) else TOO_MUCH
                self._channel.send(["answer", number, pack({"refused": why}, self._export)], deadline)
        finally:
            self._nested -= 1
