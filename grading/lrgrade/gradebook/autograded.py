"""The autograded folder: what lies there is graded, and it changes in one piece.

A graded submission is first made in a hidden folder beside the others, and
moved to its place by one rename, after the gradebook has its scores. So what is
killed on the way leaves a submission that is not graded yet, and a hidden
folder that the next run clears away. Only one run at a time may work here.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Container, Iterator
from contextlib import contextmanager
from pathlib import Path

from lrgrade.course.app import Folders, NbGrader
from lrgrade.course.converters import mode_of_graded_files
from lrgrade.gradebook.result import Result
from lrgrade.intake.basis import Basis, Cause, Why, read_basis, why_again
from lrgrade.intake.files import SECRET, TIMESTAMP
from lrgrade.intake.submissions import files_of, put_files
from lrlab.exercises import notebook_of

# nbgrader looks for submissions by a glob, which a name with a leading dot never matches.
_SCRATCH_PREFIX = ".grading-"
_ATTEMPTS, _PAUSE = 10, 0.1


class BusyError(RuntimeError):
    """Another run is grading into the same folder."""

    def __init__(self, folder: Path):
        super().__init__(f"Another run is grading into {folder}: wait until it has ended, or stop it.")


class AutogradedFolder:
    """The graded submissions to one assignment."""

    def __init__(self, app: NbGrader, assignment: str):
        self._folders = Folders(app.coursedir, assignment)
        self._notebook = notebook_of(assignment)
        self._files = files_of(self._folders.source)
        self._mode = mode_of_graded_files(app)
        self._folder_mode = 0o2775 if app.coursedir.groupshared else 0o755

    @contextmanager
    def reserved(self) -> Iterator[Path]:
        """Have the folder to oneself, without leftovers; gives a hidden folder to work in. Raises BusyError."""
        folder = self._folders.autograded
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder):
            for leftover in folder.glob(f"{_SCRATCH_PREFIX}*"):
                _remove(leftover)
            self._scratch = Path(tempfile.mkdtemp(prefix=_SCRATCH_PREFIX, dir=folder))
            try:
                yield self._scratch
            finally:
                _remove(self._scratch)

    def why_grade(self, student: str, basis: Basis, known: Container[str]) -> Why | None:
        """Why a submission is to be graded, or None where it is graded and nothing has changed since.

        basis: from what it would be graded now. known: the students of whom the gradebook has a submission.
        """
        place = self._folders.graded(student)
        if student not in known or not place.exists():
            return Why(Cause.FIRST)
        return why_again(basis, read_basis(place / self._notebook))

    def put(self, result: Result) -> None:
        """Put a graded submission in its place, instead of an earlier one."""
        made = Path(tempfile.mkdtemp(dir=self._scratch))
        put_files(self._files, self._folders.source, made)
        (made / self._notebook).write_text(result.notebook, encoding="utf-8")
        for name, text in ((TIMESTAMP, result.timestamp), (SECRET, result.secret)):
            if text:
                (made / name).write_bytes(text.encode())
        for path in (made, *made.rglob("*")):
            path.chmod(self._folder_mode if path.is_dir() else self._mode)
        self.take_away(result.student)
        place = self._folders.graded(result.student)
        place.parent.mkdir(parents=True, exist_ok=True)
        made.rename(place)

    def take_away(self, student: str) -> None:
        """Remove a graded submission, in one piece."""
        place = self._folders.graded(student)
        if place.exists():
            old = Path(tempfile.mkdtemp(dir=self._scratch)) / "old"
            place.rename(old)
            _remove(old.parent)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the kernel's lock on a folder, which a process cannot leave behind. Raises BusyError."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(folder) from None
        yield
    finally:
        os.close(descriptor)


def _remove(folder: Path) -> None:
    """Remove a folder, also where a process that is about to end still writes into it."""
    for _ in range(_ATTEMPTS):
        with contextlib.suppress(OSError):
            shutil.rmtree(folder)
        if not folder.exists():
            return
        time.sleep(_PAUSE)
