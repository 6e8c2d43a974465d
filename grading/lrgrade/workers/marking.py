"""Mark one submission: from what was handed in to all that the gradebook and the autograded folder are told of it.

The steps are those that `nbgrader_config.py` names for nbgrader's Autograde, in
their order. What they would look up in the gradebook, or save there, is not
theirs here: a worker has none. `Rebuild` has put every cell of ours in its
place, so there is nothing to look up; what is to be saved is noted in a Result,
and `lrgrade.gradebook.writer` saves it. A step of your own that needs the
gradebook runs under `nbgrader autograde` only.
"""

import logging
import tempfile
import traceback
import warnings
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from traitlets.utils.importstring import import_item

from lrgrade.course.app import Folders
from lrgrade.course.cells import comment_on, is_commented, is_grade, score_of
from lrgrade.course.folder import CourseFolder
from lrgrade.examine.execute import NotJudgedError
from lrgrade.examine.findings import findings_in
from lrgrade.examine.machine import is_the_machines, told
from lrgrade.gradebook.result import Places, Result
from lrgrade.intake.rebuild import edition_in
from lrgrade.intake.remarks import remarks_in
from lrgrade.intake.submissions import HandedIn, files_of, put_files, read
from lrgrade.steps import WorkerSteps


class Marker:
    """Marks the submissions to one assignment, one after the other, in this process."""

    def __init__(self, course: CourseFolder, assignment: str):
        self._app = course.app()
        self._lines = _LogLines()
        self._app.log = logging.Logger("lrgrade", logging.INFO)
        self._app.log.addHandler(self._lines)
        self._steps = WorkerSteps(self._app, assignment)
        self._source = Folders(self._app.coursedir, assignment).source
        self._files = files_of(self._source)

    def mark(self, handed_in: HandedIn) -> Result:
        """Mark a submission. Whatever goes wrong becomes the result's problem."""
        self._lines.kept = []
        if handed_in.problem:
            return Result(handed_in.student, handed_in.timestamp, problem=handed_in.problem)
        try:
            with tempfile.TemporaryDirectory(prefix="lrgrade-") as folder, warnings.catch_warnings():
                # nbgrader's own, about its use of other libraries: nobody who grades can do anything about them.
                warnings.simplefilter("ignore")
                # A test may write beside them: each submission gets its own.
                put_files(self._files, self._source, Path(folder))
                return self._result(handed_in, self._steps.take(read(handed_in), Path(folder)))
        except Exception as error:
            self._app.log.error("%s: %s", handed_in.student, traceback.format_exc().rstrip())
            return Result(
                handed_in.student,
                handed_in.timestamp,
                problem=str(error) if isinstance(error, NotJudgedError) else told(error),
                meets_all=is_the_machines(error),
                log=tuple(self._lines.kept),
            )

    def _result(self, handed_in: HandedIn, notebook: NotebookNode) -> Result:
        return Result(
            student=handed_in.student,
            timestamp=handed_in.timestamp,
            secret=handed_in.secret,
            notebook=nbformat.writes(notebook, version=4) + "\n",
            scores={_name(cell): score_of(cell, self._app.log) for cell in notebook.cells if is_grade(cell)},
            comments={_name(cell): comment_on(cell) for cell in notebook.cells if is_commented(cell)},
            edition=edition_in(notebook),
            places=Places.of(notebook),
            remarks=tuple(remarks_in(notebook)),
            findings=tuple(findings_in(notebook)),
            log=tuple(self._lines.kept),
        )


def marker_for(course: CourseFolder, assignment: str) -> Marker:
    """The marker for an assignment: a Marker, unless the configuration names another class as `c.Mark.marker_class`."""
    named = course.app().config.Mark.get("marker_class", Marker)
    return (import_item(named) if isinstance(named, str) else named)(course, assignment)


def _name(cell: NotebookNode) -> str:
    return cell.metadata.nbgrader.grade_id


class _LogLines(logging.Handler):
    """Keeps what is logged, with its level, until it is asked for."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.kept: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append((record.levelno, record.getMessage()))
