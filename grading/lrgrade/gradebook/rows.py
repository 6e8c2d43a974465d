"""The rows of an assignment's submissions, those that nbgrader's own autograde writes, through nbgrader's models.

What its `Gradebook.add_submission`, SaveAutoGrades and AssignLatePenalties write is written here without their many
commits: the transaction is left to whoever asks.

Written against nbgrader 0.9.6, whose models are documented. What is not:
- `nbgrader.preprocessors.AssignLatePenalties.init_plugin`, `nbgrader.preprocessors.AssignLatePenalties.plugin_inst`:
  the plugin that the configuration names;
- `nbgrader.preprocessors.AssignLatePenalties._check_late_penalty`: it keeps a penalty between nothing and the score.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from nbgrader.api import Assignment, Comment, Grade, Notebook, Student, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from lrgrade.course.app import NbGrader, time_in
from lrgrade.gradebook.result import Entered

Row = TypeVar("Row", Grade, Comment)


@dataclass(frozen=True)
class Page:
    """A notebook of the assignment in the gradebook: its id, and those of its cells by grade id."""

    number: str
    graded: dict[str, str]
    commented: dict[str, str]

    @classmethod
    def of(cls, notebook: Notebook) -> "Page":
        """That of a notebook."""
        both = {cell.name: cell.id for cell in notebook.task_cells}
        graded = {cell.name: cell.id for cell in notebook.grade_cells}
        return cls(notebook.id, graded | both, {cell.name: cell.id for cell in notebook.solution_cells} | both)

    def grades_of(self, submitted: SubmittedNotebook) -> dict[str, Grade]:
        """The grades of a submitted notebook by grade id."""
        return _by_name(submitted.grades, self.graded)

    def comments_of(self, submitted: SubmittedNotebook) -> dict[str, Comment]:
        """The comments on a submitted notebook by grade id."""
        return _by_name(submitted.comments, self.commented)


class Rows:
    """The rows of an assignment's submissions. name: the notebook's, without its ending."""

    def __init__(self, session: Session, assignment: Assignment, name: str):
        self._session = session
        self._number, self._due = assignment.id, assignment.duedate
        self._pages = {notebook.name: Page.of(notebook) for notebook in assignment.notebooks}
        self.page = self._pages[name]

    def students(self) -> frozenset[str]:
        """Of whom there is a submission."""
        return frozenset(self._session.scalars(self._submissions(SubmittedAssignment.student_id)))

    def of(self, student: str, timestamp: str | None) -> SubmittedAssignment:
        """The rows of a submission, made if they are not there."""
        everything = selectinload(SubmittedAssignment.notebooks).options(
            selectinload(SubmittedNotebook.grades), selectinload(SubmittedNotebook.comments)
        )
        query = self._submissions(SubmittedAssignment).where(SubmittedAssignment.student_id == student)
        submission = self._session.scalar(query.options(everything))
        if submission is None:
            submission = self._add(student)
        if timestamp:
            submission.timestamp = time_in(timestamp)
        return submission

    def notebook_of(self, submission: SubmittedAssignment) -> SubmittedNotebook:
        """The rows of the notebook that was handed in."""
        return next(one for one in submission.notebooks if one.notebook_id == self.page.number)

    def fill(
        self, submitted: SubmittedNotebook, scores: dict[str, float | None], comments: dict[str, str | None]
    ) -> None:
        """Enter the scores of the tests and the comments on the answers, by grade id."""
        grades = self.page.grades_of(submitted)
        for name, score in scores.items():
            grades[name].auto_score = score
            grades[name].needs_manual_grade = score is None or grades[name].manual_score is not None
        commented = self.page.comments_of(submitted)
        for name, text in comments.items():
            commented[name].auto_comment = text

    def perhaps_late(self) -> list[str]:
        """The students whose penalty may have changed: those that have one, and those that are late by now."""
        submissions = self._submissions(SubmittedAssignment).options(selectinload(SubmittedAssignment.notebooks))
        return [
            submission.student_id
            for submission in self._session.scalars(submissions)
            if any(one.late_submission_penalty is not None for one in submission.notebooks) or self._is_late(submission)
        ]

    def be_late(self, submission: SubmittedAssignment, penalties: "LatePenalties") -> None:
        """Enter the penalty for being late, which follows from the scores."""
        submitted = self.notebook_of(submission)
        submitted.late_submission_penalty = None
        if not self._is_late(submission):
            return
        self._session.flush()
        # The score is computed by the database.
        self._session.refresh(submitted)
        self._session.refresh(submission)
        submitted.late_submission_penalty = penalties.for_being_late(submission, submitted)

    def _is_late(self, submission: SubmittedAssignment) -> bool:
        if submission.timestamp is None or self._due is None:
            return False
        return submission.timestamp > self._due + (submission.extension or timedelta(0))

    def entered(self, submission: SubmittedAssignment) -> Entered:
        """What the database makes of a submission's rows."""
        self._session.flush()
        self._session.expire(submission, ["score", "max_score", "late_submission_penalty", "needs_manual_grade"])
        penalty = submission.late_submission_penalty or 0.0
        return Entered(submission.score, submission.max_score, penalty, bool(submission.needs_manual_grade))

    def _add(self, student: str) -> SubmittedAssignment:
        if self._session.get(Student, student) is None:
            self._session.add(Student(id=student))
            self._session.flush()
        submission = SubmittedAssignment(assignment_id=self._number, student_id=student)
        for page in self._pages.values():
            notebook = SubmittedNotebook(notebook_id=page.number)
            notebook.grades = [Grade(cell_id=number) for number in page.graded.values()]
            notebook.comments = [Comment(cell_id=number) for number in page.commented.values()]
            submission.notebooks.append(notebook)
        self._session.add(submission)
        return submission

    def _submissions(self, what):
        return select(what).where(SubmittedAssignment.assignment_id == self._number)


class LatePenalties:
    """What being late costs, by the plugin that the configuration names."""

    def __init__(self, app: NbGrader):
        self._log = app.log
        self._step = AssignLatePenalties(parent=app)
        self._step.init_plugin()

    def for_being_late(self, submission: SubmittedAssignment, submitted: SubmittedNotebook) -> float | None:
        """The penalty for a notebook of a submission that is late, or None."""
        student, seconds = submission.student_id, submission.total_seconds_late
        self._log.warning("%s is %s seconds late", student, seconds)
        penalty = self._step.plugin_inst.late_submission_penalty(student, submitted.score, seconds)
        return None if penalty is None else self._step._check_late_penalty(submitted, penalty)


def _by_name(rows: Iterable[Row], numbers: dict[str, str]) -> dict[str, Row]:
    by_number = {row.cell_id: row for row in rows}
    return {name: by_number[number] for name, number in numbers.items() if number in by_number}
