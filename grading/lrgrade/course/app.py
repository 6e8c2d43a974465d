"""nbgrader's application as it is configured here, on which all else of nbgrader hangs, and where it keeps things.

Written against nbgrader 0.9.6. Its documentation promises none of this:
- `nbgrader.apps.baseapp.NbGrader` and `nbgrader.coursedir.CourseDirectory`: made without a command line, for
  converters, steps and the gradebook to hang on;
- `nbgrader.coursedir.CourseDirectory.format_path`: where each of its folders lies;
- `nbgrader.exchange.default.Exchange`: whose `root` is where submissions are exchanged;
- `nbgrader.utils.parse_utc`: how it reads a timestamp.txt.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import Exchange
from nbgrader.utils import parse_utc
from traitlets.config import Config

from lrgrade.course.patterns import take_paths_as_they_are


class Folders:
    """nbgrader's folders for an assignment, wherever its configuration puts them.

    source: the assignment's own. submitted, autograded, feedback: each holds a
    folder for each student, and that one for each assignment.
    """

    def __init__(self, coursedir: CourseDirectory, assignment: str):
        self.assignment = assignment
        self.source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
        self.submitted, self.autograded, self.feedback = (
            Path(coursedir.format_path(name, "", ""))
            for name in (coursedir.submitted_directory, coursedir.autograded_directory, coursedir.feedback_directory)
        )

    def handed_in(self, student: str) -> Path:
        """Where a student's submission lies."""
        return self.submitted / student / self.assignment

    def graded(self, student: str) -> Path:
        """Where a student's graded submission lies."""
        return self.autograded / student / self.assignment


def make_app(config: Config) -> NbGrader:
    """An nbgrader application with a configuration, for converters and the gradebook to hang on."""
    take_paths_as_they_are()
    app = NbGrader(config=config)
    app.coursedir = CourseDirectory(parent=app)
    return app


def coursedir_of(step: Any) -> CourseDirectory:
    """The course directory that a step of nbgrader's (an exporter, a preprocessor) works in."""
    owner = step.parent
    while owner is not None:
        if getattr(owner, "coursedir", None) is not None:
            return owner.coursedir
        owner = owner.parent
    return CourseDirectory(parent=step)


def folders_of_class(step: Any) -> list[Path]:
    """Where nbgrader is configured to keep what is the course's or the students', for a step of nbgrader's."""
    coursedir = coursedir_of(step)
    names = [coursedir.source_directory, coursedir.submitted_directory, coursedir.autograded_directory]
    names += [coursedir.feedback_directory, coursedir.solution_directory]
    return [Path(coursedir.root, name) for name in (*names, Exchange(coursedir=coursedir, parent=step).root)]


def time_in(timestamp: str) -> datetime:
    """The time that a timestamp.txt holds, in UTC, as nbgrader reads it. Raises ValueError or OverflowError."""
    return parse_utc(timestamp.strip())
