"""Keep the warm processes, and see each submission through: one examiner, and as many sandboxes as it needs.

Theory of operation. The grader has two servers, one that forks examiners and
one, inside the walls, that forks sandboxes (`lrgrade.sandbox.server`). For each
submission it asks for one fork of each, hands the examiner its end of the
channel to the sandbox, and then only listens: to the examiner, for results and
for the wish for another sandbox, and to the clock. A sandbox lives as long as
its lifeline is open. If the grader dies, every socket closes, and all of these
processes end with it. No byte that a sandbox wrote is read here, except by its
watchdog, which runs none of the student's code. A sandbox whose watchdog is
gone without a word, or that was killed while the kernel was short of memory,
was ended by the machine: how it ended is no verdict.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import msgpack

import lrgrade
from lrgrade.examine import walls
from lrgrade.examine.examination import Examination, Marked
from lrgrade.examine.limits import Limits
from lrgrade.examine.line import ExaminerLine, SandboxOver, SandboxWanted
from lrgrade.examine.machine import MachineError
from lrgrade.examine.no_result import NO_SANDBOX, REASONS
from lrgrade.examine.outcome import OUR_FAULT
from lrgrade.sandbox.outputs import error_output
from lrgrade.sandbox.protocol import ChannelClosed, DeadlinePassed, ProtocolError
from lrgrade.sandbox.watchdog import Allowance, Ending
from lrlab.exercises import Course

SERVER_START_SECONDS = 60
END_SECONDS = 10
END_BY_ITSELF_SECONDS = 1


_TRY = (
    f"Try `{sys.executable} -I -c 'import numpy, IPython'`; if that fails, too, install the course into a new virtual "
    "environment (README.md)."
)


class WarmProcessError(MachineError):
    """A server did not start."""


class ProcessGoneError(RuntimeError):
    """A server is gone. Without walls, a submission can have ended it, so it says nothing of the machine."""


class WarmProcess:
    """A warm process of our own, and the socket on which it is asked to fork."""

    def __init__(self, command: Callable[[int], Sequence[str]], environment: dict[str, str] | None = None):
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  (it is closed with the server)
        with theirs:
            try:
                # A session of its own: Ctrl-C in the terminal is for the grader, which then closes its sockets.
                self._process = subprocess.Popen(
                    command(theirs.fileno()),
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=self._said,
                    stderr=self._said,
                    env=environment,
                    start_new_session=True,
                )
            except BaseException:
                self._control.close()
                self._said.close()
                raise
        self._greeting: dict[str, Any] | None = None

    @property
    def greeting(self) -> dict[str, Any]:
        """What the server said when it was ready; waits for it. Raises WarmProcessError."""
        if self._greeting is None:
            self._control.settimeout(SERVER_START_SECONDS)
            try:
                message = self._control.recv(2**16)
            except OSError:
                message = b""
            if not message:
                raise WarmProcessError(
                    f"a process for grading did not start ({self.said or 'it said nothing'}). {_TRY}"
                )
            self._greeting = msgpack.unpackb(message)
        return self._greeting

    @property
    def said(self) -> str:
        """The last line that it wrote to the terminal that it does not have, or ""."""
        length = os.fstat(self._said.fileno()).st_size
        lines = os.pread(self._said.fileno(), 10_000, max(0, length - 10_000)).decode(errors="replace").splitlines()
        return next((line.strip() for line in reversed(lines) if line.strip()), "")[:300]

    def fork(self, facts: dict[str, Any], sockets: Sequence[socket.socket]) -> None:
        """Ask for a fork that gets these sockets. Raises WarmProcessError, ProcessGoneError."""
        _ = self.greeting
        try:
            socket.send_fds(self._control, [msgpack.packb(facts)], [one.fileno() for one in sockets])
        except OSError as error:
            raise ProcessGoneError(f"a process for grading is gone ({self.said or error})") from None

    def close(self) -> None:
        """End it."""
        self._control.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._said.close()


class _Lifeline:
    """The grader's hold on a sandbox: all its processes end when it is let go."""

    def __init__(self, server: WarmProcess, allowance: Allowance, own_server: bool, walls: bool):
        self._server = server if own_server else None
        self._walls, self._kills = walls, _kills_for_memory()
        self.talk, theirs = socket.socketpair()
        self._line, end = socket.socketpair()
        try:
            with theirs, end:
                server.fork(vars(allowance), [theirs, end])
        except BaseException:
            self.talk.close()
            self._line.close()
            raise

    def end(self, by_itself: bool = False) -> bytes:
        """End all its processes; give the watchdog's report."""
        report = b""
        with self._line:
            if by_itself:
                report = self._report(END_BY_ITSELF_SECONDS)
            with contextlib.suppress(OSError):
                self._line.shutdown(socket.SHUT_WR)
            report = report or self._report(END_SECONDS)
        if self._server:
            self._server.close()
        return msgpack.packb(asdict(Ending(from_outside=True))) if self._ended_from_outside(report) else report

    def _ended_from_outside(self, report: bytes) -> bool:
        """Whether neither we nor the submission ended it. Without walls, that can end its watchdog."""
        if not report:
            return self._walls
        ending = Ending.read(report)
        return ending.signal == signal.SIGKILL and not ending.limit and _kills_for_memory() != self._kills

    def _report(self, seconds: float) -> bytes:
        self._line.settimeout(seconds)
        try:
            return self._line.recv(4096)
        except OSError:
            return b""


class Supervisor:
    """What examines submissions, one after the other. To be closed; raises NoWallsError when there can be no walls.

    hidden: folders that a sandbox must not see, wherever they lie. root: the
    course folder whose tests are asked, so that they find things at hand.
    """

    def __init__(
        self,
        limits: Limits,
        isolation: walls.Isolation,
        course: Course,
        hidden: Sequence[Path] = (),
        root: Path | None = None,
    ):
        self._limits = limits
        self._isolation = isolation
        self._hidden = hidden
        self._course = course
        self._root = [str(root)] if root else []
        filtered = walls.refused_system_calls() if isolation is walls.Isolation.WALLS else b""
        self._allowance = limits.allowance(filtered)
        self._scratch = tempfile.TemporaryDirectory(prefix="lrgrade-")
        self._box, self._home = (Path(self._scratch.name, name) for name in ("box", "home"))
        self._home.mkdir()
        walls.pack_box(self._box, course)
        self._examiners: WarmProcess | None = None
        self._sandboxes: WarmProcess | None = None
        try:
            self.warm_up()
        except BaseException:
            self.close()
            raise

    def warm_up(self) -> None:
        """Start the servers that are not running, both at once."""
        if self._sandboxes is None:
            self._sandboxes = self._sandbox_server()
        if self._examiners is None:
            about = str(self._home), self._course.package, *self._root
            self._examiners = WarmProcess(lambda control: _examiner_command(self._course, str(control), *about))

    def wait(self) -> None:
        """Wait until the servers are ready. Raises WarmProcessError."""
        self.warm_up()
        for one in (self._sandboxes, self._examiners):
            _ = one and one.greeting

    def examine(self, examination: Examination) -> list[Marked]:
        """Run a submission's cells; each comes back with its outputs. Raises MachineError, ProcessGoneError."""
        self.warm_up()
        assert self._examiners
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._examiners.fork({}, [theirs])
        except (MachineError, ProcessGoneError, OSError):
            ours.close()
            self._end_servers()
            raise
        marked: list[Marked] = []
        sandbox: _Lifeline | None = None
        limits = self._limits
        deadline = time.monotonic() + limits.notebook_wall + limits.test_wall + limits.cell_wall + SERVER_START_SECONDS
        line = ExaminerLine(ours, deadline)
        why = ""
        try:
            line.examine(examination)
            while len(marked) < len(examination.cells):
                match line.next():
                    case Marked() as one:
                        marked.append(self._explained(one))
                    case SandboxWanted():
                        sandbox = self._sandbox()
                        line.give_sandbox(sandbox.talk)
                        sandbox.talk.close()
                    case SandboxOver(by_itself):
                        report, sandbox = sandbox.end(by_itself) if sandbox else b"", None
                        line.say_how_it_ended(report)
        except ChannelClosed:
            why = "the examiner ended"
        except DeadlinePassed:
            why = "the examiner took too long"
        except ProtocolError as error:
            why = str(error)
            self._end_servers()
        except (MachineError, ProcessGoneError, OSError):
            self._end_servers()
            raise
        finally:
            line.close()
            if sandbox:
                sandbox.end()
        return marked + [_at_fault(cell.index, why) for cell in examination.cells[len(marked) :]]

    def _explained(self, marked: Marked) -> Marked:
        """With what the server said, where it could give no sandbox."""
        if NO_SANDBOX in marked.fault and self._sandboxes and self._sandboxes.said:
            marked.fault += f" ({self._sandboxes.said})"
        return marked

    def close(self) -> None:
        """End the servers and all that they forked, and clear up."""
        self._end_servers()
        self._scratch.cleanup()

    def _end_servers(self) -> None:
        for one in (self._examiners, self._sandboxes):
            if one:
                one.close()
        self._examiners = self._sandboxes = None

    def __enter__(self) -> "Supervisor":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _sandbox(self) -> _Lifeline:
        server = self._sandboxes or self._sandbox_server()
        # A server that cannot give a fork namespaces of its own is good for one sandbox.
        alone = self._isolation is walls.Isolation.WALLS and not server.greeting["nested"]
        self._sandboxes = None if alone else server
        return _Lifeline(server, self._allowance, alone, self._isolation is walls.Isolation.WALLS)

    def _sandbox_server(self) -> WarmProcess:
        environment = walls.process_environment(str(self._home)) if self._isolation is walls.Isolation.PROCESS else None
        temporary = self._allowance.temporary

        def command(control: int) -> list[str]:
            package = self._course.package
            return walls.server_command(self._isolation, control, str(self._box), package, self._hidden, temporary)

        return WarmProcess(command, environment)


def _examiner_command(course: Course, *arguments: str) -> list[str]:
    packages = Path(lrgrade.__file__).parent, *course.packages
    path = list(dict.fromkeys(str(package.parent) for package in packages))
    start = (
        f"import sys; sys.path[:0] = {path!r}; from lrgrade.startup import load_nbformat; load_nbformat(); "
        "from lrgrade.examine.examiner import main; main()"
    )
    return [sys.executable, "-P", "-B", "-c", start, *arguments]


def _at_fault(index: int, why: str) -> Marked:
    sentence = REASONS["fault"].format(why=why)
    return Marked(index, None, [error_output(OUR_FAULT, sentence, [f"{OUR_FAULT}: {sentence}"])], sentence, sentence)


def _kills_for_memory() -> int:
    """How many processes the kernel has killed by now for want of memory; 0 where it does not say."""
    try:
        lines = Path("/proc/vmstat").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("oom_kill ")), 0)
