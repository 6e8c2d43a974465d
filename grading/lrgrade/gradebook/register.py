"""Enter an assignment into the gradebook from its source, with nbgrader's own generate_assignment.

What that writes beside the gradebook goes to a temporary folder: `notebooks/`
is made by `lrgrade build` alone.
"""

import tempfile
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import DBAPIError
from traitlets.config import Application, Config

from lrgrade.course.folder import find_course_folder
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


def register_if_missing(assignment: str, notebooks: list[str], **_: Any) -> None:
    """nbgrader's hook before a submission is graded: register an assignment that the gradebook lacks."""
    running = Application.instance() if Application.initialized() else None
    chosen = getattr(getattr(running, "coursedir", None), "db_url", None)
    overrides = Config({"CourseDirectory": {"db_url": chosen}}) if chosen else None
    app = find_course_folder(Path(notebooks[0]).parent).app(overrides)
    with Gradebook(app.coursedir.db_url, app.coursedir.course_id) as gradebook:
        try:
            gradebook.find_assignment(assignment)
        except MissingEntry:
            register(app, assignment)
