"""Enter an assignment into the gradebook from its source, with nbgrader's own generate_assignment.

What that writes beside the gradebook goes to a temporary folder: `notebooks/`
is made by `lrgrade build` alone.
"""

from pathlib import Path

from sqlalchemy.exc import DBAPIError

from lrgrade.course.app import NbGrader
from lrgrade.course.converters import ConversionError, as_registered, enter_into_gradebook
from lrgrade.course.editions import grade_id_of
from lrgrade.gradebook.database import Gradebook, GradebookLostError, knows, opened, shown
from lrlab.workbook.solutions import nbgrader_of, source_notebook


class NotRegisteredError(RuntimeError):
    """The gradebook does not take the assignment as its source stands."""

    def __init__(self, assignment: str, database: str):
        super().__init__(
            f"The gradebook {shown(database)} does not take {assignment}: nbgrader's log says why. If its cells have "
            "changed since grades were given,\nput the gradebook aside and grade anew, or bring the old cells back."
        )


def ensure_registered(app: NbGrader, assignment: str) -> None:
    """Enter an assignment that the gradebook lacks, or has otherwise than its source is by now."""
    with opened(app) as gradebook:
        as_it_is = knows(gradebook, assignment) and _checksums_in(gradebook, assignment) == _checksums(app, assignment)
    if not as_it_is:
        register(app, assignment)


def _checksums_in(gradebook: Gradebook, assignment: str) -> dict[str, str]:
    notebooks = gradebook.find_assignment(assignment).notebooks
    return {cell.name: cell.checksum for notebook in notebooks for cell in notebook.source_cells}


def _checksums(app: NbGrader, assignment: str) -> dict[str, str]:
    """nbgrader's checksums of the cells that it registers; a cell's points and its use are in them."""
    cells = as_registered(source_notebook(Path(app.coursedir.root), assignment), app).cells
    return {name: str(nbgrader_of(cell).get("checksum")) for cell in cells if (name := grade_id_of(cell))}


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
