"""What `lrgrade build` reminds of although nothing is missing, word for word."""

import pytest

from helpers.tiny_course import NOTEBOOK, TinyCourse
from lrgrade.authoring.complete import Survey

STORES = "`lrgrade run 01-numbers` stores the outputs of a run."


@pytest.fixture
def course(tmp_path, monkeypatch):
    """The tiny course, as though it had been run."""
    monkeypatch.syspath_prepend(tmp_path)
    course = TinyCourse(tmp_path)
    notebook = course.notebook()
    for count, cell in enumerate((one for one in notebook["cells"] if one["cell_type"] == "code"), 1):
        cell["execution_count"] = count
    course.write_notebook(notebook)
    return course


def reminders(course):
    survey = Survey(course.root, course.package)
    assert survey.problems == []
    return [str(one) for one in survey.reminders]


def test_a_course_that_was_run_needs_no_reminder(course):
    assert reminders(course) == []


def shows(**output):
    def change(notebook):
        notebook["cells"][1]["outputs"] = [output]

    return change


def displays(**data):
    return shows(output_type="display_data", metadata={}, data=data)


OUTPUTS = {
    "not run": (
        lambda notebook: notebook["cells"][1].update(execution_count=None),
        f"{NOTEBOOK}: its cells have not been run from top to bottom: {STORES}",
    ),
    "run out of order": (
        lambda notebook: notebook["cells"][1].update(execution_count=7),
        f"{NOTEBOOK}: its cells have not been run from top to bottom: {STORES}",
    ),
    "metadata": (
        lambda notebook: notebook["metadata"].update(language_info={"name": "python", "version": "3.11.7"}),
        f"{NOTEBOOK}: its metadata says more than that it is Python: {STORES}",
    ),
    "widgets": (
        lambda notebook: notebook["metadata"].update(widgets={}),
        f"{NOTEBOOK}: its metadata says more than that it is Python: {STORES}",
    ),
    "a time": (
        lambda notebook: notebook["cells"][1]["metadata"].update(execution={}),
        f"{NOTEBOOK}, cell imports: it says when it was run: {STORES}",
    ),
    "an error": (
        shows(output_type="error", ename="NameError", evalue="", traceback=[]),
        f"{NOTEBOOK}, cell imports: its output is an error, NameError: {STORES}",
    ),
    "a warning": (
        shows(output_type="stream", name="stderr", text="careful"),
        f"{NOTEBOOK}, cell imports: its output is a warning: {STORES}",
    ),
    "a folder": (
        shows(output_type="stream", name="stdout", text="/home/ada/numbers.py"),
        f"{NOTEBOOK}, cell imports: its output names a folder of a machine: {STORES}",
    ),
    "a widget": (
        displays(**{"application/vnd.jupyter.widget-view+json": {"model_id": "0a1b"}}),
        f"{NOTEBOOK}, cell imports: its output needs a kernel to be seen: {STORES}",
    ),
}


@pytest.mark.parametrize(("change", "said"), OUTPUTS.values(), ids=OUTPUTS)
def test_outputs_that_are_not_those_of_a_run(course, change, said):
    notebook = course.notebook()
    change(notebook)
    course.write_notebook(notebook)
    assert reminders(course) == [said]


def test_fewer_hints_than_the_course_asks_for(course):
    course.write("grading/quotas.toml", "[hints]\nfunction = 4\nvalues = 3\n")
    assert reminders(course) == [
        f"{course.list}, exercise double: the course asks for 4 hints, and there are 3 (grading/quotas.toml)."
    ]


def test_fewer_misconceptions_than_the_course_asks_for(course):
    course.write("grading/quotas.toml", "[misconceptions]\nfunction = 3\nderivation = 1\nvalues = 2\n")
    assert reminders(course) == [
        f"grading/exercises/{name}/misconceptions.py: the course asks for {asked} misconceptions, and there are "
        f"{known} (grading/quotas.toml)."
        for name, asked, known in (("double", 3, 2), ("by_hand", 2, 1))
    ]


def test_answers_are_asked_for_where_the_course_counts_them(course):
    course.write("grading/quotas.toml", "[corpus]\nright = 1\n")
    assert reminders(course)[0] == (
        "tests/corpus/double.py: there is no such file: `lrgrade new exercise double --in 01-numbers` writes one to "
        "fill in."
    )
    for name in ("double", "steps", "by_hand"):
        course.write(f"tests/corpus/{name}.py", "# right: twice\n")
    assert reminders(course) == []
    course.write("tests/corpus/steps.py", "\n# TODO: answers written from the contract alone\n")
    assert reminders(course) == [
        "tests/corpus/steps.py:2: still to be written: answers written from the contract alone."
    ]
