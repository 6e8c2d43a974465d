"""The first process of a submission: it watches the student's process from outside of it, and takes it down.

It runs no student code and cannot be killed or looked into by any. It holds a
socket to the grader, the lifeline: when the grader shuts it, or dies, or when
the submission takes more than it may, everything here ends, since the kernel
ends a process tree with its first process. Before, it says in one message how
the student's process ended.
"""

import contextlib
import os
import resource
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import msgpack

from lrgrade.sandbox import namespaces
from lrgrade.sandbox.protocol import MEGABYTE

TICK = 0.2


@dataclass(frozen=True)
class Allowance:
    """What all processes of one submission may take together, or each where it says so.

    memory and temporary in bytes; memory is on top of what a fresh interpreter
    has. file_size and open_files are for each process. system_calls is a
    compiled filter, or empty.
    """

    cpu: int
    memory: int
    processes: int
    temporary: int
    file_size: int
    open_files: int
    system_calls: bytes = b""


@dataclass
class Ending:
    """How the student's process ended: exit code or signal, and the limit that it had reached, or "".

    from_outside: neither the submission nor the grader has ended it.
    """

    code: int | None = None
    signal: int | None = None
    limit: str = ""
    cpu: float = 0.0
    from_outside: bool = False

    @classmethod
    def read(cls, data: bytes) -> "Ending":
        """From the message of a watchdog; an empty one if there was none."""
        return cls(**msgpack.unpackb(data)) if data else cls(signal=signal.SIGKILL)


def bind(allowance: Allowance) -> None:
    """Put the kernel's limits on this process and all that it starts."""
    base = _address_space()
    for what, soft, hard in (
        (resource.RLIMIT_CPU, allowance.cpu, allowance.cpu + 1),
        (resource.RLIMIT_AS, allowance.memory + base, None),
        (resource.RLIMIT_FSIZE, allowance.file_size, None),
        (resource.RLIMIT_NOFILE, allowance.open_files, None),
        (resource.RLIMIT_NPROC, allowance.processes, None),
        (resource.RLIMIT_CORE, 0, None),
    ):
        highest = resource.getrlimit(what)[1]
        ends = [value if highest == resource.RLIM_INFINITY else min(value, highest) for value in (soft, hard or soft)]
        # On other systems than Linux some of them cannot be set.
        with contextlib.suppress(ValueError, OSError) if not namespaces.on_linux else contextlib.nullcontext():
            resource.setrlimit(what, (ends[0], ends[1]))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def watch(
    child: int, lifeline: socket.socket, allowance: Allowance, processes: "Processes", tidy: Callable[[], None]
) -> None:
    """Wait for the child's end, the grader's word, or too much; end all, tidy up, report."""
    poll = select.poll()
    poll.register(lifeline, select.POLLIN | select.POLLHUP)
    if hasattr(os, "pidfd_open"):
        poll.register(os.pidfd_open(child), select.POLLIN)
    ending = Ending()
    while True:
        ended = _reap(child)
        if ended is not None:
            ending = ended
            break
        if any(number == lifeline.fileno() for number, _ in poll.poll(TICK * 1000)):
            break
        ending.limit = processes.too_much(allowance)
        if ending.limit:
            break
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    ending.cpu = usage.ru_utime + usage.ru_stime
    if ending.signal == signal.SIGXCPU or (ending.signal == signal.SIGKILL and ending.cpu >= allowance.cpu):
        ending.limit = "cpu"
    processes.end()
    tidy()
    with contextlib.suppress(OSError):
        lifeline.sendall(msgpack.packb(asdict(ending)))


class Processes:
    """All processes of the submission, seen through a /proc; where there is none they cannot be counted."""

    def __init__(self, proc: int | None, alone: bool, strangers: set[int]):
        """proc: a descriptor of /proc. alone: whether this is the first process of a tree. strangers: not ours."""
        self._proc = proc
        self._alone = alone
        self._strangers = strangers
        self._fresh = self._anonymous("self") if proc is not None else 0
        self._ticks = os.sysconf("SC_CLK_TCK")

    def too_much(self, allowance: Allowance) -> str:
        """The limit that is reached, or ""."""
        numbers = self._numbers()
        if len(numbers) > allowance.processes + 1:
            return "processes"
        if sum(max(0, self._anonymous(number) - self._fresh) for number in numbers) > allowance.memory:
            return "memory"
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = usage.ru_utime + usage.ru_stime + sum(map(self._seconds, numbers))
        return "cpu" if spent > allowance.cpu else ""

    def end(self) -> None:
        """Kill what is left where the kernel will not do it: outside of a process tree of one's own."""
        if self._alone:
            return
        give_up = time.monotonic() + 5
        while time.monotonic() < give_up:
            for number in self._numbers():
                with contextlib.suppress(OSError):
                    os.kill(int(number), signal.SIGKILL)
            try:
                if os.waitpid(-1, os.WNOHANG) == (0, 0):
                    time.sleep(0.01)
            except ChildProcessError:
                return

    def _numbers(self) -> list[str]:
        if self._proc is None:
            return []
        names = os.listdir(self._proc)  # noqa: PTH208  (a descriptor has no path)
        numbers = [name for name in names if name.isdigit() and int(name) not in self._strangers]
        return numbers if self._alone else self._descendants(numbers)

    def _descendants(self, numbers: list[str]) -> list[str]:
        parents = {number: fields[1] for number in numbers if (fields := self._stat(number))}
        found = {str(os.getpid())}
        while more := {number for number, parent in parents.items() if parent in found} - found:
            found |= more
        return [number for number in found if number != str(os.getpid())]

    def _anonymous(self, number: str) -> int:
        fields = self._read(f"{number}/statm").split()
        return (int(fields[1]) - int(fields[2])) * resource.getpagesize() if fields else 0

    def _seconds(self, number: str) -> float:
        fields = self._stat(number)
        return (int(fields[11]) + int(fields[12])) / self._ticks if fields else 0.0

    def _stat(self, number: str) -> list[str]:
        return self._read(f"{number}/stat").rpartition(")")[2].split()

    def _read(self, path: str) -> str:
        try:
            descriptor = os.open(path, os.O_RDONLY, dir_fd=self._proc)
        except OSError:
            return ""
        try:
            return os.read(descriptor, 4096).decode(errors="replace")
        except OSError:
            return ""
        finally:
            os.close(descriptor)


def _reap(child: int) -> Ending | None:
    """The end of the child if it has come; orphans are buried on the way."""
    while True:
        try:
            number, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return Ending()
        if number == 0:
            return None
        if number == child:
            code = os.waitstatus_to_exitcode(status)
            return Ending(code=code) if code >= 0 else Ending(signal=-code)


def _address_space() -> int:
    if not namespaces.on_linux:
        return 0
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 512 * MEGABYTE


def leave(code: int = 0) -> Any:
    """End this process at once, whatever is open."""
    sys.stdout.flush()
    os._exit(code)
