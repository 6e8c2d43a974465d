"""What a grading run found out about each student and exercise, in a table beside nbgrader's own.

Whether the exercise passed, the name of the mistake where `check` knows it, and
how many hints were open when the student last ran the check. The class report
and `lrgrade demo` read it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nbformat import NotebookNode
from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, delete, insert, select
from sqlalchemy.orm import Session

from lrgrade.course.cells import is_grade
from lrgrade.course.source import exercise_of
from lrgrade.examine.outcome import Outcome, outcome_of
from lrlab.checking.report import FACTS
from lrlab.exercises import Course

TABLE = Table(
    "lrgrade_finding",
    MetaData(),
    Column("student", String(128), primary_key=True),
    Column("assignment", String(128), primary_key=True),
    Column("exercise", String(128), primary_key=True),
    Column("passed", Boolean, nullable=False),
    Column("misconception", String(256)),
    Column("hints", Integer, nullable=False),
)


@dataclass(frozen=True)
class Finding:
    """One exercise of one submission. `passed`: every test passed. `misconception` is None where none is known."""

    exercise: str
    passed: bool
    misconception: str | None = None
    hints: int = 0


def findings_in(notebook: NotebookNode) -> list[Finding]:
    """The findings that a graded notebook holds, in the order of its exercises."""
    passed: dict[str, bool] = {}
    named: dict[str, str] = {}
    for cell in notebook.cells:
        if is_grade(cell):
            exercise = exercise_of(cell.metadata.nbgrader.grade_id)
            passed[exercise] = passed.get(exercise, True) and outcome_of(cell) is Outcome.PASSED
            for facts in facts_in(cell):
                named.setdefault(exercise, str(facts.get("misconception") or ""))
    hints = notebook.metadata.get("lrgrade", {}).get("hints", {})
    return [Finding(name, ok, named.get(name) or None, hints.get(name, 0)) for name, ok in passed.items()]


def hints_in(course: Course, submitted: NotebookNode) -> dict[str, int]:
    """How many hints were open by each exercise's check, as a submitted notebook claims. Nothing hangs on it."""
    found: dict[str, int] = {}
    for cell in submitted.cells:
        for facts in facts_in(cell):
            name, count = facts.get("exercise"), facts.get("hints")
            if (
                isinstance(name, str)
                and name in course.exercises
                and isinstance(count, int)
                and not isinstance(count, bool)
            ):
                found[name] = min(max(count, 0), len(course.exercises[name].hints))
    return found


def facts_in(cell: NotebookNode) -> Iterator[dict[str, object]]:
    """The facts that `check` and `hint` left beside the messages of a cell."""
    outputs = cell.get("outputs", [])
    for output in outputs if isinstance(outputs, list) else []:
        metadata = output.get("metadata") if isinstance(output, dict) else None
        facts = metadata.get(FACTS) if isinstance(metadata, dict) else None
        if isinstance(facts, dict):
            yield facts


def create_table(session: Session) -> None:
    """Make the table in the gradebook's database, if it is not there yet."""
    TABLE.create(session.connection(), checkfirst=True)


def save(session: Session, student: str, assignment: str, findings: Sequence[Finding]) -> None:
    """Put findings into their table, in the place of those of an earlier grading. Does not commit."""
    of_submission = (TABLE.c.student == student) & (TABLE.c.assignment == assignment)
    session.execute(delete(TABLE).where(of_submission))
    if findings:
        rows = [{"student": student, "assignment": assignment, **vars(finding)} for finding in findings]
        session.execute(insert(TABLE), rows)


def findings_of(session: Session, course: Course, assignment: str) -> dict[str, list[Finding]]:
    """The findings of an assignment by student, in the order of the exercises."""
    create_table(session)
    order = {name: place for place, name in enumerate(course.exercises)}
    found: dict[str, list[Finding]] = {}
    for row in session.execute(select(TABLE).where(TABLE.c.assignment == assignment).order_by(TABLE.c.student)):
        finding = Finding(row.exercise, row.passed, row.misconception, row.hints)
        found.setdefault(row.student, []).append(finding)
    for findings in found.values():
        findings.sort(key=lambda one: order.get(one.exercise, len(order)))
    return found
