"""The course folder: a clone of the course's repository, seen from the instructor's side.

nbgrader is imported by what needs it, for a command and a worker of Dask's know this module before they load nbformat.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from lrlab.exercises import Course, course_of, default_package, looked_up, notebook_of

if TYPE_CHECKING:
    from lrgrade.course.app import NbGrader

CONFIG, LOCAL_CONFIG, EDITIONS_FILE = "nbgrader_config.py", "local_config.py", "editions.json"


class NoCourseFolderError(RuntimeError):
    """There is no course folder here or above."""

    def __init__(self, start: Path):
        super().__init__(
            f"There is no course folder here: {start} is not inside a clone of the course's repository.\n"
            f"A course folder holds solutions/ and grading/{CONFIG}. Go to one and try again;\n"
            "if you have none yet, get one with `git clone` of the course's repository."
        )


class UnfitFolderError(RuntimeError):
    """nbgrader cannot work in this folder because of how it is named."""

    def __init__(self, folder: Path, why: str):
        shown = str(folder).encode(errors="backslashreplace").decode()
        super().__init__(f"nbgrader cannot work in {shown}: {why}. Move or rename the folder, then try the same again.")


class UnknownAssignmentError(LookupError):
    """An assignment that the course does not have, or has no source for."""

    def __init__(self, assignment: str, course: Course, present: list[str], begun: bool):
        known = f"There is {', '.join(present)}." if present else "There is none yet: solutions/ is empty."
        why = "has no notebook in solutions/" if assignment in course.assignments else "is no assignment of this course"
        if begun:
            why = "has a notebook and no exercise yet"
            known = f"Add one: `lrgrade new exercise NAME --in {assignment}`."
        super().__init__(f"{assignment} {why}. {known}")


@dataclass(frozen=True)
class CourseFolder:
    """A course folder by its root. Every path of nbgrader's own comes from its configuration.

    isolation, db: what separates submissions from this machine, and the
    gradebook's database as a URL, in place of what the configuration says.
    hidden: folders that submissions must not see, beside this one.
    """

    root: Path
    isolation: str | None = None
    db: str | None = None
    hidden: tuple[Path, ...] = ()

    @property
    def grading(self) -> Path:
        """Where nbgrader is configured and keeps its files."""
        return self.root / "grading"

    @property
    def log(self) -> Path:
        """What nbgrader says while `lrgrade` runs it."""
        return self.grading / ".nbgrader.log"

    @cached_property
    def package(self) -> str:
        """The name of the package that ships to learners."""
        return _package_in(self.app().config)

    @cached_property
    def course(self) -> Course:
        """The course that is taught here. Raises CourseError."""
        return course_in(self.app().config)

    def app(self, overrides: Config | None = None) -> "NbGrader":
        """An nbgrader application with the folder's configuration, for converters and the gradebook to hang on."""
        from lrgrade.course.app import make_app

        config = PyFileConfigLoader(CONFIG, path=str(self.grading)).load_config()
        config.merge(overrides or Config())
        if self.isolation:
            config.Examine.isolation = self.isolation
        if self.db:
            config.CourseDirectory.db_url = self.db
        if self.hidden:
            config.Examine.hidden = [*config.Examine.get("hidden", []), *map(str, self.hidden)]
        return make_app(config)

    def has(self, assignment: str) -> None:
        """Raise UnknownAssignmentError unless the assignment has a source."""
        from lrgrade.course.source import available

        present = available(self.root, self.course)
        if assignment not in present:
            raise UnknownAssignmentError(
                assignment,
                self.course,
                present,
                begun=assignment not in self.course.assignments
                and (self.root / "solutions" / assignment / notebook_of(assignment)).is_file(),
            )


def find_course_folder(start: Path | None = None) -> CourseFolder:
    """The course folder that `start` (the current folder unless given) lies in.

    Raises NoCourseFolderError, UnfitFolderError.
    """
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "grading" / CONFIG).is_file() and (folder / "solutions").is_dir():
            return CourseFolder(fit(folder))
    raise NoCourseFolderError(start)


def fit(folder: Path) -> Path:
    """The same folder, if nbgrader can work in it. Raises UnfitFolderError."""
    for character, what in _UNFIT.items():
        if character in str(folder):
            raise UnfitFolderError(folder, f"it takes the {character} in its path for {what}")
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        raise UnfitFolderError(folder, "its path is no text in UTF-8") from None
    return folder


_UNFIT = {"$": "the beginning of a variable"}


def course_in(config: Config) -> Course:
    """The course whose package a configuration names as `c.CourseFolder.package`, else the one of `lrlab`.

    Raises CourseError.
    """
    package = _package_in(config)
    with looked_up(f"The course {package}, which grading/{CONFIG} names,"):
        return course_of(package)


def _package_in(config: Config) -> str:
    return config.CourseFolder.get("package", "") or default_package()
