"""The process that judges: it runs the instructor's cells and asks the sandbox about the student's.

Theory of operation. An examiner is a fork of a warm, trusted interpreter, for
one submission. It runs locked and test cells unchanged, with IPython. Cells that
the student may edit it only passes on; locked cells that are no tests run in
both processes. A name that an instructor's cell uses, and that neither those
cells nor Python define, is fetched from the sandbox: plain data by value, all
else as a proxy. No code of the student's ever runs here.

A test has passed if its cell ran to its end and every call that it made had a
result. Everything else is a failure with its reason. What only the course can be
blamed for is told by exceptions that are raised here and can be raised nowhere
else: one of the student's arrives as the nearest of Python's own. Of a hidden
test nothing leaves this process but whether it passed, its title and its hint,
and for a limit that was reached the sentence that says so.
"""

import contextlib
import os
import signal
import socket
import sys
import time
import warnings
from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_notebook

from lrgrade.course.source import BEGIN_HIDDEN
from lrgrade.examine.examination import Cell, Examination, Marked
from lrgrade.examine.harmless import cleaned
from lrgrade.examine.line import GraderLine
from lrgrade.examine.no_result import NoResult
from lrgrade.examine.session import Session
from lrgrade.sandbox import earlier, server
from lrgrade.sandbox.outputs import Output, Outputs, error_output
from lrgrade.sandbox.protocol import MEGABYTE
from lrgrade.sandbox.shell import Ran, Shell
from lrgrade.sandbox.watchdog import leave
from lrlab.checking.check import UnknownExerciseError
from lrlab.exercises import Course, CourseError, default_course
from lrlab.workbook.names import used

HIDDEN_PASSED = "Passed."
HIDDEN_WRONG = "Your answer does not pass this hidden test."


class Examiner:
    """One submission's examination."""

    def __init__(self, examination: Examination, session: Session, shell: Shell):
        self._examination, self._session, self._shell = examination, session, shell
        self._limits = examination.limits
        self._most_output = int(self._limits["output"] * MEGABYTE)
        self._later: set[str] = set()
        self._missing: set[str] = set()
        self._began = time.monotonic()

    def mark(self) -> Iterator[Marked]:
        """Run the cells in order, and say of each how it ended as soon as it did."""
        for count, cell in enumerate(self._examination.cells, 1):
            if time.monotonic() - self._began > self._limits["notebook_wall"]:
                failure = NoResult("notebook_wall", seconds=self._limits["notebook_wall"])
                yield Marked(cell.index, None, [_error(failure)], failure.sentence)
                continue
            self._session.begin_test()
            try:
                outputs = getattr(self, f"_{cell.role}")(cell, count)
            except NoResult as failure:
                outputs = [*self._shown(failure.outputs, count), _error(failure)]
            why = self._session.failure
            note = why.note if why else ""
            yield Marked(cell.index, count, outputs, note, note if why and why.is_our_fault else "")
        self._session.close()

    def _student(self, cell: Cell, count: int) -> list[Output]:
        outputs, _ = self._session.run(cell.source, count)
        return self._shown(outputs, count)

    def _given(self, cell: Cell, count: int) -> list[Output]:
        """Both processes run it; what the student's code makes of it is shown."""
        outputs = self._student(cell, count)
        self._run(cell.source, count)
        failure = self._session.failure
        return [*outputs, _error(failure)] if failure and failure.is_our_fault else outputs

    def _test(self, cell: Cell, count: int) -> list[Output]:
        if not cell.source.strip():
            raise NoResult("empty")
        visible, mark, _ = cell.source.partition(BEGIN_HIDDEN)
        if not mark:
            return self._judged(cell, self._run(cell.source, count))
        shown: list[Output] = []
        if _compiles(self._shell.transform_cell(visible)):
            ran = self._run(visible, count)
            shown = self._judged(cell, ran)
            if ran.error is not None or self._session.failure:
                return shown
            hidden = cell.source[len(visible) :]
        else:
            hidden = cell.source
        # Nothing is shown of how it failed.
        return [*shown, *self._judged_hidden(cell, self._run(hidden, count, traceback=False))]

    def _judged(self, cell: Cell, ran: Ran) -> list[Output]:
        failure = self._session.failure
        if failure:
            # What `check` says of a broken course is meant for those who write it.
            shown = [] if failure.is_our_fault else _without_errors(ran.outputs)
            return [*shown, _error(failure)]
        outputs = ran.outputs
        if ran.error and not any(output["output_type"] == "error" for output in outputs):
            outputs = [*outputs, _error_named(type(ran.error).__name__, str(ran.error))]
        return [self._fit_number(output, cell.points) for output in map(_as_told, outputs)]

    def _judged_hidden(self, cell: Cell, ran: Ran) -> list[Output]:
        if isinstance(ran.error, NoResult):
            self._session.failure = self._session.failure or ran.error
        failure = self._session.failure
        if failure:
            return [_hidden_error(cell, failure.error, failure.sentence)]
        if ran.error is not None:
            return [_hidden_error(cell, *self._hidden_verdict(ran.error))]
        results = [self._fit_number(one, cell.points) for one in ran.outputs if one["output_type"] == "execute_result"]
        return [{"output_type": "stream", "name": "stdout", "text": f"{HIDDEN_PASSED}\n"}, *results]

    def _hidden_verdict(self, error: BaseException) -> tuple[str, str]:
        """The name of an error and a sentence that tell nothing of the test."""
        if self._session.raised == "NotImplementedError":
            return self._session.raised, HIDDEN_WRONG
        if isinstance(error, NameError) and error.name in self._missing:
            return "NameError", f"{error.name} is not defined."
        # What our own hidden tests say was written to be shown.
        own = isinstance(error, AssertionError) and _raised_in(error) == "lrgrade.hidden"
        return "AssertionError", str(error) if own else HIDDEN_WRONG

    def _run(self, source: str, count: int, traceback: bool = True) -> Ran:
        """Run an instructor's cell here, with what it needs of the student's."""
        space = self._shell.user_ns
        now, later = used(self._shell.transform_cell(source))
        wanted = {name for name in now | self._later if name not in space}
        fetched = self._session.fetch(sorted(wanted))
        self._missing = wanted - set(fetched)
        self._later |= later
        space.update(fetched)
        try:
            with self._alarm(self._limits["test_wall"]):
                ran = self._shell.run(source, count, Outputs(self._most_output), traceback)
        finally:
            self._session.end_test()
            for name, value in fetched.items():
                if space.get(name) is value:
                    del space[name]
        if self._is_the_courses(ran.error):
            failure = NoResult("course", what="this answer")
            failure.__cause__ = ran.error
            self._session.failure = self._session.failure or failure
        return ran

    def _is_the_courses(self, error: BaseException | None) -> bool:
        """Whether an error can come from nothing but a broken course, a broken test cell or a broken machine."""
        if self._session.raised is None and isinstance(error, ImportError | SyntaxError | OSError):
            return True
        return isinstance(error, CourseError | UnknownExerciseError)

    def _fit_number(self, output: Output, points: float) -> Output:
        """nbgrader believes a number that a test cell ends with; one that it could not believe is our mistake."""
        if output["output_type"] != "execute_result":
            return output
        try:
            number = float(output["data"].get("text/plain", ""))
        except ValueError:
            return output
        if isfinite(number) and 0 <= number <= points:
            return output
        self._session.failure = NoResult("unfit", number=number, points=points)
        return _error(self._session.failure)

    @contextlib.contextmanager
    def _alarm(self, seconds: float) -> Iterator[None]:
        def ring(*_: object) -> None:
            self._session.failure = self._session.failure or NoResult("test_wall", seconds=seconds)
            raise self._session.failure

        signal.signal(signal.SIGALRM, ring)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _shown(self, outputs: list[Any], count: int) -> list[Output]:
        return cleaned(outputs, count, self._most_output)


def _error(failure: NoResult) -> Output:
    return _error_named(failure.error, failure.sentence)


def _error_named(name: str, sentence: str) -> Output:
    return error_output(name, sentence, [f"\x1b[0;31m{name}\x1b[0m: {sentence}"])


def _hidden_error(cell: Cell, name: str, verdict: str) -> Output:
    """What a student sees of a hidden test that failed: its title, one line, its hint."""
    comments = [line for line in cell.source.partition(BEGIN_HIDDEN)[0].splitlines() if line.startswith("# ")]
    lines = [line.removeprefix("# ") for line in comments]
    traceback = "\n".join([*lines[:1], f"\x1b[0;31m{verdict}\x1b[0m", *lines[1:]])
    return error_output(name, "\n".join([verdict, *lines[1:]]), [traceback])


def _as_told(output: Output) -> Output:
    """nbgrader takes anything on stderr, a warning too, for a failure: here it is only told."""
    return output | {"name": "stdout"} if output.get("name") == "stderr" else output


def _without_errors(outputs: list[Output]) -> list[Output]:
    return [_as_told(output) for output in outputs if output["output_type"] in ("stream", "display_data")]


def _compiles(source: str) -> bool:
    """Whether a source is Python by itself."""
    try:
        compile(source, "cell", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def _raised_in(error: BaseException) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return str(trace.tb_frame.f_globals.get("__name__")) if trace else ""


def examine(sock: socket.socket) -> None:
    """Be the examiner of one submission."""
    line = GraderLine(sock)
    examination = line.examination()
    os.environ.update(examination.environment)
    earlier.install(examination.earlier)
    os.chdir(examination.folder)
    # Only the assignment's own files lie there; a submission's never leave the sandbox.
    sys.path.insert(0, examination.folder)
    server.reseed()
    most = int(examination.limits["message"] * MEGABYTE)
    begin = [examination.earlier, int(examination.limits["output"] * MEGABYTE)]
    modules = {*default_course().modules, *_modules_in(Path(examination.folder))}
    files = examination.files
    session = Session(lambda: line.sandbox(most), line.ended, begin, examination.limits, modules, files)
    warnings.simplefilter("default")
    for marked in Examiner(examination, session, Shell.instance()).mark():
        line.tell(marked)


def _modules_in(folder: Path) -> set[str]:
    """The names of the modules beside the notebook: a test cell may use them."""
    packages = {path.parent.name for path in folder.glob("*/__init__.py")}
    return {path.stem for path in folder.glob("*.py")} | packages


def _read_course(root: Path, course: Course) -> None:
    """Load what the tests of each exercise look up: its table, its probes, its model answer."""
    from lrgrade.hidden import load

    for exercise in course.exercises.values():
        # What is missing or broken is said by the test that needs it.
        with contextlib.suppress(Exception):
            load(root, exercise)


def main() -> None:
    """Serve examiners.

    The arguments are the control descriptor, a folder for IPython's files, the
    package of the course, and the course folder if there is one.
    """
    control, (home, package, *roots) = socket.socket(fileno=int(sys.argv[1])), sys.argv[2:]
    os.environ["LRLAB_COURSE"] = package
    course = default_course()
    shell = Shell.start(home)
    shell.warm_up(course.warm_up)
    # The first validation compiles nbformat's schema.
    nbformat.validate(new_notebook())
    server.load("pytest", "lrlab.checking.check", "lrlab.checking.derivation", "lrgrade.hidden", *course.preload)
    for root in roots:
        _read_course(Path(root), course)

    def fork(_: dict[str, Any], descriptors: list[int]) -> None:
        if os.fork():
            return
        with server.no_way_out():
            control.close()
            examine(socket.socket(fileno=descriptors[0]))
            leave()

    server.serve(control, fork, {})
