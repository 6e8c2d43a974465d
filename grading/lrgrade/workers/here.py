"""This process marks, and what every kind of workers is to the pipeline."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from lrgrade.course.folder import CourseFolder
from lrgrade.examine import execute
from lrgrade.gradebook.result import Result
from lrgrade.intake.submissions import HandedIn
from lrgrade.workers.interrupt import heard
from lrgrade.workers.marking import marker_for
from lrgrade.workers.scratch import temporary_files_in

Batch = list[HandedIn]


class Workers(Protocol):
    """Whoever marks. To be used as a context manager, and told about on `address` once inside."""

    address: str
    size: int

    def __enter__(self) -> "Workers": ...

    def __exit__(self, *_: object) -> None: ...

    def mark(self, batches: Iterable[Batch]) -> Iterator[list[Result]]:
        """Take batches as they can be worked on, and give their results as they come, in any order."""
        ...


# Who is to mark: made for the course, an assignment, a folder for temporary files and the number of submissions.
MakeWorkers = Callable[[CourseFolder, str, Path, int], AbstractContextManager[Workers]]


class ThisProcess:
    """This process marks, one submission after the other.

    scratch: a folder for temporary files; warm processes, which have some, then end with the marking.
    """

    address = ""
    size = 1

    def __init__(self, course: CourseFolder, assignment: str, scratch: Path | None = None):
        self._marker = marker_for(course, assignment)
        self._scratch = scratch
        self._ends = contextlib.ExitStack()

    def __enter__(self) -> "ThisProcess":
        if self._scratch:
            self._ends.enter_context(temporary_files_in(self._scratch))
            self._ends.callback(execute.close)
        return self

    def __exit__(self, *how: Any) -> None:
        self._ends.__exit__(*how)

    def mark(self, batches: Iterable[Batch]) -> Iterator[list[Result]]:
        """Mark the batches in their order."""
        for batch in batches:
            for handed_in in batch:
                with heard():
                    pass
                yield [self._marker.mark(handed_in)]


def this_process(course: CourseFolder, assignment: str, _: Path, __: int) -> ThisProcess:
    """This process alone, its warm processes kept for the next run."""
    return ThisProcess(course, assignment)
