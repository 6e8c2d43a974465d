"""A warm process that forks: it has loaded what a submission needs, and never runs any of it itself.

The grader keeps a socket to it. Each message there, with the descriptors that
come with it, asks for one fork. The server has one thread and ends when the
grader's end of the socket closes. Two kinds of it run: one outside the walls
that forks examiners, and one inside that forks sandboxes.
"""

import contextlib
import fcntl
import gc
import importlib
import os
import random
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgpack
import numpy as np

from lrgrade.sandbox import namespaces
from lrgrade.sandbox.watchdog import Allowance, Processes, bind, leave, watch
from lrlab.exercises import default_course

Fork = Callable[[dict[str, Any], list[int]], None]

MOST_DESCRIPTORS = 4


@dataclass(frozen=True)
class Surroundings:
    """How a server is told to separate submissions: what `Walls` knows and the server cannot see.

    walls: whether bubblewrap's walls stand around it. user: whom to become if
    it was started by root.
    """

    walls: bool
    user: int


def serve(control: socket.socket, fork: Fork, greeting: dict[str, Any]) -> None:
    """Fork when asked, until the other end closes. SOCK_SEQPACKET: a message is a packet."""
    gc.collect()
    gc.freeze()
    control.send(msgpack.packb(greeting))
    while True:
        message, descriptors, *_ = socket.recv_fds(control, 2**16, MOST_DESCRIPTORS)
        if not message:
            leave()
        fork(msgpack.unpackb(message), descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG) != (0, 0):
                pass


def main() -> None:
    """Serve sandboxes. The arguments are the control descriptor, the surroundings, the package of the course."""
    control = socket.socket(fileno=int(sys.argv[1]))
    around = Surroundings(walls=sys.argv[2] == "walls", user=int(sys.argv[3]))
    # Before anything is written there: what of Python the walls have put in.
    kept = namespaces.temporary_contents() if around.walls else []
    os.environ["LRLAB_COURSE"] = sys.argv[4]
    course = default_course()
    from lrgrade.sandbox.shell import Shell

    shell = Shell.start(os.environ["HOME"])
    shell.warm_up(course.warm_up)
    load("lrlab.checking.derivation", "lrgrade.sandbox.process", *course.preload)
    if around.walls:
        namespaces.become(around.user)
        if file := _unreadable():
            raise SystemExit(f"the user nobody, as whom submissions run, may not read {file}")
    nested = around.walls and _can_nest(kept)

    def fork(facts: dict[str, Any], descriptors: list[int]) -> None:
        allowance = Allowance(**facts)
        if around.walls and not nested:
            _begin(control, descriptors, allowance, None, alone=True)
        between = os.fork()
        if between:
            os.waitpid(between, 0)
            return
        with no_way_out():
            if nested:
                namespaces.enter()
                if os.fork():
                    leave()
            elif os.fork():
                leave()
            _begin(control, descriptors, allowance, kept if nested else None, alone=nested)

    serve(control, fork, {"nested": nested})


def _begin(
    control: socket.socket, descriptors: list[int], allowance: Allowance, kept: list[str] | None, *, alone: bool
) -> None:
    """Be the first process of a submission: the watchdog, with the student's process as its child.

    kept: what stays in the temporary folders that are the submission's own, or None where they are not.
    """
    nested = kept is not None
    control.close()
    talk, lifeline = (socket.socket(fileno=os.dup(descriptor)) for descriptor in descriptors)
    for descriptor in descriptors:
        os.close(descriptor)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    proc = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY) if os.path.exists("/proc/self") else None  # noqa: PTH110
    strangers = {1} if nested else {os.getpid()}
    if kept is not None:
        namespaces.furnish(allowance.temporary, kept)
    if namespaces.on_linux:
        namespaces.give_up_privileges()
        namespaces.adopt_orphans()
    if nested and proc is not None:
        strangers.add(int(os.readlink("self", dir_fd=proc)))
    processes = Processes(proc, alone, strangers)
    scratch = tempfile.mkdtemp(prefix="notebook-")
    child = os.fork()
    if child == 0:
        with no_way_out():
            lifeline.close()
            _live(talk, allowance, scratch)
    if namespaces.on_linux:
        namespaces.hide()
    talk.close()
    with no_way_out():
        # In a process tree of one's own the folder vanishes with it.
        watch(child, lifeline, allowance, processes, lambda: None if alone else shutil.rmtree(scratch, True))


def _live(talk: socket.socket, allowance: Allowance, scratch: str) -> None:
    """Be the student's process."""
    from lrgrade.sandbox.process import Sandbox
    from lrgrade.sandbox.protocol import Channel
    from lrgrade.sandbox.shell import Shell

    if namespaces.on_linux:
        namespaces.die_with_parent()
    os.setsid()
    os.chdir(scratch)
    printed = tempfile.TemporaryFile()  # noqa: SIM115  (it is open as long as this process lives)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, source in ((0, nothing), (1, printed.fileno()), (2, printed.fileno())):
        os.dup2(source, number)
    kept = fcntl.fcntl(talk.fileno(), fcntl.F_DUPFD_CLOEXEC, 32)
    os.closerange(3, kept)
    os.closerange(kept + 1, min(os.sysconf("SC_OPEN_MAX"), 2**16))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # A worker that Ctrl-C is kept from has handed that down.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    bind(allowance)
    if allowance.system_calls:
        namespaces.refuse_system_calls(allowance.system_calls)
    reseed()
    Sandbox(Channel(socket.socket(fileno=kept)), Shell.instance()).live()


class no_way_out:  # noqa: N801
    """Whatever happens inside, this process ends here and never returns into the server's loop."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: Any, error: Any, _: Any) -> None:
        if error is not None:
            import traceback

            traceback.print_exception(error)
        os._exit(0 if error is None else 1)


def _unreadable() -> str:
    """A file of a loaded module that may not be read, so that what belongs to it may not either; or ""."""
    for module in list(sys.modules.values()):
        try:
            Path(getattr(module, "__file__", None) or os.devnull).open("rb").close()
        except PermissionError as error:
            return error.filename
        except OSError:
            continue
    return ""


def _can_nest(kept: list[str]) -> bool:
    """Whether a submission can have namespaces of its own inside the walls, tried once."""
    child = os.fork()
    if child == 0:
        with no_way_out():
            namespaces.enter()
            inner = os.fork()
            if inner == 0:
                namespaces.furnish(2**20, kept)
                leave()
            leave(os.waitstatus_to_exitcode(os.waitpid(inner, 0)[1]))
    return os.waitpid(child, 0)[1] == 0


def reseed() -> None:
    """Make the global random states this process's own: a fork begins with its parent's."""
    random.seed()
    np.random.seed()


def load(*modules: str) -> None:
    """Import modules now, so that no fork has to; one that is not installed is passed over."""
    for module in modules:
        with contextlib.suppress(ImportError):
            importlib.import_module(module)


if __name__ == "__main__":
    main()
