"""`lrgrade run`: what it stores, and what it does not."""

import json
import shutil

import pytest

from helpers.course import COURSE, ROOT
from lrgrade.authoring import stored_outputs
from lrgrade.authoring.stored_outputs import CellStoppedError, store_outputs

ASSIGNMENT, NOTEBOOK = "01-sigmoid", "solutions/01-sigmoid/sigmoid.ipynb"


@pytest.fixture
def root(tmp_path):
    for folder in ("solutions", "grading/exercises"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@pytest.fixture
def short(root):
    """The notebook without any of its code, for what does not depend on it. Gives a way to add a cell."""
    path = root / NOTEBOOK
    notebook = json.loads(path.read_text(encoding="utf-8"))
    del notebook["cells"][1:]

    def add(source, outputs=()):
        cell = {"cell_type": "code", "id": f"added-{len(notebook['cells'])}", "metadata": {}, "source": source}
        notebook["cells"].append({**cell, "execution_count": None, "outputs": list(outputs)})
        path.write_text(json.dumps(notebook), encoding="utf-8")
        return path

    return add


def stored(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"][-1]


@pytest.mark.slow
def test_what_has_not_changed_is_stored_as_it_is(root):
    """From a notebook without any output comes the one of this repository, to the byte."""
    path = root / NOTEBOOK
    held = path.read_bytes()
    assert store_outputs(root, COURSE, ASSIGNMENT) is False
    assert path.read_bytes() == held
    notebook = json.loads(held)
    notebook["metadata"]["language_info"] = {"name": "python", "version": "2.7"}
    notebook["metadata"]["widgets"] = {"state": {}}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
            cell["metadata"]["execution"] = {"iopub.execute_input": "2026-01-01T00:00:00Z"}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert store_outputs(root, COURSE, ASSIGNMENT) is True
    assert path.read_bytes() == held


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("1 / 0", "cell added-1 stops with ZeroDivisionError: division by zero"),
        (
            "from lrlab import check\n\ncheck(print)",
            "cell added-1 stops with UnknownExerciseError: check does not know which exercise this is.",
        ),
        ("import os\nos._exit(1)", "cell added-1 ends the kernel."),
        ("while True:\n    pass", "cell added-1 takes longer than 3 seconds."),
    ],
)
def test_where_a_cell_stops_nothing_is_written(root, short, monkeypatch, source, said):
    if "while" in source:
        monkeypatch.setattr(stored_outputs, "LONGEST_CELL", 3)
    path = short(source)
    held = path.read_bytes()
    with pytest.raises(CellStoppedError) as caught:
        store_outputs(root, COURSE, ASSIGNMENT)
    assert str(caught.value) == said
    assert path.read_bytes() == held


MEASURED = "# NBVAL_IGNORE_OUTPUT\nfrom time import perf_counter\n\nprint('it took', perf_counter(), 's')"


def test_a_measurement_is_stored_once(root, short):
    path = short(MEASURED)
    store_outputs(root, COURSE, ASSIGNMENT)
    first = stored(path)["outputs"]
    assert first[0]["text"][0].startswith("it took ")
    assert store_outputs(root, COURSE, ASSIGNMENT) is False
    assert stored(path)["outputs"] == first


def test_a_measurement_that_says_something_else_is_stored_anew(root, short):
    old = {"name": "stdout", "output_type": "stream", "text": ["it lasted 3.2 s\n"]}
    path = short(MEASURED, [old])
    assert store_outputs(root, COURSE, ASSIGNMENT) is True
    assert stored(path)["outputs"][0]["text"][0].startswith("it took ")


def test_a_widget_is_stored_as_its_picture(root, short):
    path = short("import ipywidgets\n\nipywidgets.IntSlider()")
    store_outputs(root, COURSE, ASSIGNMENT)
    [output] = stored(path)["outputs"]
    assert [*output["data"]] == ["text/plain"]


def test_earlier_exercises_come_from_the_model_answers(root):
    path = root / "solutions" / "02-cross-entropy" / "cross_entropy.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    del notebook["cells"][2:]
    cell = {"cell_type": "code", "id": "added", "metadata": {}, "source": "sigmoid(0)"}
    notebook["cells"].append({**cell, "execution_count": None, "outputs": []})
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert store_outputs(root, COURSE, "02-cross-entropy") is True
    assert "0.5" in stored(path)["outputs"][0]["data"]["text/plain"][0]
