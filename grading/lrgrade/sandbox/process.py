"""The process that runs the student's cells and answers the examiner's questions about them.

Theory of operation. This process is a fork of a warm interpreter, inside the
walls, for one submission. It holds one end of a socket pair and no other way
out. The examiner asks it to run a cell, to say what a name holds, to call what
it holds; it answers with plain data and references. Student code shares this
process and can do to it whatever it likes: it can write any bytes to the socket
and stop the timers below. So nothing that is said here is trusted. The timers,
the caught output and the tidy errors serve those who do not attack; against the
others stand the walls, the limits of the kernel, and the examiner's deadlines.
"""

import builtins
import importlib
import importlib.util
import inspect
import os
import re
import signal
import sys
import time
import traceback
import types
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

import lrlab.checking.observe
from lrgrade.sandbox import earlier
from lrgrade.sandbox.outputs import Outputs
from lrgrade.sandbox.peer import Exports, Peer
from lrgrade.sandbox.protocol import Channel, NotPlainError, ProtocolError, Wire, encode, pack
from lrgrade.sandbox.shell import OURS, Shell

MAX_WARNINGS = 100
# For calls that are asked for together, in seconds: far below what the examiner waits beyond the limit of one.
TOGETHER_SECONDS = 0.2
# What IPython calls a cell, and what Jupyter shows for it.
_CELL_NAME = re.compile(r'File "<ipython-input-(\d+)-\w+>"')
_SENT = (np.ndarray, np.generic, str, bytes, bytearray, list, tuple, set, frozenset, dict, range)
_MUTABLE = (np.ndarray, list, dict, set, bytearray, np.random.Generator)


class Stopped(BaseException):
    """A limit was reached: "cpu" or "wall"."""


class Sandbox:
    """What the examiner can ask for. Each method that is not private answers one question."""

    def __init__(self, channel: Channel, shell: Shell):
        self._shell = shell
        self._exports = Exports()
        self._peer = Peer(channel, self._serve, self._export, self._resolve)
        self._timers = _Timers()
        # Of what a call gave that is drawn from later: its arguments, and how they were.
        self._given: dict[int, tuple[dict[Any, Any], dict[Any, bytes]]] = {}
        self._most_output = 2**20

    def live(self) -> None:
        """Answer until the examiner goes away."""
        self._peer.answer_until_closed()

    def begin(self, modules: dict[str, bytes], most_output: int) -> dict[str, Any]:
        """Get ready for one submission: the earlier exercises, how much a cell may show, imports from its folder.

        As in JupyterLab the notebook's folder comes first. What is loaded already, as NumPy and lrlab are, stays.
        """
        earlier.install(modules)
        sys.path.insert(0, str(Path.cwd()))
        self._most_output = most_output
        return {"value": None}

    def put(self, name: str, piece: bytes) -> dict[str, Any]:
        """Put a file, or the next piece of it, beside the notebook."""
        # Whatever does not fit is not there, and the cell that looks for it says so.
        with suppress(OSError):
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            with Path(name).open("ab") as file:
                file.write(piece)
        return {"value": None}

    def run(self, source: str, count: int, cpu: float, wall: float) -> dict[str, Any]:
        """Run a cell; `value` is its outputs and the name of the error that it ended with."""
        outputs = Outputs(self._most_output)
        stopped, error = None, None
        # A module that a cell has just written may be as old as the last look into the folder.
        importlib.invalidate_caches()
        try:
            with self._timers.limited(cpu, wall):
                error = self._shell.run(source, count, outputs).error
        except Stopped as stop:
            error = stop
        if isinstance(error, Stopped):
            stopped = str(error)
            outputs.forget_error("Stopped")
        _add_printed_below(outputs)
        return {"value": [outputs.items, type(error).__name__ if error else None], "stopped": stopped}

    def fetch(self, names: list[str]) -> dict[str, Any]:
        """What names hold in the student's namespace: `[name, value]`, or `[name, why]` where it cannot be sent."""
        space = self._shell.user_ns
        found, refused = [], []
        for name in names:
            if name in space:
                try:
                    encode(pack(space[name], self._export))
                    found.append([name, space[name]])
                except NotPlainError as error:
                    refused.append([name, str(error)])
        return {"value": [found, refused]}

    def call(
        self,
        function: Any,
        arguments: list[Any],
        keywords: dict[str, Any],
        errors: dict[str, Any],
        cpu: float,
        wall: float,
    ) -> dict[str, Any]:
        """Call something, with NumPy's error settings of the caller."""
        given: dict[Any, Any] = {**dict(enumerate(arguments)), **keywords}
        before = {key: self._bytes_of(value) for key, value in given.items() if isinstance(value, _MUTABLE)}

        def work() -> Any:
            with np.errstate(**errors):
                return function(*arguments, **keywords)

        answer = self._guarded(work, cpu, wall)
        answer["changed"] = self._changed(given, before)
        if _is_drawn_later(answer.get("value")):
            # As long as it is exported it keeps its identity.
            self._given[id(answer["value"])] = given, before
        return answer

    def _changed(self, given: dict[Any, Any], before: dict[Any, bytes]) -> list[list[Any]]:
        """Which arguments are others than before, as they are now; `before` is brought up to date."""
        now = {key: self._bytes_of(given[key]) for key in before}
        changed = [[key, given[key]] for key, old in before.items() if now[key] != old]
        before.update(now)
        return changed

    def next(self, iterator: Any, cpu: float, wall: float) -> dict[str, Any]:
        """The next item of an iterator, in a list, or an empty list at its end; and what it did to the arguments."""

        def work() -> list[Any]:
            for item in iterator:
                return [item]
            return []

        answer = self._guarded(work, cpu, wall)
        return {**answer, "changed": self._changed(*self._given.get(id(iterator), ({}, {})))}

    def iterate(self, iterable: Any, cpu: float, wall: float) -> dict[str, Any]:
        """An iterator over something iterable."""
        answer = self._guarded(lambda: iter(iterable), cpu, wall)
        if id(iterable) in self._given:
            self._given[id(answer.get("value"))] = self._given[id(iterable)]
        return answer

    def attribute(self, thing: Any, name: str, cpu: float, wall: float) -> dict[str, Any]:
        """An attribute of an object."""
        return self._guarded(lambda: getattr(thing, name), cpu, wall)

    def observe(
        self,
        function: Any,
        calls: list[dict[str, Any]],
        keywords: list[str],
        count: bool,
        watch: bool,
        cpu: float,
        wall: float,
    ) -> dict[str, Any]:
        """Call a function under observation, once for each of these arguments, until a moment has passed.

        `value` is a list with the fields of each observation: of the first call at least, unless that was stopped.
        """
        told: list[Any] = []

        def work() -> list[Any]:
            end = time.monotonic() + TOGETHER_SECONDS
            for arguments in calls:
                # The limits are those of one call.
                self._timers.start(cpu, wall)
                told.append(_observed(function, arguments, keywords, count, watch))
                if time.monotonic() > end:
                    break
            return told

        return {"value": told, **self._guarded(work, cpu, wall)}

    def takes(self, function: Any, count: int, cpu: float, wall: float) -> dict[str, Any]:
        """Whether a function takes so many arguments."""
        return self._guarded(lambda: _WATCH.takes(function, count), cpu, wall)

    def _serve(self, what: str, arguments: list[Any]) -> Any:
        if what.startswith("_") or not hasattr(type(self), what):
            raise ProtocolError("an unknown question")
        return getattr(self, what)(*arguments)

    def _guarded(self, work: Callable[[], Any], cpu: float, wall: float) -> dict[str, Any]:
        outputs = Outputs(self._most_output)
        caught: list[Any] = []
        try:
            # The timers are the innermost, so that none goes off in the tidying up.
            with (
                self._shell.capturing(outputs),
                warnings.catch_warnings(record=True) as caught,
                self._timers.limited(cpu, wall),
            ):
                answer = {"value": work()}
        except Stopped as stop:
            answer = {"stopped": str(stop)}
        except BaseException as error:
            answer = {"raised": _described(error)}
        _add_printed_below(outputs)
        answer["printed"] = [[item["name"], item["text"]] for item in outputs.items if item["output_type"] == "stream"]
        answer["warned"] = [[_names(one.category), str(one.message)[:500]] for one in caught[:MAX_WARNINGS]]
        return answer

    def _bytes_of(self, value: Any) -> bytes:
        try:
            return encode(pack(value, self._export))
        except NotPlainError:
            return b""

    def _export(self, value: Any) -> Wire:
        if isinstance(value, Callback):
            return ["yours", value.number]
        return ["mine", self._exports.number(value), _kind_of(value), *_facts_of(value)]

    def _resolve(self, wire: Wire) -> Any:
        match wire:
            case ["yours", number]:
                return self._exports.get(number)
            case ["mine", int(number), "function", str(name)]:
                return Callback(self._peer, number, name)
            case ["mine", int(number), "iterator", str(name)]:
                return CallbackIterator(self._peer, number, name)
        raise ProtocolError("a reference of no known kind")


class Callback:
    """A function of the examiner's, handed to the student's code as an argument."""

    def __init__(self, peer: Peer, number: int, name: str):
        self._peer = peer
        self.number = number
        self.__name__ = name

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._ask("call", list(arguments), keywords)

    def _ask(self, what: str, *arguments: Any) -> Any:
        match self._peer.ask(what, self, *arguments):
            case {"value": value}:
                return value
            case {"raised": [str(name), str(message)]}:
                kind = getattr(builtins, name, None)
                proper = isinstance(kind, type) and issubclass(kind, Exception)
                raise kind(message) if proper and kind else RuntimeError(message)
            case {"refused": str(why)}:
                raise TypeError(f"what {self.__name__} gave back {why}")
        raise RuntimeError(f"{self.__name__} cannot be called any more")

    def __deepcopy__(self, _: Any) -> "Callback":
        return self

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"


class CallbackIterator(Callback):
    """An iterator of the examiner's."""

    def __iter__(self) -> "CallbackIterator":
        return self

    def __next__(self) -> Any:
        for item in self._ask("next"):
            return item
        raise StopIteration


class _Timers:
    """Raise Stopped in the main thread after so much CPU time, or time, and every second again."""

    SIGNALS: ClassVar = {signal.SIGPROF: "cpu", signal.SIGALRM: "wall"}

    def __init__(self) -> None:
        self._armed = False

    @contextmanager
    def limited(self, cpu: float, wall: float) -> Iterator[None]:
        for number in self.SIGNALS:
            signal.signal(number, self._stop)
        self.start(cpu, wall)
        self._armed = True
        try:
            yield
        finally:
            self._armed = False
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)

    def start(self, cpu: float, wall: float) -> None:
        """Count from now on."""
        signal.setitimer(signal.ITIMER_PROF, cpu, 1)
        signal.setitimer(signal.ITIMER_REAL, wall, 1)

    def _stop(self, number: int, _: Any) -> None:
        if self._armed:
            raise Stopped(self.SIGNALS[signal.Signals(number)])


class _Watch:
    """Our own copy of `lrlab.checking.observe`, so that replacing functions of shared modules does not blind it.

    Whoever digs deeper in this process still can: what a call did on its way is
    the student's process's word. What it gave back is not (SECURITY.md).
    """

    def __init__(self) -> None:
        spec = importlib.util.spec_from_file_location("_watch", lrlab.checking.observe.__file__)
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for name in ("np", "copy", "random", "warnings", "inspect"):
            theirs = getattr(module, name)
            setattr(module, name, types.SimpleNamespace(**vars(theirs)))
        module.np.random = types.SimpleNamespace(**vars(np.random))
        self.observe = module.observe_here
        self.takes = module.takes
        self._counting = False
        self._file = module.__file__
        sys.addaudithook(self._refuse)

    @contextmanager
    def counting(self, on: bool) -> Iterator[None]:
        """While steps are counted, the student's code can neither stop the count nor step aside into a thread."""
        self._counting = on
        try:
            yield
        finally:
            self._counting = False

    def _refuse(self, event: str, _: Any) -> None:
        if not self._counting or event not in ("sys.settrace", "sys.setprofile", "_thread.start_new_thread"):
            return
        if sys._getframe(1).f_code.co_filename != self._file:
            raise RuntimeError(f"{event} is not to be had while steps are counted")


_WATCH = _Watch()


def _observed(
    function: Any, arguments: dict[str, Any], keywords: list[str], count: bool, watch: bool
) -> dict[str, Any]:
    """The fields of an observation, and `advanced`: the generators among the arguments as they are after the call."""
    try:
        with _WATCH.counting(count):
            seen = _WATCH.observe(function, arguments, keywords=keywords, count_steps=count, watch_random=watch)
        error = list(seen.error) if seen.error else None
    except Stopped:
        raise
    except BaseException as raised:
        names, _, message, _ = _described(raised)
        seen, error = lrlab.checking.observe.Observation(), [names[0], message]
    generators = [[key, value] for key, value in arguments.items() if isinstance(value, np.random.Generator)]
    return {**vars(seen), "warnings": seen.warnings[:MAX_WARNINGS], "error": error, "advanced": generators}


def _is_drawn_later(value: Any) -> bool:
    """Whether it is sent as a reference, to be iterated over from there."""
    return isinstance(value, Iterable) and not isinstance(value, _SENT)


def _kind_of(value: Any) -> str:
    if isinstance(value, types.ModuleType):
        return "module"
    if callable(value):
        return "function"
    if isinstance(value, Iterator):
        return "iterator"
    return "iterable" if isinstance(value, Iterable) and not isinstance(value, np.ndarray) else "object"


def _facts_of(value: Any) -> list[Wire]:
    """The type's name, the own name, and the parameters as `[name, kind, whether there is a default]`, or None."""
    parameters: Wire = None
    if callable(value):
        try:
            signature = inspect.signature(value).parameters.values()
            parameters = [[p.name, int(p.kind), p.default is not p.empty] for p in signature][:50]
        except Exception:
            parameters = None
    return [type(value).__name__[:100], _name_of(value), parameters]


def _name_of(value: Any) -> str:
    try:
        return str(value.__name__)[:100]
    except Exception:
        return ""


def _described(error: BaseException) -> list[Any]:
    """The names of the error's classes, its arguments if they are plain, its message, and where it came from."""
    try:
        message = str(error)[:2000]
    except Exception:
        message = ""
    arguments = error.args if all(type(one) in (int, float, str, bool) for one in error.args[:5]) else ()
    frames = [one for one in traceback.extract_tb(error.__traceback__) if not one.filename.startswith(OURS)]
    trace = _CELL_NAME.sub(r"Cell In[\1]", "".join(traceback.format_list(frames[-10:])))
    return [
        _names(type(error)),
        [one if type(one) is not str else one[:2000] for one in arguments[:5]],
        message,
        trace[-4000:],
    ]


def _names(kind: type) -> list[str]:
    return [one.__name__[:100] for one in kind.__mro__[:20]]


def _add_printed_below(outputs: Outputs) -> None:
    """Add what was written to the descriptors 1 and 2 and not to `sys.stdout`, by a child process for example."""
    try:
        size = os.lseek(1, 0, os.SEEK_CUR)
        told = os.pread(1, min(size, 2**20), 0)
        os.lseek(1, 0, os.SEEK_SET)
        os.ftruncate(1, 0)
    except OSError:
        return
    outputs.stream("stdout", told.decode(errors="replace"))
    outputs.cut(size - len(told))
