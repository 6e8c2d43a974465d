"""A class that hands in what comes of right notebooks on their way, and what must be true of its grades."""

import random
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import nbformat

from helpers.course import ROOT
from helpers.damage import NOTE, HandIn, drawn, odd_name
from lrgrade.course.folder import CourseFolder
from lrgrade.pipeline import GradingState, app_of, grade
from lrgrade.report.scores import Scores, scores_of
from lrlab.exercises import notebook_of
from lrlab.workbook.solutions import nbgrader_of, without_marks

ASSIGNMENT = "01-sigmoid"


def class_of(folder: Path, damaged: int, right: int, rng: random.Random) -> tuple[CourseFolder, dict[str, HandIn]]:
    """A course folder in which so many have handed in what is damaged, and what is right; and what was done by whom."""
    course = CourseFolder(folder)
    for name in ("solutions", "grading/exercises"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "grading" / "nbgrader_config.py", folder / "grading")
    bare, other = (_released(assignment) for assignment in (ASSIGNMENT, "02-cross-entropy"))
    solved = _solved()
    name = notebook_of(ASSIGNMENT)
    handed_in: dict[str, HandIn] = {}
    for number in range(damaged + right):
        student = odd_name(number, rng)
        if number < damaged:
            one = drawn(solved, bare, other, name, rng)
        else:
            one = HandIn(solved, bare, other, name, {name: nbformat.writes(solved).encode()})
        _put(course.grading / "submitted" / student / ASSIGNMENT, one)
        handed_in[unicodedata.normalize("NFC", student)] = one
    return course, handed_in


def faults_of(course: CourseFolder, handed_in: dict[str, HandIn]) -> Iterator[str]:
    """Grade the class, and give a sentence for each promise that is not kept."""
    states = {one.student: one for one in grade(course, ASSIGNMENT)}
    scores = {one.student: one for one in scores_of(app_of(course), ASSIGNMENT)}
    for student, one in handed_in.items():
        told = f"{student} ({', '.join(one.told) or 'right'})"
        state = states.get(student)
        if state is None or student not in scores:
            yield f"{told} is lost."
        elif state.state is not GradingState.GRADED:
            yield f"{told} is {state.state}: {state.problem}"
        else:
            yield from (f"{told} {fault}" for fault in _faults(one, scores[student], course, student))


def _faults(one: HandIn, scores: Scores, course: CourseFolder, student: str) -> Iterator[str]:
    said = [remark.text for remark in scores.remarks]
    lost = [f"{test.test}: {test.message}" for test in scores.tests if test.score < test.worth]
    if not one.costs and lost:
        yield f"lost {lost}, and heard {said}."
    if lost and not (said and scores.needs_review):
        yield f"lost {lost} without a mark for review, and heard {said}."
    if not one.told and (said or scores.needs_review):
        yield f"is right, and heard {said}."
    graded = (course.grading / "autograded" / student / ASSIGNMENT / notebook_of(ASSIGNMENT)).read_text(
        encoding="utf-8"
    )
    if one.note and not one.costs and NOTE not in graded:
        yield "lost a note."


def _put(folder: Path, one: HandIn) -> None:
    folder.mkdir(parents=True)
    for name, content in one.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    for name, target in one.links.items():
        if not (folder / name).exists():
            (folder / name).symlink_to(target)


def _released(assignment: str) -> nbformat.NotebookNode:
    return nbformat.read(ROOT / "notebooks" / assignment / notebook_of(assignment), as_version=4)


def _solved() -> nbformat.NotebookNode:
    source = nbformat.read(ROOT / "solutions" / ASSIGNMENT / notebook_of(ASSIGNMENT), as_version=4)
    answers = {nbgrader_of(cell).get("grade_id"): without_marks(cell.source) for cell in source.cells}
    solved = _released(ASSIGNMENT)
    for cell in solved.cells:
        if nbgrader_of(cell).get("solution"):
            cell.source = answers[nbgrader_of(cell)["grade_id"]]
    return solved
