"""The findings of every submission, in a table beside nbgrader's own. The scores of a class are told with them."""

from collections.abc import Sequence

from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, delete, insert, select
from sqlalchemy.orm import Session

from lrgrade.examine.findings import Finding
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


def create_table(session: Session) -> None:
    """Make the table in the gradebook's database, if it is not there yet."""
    TABLE.create(session.connection(), checkfirst=True)


def save_findings(session: Session, student: str, assignment: str, findings: Sequence[Finding]) -> None:
    """Put findings into their table, in the place of those of an earlier grading. Does not commit."""
    of_submission = (TABLE.c.student == student) & (TABLE.c.assignment == assignment)
    session.execute(delete(TABLE).where(of_submission))
    if findings:
        rows = [{"student": student, "assignment": assignment, **vars(finding)} for finding in findings]
        session.execute(insert(TABLE), rows)


def students_with_findings(session: Session, assignment: str) -> frozenset[str]:
    """Of whom there are findings, whether nbgrader's own tables still know them or not."""
    return frozenset(session.scalars(select(TABLE.c.student).where(TABLE.c.assignment == assignment)))


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
