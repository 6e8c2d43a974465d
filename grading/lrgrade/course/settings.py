"""What nbgrader has to be told wherever `lrgrade` grades: where things lie, and by which steps."""

import sys
from functools import cache
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.engine import make_url
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from lrgrade.course.folder import LOCAL_CONFIG
from lrgrade.course.patterns import take_paths_as_they_are
from lrgrade.startup import find_scripts

_START_ABOVE = (
    "The formgrader's links to assignments lead nowhere: the course is %s, and Jupyter shows no more than what lies "
    "below %s. Start Jupyter in the course's folder."
)


def configure(c: Config, file: str, package: str) -> None:
    """Fill nbgrader's configuration; a course's `grading/nbgrader_config.py` calls it first and sets the rest.

    file: that of the configuration, which lies one below the course's root.
    package: what ships to learners and lists the exercises.
    """
    # nbgrader's own commands run `alembic`, which lies beside this Python.
    find_scripts()
    take_paths_as_they_are()

    c.CourseFolder.package = package
    c.CourseDirectory.course_id = package.partition(".")[0]

    # One folder for the whole course; what nbgrader makes of submissions stays below grading/.
    root = Path(file).resolve().parents[1]
    _warn_of_jupyter_below(root)
    c.CourseDirectory.root = str(root)
    c.CourseDirectory.source_directory = "solutions"
    c.CourseDirectory.release_directory = "notebooks"
    c.CourseDirectory.submitted_directory = "grading/submitted"
    c.CourseDirectory.autograded_directory = "grading/autograded"
    c.CourseDirectory.feedback_directory = "grading/feedback"
    c.CourseDirectory.solution_directory = "grading/solution"
    c.CourseDirectory.db_url = sqlite_at(root / "grading" / "gradebook.db")

    # Registers an assignment that the gradebook does not know yet, so that a fresh clone can grade at once, or knows as
    # it was.
    c.Autograde.pre_convert_hook = "lrgrade.steps.register_if_changed"

    # The list of contents of a page of feedback says what each test is about.
    c.GenerateFeedback.exporter_class = "lrgrade.report.feedback_page.FeedbackPage"

    # What was handed in and could not be graded is no 0.
    c.ExportApp.plugin_class = "lrgrade.report.grades_export.GradesOfTheGraded"

    # Whoever makes a release, its edition is remembered.
    c.GenerateAssignment.post_convert_hook = "lrgrade.steps.remember_release"

    # A submission is read without trusting its file, and what is graded is rebuilt from our copy.
    c.Autograde.exporter_class = "lrgrade.steps.SubmissionExporter"
    c.Autograde.sanitize_preprocessors = [
        "lrgrade.steps.Rebuild",
        "nbgrader.preprocessors.OverwriteCells",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    c.Autograde.autograde_preprocessors = [
        "lrgrade.steps.Examine",
        "nbgrader.preprocessors.LimitOutput",
        "nbgrader.preprocessors.SaveAutoGrades",
        "lrgrade.steps.SaveReview",
        "lrgrade.steps.SaveFindings",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.ClearHiddenTests",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]


@cache
def _warn_of_jupyter_below(root: Path) -> None:
    """Say where Jupyter is to be started, if this is a Jupyter that serves a folder of which the course is no part."""
    server = sys.modules.get("jupyter_server.serverapp")
    app = server.ServerApp.instance() if server and server.ServerApp.initialized() else None
    if app and not root.is_relative_to(Path(app.root_dir).resolve()):
        app.log.warning(_START_ABOVE, root, app.root_dir)


def read_local_settings(c: Config, file: str) -> None:
    """Let the settings of this machine alone hold instead: those in a file beside the configuration, if there is one.

    file: that of the configuration.
    """
    path = Path(file).with_name(LOCAL_CONFIG)
    if path.exists():
        c.merge(PyFileConfigLoader(path.name, path=str(path.parent)).load_config())


def sqlite_at(file: Path) -> str:
    """The address of an SQLite database in a file."""
    plain = f"sqlite:///{file}"
    # SQLAlchemy reads a % in it as the beginning of a character's number, and a ? as the end.
    return plain if make_url(plain).database == str(file) else f"sqlite:///{quote(str(file))}"
