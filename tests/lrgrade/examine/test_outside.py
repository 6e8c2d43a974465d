"""Points that may be lost for a reason outside of the answers: a person is to look, and is told why."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from lrgrade.examine.outside import MISSING, NOTHING_WRITTEN, UNREACHED, reasons_outside

NO_CODE = "This cell was not run: there is no code in it."
MISSING_HELPER = "name 'helper' is not defined"


def cell_of(name, error="", message="", shown=""):
    facts = {"grade_id": name, "grade": True, "locked": True, "solution": False, "points": 1}
    cell = new_code_cell("", metadata={"nbgrader": facts})
    if shown:
        cell.outputs.append(new_output("display_data", {"text/plain": shown}))
    if error:
        cell.outputs.append(new_output("error", ename=error, evalue=message, traceback=[]))
    return cell


def reasons(*cells):
    found = list(reasons_outside(new_notebook(cells=list(cells))))
    assert all(remark.review for remark in found)
    return [remark.text for remark in found]


@pytest.mark.parametrize(
    ("error", "message", "reason"),
    [
        ("NameError", MISSING_HELPER, MISSING_HELPER),
        ("ModuleNotFoundError", "No module named 'mine'", "No module named 'mine'"),
        ("ImportError", "cannot import name 'f' from 'mine' (/x/mine.py)", "cannot import name 'f'"),
        ("FileNotFoundError", "[Errno 2] No such file or directory: 'a.csv'", "No such file or directory: 'a.csv'"),
        ("AssertionError", "f stopped with FileNotFoundError.", "FileNotFoundError"),
    ],
)
def test_something_that_is_nowhere(error, message, reason):
    cells = cell_of("test-f", error, message), cell_of("test-f-drawn", "AssertionError", f"stopped with {error}.")
    named = cells if error != "AssertionError" else cells[:1]
    assert reasons(*named, cell_of("test-g")) == [MISSING.format(exercises="f", reason=reason)]


def test_one_reason_of_many_exercises_is_said_once():
    told = "CheckFailed", "`f` stopped with an error.", f"✗ f stopped\n  it raised NameError: {MISSING_HELPER}"
    cells = [cell_of(f"test-{name}", *told) for name in "fgh"]
    assert reasons(*cells) == [MISSING.format(exercises="f, g, h", reason=MISSING_HELPER)]


def test_what_one_test_passed_is_the_answers_own_fault():
    assert reasons(cell_of("test-f"), cell_of("test-f-drawn", "NameError", MISSING_HELPER)) == []


@pytest.mark.parametrize(
    ("error", "message"),
    [
        ("AssertionError", "wrong"),
        ("ZeroDivisionError", "division by zero"),
        ("NotRun", NO_CODE),
    ],
)
def test_other_failures_are_the_answers_own(error, message):
    assert reasons(cell_of("test-f", error, message), cell_of("test-g")) == []


def test_a_name_is_missing_because_its_own_cell_does_not_run():
    facts = {"grade_id": "f", "grade": False, "locked": False, "solution": True}
    answer = new_code_cell("", metadata={"nbgrader": facts})
    tests = [cell_of(f"test-{name}", "NameError", "name 'f' is not defined") for name in "fg"]
    answer.outputs = [new_output("error", ename="SyntaxError", evalue="", traceback=[])]
    assert reasons(answer, *tests) == []
    answer.outputs = [new_output("error", ename="ModuleNotFoundError", evalue="", traceback=[])]
    assert reasons(answer, *tests) == [MISSING.format(exercises="f, g", reason="name 'f' is not defined")]


def test_tests_that_were_not_reached():
    sentence = "This cell was not run: the notebook had taken more than 180 s by then."
    cells = [cell_of(name, "OverLimit", sentence) for name in ("test-f", "test-f-drawn")]
    why = "the notebook had taken more than 180 s by then."
    assert reasons(*cells, cell_of("test-g")) == [UNREACHED.format(exercises="f", reason=why)]


def test_nothing_is_written():
    cells = [cell_of(name, "NotImplementedError", "") for name in ("test-f", "test-g")]
    assert reasons(*cells) == [NOTHING_WRITTEN]
    assert reasons(*cells, cell_of("test-h")) == []
