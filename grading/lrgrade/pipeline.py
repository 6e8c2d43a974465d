"""Grade what was handed in: pick up, mark, save, put into the autograded folder, in this order for each submission.

Marking is done by workers (`lrgrade.workers`), all else here, in one process: the
disk is read and written, and the gradebook is written, by nobody else. A
submission is graded once it lies in the autograded folder, which comes last; whatever is
interrupted before leaves a submission that the next run grades. So does a fault of ours: it is no grade, so nothing
of it is saved, and what was graded before stays as it was.
"""

import logging
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from lrgrade.course.app import Folders, NbGrader
from lrgrade.course.converters import as_registered, as_shown
from lrgrade.course.editions import present_edition
from lrgrade.course.folder import CourseFolder
from lrgrade.examine.machine import told
from lrgrade.gradebook.autograded import AutogradedFolder
from lrgrade.gradebook.database import opened
from lrgrade.gradebook.feedback import take_away_feedback
from lrgrade.gradebook.register import register
from lrgrade.gradebook.result import Entered, Result
from lrgrade.gradebook.writer import RefusedError, Writer
from lrgrade.intake.basis import Basis, Cause, Why
from lrgrade.intake.digests import contents_of, digest_of
from lrgrade.intake.remarks import Remark
from lrgrade.intake.submissions import HandedIn, files_of, pick_up, submissions_of
from lrgrade.workers.here import Batch, MakeWorkers, this_process
from lrgrade.workers.interrupt import held_back
from lrlab.workbook.solutions import source_notebook

MOST_IN_A_BATCH = 16
# A batch travels as one message.
MOST_BYTES = 4_000_000


class GradingState(StrEnum):
    """How the grading of one submission ended."""

    GRADED = "graded"
    SKIPPED = "skipped"
    FAILED = "failed"


class CannotGradeError(RuntimeError):
    """Nothing more can be graded on this machine as it is."""

    def __init__(self, why: str):
        kept = "What was graded so far is kept; the same command goes on from there."
        super().__init__(f"Nothing more can be graded here: {why}\n{kept}")


@dataclass(frozen=True)
class Graded:
    """What became of one submission.

    entered: what the gradebook holds of it, if it was graded. problem: why it failed, or "". removed: whether it was
    passed over because somebody has removed the student from the gradebook. why: what made it be graded, or its late
    penalty change. feedback_gone: whether there was feedback, which has become out of date and was taken away. edition:
    of the release, which it was made from, as far as that was built and remembered.
    """

    student: str
    state: GradingState
    remarks: list[Remark] = field(default_factory=list)
    entered: Entered | None = None
    problem: str = ""
    removed: bool = False
    why: Why | None = None
    feedback_gone: bool = False
    edition: int | None = None

    @property
    def needs_review(self) -> bool:
        """Whether somebody should look at it."""
        return self.entered is not None and self.entered.needs_review


@dataclass(frozen=True)
class Begun:
    """Grading has begun: with how many submissions, how many workers, and the address of Dask's dashboard or "".

    edition: of the release that is in `solutions/` now, or None where that is not built.
    """

    count: int
    workers: int = 1
    dashboard: str = ""
    edition: int | None = None


def grade(
    course: CourseFolder, assignment: str, students: str = "*", force: bool = False, workers: MakeWorkers = this_process
) -> Iterator[Graded]:
    """Grade the submissions of an assignment, and give what became of each as soon as it is known.

    students: a glob for their names. force: grade again what is graded already.
    Raises UnknownAssignmentError, NotRegisteredError, BusyError, NoClusterError,
    NoGradebookError, GradebookLostError, CannotGradeError.
    """
    return (one for one in events(course, assignment, students, force, workers) if isinstance(one, Graded))


def events(
    course: CourseFolder, assignment: str, students: str = "*", force: bool = False, workers: MakeWorkers = this_process
) -> Generator[Begun | Graded, None, None]:
    """What `grade` gives, and before that one Begun."""
    app = app_of(course)
    course.has(assignment)
    folders, autograded = Folders(app.coursedir, assignment), AutogradedFolder(app, assignment)
    with autograded.reserved() as scratch:
        with opened(app):
            # It can be.
            pass
        with held_back():
            # It takes a moment, in which nbgrader clears so much away that Python might lose the interruption.
            register(app, assignment, scratch)
        edition = present_edition(course.root, assignment, app)
        with Writer(app, assignment) as writer:
            known, removed = writer.known(), writer.removed()
            submitted = dict(submissions_of(folders.submitted, assignment, students))
            contents = contents_of(course.root, course.course, assignment, folders.source)
            bases = {
                name: Basis(digest_of(where), contents) for name, where in submitted.items() if name not in removed
            }
            found = {student: autograded.why_grade(student, basis, known) for student, basis in bases.items()}
            why = {student: one or Why(Cause.FORCED) for student, one in found.items() if one or force}
            if not why:
                yield Begun(0, edition=edition)
            late = writer.perhaps_late()
            for student in submitted.keys() - why.keys():
                if student in late and student not in removed:
                    yield _settled(student, writer, folders)
                else:
                    yield Graded(student, GradingState.SKIPPED, removed=student in removed)
            if not why:
                return
            with workers(course, assignment, scratch, len(why)) as marking:
                yield Begun(len(why), marking.size, marking.address, edition)
                in_a_batch = min(MOST_IN_A_BATCH, -(-len(why) // (4 * marking.size)))
                picked_up = _picked_up(app, folders, {submitted[student]: bases[student] for student in why})
                for results in marking.mark(_batches(picked_up, in_a_batch)):
                    for result in results:
                        gone = not result.problem and take_away_feedback(folders, result.student)
                        graded = _keep(app, result, writer, autograded)
                        cause = why[result.student] if graded.state is GradingState.GRADED else None
                        yield replace(graded, why=cause, feedback_gone=gone)
                        if result.meets_all:
                            raise CannotGradeError(result.problem)


def app_of(course: CourseFolder) -> NbGrader:
    """nbgrader with the course's configuration, its messages going to a log file instead of the terminal."""
    app = course.app()
    log = logging.Logger(f"lrgrade {course.root}", logging.INFO)
    handler = logging.FileHandler(course.log, delay=True, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    log.addHandler(handler)
    app.log = log
    return app


def _picked_up(app: NbGrader, folders: Folders, bases: Mapping[Path, Basis]) -> Iterator[HandedIn]:
    expected = files_of(folders.source)
    ours = as_shown(as_registered(source_notebook(Path(app.coursedir.root), folders.assignment), app))
    for folder, basis in bases.items():
        found = pick_up(folder, folders.assignment, app.coursedir.max_file_size, expected, ours)
        yield replace(found, basis=basis)


def _batches(handed_in: Iterator[HandedIn], most: int) -> Iterator[Batch]:
    batch: Batch = []
    for one in handed_in:
        batch.append(one)
        if len(batch) >= most or sum(map(_size, batch)) > MOST_BYTES:
            yield batch
            batch = []
    if batch:
        yield batch


def _size(handed_in: HandedIn) -> int:
    return sum(map(len, (handed_in.content or b"", *handed_in.files.values())))


def _settled(student: str, writer: Writer, folders: Folders) -> Graded:
    """Work out the late penalty of a submission that is not graded again."""
    gone = []
    changed = writer.settle_penalty(student, before=lambda: gone.append(take_away_feedback(folders, student)))
    why = Why(Cause.LATENESS) if changed else None
    return Graded(student, GradingState.SKIPPED, why=why, feedback_gone=any(gone))


def _keep(app: NbGrader, result: Result, writer: Writer, autograded: AutogradedFolder) -> Graded:
    """Save a result, then put it into the autograded folder. Of a failure of ours, only the log is told."""
    for level, line in result.log:
        app.log.log(level, line)
    problem = result.problem
    if not problem:
        try:
            entered = writer.save(result)
        except RefusedError as error:
            problem = str(error)
    if problem:
        app.log.error("%s: %s", result.student, problem)
        return Graded(result.student, GradingState.FAILED, problem=problem)
    try:
        autograded.put(result)
    except OSError as error:
        raise CannotGradeError(told(error)) from None
    return Graded(result.student, GradingState.GRADED, list(result.remarks), entered, edition=result.edition)
