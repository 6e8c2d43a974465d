"""The examiner's side of the channel: ask the sandbox, and believe nothing but plain data.

Theory of operation. A session outlives its sandbox. When the student's process
ends, by a crash, a limit or our hand, the call that it was busy with has no
result; with the next question a fresh sandbox is started, and the student's
cells so far are run in it again, without those that ended one before. So one
bad function costs its own tests and no others.

Every answer is checked for its form here. An answer of the wrong form, a
message that is none, or silence beyond the limit ends that sandbox at once.
"""

import builtins
import contextlib
import importlib
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from lrgrade.examine import proxies
from lrgrade.examine.no_result import NO_SANDBOX, NoResult, after
from lrgrade.sandbox.peer import Exports, Peer
from lrgrade.sandbox.protocol import (
    MEGABYTE,
    Channel,
    ChannelClosed,
    DeadlinePassed,
    NotPlainError,
    ProtocolError,
    Wire,
    set_state,
)
from lrgrade.sandbox.watchdog import Ending
from lrlab.checking.observe import Observation

# What a sandbox may take before anything of the student's runs in it, however busy the machine is.
START_SECONDS = 30.0
# What the sandbox may take longer than its own timer, before it is ended from outside.
GRACE = 1.0
# Modules that a test cell may use although only the student's cell imported them. A course may add to them.
_MODULES = {"math", "cmath", "numpy", "numpy.random", "numpy.linalg", "random", "itertools", "functools"}
# What messages call a function that has no name.
_UNNAMED = "A function of this notebook"
_KNOWN_ERRORS = {"LinAlgError": np.linalg.LinAlgError}


@dataclass
class StudentCell:
    """A cell that the sandbox has run, to be run again in the next one unless it ended this one."""

    source: str
    count: int
    to_skip: bool = False


class Session:
    """One submission's sandbox, as long as the submission is graded.

    start: gives the channel to a fresh sandbox. end: ends the present one and
    says how it ended; given True, it waits a moment for one that is ending by
    itself. begin: what a sandbox is told first. modules: those of the course
    that a test cell may use although only the student's cell imported them.
    files: what lies beside the notebook in there.
    """

    def __init__(
        self,
        start: Callable[[], Channel],
        end: Callable[[bool], Ending],
        begin: list[Any],
        limits: dict[str, float],
        modules: Iterable[str] = (),
        files: Mapping[str, bytes] = MappingProxyType({}),
    ):
        self._start, self._end, self._begin, self._limits = start, end, begin, limits
        self._modules = _MODULES.union(modules)
        self._files = files
        self._peer: Peer | None = None
        self._channel: Channel | None = None
        self._started = 0
        self._cells: list[StudentCell] = []
        self._proxies: dict[int, proxies.Proxy] = {}
        self._ours = Exports()
        self.generation = 0
        self.failure: NoResult | None = None
        self.raised: str | None = None

    def run(self, source: str, count: int) -> tuple[list[Any], str | None]:
        """Run a student's cell; give its outputs as the sandbox tells them, and its error's name. Raises NoResult."""
        cell = StudentCell(source, count)
        self._connected()
        self._cells.append(cell)
        return self._run(cell)

    def fetch(self, names: list[str]) -> dict[str, Any]:
        """What of these names the student's cells have defined. Raises NoResult."""
        if not names:
            return {}
        answer = self._ask("This notebook", "fetch", names, wall=self._limits["call_wall"])
        match answer.get("value"):
            case [list(found), list(refused)]:
                pass
            case _:
                raise self._broken("This notebook")
        values: dict[str, Any] = {}
        for pair in found:
            match pair:
                case [str(name), value] if name in names:
                    values[name] = _named(value, name)
        for pair in refused:
            match pair:
                case [str(name), str(why)] if name in names and name not in values:
                    raise self._failed(NoResult("refused", what=name, why=why[:200]))
        return values

    def call(self, function: proxies.Proxy, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        """Call a function of the sandbox; arguments that it changed are changed here too."""
        given: dict[Any, Any] = {**dict(enumerate(arguments)), **keywords}
        answer = self._limited(function, "call", function, arguments, keywords, dict(np.geterr()))
        _change_each(given, answer)
        value = self._value(function, answer)
        if isinstance(value, proxies.Proxy):
            # What is drawn from it later may change them too.
            value._given = given
        return value

    def observe(
        self,
        function: proxies.Proxy,
        calls: list[dict[str, Any]],
        keywords: list[str],
        *,
        count_steps: bool,
        watch_random: bool,
    ) -> Iterator[Observation]:
        """`observe_each` of `lrlab.checking.observe`, in the sandbox: many calls are asked for in one message."""
        rest, most = calls, len(calls)
        while rest:
            question = function, rest[:most], keywords, count_steps, watch_random
            answer = self._limited(function, "observe", *question, partly=most > 1)
            told = answer.get("value", [])
            if type(answer.get("refused")) is str:
                # Together they may be too much to send. One after the other, and made again, each is sent or refused.
                most = 1
                continue
            if type(told) is not list or len(told) > len(rest[:most]):
                raise self._broken(function._name)
            for arguments, fields in zip(rest, told, strict=False):
                yield self._observed(function, arguments, fields, watch_random)
            self._raise_if_call_stopped(answer, function)
            if not told:
                raise self._broken(function._name)
            rest = rest[len(told) :]

    def _observed(
        self, function: proxies.Proxy, arguments: dict[str, Any], fields: Any, watch_random: bool
    ) -> Observation:
        seen = _observation(fields, arguments)
        if seen is None or (watch_random and seen.global_random is None):
            raise self._broken(function._name)
        for key, value in _pairs(fields.get("advanced")):
            if type(key) is str and isinstance(arguments.get(key), np.random.Generator):
                _change(arguments[key], value)
        self.raised = seen.error[0] if seen.error else None
        return seen

    def takes(self, function: proxies.Proxy, count: int) -> bool:
        """`lrlab.checking.observe.takes`, carried out in the sandbox."""
        return self._value(function, self._limited(function, "takes", function, count)) is True

    def attribute(self, thing: proxies.Proxy, name: str) -> Any:
        """An attribute of an object in the sandbox."""
        value = self._value(thing, self._limited(thing, "attribute", thing, name))
        return _named(value, f"{thing._name}.{name}" if thing._name else name)

    def iterate(self, iterable: proxies.Proxy) -> proxies.IteratorProxy:
        """A fresh iterator over something iterable in the sandbox."""
        found = self._value(iterable, self._limited(iterable, "iterate", iterable))
        if not isinstance(found, proxies.IteratorProxy):
            raise self._broken(iterable._name)
        found._given = iterable._given
        return found

    def next(self, iterator: proxies.Proxy) -> list[Any]:
        """The next item in a list, or an empty list."""
        answer = self._limited(iterator, "next", iterator)
        _change_each(iterator._given, answer)
        items = self._value(iterator, answer)
        if type(items) is not list or len(items) > 1:
            raise self._broken(iterator._name)
        return items

    def begin_test(self) -> None:
        """Note failures from now on."""
        self.failure = self.raised = None

    def end_test(self) -> None:
        """Let the sandbox call nothing any more that it was given during the test."""
        self._ours.forget()

    def close(self) -> None:
        """End the sandbox."""
        self._lost(self.generation)

    def _connected(self) -> Peer:
        while self._peer is None:
            if self._started > self._limits["restarts"]:
                raise self._failed(NoResult("restarts", count=self._started))
            self._begin_anew()
        return self._peer

    def _begin_anew(self) -> None:
        self._started += 1
        self.generation += 1
        self._proxies.clear()
        self._channel = self._start()
        self._peer = Peer(self._channel, self._serve, self._export, self._resolve)
        failed = self.failure
        try:
            self._ask("This notebook", "begin", *self._begin, wall=START_SECONDS)
            for name, piece in _pieces(self._files, int(self._limits["message"] * MEGABYTE) // 2):
                self._ask("This notebook", "put", name, piece, wall=START_SECONDS)
        except NoResult:
            # Nothing of the student's has run in it yet.
            self.failure = failed
            raise self._failed(NoResult("fault", why=NO_SANDBOX)) from None
        for cell in self._cells:
            if self._peer and not cell.to_skip:
                self._run_again(cell, failed)
        self.failure = failed

    def _run_again(self, cell: StudentCell, failed: NoResult | None) -> None:
        """Run a cell in a new sandbox. That it failed was said when it ran first, unless we are to blame now."""
        self.failure = failed
        try:
            self._run(cell)
        except NoResult as failure:
            if failure.is_our_fault:
                raise

    def _run(self, cell: StudentCell) -> tuple[list[Any], str | None]:
        cpu, wall = self._limits["cell_cpu"], self._limits["cell_wall"]
        cell.to_skip = True
        answer = self._ask("This cell", "run", cell.source, cell.count, cpu, wall, wall=wall)
        match answer:
            case {"value": [list(outputs), None | str() as error]}:
                self._raise_if_stopped(answer, "This cell", cpu, wall, outputs)
                cell.to_skip = False
                return outputs, error
        raise self._broken("This cell")

    def _raise_if_stopped(
        self, answer: dict[str, Any], what: str, cpu: float, wall: float, outputs: list[Any] | None = None
    ) -> None:
        stopped = answer.get("stopped")
        if type(stopped) is str and stopped in ("cpu", "wall"):
            failure = NoResult(stopped, what=what, seconds=cpu if stopped == "cpu" else wall)
            failure.outputs = outputs or []
            raise self._failed(failure)

    def _raise_if_call_stopped(self, answer: dict[str, Any], thing: proxies.Proxy) -> None:
        self._raise_if_stopped(answer, _called(thing), self._limits["call_cpu"], self._limits["call_wall"])

    def _limited(self, thing: proxies.Proxy, what: str, *arguments: Any, partly: bool = False) -> dict[str, Any]:
        """Ask something of a proxy that runs the student's code, and pass on what that printed.

        partly: whether an answer that was refused or stopped is given back, for there may be something in it.
        """
        if thing._generation != self.generation or not self._peer:
            raise self._failed(NoResult("stale", what=thing._name or "This object"))
        cpu, wall = self._limits["call_cpu"], self._limits["call_wall"]
        answer = self._ask(_called(thing), what, *arguments, cpu, wall, wall=wall, may_refuse=partly)
        if not partly:
            self._raise_if_call_stopped(answer, thing)
        for stream, text in _pairs(answer.get("printed")):
            if type(text) is type(stream) is str:
                print(text, end="", file=sys.stderr if stream == "stderr" else sys.stdout)
        for names, message in _pairs(answer.get("warned")):
            if type(message) is str and type(names) is list:
                warnings.warn(message[:500], _builtin(names, Warning, UserWarning), stacklevel=5)
        return answer

    def _value(self, thing: proxies.Proxy, answer: dict[str, Any]) -> Any:
        match answer:
            case {"raised": [list(names), list() | tuple() as arguments, str(message), str(trace)]} if names:
                self.raised = str(names[0])
                raise _rebuilt(names, arguments, message, trace)
            case {"value": value}:
                self.raised = None
                return value
        raise self._broken(thing._name)

    def _ask(self, subject: str, what: str, *arguments: Any, wall: float, may_refuse: bool = False) -> dict[str, Any]:
        """Ask, and give the answer's fields. Whatever goes wrong ends the sandbox and raises NoResult."""
        peer = self._connected()
        generation = self.generation
        try:
            answer = peer.ask(what, *arguments, deadline=time.monotonic() + wall + GRACE)
        except NotPlainError as error:
            if may_refuse:
                return {"refused": str(error)}
            raise TypeError(f"a test cell gave {subject} something that {error}") from None
        except DeadlinePassed:
            self._lost(generation)
            raise self._failed(NoResult("wall", what=subject, seconds=wall)) from None
        except ChannelClosed:
            raise self._failed(after(self._lost(generation, by_itself=True), subject, self._limits)) from None
        except ProtocolError:
            self._lost(generation)
            raise self._failed(NoResult("protocol", what=subject)) from None
        except BaseException:
            self._lost(generation)
            raise
        if type(answer) is not dict:
            raise self._broken(subject)
        if type(answer.get("refused")) is str and not may_refuse:
            raise self._failed(NoResult("refused", what=subject, why=answer["refused"][:200]))
        return answer

    def _lost(self, generation: int, by_itself: bool = False) -> Ending:
        if generation != self.generation or self._peer is None or self._channel is None:
            return Ending()
        self._peer = None
        self._channel.close()
        return self._end(by_itself)

    def _broken(self, subject: str) -> NoResult:
        self._lost(self.generation)
        return self._failed(NoResult("protocol", what=subject or _UNNAMED))

    def _failed(self, failure: NoResult) -> NoResult:
        self.failure = self.failure or failure
        return failure

    def _serve(self, what: str, arguments: list[Any]) -> dict[str, Any]:
        """Answer the sandbox: call one of our functions that it was given, or draw from one of our iterators."""
        try:
            match what, arguments:
                case "call", [function, list(positional), dict(keywords)] if callable(function):
                    return {"value": function(*positional, **keywords)}
                case "next", [iterator] if hasattr(iterator, "__next__"):
                    return {"value": [item for _, item in zip(range(1), iterator, strict=False)]}
        except Exception as error:
            return {
                "raised": [
                    _builtin([kind.__name__ for kind in type(error).__mro__], Exception, RuntimeError).__name__,
                    str(error)[:500],
                ]
            }
        raise ProtocolError("an unknown question")

    def _export(self, value: Any) -> Wire:
        if isinstance(value, proxies.Proxy):
            return ["yours", value._number]
        if callable(value):
            return ["mine", self._ours.number(value), "function", str(getattr(value, "__name__", "function"))]
        if hasattr(value, "__next__"):
            return ["mine", self._ours.number(value), "iterator", type(value).__name__]
        raise NotPlainError(f"is an object of type {type(value).__name__}; only plain data and functions can be passed")

    def _resolve(self, wire: Wire) -> Any:
        match wire:
            case ["yours", number]:
                return self._ours.get(number)
            case ["mine", int(number), str(kind), str(type_name), str(name), None | list() as parameters]:
                if kind == "module":
                    return _module(name) if name in self._modules else None
                if number not in self._proxies:
                    self._proxies[number] = proxies.make(self, number, kind, type_name[:100], name[:100], parameters)
                return self._proxies[number]
        raise ProtocolError("a reference of no known kind")


def _module(name: str) -> Any:
    """A module of ours, or None where it is broken."""
    with contextlib.suppress(Exception):
        return importlib.import_module(name)
    return None


def _pieces(files: Mapping[str, bytes], most: int) -> Iterator[tuple[str, bytes]]:
    """The files in pieces that fit into a message."""
    for name, content in files.items():
        for begin in range(0, max(len(content), 1), most):
            yield name, content[begin : begin + most]


def _called(thing: proxies.Proxy) -> str:
    """What messages call a thing of the sandbox."""
    return thing._name or _UNNAMED


def _named(value: Any, name: str) -> Any:
    """Let a proxy be called in sentences what the test cell calls it."""
    if isinstance(value, proxies.Proxy):
        value._name = name
        if isinstance(value, proxies.FunctionProxy):
            value.__name__ = name
    return value


def _pairs(value: Any) -> list[Any]:
    return [pair for pair in value if type(pair) is list and len(pair) == 2] if type(value) is list else []


def _change_each(given: dict[Any, Any], answer: dict[str, Any]) -> None:
    """Make the arguments of a call what an answer says that they are now."""
    for key, value in _pairs(answer.get("changed")):
        if isinstance(key, int | str) and key in given:
            _change(given[key], value)


def _change(ours: Any, theirs: Any) -> None:
    """Make an argument what the sandbox's copy of it has become."""
    try:
        match ours, theirs:
            case np.ndarray(), np.ndarray() if ours.shape == theirs.shape and ours.dtype == theirs.dtype:
                ours[...] = theirs
            case np.random.Generator(), np.random.Generator():
                set_state(ours, theirs)
            case list(), list():
                ours[:] = theirs
            case (dict(), dict()) | (set(), set()):
                ours.clear()
                ours.update(theirs)
    except (ValueError, ProtocolError):
        # A read-only array stays as it is.
        return


def _observation(fields: dict[str, Any], arguments: dict[str, Any]) -> Observation | None:
    match fields:
        case {
            "result": result,
            "kind": str(kind),
            "error": None | [str(), str()] as error,
            "warnings": list(warned),
            "changed": list(changed),
            "global_random": None | bool() as global_random,
            "steps": None | int() as steps,
            "endless": bool(endless),
        }:
            return Observation(
                result=result,
                kind=kind[:100],
                error=(error[0][:100], error[1][:2000]) if error else None,
                warnings=[text[:500] for text in warned if type(text) is str],
                changed=[name for name in arguments if name in [one for one in changed if type(one) is str]],
                global_random=global_random,
                steps=steps,
                endless=endless,
            )
    return None


def _rebuilt(names: list[Any], arguments: Any, message: str, trace: str) -> Exception:
    """An exception of the nearest class that is Python's own, with a note of where it was raised."""
    kind = _builtin(names, Exception, RuntimeError)
    own = str(names[0])[:100]
    try:
        plain = own == kind.__name__
        error = kind(*arguments) if plain and arguments else kind(message if plain else f"{own}: {message}")
    except Exception:
        error = RuntimeError(f"{own}: {message}")
    if trace:
        error.add_note(f"It was raised here:\n{trace.rstrip()}")
    return error


def _builtin(names: list[Any], base: type, otherwise: type) -> Any:
    for name in names:
        kind = _KNOWN_ERRORS.get(name) or getattr(builtins, name, None) if type(name) is str else None
        if isinstance(kind, type) and issubclass(kind, base):
            return kind
    return otherwise
