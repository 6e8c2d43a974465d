"""`lrgrade demo`, end to end: every member of its class gets the verdict that its `about.toml` asks for."""

import io
import re
import shutil
from contextlib import redirect_stdout

import pytest

from helpers.course import ROOT
from lrgrade.authoring.demo import assignment_of, demo, students, verdict_problem
from lrgrade.course.folder import CONFIG, CourseFolder
from lrgrade.pipeline import app_of
from lrgrade.report.scores import Scores, scores_of

pytestmark = pytest.mark.slow

ASSIGNMENT = assignment_of(ROOT)
CLASS = {student.name: student for student in students(ROOT)}


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and "demo" not in path.parts}


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """The folder of a demo run in a clone, its exit status and what it printed. The clone stays as it was."""
    clone = tmp_path_factory.mktemp("clone")
    shutil.copytree(ROOT / "solutions", clone / "solutions")
    shutil.copytree(ROOT / "grading", clone / "grading", ignore=shutil.ignore_patterns("lrgrade", "__pycache__"))
    with (clone / "grading" / CONFIG).open("a") as config:
        # The loop is to be stopped by its CPU time, however little of the machine it gets.
        config.write("\nfor wall in ('call', 'cell', 'test', 'notebook'):\n    c.Limits[f'{wall}_wall'] = 600\n")
    before = contents(clone)
    page = io.StringIO()
    with redirect_stdout(page):
        status = demo(CourseFolder(clone), clone / "demo")
    assert contents(clone) == before
    return clone / "demo", status, page.getvalue()


@pytest.fixture(scope="module")
def scores(shown):
    return {one.student: one for one in scores_of(app_of(CourseFolder(shown[0])), ASSIGNMENT)}


def test_the_class_holds_every_kind_of_student():
    stories = " ".join(student.story for student in CLASS.values())
    for kind in ("complete", "partly done", "untouched", "sign", "bias", "single numbers", "tie", "truth values"):
        assert kind in stories
    for kind in ("the probability", "overflows", "syntax error", "endless loop", "cut off", "another name", "edited"):
        assert kind in stories


@pytest.mark.parametrize("name", CLASS)
def test_verdict(scores, name):
    assert verdict_problem(CLASS[name], scores[name]) is None


@pytest.mark.parametrize("name", CLASS)
def test_the_verdict_asked_for_adds_up(scores, name):
    worth = {test.test: test.worth for test in scores[name].tests}
    assert CLASS[name].score == sum(worth.values()) - sum(worth[test] for test in CLASS[name].lost)


@pytest.mark.parametrize(
    ("name", "test", "misconception"),
    [
        ("david", "test-sigmoid", "the sign of z is flipped"),
        ("emma", "test-score", "the bias is forgotten"),
        ("felix", "test-sigmoid", "numbers only"),
        ("hana", "test-predict", "a tie is decided for label 1"),
        ("ivan", "test-predict", "truth values instead of 0 and 1"),
        ("judith", "test-predict", "the probability is returned"),
        ("nina", "test-predict", "the labels are the wrong way round"),
    ],
)
def test_mistakes_are_called_by_their_names(scores, name, test, misconception):
    said = {one.test: one.message for one in scores[name].tests}[test]
    assert said.endswith(f"(This looks like: {misconception})")


def test_it_says_what_each_got_wrong_and_where_the_pages_lie(shown):
    folder, status, text = shown
    assert status == 0
    assert f"All {len(CLASS)} verdicts are as they should be." in text
    assert "lena: 8 of 10 (an endless loop in predict, for more than one example)" in text
    assert "over a limit: predict was stopped after 5 s of CPU time. Is there an endless loop?" in text
    assert "sigmoid does not run, crashed: SyntaxError:" in text
    assert re.search(r"sigmoid.ipynb is damaged or cut off at line \d+: it needs to be handed in again.", text)
    pages = sorted(folder.glob(f"grading/feedback/*/{ASSIGNMENT}/sigmoid.html"))
    assert [page.parts[-3] for page in pages] == sorted(CLASS)
    assert str(pages[0]) in text


def test_a_wrong_verdict_is_noticed():
    ada = CLASS["ada"]
    assert verdict_problem(ada, Scores("ada")) == ("ada should have 10 points, and lose no test. It is 0, and no test.")


def test_without_a_class_there_is_no_demo(tmp_path, capsys):
    assert demo(CourseFolder(tmp_path), tmp_path / "demo") == 2
    assert capsys.readouterr().err == (
        "There is no class in grading/demo/. A student of it is a folder ASSIGNMENT/STUDENT/ there, with an answer in "
        "each EXERCISE.py and what must come of it in about.toml.\n"
    )
    assert not (tmp_path / "demo").exists()


def test_a_folder_of_somebody_else_is_left_alone(tmp_path, capsys):
    (tmp_path / "thesis.tex").write_text("dear to me")
    assert demo(CourseFolder(ROOT), tmp_path) == 2
    assert capsys.readouterr().err == f"{tmp_path} exists and is not a demo: choose another --folder.\n"
    assert (tmp_path / "thesis.tex").exists()
