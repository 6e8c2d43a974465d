"""The gradebook's database: how it is opened, and how it is spoken of when it cannot be.

Written against nbgrader 0.9.6, whose `Gradebook` is documented. What is not:
- `nbgrader.api.get_alembic_version`: replaced while a gradebook is opened;
- `nbgrader.alembic`: the folder in which it keeps the versions of its tables.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbgrader.api
from alembic.script import ScriptDirectory
from nbgrader.api import Gradebook, MissingEntry, Student, SubmittedAssignment
from sqlalchemy import select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session

from lrgrade.course.app import NbGrader

_DRIVER = "its driver is not installed ({error}): `pip install -e '.[postgresql]'` brings that of PostgreSQL"
_ADDRESS = "{error}; it is to look like postgresql+psycopg://USER:PASSWORD@HOST/NAME or sqlite:////FOLDER/gradebook.db"


class NoGradebookError(RuntimeError):
    """The gradebook's database cannot be opened."""

    def __init__(self, url: str, why: object):
        super().__init__(f"The gradebook {shown(url)} cannot be opened: {in_short(why)}")


class GradebookLostError(RuntimeError):
    """The gradebook's database cannot be reached any more, or refuses."""

    def __init__(self, url: str, why: object):
        super().__init__(
            f"The gradebook {shown(url)} cannot be written to: {in_short(why)}\n"
            "What was graded so far is kept; the same command goes on from there."
        )


@contextmanager
def opened(app: NbGrader) -> Iterator[Gradebook]:
    """The gradebook. Raises NoGradebookError where it cannot be opened."""
    url = app.coursedir.db_url
    try:
        with version_at_hand():
            gradebook = Gradebook(url, app.coursedir.course_id)
    except ModuleNotFoundError as error:
        raise NoGradebookError(url, _DRIVER.format(error=error)) from None
    except (ArgumentError, ValueError) as error:
        raise NoGradebookError(url, _ADDRESS.format(error=error)) from None
    except DBAPIError as error:
        raise NoGradebookError(url, error.orig) from None
    with gradebook:
        yield gradebook


def knows(gradebook: Gradebook, assignment: str) -> bool:
    """Whether an assignment is in the gradebook."""
    try:
        gradebook.find_assignment(assignment)
    except MissingEntry:
        return False
    return True


def submissions_in(gradebook: Gradebook, assignment: str) -> list[SubmittedAssignment]:
    """The submissions to an assignment that the gradebook has, by student; none where it does not know that."""
    try:
        found = gradebook.find_assignment(assignment).submissions
    except MissingEntry:
        return []
    return sorted(found, key=lambda one: one.student.id)


def students_in(session: Session) -> frozenset[str]:
    """The students whom the gradebook knows."""
    return frozenset(session.scalars(select(Student.id)))


def forget_ungraded(url: str, assignment: str, student: str) -> None:
    """Remove a submission of which no cell has a score, so that nobody takes it for one that scores 0."""
    with Gradebook(url) as gradebook:
        try:
            found = gradebook.find_submission(assignment, student)
        except MissingEntry:
            return
        grades = [grade for notebook in found.notebooks for grade in notebook.grades]
        if all(grade.auto_score is None and grade.manual_score is None for grade in grades):
            gradebook.remove_submission(assignment, student)


def latest_version() -> str:
    """The version that nbgrader writes into a new gradebook, of the form of its tables."""
    return ScriptDirectory(str(Path(nbgrader.api.__file__).parent / "alembic")).get_current_head() or ""


@contextmanager
def version_at_hand() -> Iterator[None]:
    """Tell nbgrader the version, for which it would run the command `alembic`.

    That takes seconds, and after Ctrl-C in the terminal shows an end of its own.
    """
    asked, nbgrader.api.get_alembic_version = nbgrader.api.get_alembic_version, latest_version
    try:
        yield
    finally:
        nbgrader.api.get_alembic_version = asked


def has_password(url: str) -> bool:
    """Whether a database's address holds a password."""
    try:
        return bool(make_url(url).password)
    except (ArgumentError, ValueError):
        return False


def shown(url: str) -> str:
    """A database's address without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return "at an address that makes no sense"


def in_short(why: object) -> str:
    """The first of a database's many words."""
    return " ".join(str(why).split())[:300]
