"""The one writer: it puts results into the gradebook, each submission in one transaction.

Theory of operation. Marking happens in many processes and none of them sees the
database. Their results arrive here, in the process of the command, one after
the other, over a connection that stays open. A result is saved whole or not at
all, and saving it twice leaves what saving it once does. When the database goes
away in the middle, the transaction is gone with it: the writer connects anew
and saves the result again, a few times, and then gives up and says so. A result
that the database does not take costs no other one. What was not saved is not on
the autograded folder either, and the next run grades it.

The rows are those that nbgrader's own autograde writes, through nbgrader's
models: what SaveAutoGrades, SaveReview, SaveFindings and AssignLatePenalties do.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from nbgrader.api import (
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.orm import selectinload

from lrgrade.course.app import NbGrader, time_in
from lrgrade.gradebook import findings
from lrgrade.gradebook.database import GradebookLostError, in_short
from lrgrade.gradebook.remarks import save_remarks
from lrgrade.workers.marking import Result
from lrlab.exercises import notebook_of

Given = TypeVar("Given")
Row = TypeVar("Row", Grade, Comment)

# Seconds to wait before each new attempt: long enough for a database to be started again.
PAUSES = (0.1, 0.5, 1, 2, 4)


class RefusedError(ValueError):
    """The gradebook takes others, but not this result."""

    def __init__(self, why: object):
        super().__init__(f"the gradebook does not take it: {in_short(why)}")


@dataclass(frozen=True)
class _Page:
    """A notebook of the assignment in the gradebook: its id, and those of its cells by grade id."""

    number: str
    graded: dict[str, str]
    commented: dict[str, str]

    @classmethod
    def of(cls, notebook: Notebook) -> "_Page":
        both = {cell.name: cell.id for cell in notebook.task_cells}
        graded = {cell.name: cell.id for cell in notebook.grade_cells}
        return cls(notebook.id, graded | both, {cell.name: cell.id for cell in notebook.solution_cells} | both)


class Writer:
    """Saves the results of one assignment. A context manager: the connection is closed at its end."""

    def __init__(self, app: NbGrader, assignment: str):
        self._app, self._assignment = app, assignment
        self._url, self._course_id = app.coursedir.db_url, app.coursedir.course_id
        self._name = notebook_of(assignment).removesuffix(".ipynb")
        self._lateness = AssignLatePenalties(parent=app)
        self._lateness.init_plugin()
        self._gradebook: Gradebook | None = None
        self._retrying(lambda: None)

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_: object) -> None:
        self._disconnect()

    def known(self) -> frozenset[str]:
        """The students of whom the gradebook has a submission."""
        return self._retrying(lambda: frozenset(self._db.scalars(self._submissions_of(SubmittedAssignment.student_id))))

    def save(self, result: Result) -> None:
        """Save a result. Raises RefusedError, and GradebookLostError where nothing can be saved any more."""
        self._retrying(lambda: self._save(result))

    def _save(self, result: Result) -> None:
        submission = self._submission(result)
        if not result.problem:
            submitted = next(one for one in submission.notebooks if one.notebook_id == self._pages[self._name].number)
            self._fill(submitted, result)
            self._db.flush()
            self._be_late(submission, submitted, result.student)
            findings.save(self._db, result.student, self._assignment, result.findings)
        self._db.commit()
        # A run of any length keeps no more than one submission in memory.
        self._db.expunge_all()

    def _submission(self, result: Result) -> SubmittedAssignment:
        """The submission's rows, made if they are not there, as nbgrader's `add_submission` makes them."""
        everything = selectinload(SubmittedAssignment.notebooks).options(
            selectinload(SubmittedNotebook.grades), selectinload(SubmittedNotebook.comments)
        )
        query = self._submissions_of(SubmittedAssignment).where(SubmittedAssignment.student_id == result.student)
        submission = self._db.scalar(query.options(everything))
        if submission is None:
            if self._db.get(Student, result.student) is None:
                self._db.add(Student(id=result.student))
                self._db.flush()
            submission = SubmittedAssignment(assignment_id=self._number, student_id=result.student)
            for page in self._pages.values():
                notebook = SubmittedNotebook(notebook_id=page.number)
                notebook.grades = [Grade(cell_id=number) for number in page.graded.values()]
                notebook.comments = [Comment(cell_id=number) for number in page.commented.values()]
                submission.notebooks.append(notebook)
            self._db.add(submission)
        if result.timestamp:
            submission.timestamp = time_in(result.timestamp)
        return submission

    def _fill(self, submitted: SubmittedNotebook, result: Result) -> None:
        page = self._pages[self._name]
        grades = _by_name(submitted.grades, page.graded)
        comments = _by_name(submitted.comments, page.commented)
        for name, score in result.scores.items():
            grades[name].auto_score = score
            grades[name].needs_manual_grade = score is None or grades[name].manual_score is not None
        for name, text in result.comments.items():
            comments[name].auto_comment = text
        save_remarks(result.remarks, result.places, grades, comments)

    def _be_late(self, submission: SubmittedAssignment, submitted: SubmittedNotebook, student: str) -> None:
        """What AssignLatePenalties does, by the plugin that the configuration names."""
        submitted.late_submission_penalty = None
        if submission.timestamp is None or self._due is None:
            return
        # The score is computed by the database.
        self._db.refresh(submitted)
        self._db.refresh(submission)
        seconds = submission.total_seconds_late
        if seconds > 0:
            self._app.log.warning("%s is %s seconds late", student, seconds)
            penalty = self._lateness.plugin_inst.late_submission_penalty(student, submitted.score, seconds)
            if penalty is not None:
                submitted.late_submission_penalty = self._lateness._check_late_penalty(submitted, penalty)

    def _submissions_of(self, what):
        return select(what).where(SubmittedAssignment.assignment_id == self._number)

    @property
    def _db(self):
        assert self._gradebook is not None
        return self._gradebook.db

    def _retrying(self, work: Callable[[], Given]) -> Given:
        for pause in (*PAUSES, None):
            try:
                if self._gradebook is None:
                    self._connect()
                return work()
            except MissingEntry as error:
                # Somebody has put another gradebook in its place.
                raise GradebookLostError(self._url, error) from None
            except (DataError, IntegrityError, UnicodeError) as error:
                self._disconnect()
                raise RefusedError(getattr(error, "orig", error)) from None
            except DBAPIError as error:
                self._disconnect()
                if pause is None or not _may_pass(error):
                    raise GradebookLostError(self._url, error.orig or error) from None
                self._app.log.warning("the gradebook does not answer and is tried again: %s", error.orig)
                time.sleep(pause)
        raise AssertionError

    def _connect(self) -> None:
        self._gradebook = Gradebook(self._url, self._course_id)
        assignment = self._gradebook.find_assignment(self._assignment)
        self._number, self._due = assignment.id, assignment.duedate
        self._pages = {notebook.name: _Page.of(notebook) for notebook in assignment.notebooks}
        findings.create_table(self._db)
        self._db.commit()

    def _disconnect(self) -> None:
        if self._gradebook is not None:
            gradebook, self._gradebook = self._gradebook, None
            try:
                gradebook.close()
            except DBAPIError:
                logging.getLogger(__name__).debug("closing a lost connection failed", exc_info=True)


def _by_name(rows: Iterable[Row], numbers: dict[str, str]) -> dict[str, Row]:
    by_number = {row.cell_id: row for row in rows}
    return {name: by_number[number] for name, number in numbers.items() if number in by_number}


def _may_pass(error: DBAPIError) -> bool:
    """Whether an error of the database may be gone in a moment: a server that starts again, a lock of another's."""
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
