"""The editions of a release: which there were, which one a submission was made from, and what is none of its doing."""

import json

import nbformat
import pytest

from helpers.small_course import ASSIGNMENT, RIGHT, make_course, release, released, source_notebook
from helpers.small_course import tests as tests_cell
from lrgrade.course.editions import MOST_EDITIONS, Editions, as_text, edition_of, read_editions, remember
from lrgrade.intake.rebuild import rebuild
from lrlab.exercises import CourseError


def cell_of(notebook, name):
    return next(cell for cell in notebook.cells if cell.id == name)


def shown(change=None):
    """A release, with a change of its authors' in it."""
    notebook = released()
    if change:
        change(notebook)
    return notebook


def handed_in(change=None):
    """A submission that was made from that release."""
    notebook = released(RIGHT)
    if change:
        change(notebook)
    return notebook


def ours():
    """Our copy as it is now: stubs, and hidden tests still there."""
    notebook, source = released(), source_notebook()
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.source = cell_of(source, cell.id).source
    return notebook


def texts(remarks):
    return [remark.text for remark in remarks]


def other_test(notebook):
    cell_of(notebook, "test-sigmoid").source = "assert sigmoid(0) == 0.4"


def other_points(notebook):
    cell_of(notebook, "test-score").metadata.nbgrader.points = 9


def other_import(notebook):
    cell_of(notebook, "imports").source = "import numpy as np, math"


def other_order(notebook):
    notebook.cells.append(notebook.cells.pop(3))


def no_test_of_the_matrix(notebook):
    notebook.cells.remove(cell_of(notebook, "test-score-matrix"))


def one_more_test(notebook):
    notebook.cells.insert(4, tests_cell("test-score-more", "assert score is not None", 1))


def a_test_by_hand(notebook):
    facts = cell_of(notebook, "test-sigmoid").metadata.nbgrader
    facts.solution, facts.locked = True, False


def an_ordinary_cell(notebook):
    cell_of(notebook, "test-score-matrix").metadata.nbgrader.update(grade=False, points=None)


EARLIER = [
    other_test,
    other_points,
    other_import,
    other_order,
    no_test_of_the_matrix,
    one_more_test,
    a_test_by_hand,
    an_ordinary_cell,
]


@pytest.mark.parametrize("change", EARLIER, ids=lambda one: one.__name__)
def test_an_earlier_edition_is_nobodys_edit(change):
    editions = Editions().with_release(shown(change)).with_release(shown())
    rebuilt, remarks = rebuild(ours(), handed_in(change), editions)
    assert texts(remarks) == []
    assert [cell.source for cell in rebuilt.cells] == [
        cell.source for cell in rebuild(ours(), released(RIGHT))[0].cells
    ]
    assert editions.closest(handed_in(change), edition_of(shown())) == edition_of(shown(change))
    assert texts(rebuild(ours(), handed_in(), editions)[1]) == []


@pytest.mark.parametrize("change", EARLIER, ids=lambda one: one.__name__)
def test_the_same_is_an_edit_where_no_edition_had_it(change):
    editions = Editions().with_release(shown())
    assert texts(rebuild(ours(), handed_in(change), editions)[1]) != []


@pytest.mark.parametrize("change", EARLIER, ids=lambda one: one.__name__)
def test_an_edit_is_told_in_an_earlier_edition_as_well(change):
    editions = Editions().with_release(shown(change)).with_release(shown())
    theirs = handed_in(change)
    cell_of(theirs, "imports").source = "import numpy as np; print = None"
    assert texts(rebuild(ours(), theirs, editions)[1]) == [
        "The cell imports is not for editing, but was edited. Our copy was used."
    ]


def test_cells_of_two_editions_in_one_notebook_are_nobodys_edit():
    editions = Editions().with_release(shown(other_test)).with_release(shown(other_import)).with_release(shown())
    theirs = handed_in(other_test)
    other_import(theirs)
    assert texts(rebuild(ours(), theirs, editions)[1]) == []


@pytest.mark.parametrize("points", [10**400, "9", [9], float("nan"), None, True])
def test_whatever_points_a_cell_claims_are_compared(points):
    editions = Editions().with_release(shown())
    theirs = handed_in()
    cell_of(theirs, "test-score").metadata.nbgrader["points"] = points
    assert len(rebuild(ours(), theirs, editions)[1]) == 1


def test_editions_are_numbered_once_each_and_bounded():
    editions = Editions()
    for number in range(MOST_EDITIONS + 5):
        notebook = shown()
        cell_of(notebook, "imports").source += f"  # {number}"
        editions = editions.with_release(notebook)
        assert editions.with_release(notebook) is editions
    assert [*editions.by_number] == [*range(6, MOST_EDITIONS + 6)]
    assert editions.number_of(edition_of(notebook)) == MOST_EDITIONS + 5


def test_ends_of_lines_make_no_edition():
    editions = Editions().with_release(shown())
    notebook = shown()
    cell_of(notebook, "test-sigmoid").source = cell_of(notebook, "test-sigmoid").source.replace("\n", "  \r\n")
    assert editions.with_release(notebook) is editions


def test_a_new_edition_changes_the_lines_of_its_cells_alone(tmp_path):
    course = make_course(tmp_path)
    release(course)
    remember(tmp_path, ASSIGNMENT)
    file = tmp_path / "grading" / "editions.json"
    before = file.read_text()
    remember(tmp_path, ASSIGNMENT)
    assert file.read_text() == before
    assert '   "test-score": "code, grade, locked, 2 points: ' in before
    path = tmp_path / "notebooks" / ASSIGNMENT / "sigmoid.ipynb"
    notebook = nbformat.read(path, as_version=4)
    other_points(notebook)
    nbformat.write(notebook, path)
    remember(tmp_path, ASSIGNMENT)
    held = json.loads(file.read_text())[ASSIGNMENT]
    assert {name for name in held["1"] if held["1"][name] != held["2"][name]} == {"test-score"}
    assert as_text(tmp_path, {}) == file.read_text()


def test_a_file_that_was_merged_badly_is_named(tmp_path):
    course = make_course(tmp_path)
    (course.grading / "editions.json").write_text("{\n<<<<<<< HEAD\n")
    with pytest.raises(CourseError, match=r"grading/editions\.json cannot be read: JSONDecodeError"):
        read_editions(tmp_path, ASSIGNMENT)
