"""The course, tested like code: stubs fail, model answers pass, nothing leaks, nothing is stale."""

from helpers.course import COURSE, EXERCISES, ROOT, our_answer
import json
import re
from pathlib import Path

import nbformat
import pytest
from nbgrader.validator import Validator

from lrgrade.course import source
from lrgrade.authoring.build import everything
from lrgrade.authoring.leaks import leaks_in
from lrgrade.course.source import available, exercise_of
from lrgrade.course.source import as_lines
from lrlab.exercises import notebook_of
from lrlab.checking.judge import judge
from lrlab.workbook.solutions import nbgrader_of, solution_cells, source_notebook

CONCEPTS = {
    "01-sigmoid": range(6, 13),
    "02-cross-entropy": range(13, 20),
    "03-gradient": range(20, 27),
    "04-sgd-step": range(27, 32),
    "05-mini-batch": range(32, 35),
}
HERE = available(ROOT, COURSE)
each_assignment = pytest.mark.parametrize("assignment", HERE)
each_exercise = pytest.mark.parametrize("name", [e.name for a in HERE for e in COURSE.of(a)])


def read(folder: str, assignment: str) -> nbformat.NotebookNode:
    return nbformat.read(ROOT / folder / assignment / notebook_of(assignment), as_version=4)


def test_every_assignment_has_a_source():
    assert [*COURSE.assignments] == HERE


@each_assignment
def test_no_generated_file_is_stale(assignment):
    stale = [str(made.path.relative_to(ROOT)) for made in everything(ROOT, COURSE, [assignment]) if made.is_stale]
    assert stale == [], "run `lrgrade build`"


def test_no_generated_file_is_left_over():
    tables = {path.stem for path in (ROOT / "lrlab" / "course" / "reference").glob("*.json")}
    assert tables == {exercise.name for assignment in HERE for exercise in COURSE.of(assignment)}
    notebooks = {path.relative_to(ROOT / "notebooks") for path in (ROOT / "notebooks").rglob("*.ipynb")}
    assert notebooks == {Path(assignment) / notebook_of(assignment) for assignment in HERE}


@each_assignment
def test_the_student_version_leaks_nothing(assignment):
    assert leaks_in(read("notebooks", assignment), source_notebook(ROOT, assignment), COURSE.packages) == []


@each_assignment
def test_nbgrader_finds_the_metadata_valid(assignment):
    ids = [nbgrader_of(cell)["grade_id"] for cell in read("solutions", assignment).cells if nbgrader_of(cell)]
    assert len(ids) == len(set(ids))
    for cell in read("solutions", assignment).cells:
        if nbgrader_of(cell):
            assert nbgrader_of(cell)["schema_version"] == 3
            assert cell.id == nbgrader_of(cell)["grade_id"]


@each_exercise
def test_every_exercise_has_a_visible_and_a_hidden_test_and_a_cell_of_its_own(name):
    notebook = source_notebook(ROOT, EXERCISES[name].assignment)
    assert name in [nbgrader_of(cell)["grade_id"] for cell in solution_cells(notebook)]
    tests = {
        nbgrader_of(c)["grade_id"]: c
        for c in source.test_cells(notebook)
        if exercise_of(nbgrader_of(c)["grade_id"]) == name
    }
    visible = tests.pop(f"test-{name}")
    assert "### BEGIN HIDDEN TESTS" not in visible.source
    assert visible.source.startswith("check(")
    assert any(f"agrees({name}" in cell.source or "agrees(" in cell.source for cell in tests.values())
    for cell in tests.values():
        assert cell.source.startswith("# Hidden test: ")
        assert cell.source.splitlines()[1].startswith("# Hint: ")
    if EXERCISES[name].silent:
        assert nbgrader_of(tests[f"test-{name}-silent"])["points"] == 1


@each_exercise
def test_the_model_answer_passes_its_check(name):
    verdict = judge(EXERCISES[name], our_answer(name))
    assert verdict.fault is None
    if EXERCISES[name].silent:
        assert verdict.warning == ""


@each_exercise
def test_every_exercise_has_three_hints_that_do_not_give_the_answer_away(name):
    hints = EXERCISES[name].hints
    assert len(hints) == 3
    assert all(len(hint) > 30 for hint in hints)
    cell = next(c for c in solution_cells(source_notebook(ROOT, EXERCISES[name].assignment)) if c.id == name)
    answer = {line.strip() for line in cell.source.splitlines() if len(line.strip()) > 12}
    assert not [line for line in answer if any(line in hint for hint in hints)]


@each_assignment
def test_every_concept_of_the_lecture_is_there_in_order(assignment):
    seen = [
        concept
        for cell in read("solutions", assignment).cells
        for concept in cell.metadata.get("lrlab", {}).get("concepts", [])
    ]
    first = [concept for concept in dict.fromkeys(seen)]
    assert first == [f"C{number:02}" for number in CONCEPTS[assignment]]


@each_assignment
def test_stored_notebooks_hold_no_noise(assignment):
    for folder in ("solutions", "notebooks"):
        text = (ROOT / folder / assignment / notebook_of(assignment)).read_text(encoding="utf-8")
        notebook = json.loads(text)
        assert notebook["metadata"]["language_info"] == {"name": "python"}
        assert "iopub.execute_input" not in text
        assert "application/vnd.jupyter.widget-view+json" not in text
        assert not re.search(r"/(home|root|work|tmp|Users)/", text)
        assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])


@each_assignment
def test_every_stored_figure_has_an_alternative_text(assignment):
    for cell in read("solutions", assignment).cells:
        for output in cell.get("outputs", []):
            shown = output.get("data", {})
            assert "image/png" not in shown, f"{cell.id}: draw with lrlab.course.plots"
            if "<svg" in shown.get("text/html", ""):
                assert re.search(r'aria-label="[^"]{20,}"', shown["text/html"]), cell.id
                assert len(shown["text/html"]) < 400_000, f"{cell.id}: a figure this large makes the notebook slow"


@each_assignment
def test_no_stored_output_is_an_error_or_a_warning(assignment):
    for cell in read("solutions", assignment).cells:
        for output in cell.get("outputs", []):
            assert output.output_type != "error", cell.id
            assert output.get("name") != "stderr", cell.id


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


@each_exercise
def test_derivations_are_lines_of_text(name):
    if EXERCISES[name].kind == "derivation":
        assert set(as_lines(EXERCISES[name], our_answer(name))) == set(EXERCISES[name].parameters)
