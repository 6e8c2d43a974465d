"""Enter an assignment into the gradebook from its source, with nbgrader's own generate_assignment.

What that writes beside the gradebook goes to a temporary folder: `notebooks/`
is made by `lrgrade build` alone.
"""

import tempfile
from pathlib import Path

from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import DBAPIError

from lrgrade.gradebook.database import GradebookLostError, shown


class NotRegisteredError(RuntimeError):
    """The gradebook does not take the assignment as its source stands."""

    def __init__(self, assignment: str, database: str):
        super().__init__(
            f"The gradebook {shown(database)} does not take {assignment}: nbgrader's log says why. If its cells have "
            "changed since grades were given,\nput the gradebook aside and grade anew, or bring the old cells back."
        )


def register(app: NbGrader, assignment: str, scratch: Path | None = None) -> None:
    """Enter the assignment, its notebook and its cells. Doing it again brings the cells up to date.

    scratch: a folder for temporary files. Raises NotRegisteredError, GradebookLostError.
    """
    with tempfile.TemporaryDirectory(dir=scratch) as release:
        coursedir = CourseDirectory(parent=app)
        coursedir.db_url = app.coursedir.db_url
        coursedir.release_directory = release
        coursedir.assignment_id, coursedir.notebook_id = assignment, "*"
        try:
            GenerateAssignment(coursedir=coursedir, parent=app, force=True).start()
        except NbGraderException as error:
            if isinstance(error.__context__, DBAPIError):
                raise GradebookLostError(coursedir.db_url, error.__context__.orig) from None
            raise NotRegisteredError(assignment, coursedir.db_url) from None
