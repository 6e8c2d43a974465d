"""Grade what was handed in, one submission after the other, with nbgrader's own Autograde.

A submission is taken in, put clean into a folder of its own, graded there by
nbgrader with every step that `nbgrader_config.py` names, and its result is
moved to `grading/autograded/` in one piece at the end. So a submission needs
nothing of the others, an interrupted one leaves nothing half-done behind, and
running the command again goes on where it stopped.

`grade_one` is the seam for more speed: it takes a submission and gives what
became of it, and nothing else passes between it and `grade`.
"""

import logging
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.v4 import new_notebook
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc, rmtree

from lrgrade.coursefolder import CourseFolder
from lrgrade.intake import Submission, files_of, submissions_of, take
from lrgrade.register import register
from lrgrade.review import Remark
from lrlab.exercises import notebook_of


class State(StrEnum):
    """How the grading of one submission ended."""

    GRADED = "graded"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True)
class Graded:
    """What became of one submission. Remarks are those of the intake; all of them are in the graded notebook."""

    student: str
    state: State
    remarks: list[Remark] = field(default_factory=list)


def grade(course: CourseFolder, assignment: str, students: str = "*", force: bool = False) -> Iterator[Graded]:
    """Grade the submissions of an assignment, and give what became of each as soon as it is known.

    students: a glob for their names. force: grade again what is graded already.
    Raises UnknownAssignmentError, NotRegisteredError.
    """
    app = app_of(course)
    course.has(assignment)
    register(app, assignment)
    source = Path(app.coursedir.format_path(app.coursedir.source_directory, ".", assignment))
    for student, folder in submissions_of(submitted_folder(app), assignment, students):
        if not force and _is_graded(app, student, assignment):
            yield Graded(student, State.SKIPPED)
            continue
        submission = take(folder, assignment, app.coursedir.max_file_size, files_of(source))
        yield grade_one(app, assignment, submission)


def grade_one(app: NbGrader, assignment: str, submission: Submission) -> Graded:
    """Grade one submission: its graded notebook goes to the autograded folder, its scores to the gradebook."""
    graded = _graded_folder(app, submission.student, assignment)
    shelf = Path(app.coursedir.format_path(app.coursedir.autograded_directory, "", "")).resolve()
    shelf.mkdir(parents=True, exist_ok=True)
    # nbgrader looks for submissions by a glob, which a name with a leading dot never matches.
    with tempfile.TemporaryDirectory(prefix=".grading-", dir=shelf) as desk:
        _put_down(submission, assignment, Path(desk) / "submitted")
        converter = _Autograde(app, assignment, submission, Path(desk))
        try:
            with warnings.catch_warnings():
                # nbgrader's own, about its use of other libraries: nobody who grades can do anything about them.
                warnings.simplefilter("ignore")
                converter.start()
        except NbGraderException:
            return Graded(submission.student, State.FAILED, submission.remarks)
        if graded.exists():
            rmtree(str(graded))
        graded.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(str(Path(desk) / "autograded" / submission.student / assignment), str(graded))
    return Graded(submission.student, State.GRADED, submission.remarks)


def app_of(course: CourseFolder) -> NbGrader:
    """nbgrader with the course's configuration, its messages going to a log file instead of the terminal."""
    app = course.app()
    log = logging.Logger(f"lrgrade {course.root}", logging.INFO)
    handler = logging.FileHandler(course.log, delay=True, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    log.addHandler(handler)
    app.log = log
    return app


def submitted_folder(app: NbGrader) -> Path:
    """The folder that holds a folder for each student."""
    return Path(app.coursedir.format_path(app.coursedir.submitted_directory, "", ""))


def _graded_folder(app: NbGrader, student: str, assignment: str) -> Path:
    return Path(app.coursedir.format_path(app.coursedir.autograded_directory, student, assignment))


def _is_graded(app: NbGrader, student: str, assignment: str) -> bool:
    """Whether the submission is graded already, and no newer one has come (as nbgrader itself decides it)."""
    graded = _graded_folder(app, student, assignment)
    if not graded.exists():
        return False
    times = []
    for folder in (submitted_folder(app) / student / assignment, graded):
        try:
            times.append(parse_utc((folder / "timestamp.txt").read_text(encoding="utf-8").strip()))
        except (OSError, ValueError, OverflowError):
            return True
    return times[0] <= times[1]


def _put_down(submission: Submission, assignment: str, submitted: Path) -> None:
    """Write a submission as nbgrader expects to find it, whatever it was like."""
    folder = submitted / submission.student / assignment
    folder.mkdir(parents=True)
    nbformat.write(submission.notebook or new_notebook(), folder / notebook_of(assignment))
    if submission.timestamp:
        (folder / "timestamp.txt").write_text(submission.timestamp, encoding="utf-8")


class _Autograde(Autograde):
    """nbgrader's converter for one submission that was taken in already."""

    def __init__(self, app: NbGrader, assignment: str, submission: Submission, desk: Path):
        coursedir = CourseDirectory(parent=app)
        coursedir.db_url = app.coursedir.db_url
        coursedir.submitted_directory = str(desk / "submitted")
        coursedir.autograded_directory = str(desk / "autograded")
        coursedir.assignment_id = assignment
        super().__init__(coursedir=coursedir, parent=app)
        self._submission = submission

    def init_notebooks(self) -> None:
        """Name the one notebook, instead of looking for it by globs that a student's name may confuse."""
        coursedir, student = self.coursedir, self._submission.student
        folder = coursedir.format_path(coursedir.submitted_directory, student, coursedir.assignment_id)
        self.assignments = {folder: [str(Path(folder, notebook_of(coursedir.assignment_id)))]}

    def init_single_notebook_resources(self, notebook_filename: str) -> dict[str, Any]:
        """Pass the remarks of the intake on."""
        resources = super().init_single_notebook_resources(notebook_filename)
        taken = self._submission.notebook is not None
        resources["lrgrade"] = ResourcesDict(remarks=list(self._submission.remarks), taken=taken)
        return resources

    def run_pre_convert_hook(self) -> None:
        """Nothing: the assignment is registered."""
