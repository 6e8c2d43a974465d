"""`lrgrade demo`: a small class hands in an assignment, is graded, and sees what it got wrong.

All of it happens in a course folder of its own, which holds a copy of what
grading needs. The class lies in `grading/demo/ASSIGNMENT/`: a folder a student, with an
answer in each `<exercise>.py` and what must come of it in `about.toml`.
"""

import shutil
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from lrgrade.authoring.build import build
from lrgrade.course.app import Folders
from lrgrade.course.converters import generate_feedback
from lrgrade.course.folder import CONFIG, CourseFolder, fit
from lrgrade.course.source import available
from lrgrade.examine.walls import Isolation, NoWallsError, require_walls
from lrgrade.pipeline import app_of, events
from lrgrade.report.progress import console, show_grading
from lrgrade.report.scores import Scores, reasons, score_table, scores_of
from lrlab.exercises import notebook_of
from lrlab.workbook.solutions import solution_cells

_MARK = ".made-by-lrgrade-demo"
_NO_CLASS = (
    "There is no class in grading/demo/. A student of it is a folder ASSIGNMENT/STUDENT/ there, with an answer in each "
    "EXERCISE.py and what must come of it in about.toml."
)


@dataclass(frozen=True)
class Student:
    """One of the class: the answers, what is odd about the file, and the verdict that must come of it.

    `lost` are the tests that fail. `edited` gives cells other than answers a
    new source. `file` may hold another `name`, or `kept`, the part of the
    file's length that arrives.
    """

    name: str
    story: str
    score: float
    lost: list[str]
    answers: dict[str, str]
    review: bool = False
    edited: dict[str, str] = field(default_factory=dict)
    file: dict[str, Any] = field(default_factory=dict)


def assignment_of(root: Path) -> str:
    """The assignment that the class of a course folder hands in, or "" where there is no class."""
    return next((path.parts[-3] for path in sorted((root / "grading" / "demo").glob("*/*/about.toml"))), "")


def students(root: Path) -> Iterator[Student]:
    """The class of a course folder, by name."""
    for about in sorted((root / "grading" / "demo" / assignment_of(root)).glob("*/about.toml")):
        answers = {path.stem: path.read_text(encoding="utf-8").rstrip() for path in about.parent.glob("*.py")}
        facts = tomllib.loads(about.read_text(encoding="utf-8"))
        yield Student(name=about.parent.name, answers=answers, **facts)


def demo(origin: CourseFolder, folder: Path) -> int:
    """Make the folder, grade the class in it and show all of it; 0 if every verdict is as it must be, else 1 or 2."""
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).is_file():
        print(f"{folder} exists and is not a demo: choose another --folder.", file=sys.stderr)
        return 2
    assignment = assignment_of(origin.root)
    if not assignment:
        print(_NO_CLASS, file=sys.stderr)
        return 2
    course, members = make_course(origin, folder), list(students(origin.root))
    print(f"A course of its own in {folder}.")
    try:
        require_walls()
    except NoWallsError as error:
        # The class is our own: what it runs does no harm.
        course = replace(course, isolation=Isolation.PROCESS.value)
        print(f"Graded without walls around the submissions: {error.why}.")
    print(f"Built: {', '.join(str(path.relative_to(folder)) for path in build(folder, course.package, [assignment]))}.")
    app = app_of(course)
    release = nbformat.read(folder / "notebooks" / assignment / notebook_of(assignment), as_version=4)
    for student in members:
        hand_in(student, release, Folders(app.coursedir, assignment))
    print(f"{len(members)} students have handed in {assignment}. Grading them takes about a minute.")
    show_grading(events(course, assignment, force=True))
    scores = scores_of(app, assignment)
    console().print(score_table(course.course, assignment, scores))
    wrong = _show_reasons(members, scores)
    pages = generate_feedback(app, assignment)
    print(f"\nWhat each student reads is in {len(pages)} pages of feedback, such as\n  {pages[0]}")
    print(f"To see the class as nbgrader shows it: cd {course.root}; jupyter lab (menu Nbgrader, Formgrader).")
    print("\n".join(wrong or [f"All {len(members)} verdicts are as they should be."]))
    return 1 if wrong else 0


def make_course(origin: CourseFolder, folder: Path) -> CourseFolder:
    """Make a course folder with what building and grading the assignment needs, in place of an earlier demo.

    Raises UnfitFolderError.
    """
    fit(folder)
    if folder.exists():
        shutil.rmtree(folder)
    assignment = assignment_of(origin.root)
    needed = {assignment, *(exercise.assignment for exercise in origin.course.before(assignment))}
    sources = [f"solutions/{one}" for one in available(origin.root, origin.course) if one in needed]
    for name in [*sources, "grading/exercises"]:
        shutil.copytree(origin.root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    shutil.copy(origin.grading / CONFIG, folder / "grading" / CONFIG)
    if (origin.root / CONFIG).exists():
        shutil.copy(origin.root / CONFIG, folder / CONFIG)
    (folder / _MARK).write_text("`lrgrade demo` makes this folder anew each time.\n", encoding="utf-8")
    return CourseFolder(folder)


def hand_in(student: Student, release: NotebookNode, folders: Folders) -> None:
    """Write a student's answers into the released notebook, and put that where submissions lie."""
    notebook = nbformat.from_dict(release)
    for cell in solution_cells(notebook):
        cell.source = student.answers.get(cell.metadata.nbgrader.grade_id, cell.source)
    for cell in notebook.cells:
        cell.source = student.edited.get(cell.id, cell.source)
    text = nbformat.writes(notebook)
    path = folders.handed_in(student.name) / student.file.get("name", notebook_of(folders.assignment))
    path.parent.mkdir(parents=True)
    path.write_text(text[: int(len(text) * student.file.get("kept", 1))], encoding="utf-8")


def verdict_problem(student: Student, scores: Scores) -> str | None:
    """What about a verdict is not as it must be, in a sentence, or None."""
    lost = [test.test for test in scores.tests if test.score < test.worth]
    if (scores.score, lost, scores.needs_review) == (student.score, student.lost, student.review):
        return None
    return (
        f"{student.name} should have {student.score:g} points{', with review' if student.review else ''}, "
        f"and lose {', '.join(student.lost) or 'no test'}. It is {scores.score:g}, and {', '.join(lost) or 'no test'}."
    )


def _show_reasons(members: list[Student], scores: list[Scores]) -> list[str]:
    by_name = {one.student: one for one in scores}
    wrong: list[str] = []
    print("\nWhat each got wrong:")
    for student in members:
        one = by_name.get(student.name, Scores(student.name))
        print(f"\n{student.name}: {one.score:g} of {one.worth:g} ({student.story})")
        for reason in reasons(one):
            print(f"  {reason}")
        wrong += filter(None, [verdict_problem(student, one)])
    return wrong
