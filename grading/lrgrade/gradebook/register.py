"""Enter an assignment into the gradebook from its source, with nbgrader's own generate_assignment.

What that writes beside the gradebook goes to a temporary folder: `notebooks/`
is made by `lrgrade build` alone.
"""

from pathlib import Path

from sqlalchemy.exc import DBAPIError

from lrgrade.course.app import NbGrader
from lrgrade.course.converters import ConversionError, enter_into_gradebook
from lrgrade.gradebook.database import GradebookLostError, knows, opened, shown


class NotRegisteredError(RuntimeError):
    """The gradebook does not take the assignment as its source stands."""

    def __init__(self, assignment: str, database: str):
        super().__init__(
            f"The gradebook {shown(database)} does not take {assignment}: nbgrader's log says why. If its cells have "
            "changed since grades were given,\nput the gradebook aside and grade anew, or bring the old cells back."
        )


def ensure_registered(app: NbGrader, assignment: str) -> None:
    """Enter an assignment that the gradebook lacks."""
    with opened(app) as gradebook:
        missing = not knows(gradebook, assignment)
    if missing:
        register(app, assignment)


def register(app: NbGrader, assignment: str, scratch: Path | None = None) -> None:
    """Enter the assignment, its notebook and its cells. Doing it again brings the cells up to date.

    scratch: a folder for temporary files. Raises NotRegisteredError, GradebookLostError.
    """
    try:
        enter_into_gradebook(app, assignment, scratch)
    except ConversionError as error:
        if isinstance(error.__cause__, DBAPIError):
            raise GradebookLostError(app.coursedir.db_url, error.__cause__.orig) from None
        raise NotRegisteredError(assignment, app.coursedir.db_url) from None
