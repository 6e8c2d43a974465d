"""The course, tested like code: stubs fail, model answers pass, nothing leaks, nothing is stale."""

import functools
import re
from pathlib import Path

import nbformat
import pytest
from nbgrader.validator import Validator

from helpers.course import COURSE, EXERCISES, ROOT
from lrgrade.authoring.build import everything
from lrgrade.authoring.complete import IncompleteError, Survey
from lrgrade.course import source
from lrgrade.course.source import available
from lrlab.exercises import notebook_of
from lrlab.workbook.solutions import nbgrader_of, source_notebook

# Of the lecture, which ends with notebook 5.
CONCEPTS = {
    "00-classifiers": range(1, 6),
    "01-sigmoid": range(6, 13),
    "02-cross-entropy": range(13, 20),
    "03-gradient": range(20, 27),
    "04-sgd-step": range(27, 32),
    "05-mini-batch": range(32, 35),
}
# What lies beyond the lecture, and is introduced there.
BEYOND = {"00-classifiers": {"B01", "B02"}, "01-sigmoid": {"B01"}, "05-mini-batch": {"B01"}}
HERE = available(ROOT, COURSE)
each_assignment = pytest.mark.parametrize("assignment", HERE)


def read(folder: str, assignment: str) -> nbformat.NotebookNode:
    return nbformat.read(ROOT / folder / assignment / notebook_of(assignment), as_version=4)


def test_every_assignment_has_a_source():
    assert [*COURSE.assignments] == HERE


@functools.cache
def surveyed(assignment: str) -> Survey:
    return Survey(ROOT, COURSE.package, [assignment])


@each_assignment
def test_nothing_is_missing_and_no_generated_file_is_stale(assignment):
    survey = surveyed(assignment)
    assert survey.problems == [], str(IncompleteError(survey.problems))
    stale = [str(made.path.relative_to(ROOT)) for made in everything(survey) if made.is_stale]
    assert stale == [], "run `lrgrade build`"


@each_assignment
def test_nothing_that_build_reminds_of_is_left_to_do(assignment):
    reminders = surveyed(assignment).reminders
    assert reminders == [], "\n".join(map(str, reminders))


def test_no_generated_file_is_left_over():
    tables = {path.stem for path in (ROOT / "lrlab" / "course" / "reference").glob("*.json")}
    assert tables == {exercise.name for assignment in HERE for exercise in COURSE.of(assignment)}
    notebooks = {path.relative_to(ROOT / "notebooks") for path in (ROOT / "notebooks").rglob("*.ipynb")}
    assert notebooks == {Path(assignment) / notebook_of(assignment) for assignment in HERE}


@pytest.mark.parametrize("name", [name for name, exercise in EXERCISES.items() if exercise.silent])
def test_silence_is_worth_one_point(name):
    cells = source.test_cells(source_notebook(ROOT, EXERCISES[name].assignment))
    facts = {nbgrader_of(cell)["grade_id"]: nbgrader_of(cell) for cell in cells}
    assert facts[f"test-{name}-silent"]["points"] == 1


@each_assignment
def test_every_concept_of_the_lecture_is_there_in_order(assignment):
    seen = [
        concept
        for cell in read("solutions", assignment).cells
        for concept in cell.metadata.get("lrlab", {}).get("concepts", [])
    ]
    assert {concept for concept in seen if concept[0] == "B"} == BEYOND.get(assignment, set())
    first = [concept for concept in dict.fromkeys(seen) if concept[0] == "C"]
    assert first == [f"C{number:02}" for number in CONCEPTS.get(assignment, ())]


@each_assignment
def test_every_stored_figure_has_an_alternative_text(assignment):
    for cell in read("solutions", assignment).cells:
        for output in cell.get("outputs", []):
            shown = output.get("data", {})
            assert "image/png" not in shown, f"{cell.id}: draw with lrlab.course.plots"
            if "<svg" in shown.get("text/html", ""):
                assert re.search(r'aria-label="[^"]{20,}"', shown["text/html"]), cell.id
                assert len(shown["text/html"]) < 400_000, f"{cell.id}: a figure this large makes the notebook slow"


@pytest.mark.slow
@each_assignment
def test_the_student_version_runs_to_its_first_stub(assignment):
    results = Validator().validate(str(ROOT / "notebooks" / assignment / notebook_of(assignment)))
    assert results["failed"], "every stub must fail its test"
    release = read("notebooks", assignment)
    visible = [
        c
        for c in source.test_cells(release)
        if any(not line.startswith("#") for line in c.source.splitlines() if line.strip())
    ]
    failed = {cell["source"].strip() for cell in results["failed"]}
    assert {cell.source.strip() for cell in visible} <= failed
    first = results["failed"][0]["error"]
    assert re.search(r"NotImplementedError|is not written yet", first), first
