"""Notebook 01 in real JupyterLab: a right answer, a wrong one, a slider."""

import shutil

import pytest

from helpers.course import ROOT

pytest.importorskip("playwright", reason="playwright is not installed")
from helpers.jupyterlab import CHROMIUM, Notebook, browser_page, jupyterlab

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed"),
]


RIGHT = """def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1 / (1 + e), e / (1 + e))"""
WRONG = """def sigmoid(z):
    return 1 / (1 + np.exp(z))"""


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    course = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "notebooks", course, dirs_exist_ok=True)
    scratch = tmp_path_factory.mktemp("jupyter")
    with jupyterlab(course, scratch) as address, browser_page() as page:
        notebook = Notebook(page, address, "01-sigmoid/sigmoid.ipynb")
        notebook.run("import numpy as np")
        yield notebook


def test_a_wrong_sigmoid_is_explained(notebook):
    notebook.write("def sigmoid", WRONG)
    notebook.run("def sigmoid")
    output = notebook.run("check(sigmoid)").inner_text()
    assert "sigmoid" in output
    assert "expected" in output


def test_a_right_sigmoid_passes_and_is_saved(notebook):
    notebook.write("def sigmoid", RIGHT)
    notebook.run("def sigmoid")
    output = notebook.run("check(sigmoid)").inner_text()
    assert "sigmoid is right." in output
    assert "Saved to your workbook" in output


def test_moving_a_slider_changes_the_figure(notebook):
    output = notebook.run("plots.sigmoid.w_and_b")
    before = output.locator("svg").first.inner_html()
    output.locator(".noUi-handle").first.focus()
    notebook.page.keyboard.press("ArrowRight")
    notebook.page.wait_for_function(
        "([figure, before]) => figure.querySelector('svg').innerHTML !== before",
        arg=[output.element_handle(), before],
    )
