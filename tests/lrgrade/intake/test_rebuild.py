"""What is graded is our copy: a submission changes its answers and its own added cells, nothing else."""

import copy

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.small_course import RIGHT, released, source_notebook
from lrgrade.intake.rebuild import CELL_REMARKS, rebuild


@pytest.fixture
def ours():
    """Our copy as the class rebuilds from: stubs, and hidden tests still there."""
    notebook = released()
    source = {cell.id: cell for cell in source_notebook().cells}
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.source = source[cell.id].source
    return notebook


@pytest.fixture
def theirs():
    return released(RIGHT)


def sources(notebook):
    return [cell.source for cell in notebook.cells]


def cell_of(notebook, name):
    return next(cell for cell in notebook.cells if cell.id == name)


def place_of(notebook, name):
    return [cell.id for cell in notebook.cells].index(name)


def expected(ours):
    """Our copy with the right answers in it."""
    made = copy.deepcopy(ours)
    for name, source in RIGHT.items():
        cell_of(made, name).source = source
    return made


def texts(remarks):
    return [remark.text for remark in remarks]


def test_an_honest_submission_brings_its_answers_and_no_remark(ours, theirs):
    rebuilt, remarks = rebuild(ours, theirs)
    assert rebuilt == expected(ours)
    assert remarks == []


def test_a_tag_of_ours_stays_and_is_no_remark_with_or_without_it(ours, theirs):
    cell_of(ours, "imports").metadata["tags"] = ["given"]
    assert rebuild(ours, theirs) == (expected(ours), [])
    cell_of(theirs, "imports").metadata["tags"] = ["given"]
    assert rebuild(ours, theirs) == (expected(ours), [])


def test_neither_notebook_is_changed(ours, theirs):
    before = copy.deepcopy((ours, theirs))
    rebuild(ours, theirs)
    assert (ours, theirs) == before


def test_an_untouched_submission_is_our_copy(ours):
    assert rebuild(ours, released()) == (ours, [])


def test_ordinary_code_cells_may_be_changed_and_text_may_not(ours, theirs):
    cell_of(theirs, "play").source = "step = 4"
    cell_of(theirs, "curve").source = "<script>alert(1)</script>"
    rebuilt, remarks = rebuild(ours, theirs)
    assert cell_of(rebuilt, "play").source == "step = 4"
    assert cell_of(rebuilt, "curve").source == "Now the curve."
    assert remarks == []


def test_added_cells_stay_in_their_place_as_plain_cells(ours, theirs):
    fact = {"tags": ["t"], "nbgrader": {}}
    theirs.cells.insert(place_of(theirs, "score"), new_code_cell("helper = 1", id="mine", metadata=fact))
    theirs.cells.insert(0, new_markdown_cell("My notes", id="added-1", attachments={"a.png": {"image/png": "AA=="}}))
    theirs.cells.append(new_code_cell("last = 1", outputs=[]))
    rebuilt, remarks = rebuild(ours, theirs)
    assert sources(rebuilt) == sources(theirs)[:1] + sources(expected(ours))[:2] + ["helper = 1"] + sources(
        expected(ours)
    )[2:] + ["last = 1"]
    added = [cell for cell in rebuilt.cells if cell.id.startswith("added-")]
    assert [cell.id for cell in added] == ["added-1", "added-2", "added-3"]
    assert all(cell.metadata == {} for cell in added)
    assert [cell.get("attachments") for cell in added] == [{"a.png": {"image/png": "AA=="}}, None, None]
    assert remarks == []
    nbformat.validate(rebuilt)


def test_ids_of_added_cells_never_meet_ours(ours, theirs):
    ours.cells[0].id = theirs.cells[0].id = "added-1"
    theirs.cells.append(new_code_cell("x"))
    assert rebuild(ours, theirs)[0].cells[-1].id == "added-2"


def test_cells_are_found_by_grade_id_where_ids_are_lost(ours, theirs):
    for number, cell in enumerate(theirs.cells):
        cell.id = f"other-{number}"
    rebuilt, remarks = rebuild(ours, theirs)
    answers = [source for source in sources(rebuilt) if source in RIGHT.values()]
    assert answers == list(RIGHT.values())
    assert remarks == []


def test_cells_are_found_by_id_where_metadata_are_lost(ours, theirs):
    for cell in theirs.cells:
        cell.metadata = {}
    rebuilt, remarks = rebuild(ours, theirs)
    assert rebuilt == expected(ours)
    assert texts(remarks) == [CELL_REMARKS["lost"]]
    assert not remarks[0].review


def _delete(name):
    def tamper(notebook):
        notebook.cells.remove(cell_of(notebook, name))

    return tamper


def _edit(name, **facts):
    def tamper(notebook):
        cell_of(notebook, name).update(facts)

    return tamper


def _metadata(name, **facts):
    def tamper(notebook):
        cell_of(notebook, name).metadata.nbgrader.update(facts)

    return tamper


def _tag(notebook):
    cell_of(notebook, "test-sigmoid").metadata["tags"] = ["skip-execution"]


def _move(notebook):
    notebook.cells.insert(2, notebook.cells.pop(place_of(notebook, "test-sigmoid")))


def _repeat_test(notebook):
    cell = copy.deepcopy(cell_of(notebook, "test-sigmoid"))
    notebook.cells.append(cell)


def _claim(notebook):
    facts = {**cell_of(notebook, "test-score").metadata.nbgrader, "grade_id": "bonus", "points": 100}
    notebook.cells.append(new_code_cell("pass", metadata={"nbgrader": facts}))


@pytest.mark.parametrize(
    ("tamper", "words", "cell", "stays"),
    [
        (
            _delete("test-sigmoid"),
            "The cell test-sigmoid was missing. Our copy stands in its place.",
            "test-sigmoid",
            0,
        ),
        (_delete("imports"), "The cell imports was missing. Our copy stands in its place.", "imports", 0),
        (
            _edit("test-score", source="pass"),
            "The cell test-score is not for editing, but was edited. Our copy was used.",
            "test-score",
            0,
        ),
        (
            _metadata("test-score", points=200),
            "The points of test-score were changed to 200. They are 2.",
            "test-score",
            0,
        ),
        (
            _metadata("test-score", solution=True, grade=False),
            "The nbgrader metadata of test-score were changed. Ours were used.",
            "test-score",
            0,
        ),
        (
            _edit("test-score", cell_type="raw"),
            "The cell test-score was a raw cell. It was used as a code cell.",
            "test-score",
            0,
        ),
        (_tag, "The cell test-sigmoid was tagged skip-execution. The tags were dropped.", "test-sigmoid", 0),
        (_move, "Our cells were not in their order. They were put back into it.", "", 0),
        (_repeat_test, "The cell test-sigmoid was there more than once. The first one counts.", "test-sigmoid", 1),
        (_claim, "The cell bonus claims to be one of ours, but is not. It was run as an ordinary cell.", "bonus", 1),
    ],
)
def test_tampering_changes_nothing_but_the_mark_for_review(ours, theirs, tamper, words, cell, stays):
    tamper(theirs)
    rebuilt, remarks = rebuild(ours, theirs)
    right = expected(ours)
    assert rebuilt.cells[: len(right.cells)] == right.cells
    assert len(rebuilt.cells) == len(right.cells) + stays
    assert all("nbgrader" not in one.metadata for one in rebuilt.cells[len(right.cells) :])
    assert texts(remarks) == [words]
    assert remarks[0].review
    assert remarks[0].cell == cell


def test_of_two_answers_the_first_counts_and_the_second_is_an_ordinary_cell(ours, theirs):
    again = copy.deepcopy(cell_of(theirs, "sigmoid"))
    again.source = "def sigmoid(z):\n    return z"
    theirs.cells.append(again)
    rebuilt, remarks = rebuild(ours, theirs)
    assert cell_of(rebuilt, "sigmoid").source == RIGHT["sigmoid"]
    assert rebuilt.cells[-1].source == again.source
    assert texts(remarks) == [CELL_REMARKS["repeated"].format(cell="sigmoid")]


def test_a_deleted_answer_is_our_stub(ours, theirs):
    theirs.cells.remove(cell_of(theirs, "sigmoid"))
    rebuilt, remarks = rebuild(ours, theirs)
    assert "raise NotImplementedError()" in cell_of(rebuilt, "sigmoid").source
    assert texts(remarks) == ["The cell sigmoid was missing. It counts as not written."]


def test_an_answer_in_a_text_cell_is_used_as_code(ours, theirs):
    cell_of(theirs, "sigmoid").cell_type = "markdown"
    rebuilt, remarks = rebuild(ours, theirs)
    assert cell_of(rebuilt, "sigmoid").cell_type == "code"
    assert texts(remarks) == [CELL_REMARKS["type"].format(cell="sigmoid", theirs="markdown", ours="code")]


def test_what_editors_do_to_the_ends_of_lines_is_no_edit(ours, theirs):
    test = cell_of(theirs, "test-sigmoid")
    test.source = test.source.replace("\n", " \r\n") + "\n\n"
    assert rebuild(ours, theirs)[1] == []


def test_the_notebook_of_another_assignment(ours):
    other = new_notebook(cells=[new_code_cell("x = 1")])
    rebuilt, remarks = rebuild(ours, other)
    assert sources(rebuilt) == ["x = 1", *sources(ours)]
    assert texts(remarks) == ["None of our cells is in this file: is it the notebook of another assignment?"]


def test_odd_metadata_are_no_error(ours, theirs):
    for facts in ({"grade_id": 7}, {"grade_id": ["score"]}, {}, {"grade_id": "score", "points": {"a": 1}, "grade": []}):
        theirs.cells.append(new_code_cell("x", metadata={"nbgrader": facts}))
    rebuilt, remarks = rebuild(ours, theirs)
    assert len(rebuilt.cells) == len(ours.cells) + 4
    assert texts(remarks) == [CELL_REMARKS["repeated"].format(cell="score")]
