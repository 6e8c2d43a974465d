"""What saturates: how many submissions a second the scheduler, the writer and the disk bear, with stub marking."""

import pickle
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from classes import Class
from postgres import postgresql
from repository import COURSE
from stub import RESULT, StubCluster
from table import markdown

from lrgrade.course.app import Folders
from lrgrade.course.folder import CourseFolder
from lrgrade.examine import execute
from lrgrade.gradebook.autograded import AutogradedFolder
from lrgrade.gradebook.register import register
from lrgrade.gradebook.result import Result
from lrgrade.gradebook.writer import Writer
from lrgrade.intake.submissions import HandedIn, files_of, pick_up, submissions_of
from lrgrade.pipeline import MOST_IN_A_BATCH, app_of, events
from lrgrade.workers.marking import Marker

ASSIGNMENT = COURSE.assignments[0]


@dataclass(frozen=True)
class Limit:
    """A stage, on which so many submissions were tried, and the seconds that took."""

    stage: str
    count: int
    seconds: float


@contextmanager
def stub_class(size: int) -> Iterator[tuple[CourseFolder, Result]]:
    """A class, and the result of its first student, which lies in the course folder for the stub to give."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        course = Class.of(ASSIGNMENT, size).make(Path(folder, "course"))
        app = app_of(course)
        student, path = next(_handed_in(course))
        result = Marker(course, ASSIGNMENT).mark(pick_up(path, ASSIGNMENT, app.coursedir.max_file_size))
        assert not result.problem, f"{student}: {result.problem}"
        execute.close()
        (course.root / RESULT).write_bytes(pickle.dumps(result))
        yield course, result


def limits(size: int) -> tuple[int, list[Limit]]:
    """The bytes of a graded notebook, and the limits of each stage, on a class of that size."""
    with stub_class(size) as (course, result), postgresql() as database:
        app = app_of(course)
        results = [replace(result, student=student) for student, _ in _handed_in(course)]
        whole = _everything(course, size)
        found = [_picking_up(course)]
        for workers in (1, 2):
            found.append(_scheduler(course, workers, size, MOST_IN_A_BATCH))
        found.append(_scheduler(course, 2, size, 1))
        found.append(_writer(replace(course, db=f"sqlite:///{course.root}/writer.db"), results, "SQLite"))
        if database:
            found.append(_writer(replace(course, db=database), results, "PostgreSQL"))
        autograded = AutogradedFolder(app, ASSIGNMENT)
        with autograded.reserved():
            found.append(
                _timed(
                    "autograded folder", results, lambda one: autograded.put(one.student, one.notebook, one.timestamp)
                )
            )
    return len(result.notebook.encode()), [*found, whole]


def _handed_in(course: CourseFolder) -> Iterator[tuple[str, Path]]:
    return submissions_of(Folders(course.app().coursedir, ASSIGNMENT).submitted, ASSIGNMENT)


def _picking_up(course: CourseFolder) -> Limit:
    app = app_of(course)
    folders = [path for _, path in _handed_in(course)]
    expected = files_of(course.root / "solutions" / ASSIGNMENT)
    return _timed("picking up", folders, lambda one: pick_up(one, ASSIGNMENT, app.coursedir.max_file_size, expected))


def _writer(course: CourseFolder, results: list[Result], kind: str) -> Limit:
    app = app_of(course)
    register(app, ASSIGNMENT)
    with Writer(app, ASSIGNMENT) as writer:
        return _timed(f"writer, {kind}", results, writer.save)


def _scheduler(course: CourseFolder, workers: int, count: int, in_a_batch: int) -> Limit:
    """Tasks with real submissions in them, and real results."""
    app = app_of(course)
    _, path = next(_handed_in(course))
    one = pick_up(path, ASSIGNMENT, app.coursedir.max_file_size)
    batches: list[list[HandedIn]] = [[one] * in_a_batch] * (count // in_a_batch)
    with tempfile.TemporaryDirectory() as scratch, StubCluster(course, ASSIGNMENT, Path(scratch), workers) as cluster:
        warm = [[one]] * workers
        assert sum(len(done) for done in cluster.mark(warm)) == workers
        began = time.perf_counter()
        done = sum(len(results) for results in cluster.mark(batches))
        seconds = time.perf_counter() - began
    return Limit(f"scheduler, workers: {workers}, in a task: {in_a_batch}", done, seconds)


def _everything(course: CourseFolder, size: int) -> Limit:
    """A whole run with stub marking: the time from the first to the last."""

    def stub(course: CourseFolder, assignment: str, scratch: Path, _: int) -> StubCluster:
        return StubCluster(course, assignment, scratch, 2)

    run = events(course, ASSIGNMENT, workers=stub)
    next(run)
    began = time.perf_counter()
    count = sum(1 for _ in run)
    assert count == size, count
    return Limit("all together", count, time.perf_counter() - began)


def _timed(stage: str, every: list[Any], work: Callable[[Any], object]) -> Limit:
    began = time.perf_counter()
    for one in every:
        work(one)
    return Limit(stage, len(every), time.perf_counter() - began)


def limits_table(found: list[Limit]) -> str:
    """A row for each stage, the whole last."""
    rows = [
        [one.stage, str(one.count), f"{1000 * one.seconds / one.count:.2f} ms", f"{one.count / one.seconds:.0f}"]
        for one in found
    ]
    return markdown(["stage", "submissions", "each", "a second"], rows)
