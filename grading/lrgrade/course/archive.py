"""The course as a worker gets it: what marking needs, packed into one piece of bytes.

A worker may be another machine without a view of the course folder. So it gets
the sources, the inputs of the hidden tests and nbgrader's configuration, and
nothing of the class: no submissions, no gradebook.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lrgrade.course.folder import CONFIG, EDITIONS_FILE, LOCAL_CONFIG, CourseFolder


@dataclass(frozen=True)
class CourseArchive:
    """A course folder without its class. content: a zip file of it. hidden: folders that submissions must not see."""

    content: bytes
    isolation: str | None
    hidden: tuple[Path, ...]

    @classmethod
    def of(cls, course: CourseFolder) -> "CourseArchive":
        """Pack a course folder."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in _needed(course):
                archive.write(path, path.relative_to(course.root))
        return cls(packed.getvalue(), course.isolation, (*course.hidden, course.root))

    def unpack(self, folder: Path) -> CourseFolder:
        """Make a course folder of it."""
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            archive.extractall(folder)
        return CourseFolder(folder, self.isolation, hidden=self.hidden)


def _needed(course: CourseFolder) -> Iterator[Path]:
    yield course.grading / CONFIG
    if (course.grading / LOCAL_CONFIG).exists():
        yield course.grading / LOCAL_CONFIG
    if (course.grading / EDITIONS_FILE).is_file():
        yield course.grading / EDITIONS_FILE
    for folder in (course.root / "solutions", course.grading / "exercises"):
        for path in sorted(folder.rglob("*")):
            hidden = any(part.startswith((".", "__pycache__")) for part in path.relative_to(folder).parts)
            if path.is_file() and not hidden:
                yield path
