"""Grading without marking: workers that hand back one and the same result, at once, for whoever is asked for.

All else is real: the cluster, its tasks and their sizes, the writer, the autograded folder.
So what is measured is what all else can bear. As a program it grades a class
so, for its memory to be watched: `stub.py COURSE ASSIGNMENT WORKERS`.
"""

import functools
import os
import pickle
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from lrgrade.course.folder import CourseFolder
from lrgrade.gradebook.result import Result
from lrgrade.intake.submissions import HandedIn
from lrgrade.pipeline import events
from lrgrade.report.progress import log_grading
from lrgrade.workers.cluster import Cluster

RESULT = "stub-result.pickle"


class StubCluster(Cluster):
    """A cluster whose workers do not mark."""

    def __init__(self, course: CourseFolder, assignment: str, scratch: Path, workers: int):
        super().__init__(course, assignment, scratch, workers)
        self._result = str(course.root / RESULT)

    def __enter__(self) -> "StubCluster":
        super().__enter__()
        submit = self._client.submit

        def instead(_: Any, batch: list[HandedIn], **how: Any) -> Any:
            return submit(mark, batch, self._result, **how)

        self._client.submit = instead
        return self


def mark(batch: list[HandedIn], path: str) -> list[Result]:
    """The same result for each."""
    return [replace(_result(path), student=one.student) for one in batch]


@functools.cache
def _result(path: str) -> Result:
    return pickle.loads(Path(path).read_bytes())


def main(root: str, assignment: str, workers: str) -> None:
    """Grade a class, with no marking."""
    course = CourseFolder(Path(root))

    def stub(course: CourseFolder, assignment: str, scratch: Path, _: int) -> StubCluster:
        return StubCluster(course, assignment, scratch, int(workers))

    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123  (no file)
        log_grading(events(course, assignment, workers=stub), nowhere)


if __name__ == "__main__":
    # Workers find the functions in the module of this name.
    import stub

    stub.main(*sys.argv[1:])
