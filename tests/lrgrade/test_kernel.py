"""Running a notebook in a kernel: the limits, a dead kernel, and what a student's code finds there."""

from types import SimpleNamespace

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.coursedir import CourseDirectory
from small import tests as tests_cell
from traitlets import Any
from traitlets.config import LoggingConfigurable

from lrgrade.kernel import RunInKernel
from lrgrade.outcome import Outcome, message_of, outcome_of


class Converter(LoggingConfigurable):
    """What stands around a step of nbgrader's."""

    coursedir = Any()


def run(root, *cells, assignment="01-sigmoid", **limits):
    """Run cells, the last of them a test, and give them back run."""
    converter = Converter(coursedir=CourseDirectory(root=str(root)))
    step = RunInKernel(parent=converter, **{"timeout": 5, **limits})
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells[:-1]] + [tests_cell("test-x", cells[-1], 1)])
    resources = {"nbgrader": {"assignment": assignment}, "metadata": {"path": str(root)}}
    return step.preprocess(notebook, resources)[0].cells


def test_a_test_that_passes_has_no_error(tmp_path):
    last = run(tmp_path, "x = 1", "assert x == 1\nx")[-1]
    assert (outcome_of(last), message_of(last)) == (Outcome.PASSED, "")
    assert last.outputs[0].data["text/plain"] == "1"


def test_a_warning_costs_nothing_and_is_still_read(tmp_path):
    last = run(tmp_path, "import warnings\nwarnings.warn('careful')")[-1]
    assert outcome_of(last) is Outcome.PASSED
    assert "careful" in last.outputs[0].text
    assert last.outputs[0].name == "stdout"


def test_an_endless_cell_is_stopped_and_the_next_one_runs(tmp_path):
    cells = run(tmp_path, "while True:\n    pass", "assert True", timeout=1)
    assert outcome_of(cells[0]) is Outcome.OVER_LIMIT
    assert message_of(cells[0]) == "This cell was stopped after 1 s. Is there an endless loop?"
    assert [output.ename for output in cells[0].outputs] == ["OverLimit"]
    assert outcome_of(cells[1]) is Outcome.PASSED


def test_a_cell_that_will_not_stop_ends_the_notebook(tmp_path):
    stubborn = (
        "while True:\n    try:\n        while True:\n            pass\n    except KeyboardInterrupt:\n        pass"
    )
    cells = run(tmp_path, "kept = 1", stubborn, "assert kept", timeout=1, iopub_timeout=1)
    assert outcome_of(cells[0]) is Outcome.PASSED
    assert message_of(cells[1]) == "This cell was stopped after 1 s. Is there an endless loop?"
    assert message_of(cells[2]) == "This cell was not run: an earlier cell could not be stopped."
    assert outcome_of(cells[2]) is Outcome.OVER_LIMIT


def test_a_notebook_has_a_limit_as_a_whole(tmp_path):
    slow = "import time\ntime.sleep(1.5)"
    cells = run(tmp_path, slow, "assert True", notebook_timeout=1)
    assert outcome_of(cells[0]) is Outcome.PASSED
    assert message_of(cells[1]) == "This cell was not run: the notebook had taken more than 1 s by then."
    assert outcome_of(cells[1]) is Outcome.OVER_LIMIT


def test_a_dead_kernel_is_a_crash_not_a_pass(tmp_path):
    cells = run(tmp_path, "import os\nos._exit(0)", "assert True")
    assert [outcome_of(cell) for cell in cells] == [Outcome.CRASHED, Outcome.CRASHED]
    assert message_of(cells[1]) == "This cell was not run: the Python process had ended before."


def test_a_test_without_code_is_not_passed(tmp_path):
    last = run(tmp_path, "  ")[-1]
    assert (outcome_of(last), message_of(last)) == (Outcome.CRASHED, "This cell was not run.")


def test_a_hidden_test_that_fails_shows_none_of_its_lines(tmp_path):
    hidden = "# Title\n### BEGIN HIDDEN TESTS\nsecret = 5\nassert secret == 6, 'no'\n### END HIDDEN TESTS"
    last = run(tmp_path, hidden)[-1]
    assert message_of(last) == "no"
    assert "secret" not in str(last.outputs)


def test_earlier_exercises_are_the_model_answers_and_check_saves_nothing(tmp_path, monkeypatch):
    def write_workbook(folder, before, root):
        assert (before, root) == ("02-cross-entropy", tmp_path)
        (folder / "sigmoid.py").write_text("def sigmoid(z):\n    return 'ours'\n")

    monkeypatch.setattr("lrgrade.kernel.write_workbook", write_workbook)
    last = run(
        tmp_path,
        "from lrlab import sigmoid\nfrom lrlab.workbook import may_save\nassert sigmoid(0) == 'ours'\n"
        f"assert not may_save()\nimport os\nassert os.environ['LRGRADE_COURSE'] == {str(tmp_path)!r}",
        assignment="02-cross-entropy",
    )[-1]
    assert message_of(last) == ""


@pytest.mark.parametrize(
    ("name", "value", "outcome"),
    [
        ("AssertionError", "x", Outcome.WRONG),
        ("CheckFailed", "sigmoid gives a wrong value.", Outcome.WRONG),
        ("CheckFailed", "sigmoid is not written yet.", Outcome.UNWRITTEN),
        ("AssertionError", "sigmoid stopped with NotImplementedError.", Outcome.UNWRITTEN),
        ("NotImplementedError", "", Outcome.UNWRITTEN),
        ("ValueError", "x", Outcome.CRASHED),
        ("NotRun", "x", Outcome.CRASHED),
        ("OverLimit", "x", Outcome.OVER_LIMIT),
        ("GraderFault", "x", Outcome.OUR_FAULT),
    ],
)
def test_the_error_tells_the_outcome(name, value, outcome):
    error = SimpleNamespace(output_type="error", ename=name, evalue=value)
    assert outcome_of({"outputs": [error]}) is outcome


def test_a_message_is_fit_to_be_printed():
    error = SimpleNamespace(
        output_type="error", ename="ValueError", evalue="\x1b[31mred\x1b[0m \x07\x1b]0;title\x07" + 999 * "x"
    )
    said = message_of({"outputs": [error]})
    assert said.startswith("ValueError: red ]0;titlexxx")
    assert len(said) == 302
    syntax = SimpleNamespace(output_type="error", ename="SyntaxError", evalue="invalid (2738049026.py, line 3)\nmore")
    assert message_of({"outputs": [syntax]}) == "SyntaxError: invalid (line 3)"
