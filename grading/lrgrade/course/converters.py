"""nbgrader's converters: what its commands do to a whole assignment, and single steps of that.

Written against nbgrader 0.9.6. Its documentation promises none of this:
- `nbgrader.converters.GenerateAssignment`, `nbgrader.converters.GenerateFeedback`: started as its commands start them;
- `nbgrader.converters.GenerateAssignment.preprocessors`: its steps, of which `nbgrader.preprocessors.SaveCells` alone
  needs a gradebook;
- `nbgrader.converters.base.NbGraderException`: what they raise, in the context of what they met;
- `nbgrader.converters.Autograde.permissions`: the mode of graded files;
- `nbgrader.preprocessors.LockCells`, `nbgrader.preprocessors.ClearSolutions`, `nbgrader.preprocessors.ClearOutput`,
  `nbgrader.preprocessors.ComputeChecksums`: what its GenerateAssignment does to a notebook before it is registered, in
  this order;
- `nbgrader.preprocessors.ClearHiddenTests`: and after that.
"""

import copy
import tempfile
import warnings
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import ClearHiddenTests, ClearOutput, ClearSolutions, ComputeChecksums, LockCells, SaveCells
from traitlets.config import Configurable

from lrgrade.course.app import CourseDirectory, Folders, NbGrader
from lrlab.workbook.solutions import source_notebook


class ConversionError(RuntimeError):
    """nbgrader did not convert an assignment; its log says why. The cause is the exception that it met, if any."""


def release_notebook(root: Path, assignment: str) -> NotebookNode:
    """The student version of an assignment, by nbgrader's default steps. Raises what it raises where it refuses."""
    notebook = copy.deepcopy(source_notebook(root, assignment))
    resources: dict[str, object] = {}
    for step in GenerateAssignment().preprocessors:
        if step is not SaveCells:  # It makes a gradebook, which takes longer than all else.
            notebook, resources = step()(notebook, resources)
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def enter_into_gradebook(app: NbGrader, assignment: str, scratch: Path | None = None) -> None:
    """Enter an assignment, its notebook and its cells as generate_assignment does. Raises ConversionError.

    What that writes beside the gradebook is thrown away. scratch: a folder for it.
    """
    with tempfile.TemporaryDirectory(dir=scratch) as release:
        coursedir = CourseDirectory(parent=app)
        coursedir.db_url = app.coursedir.db_url
        coursedir.release_directory = release
        coursedir.assignment_id, coursedir.notebook_id = assignment, "*"
        _generate(coursedir)


def _generate(coursedir: CourseDirectory) -> None:
    converter = GenerateAssignment(coursedir=coursedir, parent=coursedir.parent, config=coursedir.config, force=True)
    try:
        converter.start()
    except NbGraderException as error:
        raise ConversionError(str(error)) from error.__context__


def generate_feedback(app: NbGrader, assignment: str) -> list[Path]:
    """Make the pages of feedback to an assignment."""
    coursedir = CourseDirectory(parent=app)
    coursedir.assignment_id = assignment
    with warnings.catch_warnings():
        # nbgrader's own, about its use of other libraries.
        warnings.simplefilter("ignore")
        GenerateFeedback(coursedir=coursedir, parent=app).start()
    return sorted(Folders(coursedir, assignment).feedback.glob(f"*/{assignment}/*.html"))


def mode_of_graded_files(app: NbGrader) -> int:
    """The mode that the configuration gives to files in the autograded folder."""
    # The number 444 means 0o444.
    return int(str(Autograde(coursedir=app.coursedir, parent=app).permissions), 8)


def as_registered(source: NotebookNode, parent: Configurable) -> NotebookNode:
    """A source as nbgrader registers it: stubs for answers, hidden tests still there.

    parent: whose configuration the preprocessors take.
    """
    notebook = copy.deepcopy(source)
    for step in (LockCells, ClearSolutions, ClearOutput, ComputeChecksums):
        notebook, _ = step(parent=parent)(notebook, {})
    return notebook


def as_shown(registered: NotebookNode) -> NotebookNode:
    """What students get to see of a notebook as it is registered."""
    notebook, _ = ClearHiddenTests()(copy.deepcopy(registered), {})
    return notebook
