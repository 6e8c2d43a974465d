"""The model answer of an exercise in plain values, where its cell computes with what is given."""

import shutil
from pathlib import Path

import nbformat
import pytest

from helpers.course import EXERCISES, ROOT
from lrlab.workbook.solutions import model_answer

NOTEBOOK = Path("solutions", "04-sgd-step", "sgd_step.ipynb")
COMPUTED = """z0 = score(x, theta0[:2], theta0[2])
y_hat0 = sigmoid(z0)
grad0 = gradient(theta0, x, y)
theta1 = theta0 - eta * grad0
"""


@pytest.fixture
def home(tmp_path):
    """The sources, with a worked example that computes with the given names."""
    shutil.copytree(ROOT / "solutions", tmp_path / "solutions")
    edit(tmp_path, "worked_example", source=COMPUTED)
    return tmp_path


def edit(home, name, source=None, tags=None):
    notebook = nbformat.read(home / NOTEBOOK, as_version=4)
    cell = next(cell for cell in notebook.cells if cell.id == name)
    cell.source = cell.source if source is None else source
    cell.metadata.update({} if tags is None else {"tags": tags})
    nbformat.write(notebook, home / NOTEBOOK)


def test_it_computes_with_the_cell_that_is_tagged_as_given(home):
    found = model_answer(home, EXERCISES["worked_example"])
    assert found == {
        "z0": 0.0,
        "y_hat0": 0.5,
        "grad0": [-1.5, -1.0, -0.5],
        "theta1": pytest.approx([0.15, 0.1, 0.05]),
    }


def test_a_given_cell_may_import(home):
    edit(home, "given", "from math import sqrt\n\nx, y, theta0, eta = [3, 2], 1, [0, 0, 0], sqrt(0.01)")
    assert model_answer(home, EXERCISES["worked_example"])["theta1"] == pytest.approx([0.15, 0.1, 0.05])


def test_no_cell_without_the_tag_is_run(home):
    edit(home, "given", tags=["other"])
    with pytest.raises(NameError, match="'x'"):
        model_answer(home, EXERCISES["worked_example"])
