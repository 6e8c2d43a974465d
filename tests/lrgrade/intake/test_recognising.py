"""Which cell of a submission is which of ours where marks are lost, moved, merged or there more than once."""

import copy

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.preprocessors import NbGraderPreprocessor

from helpers.course import COURSE, ROOT
from helpers.small_course import RIGHT, released, source_notebook
from lrgrade.course.converters import as_registered
from lrgrade.intake.rebuild import CELL_REMARKS, OF_MANY_CELLS, rebuild, what_is_graded
from lrgrade.intake.recognising import defined_by
from lrgrade.intake.remarks import remarks_in


@pytest.fixture(scope="module")
def ours():
    return as_registered(source_notebook(), NbGraderPreprocessor())


@pytest.fixture
def theirs():
    return released(RIGHT)


def cell_of(notebook, name):
    return next(cell for cell in notebook.cells if cell.id == name)


def place_of(notebook, name):
    return [cell.id for cell in notebook.cells].index(name)


def without_marks(cell):
    return new_code_cell(cell.source) if cell.cell_type == "code" else new_markdown_cell(cell.source)


def texts(remarks):
    return [remark.text for remark in remarks]


def answers_in(rebuilt):
    return {name: cell_of(rebuilt, name).source for name in RIGHT}


def last_definitions(rebuilt, before):
    """What the answers are when the cells up to one have run."""
    scope = {}
    for cell in rebuilt.cells[: place_of(rebuilt, before)]:
        if cell.cell_type == "code" and not cell.source.startswith("#"):
            exec(cell.source, scope)
    return scope


def test_all_marks_lost_is_one_remark_and_costs_nothing(ours, theirs):
    theirs.cells = [without_marks(cell) for cell in theirs.cells]
    rebuilt, remarks = rebuild(ours, theirs)
    assert answers_in(rebuilt) == RIGHT
    assert len(rebuilt.cells) == len(ours.cells)
    assert texts(remarks) == [CELL_REMARKS["lost"]]
    assert not any(remark.review for remark in remarks)


@pytest.mark.parametrize(
    "source",
    [
        RIGHT["sigmoid"],
        "%%time\n" + RIGHT["sigmoid"],
        "sigmoid = lambda z: 0.5 * (1 + np.tanh(z / 2))",
        "from mine import curve, sigmoid",
        "import mine\nsigmoid: object = mine.f",
        "def helper(z):\n    return z\n\n@once\ndef sigmoid(z):\n    return helper(z)",
        "class sigmoid:\n    pass",
    ],
)
def test_a_retyped_answer_is_known_by_what_it_defines(ours, theirs, source):
    theirs.cells[place_of(theirs, "sigmoid")] = new_code_cell(source)
    rebuilt, remarks = rebuild(ours, theirs)
    assert cell_of(rebuilt, "sigmoid").source == source
    assert texts(remarks) == [CELL_REMARKS["by_name"].format(cell="sigmoid")]


@pytest.mark.parametrize(
    "source", ["sigmoid(3)", "x = sigmoid == 3", "    sigmoid = 3", "# def sigmoid(z):", "sigmoid2 = 3"]
)
def test_what_only_speaks_of_an_answer_is_none(ours, theirs, source):
    theirs.cells[place_of(theirs, "sigmoid")] = new_code_cell(source)
    rebuilt, remarks = rebuild(ours, theirs)
    assert "raise NotImplementedError()" in cell_of(rebuilt, "sigmoid").source
    assert texts(remarks) == [CELL_REMARKS["missing_solution"].format(cell="sigmoid")]
    assert remarks[0].review


def test_names_that_are_bound_at_the_margin():
    source = "a = 1\nb: int = 2\ndef f(x):\n    g = 1\nimport numpy as np, os\nfrom x import (y, z as w)\nc == 5"
    assert defined_by(source) == {"a", "b", "f", "np", "os", "y", "w"}


@pytest.mark.parametrize("end", [False, True])
def test_an_answer_beside_its_untouched_stub_counts(ours, theirs, end):
    stub = cell_of(released(), "sigmoid").source
    answer = cell_of(theirs, "sigmoid")
    place = len(theirs.cells) if end else place_of(theirs, "sigmoid")
    theirs.cells.insert(place, new_code_cell(answer.source))
    answer.source = stub
    rebuilt, remarks = rebuild(ours, theirs)
    assert answers_in(rebuilt) == RIGHT
    assert stub not in [cell.source for cell in rebuilt.cells]
    assert texts(remarks) == [CELL_REMARKS["by_name"].format(cell="sigmoid")]


def test_answers_that_were_merged_into_one_cell_count_at_each_place(ours, theirs):
    theirs.cells.pop(place_of(theirs, "sigmoid"))
    cell_of(theirs, "score").source = "\n\n".join(RIGHT.values())
    rebuilt, remarks = rebuild(ours, theirs)
    assert {"score", "sigmoid"} <= last_definitions(rebuilt, "test-sigmoid").keys()
    assert texts(remarks) == [CELL_REMARKS["by_name"].format(cell="sigmoid")]


def test_a_stub_in_a_merged_cell_takes_back_no_answer(ours, theirs):
    stub = cell_of(released(), "score").source
    theirs.cells.pop(place_of(theirs, "sigmoid"))
    place = place_of(theirs, "score")
    theirs.cells[place] = new_code_cell(f"{stub}\n\n# mine\n{RIGHT['sigmoid']}")
    theirs.cells.insert(place, new_code_cell(RIGHT["score"]))
    rebuilt, _ = rebuild(ours, theirs)
    assert answers_in(rebuilt) == {"score": RIGHT["score"], "sigmoid": f"# mine\n{RIGHT['sigmoid']}"}


def test_an_answer_far_below_its_stub_that_was_merged_with_the_test_is_not_too_late(ours, theirs):
    stub, test = cell_of(released(), "sigmoid").source, cell_of(theirs, "test-sigmoid")
    cell_of(theirs, "sigmoid").source = f"{stub}\n\n{test.source}"
    theirs.cells.append(new_code_cell(RIGHT["sigmoid"]))
    theirs.cells.insert(-1, new_markdown_cell("Now the curve, again."))
    rebuilt, _ = rebuild(ours, theirs)
    assert cell_of(rebuilt, "sigmoid").source == f"{RIGHT['sigmoid']}\n\n{test.source}"


def test_an_answer_that_was_split_behind_a_helper_stays_whole(ours, theirs):
    first = copy.deepcopy(cell_of(theirs, "score"))
    first.source, first.id = "def helper():\n    return 1", "half"
    theirs.cells.insert(place_of(theirs, "score"), first)
    rebuilt, _ = rebuild(ours, theirs)
    assert {"helper", "score"} <= last_definitions(rebuilt, "test-score").keys()
    assert answers_in(rebuilt) == RIGHT


def test_a_copy_of_the_stub_below_an_answer_takes_nothing_back(ours, theirs):
    again = copy.deepcopy(cell_of(released(), "score"))
    again.id = "copied"
    theirs.cells.insert(place_of(theirs, "score") + 1, again)
    rebuilt, _ = rebuild(ours, theirs)
    assert answers_in(rebuilt) == RIGHT
    assert [cell.source for cell in rebuilt.cells].count(again.source) == 0


def test_many_remarks_of_a_kind_are_one(ours, theirs):
    for cell in theirs.cells:
        cell.metadata["tags"] = ["skip-execution"]
    _, remarks = rebuild(ours, theirs)
    assert texts(remarks) == [OF_MANY_CELLS["tags"].format(cells="imports, score, test-score and 3 more")]
    assert remarks[0].review


@pytest.mark.parametrize("other", ["02-cross-entropy", "05-mini-batch"])
def test_the_notebook_of_another_assignment_is_one_remark_that_names_it(other):
    def notebook(folder, assignment):
        [path] = (ROOT / folder / assignment).glob("*.ipynb")
        return nbformat.read(path, as_version=4)

    registered = as_registered(notebook("solutions", "01-sigmoid"), NbGraderPreprocessor())
    graded = what_is_graded(COURSE, "01-sigmoid", registered, notebook("notebooks", other), [])
    assert texts(remarks_in(graded)) == [
        f"This is the notebook of {other}, handed in as 01-sigmoid: "
        "it needs to be handed in there, and 01-sigmoid here."
    ]
    assert remarks_in(graded)[0].review


def test_a_notebook_of_nobody_knows_whom(ours):
    theirs = new_notebook(cells=[new_code_cell("import numpy as np"), new_code_cell("x = 1")])
    assert texts(rebuild(ours, theirs)[1]) == [CELL_REMARKS["none"]]
