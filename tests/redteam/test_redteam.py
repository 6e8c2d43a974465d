"""The red team earns no point and leaves no trace, and nobody else is the worse for it."""

import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from nbconvert.exporters import HTMLExporter
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback
from nbgrader.server_extensions.formgrader import handlers

from helpers.red_team import ASSIGNMENT, ATTACKS, HONEST, MARK, dealt_out
from lrgrade.examine.outcome import OUR_FAULT, Outcome
from lrgrade.pipeline import GradingState, app_of

pytestmark = pytest.mark.slow

NAMES = [attack.name for attack in ATTACKS]
BY_NAME = {attack.name: attack for attack in ATTACKS}
MEETINGS = [(grader, attack.name) for grader, attacks in dealt_out().items() for attack in attacks]
# Three tests of one function may each reach every limit; and this machine may be busy.
SECONDS = 60


def each_attack(fact="", kinds=""):
    """Run a test for each attack and the grader that it meets; of those that state a fact, and of some kinds."""
    meetings = [(who, name) for who, name in MEETINGS if name.startswith(kinds) and fact in {"", *BY_NAME[name].facts}]
    return pytest.mark.parametrize(("graded", "name"), meetings, indirect=["graded"], scope="session")


def test_the_museum_is_large_and_every_family_is_there():
    families = {name.partition("-")[0] for name in NAMES}
    assert len(NAMES) >= 100
    assert families == {
        "files", "ipython", "lookup", "lying", "memory", "network", "pages", "patched", "processes", "protocol",
        "resources",
    }  # fmt: skip


@each_attack()
def test_the_score_is_what_the_work_is_worth(graded, name):
    scores = graded.scores[name]
    failed = [(test.test, test.outcome.value, test.message) for test in scores.tests if test.score < test.worth]
    assert scores.score == float(BY_NAME[name].facts["score"]), failed
    assert scores.worth == 10


@each_attack(fact="outcome")
def test_the_reason_is_told(graded, name):
    tests = [test for test in graded.scores[name].tests if test.exercise == "sigmoid" and test.score < test.worth]
    assert tests[0].outcome == BY_NAME[name].facts["outcome"], [(t.test, t.outcome.value, t.message) for t in tests]


@each_attack()
def test_it_ends_in_time(graded, name):
    assert graded.seconds[name] < SECONDS


@each_attack(fact="absent")
def test_it_did_not_see_what_it_looked_for(graded, name):
    shown = [
        output.get("text", "") + str(output.get("data", "")) + str(output.get("evalue", ""))
        for cell in graded.notebooks[name].cells
        for output in cell.get("outputs", [])
    ]
    assert not re.search(BY_NAME[name].facts["absent"], "\n".join(shown))


def test_everybody_is_graded_and_the_honest_have_all_their_points(graded):
    assert graded.states == dict.fromkeys([*HONEST, *graded.attacks], GradingState.GRADED)
    assert {name: graded.scores[name].score for name in HONEST} == dict.fromkeys(HONEST, 10)


def test_nothing_is_our_fault(graded):
    faults = {
        name: test.message
        for name, scores in graded.scores.items()
        for test in scores.tests
        if test.outcome is Outcome.OUR_FAULT
    }
    assert faults == {}
    assert OUR_FAULT not in (graded.course.grading / ".nbgrader.log").read_text(encoding="utf-8")


def test_no_file_was_written_changed_or_deleted(graded):
    assert graded.after == graded.before


def test_no_process_stayed_behind(graded):
    left = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
        except OSError:
            continue
        if f"{MARK}-sleeper" in words or "lrgrade.sandbox.server" in words or "lrgrade.examine.examiner" in words:
            left.append((folder.name, words))
    assert left == [] or all(int(number) != os.getpid() and "sleeper" not in words for number, words in left)


def test_nobody_called_from_the_sandbox(graded):
    assert graded.connections == []


def test_the_gradebook_holds_what_grading_wrote_and_nothing_else(graded):
    with Gradebook(app_of(graded.course).coursedir.db_url) as gradebook:
        submissions = gradebook.find_assignment(ASSIGNMENT).submissions
        grades = [grade for one in submissions for notebook in one.notebooks for grade in notebook.grades]
        assert sorted(one.student.id for one in submissions) == sorted([*HONEST, *graded.attacks])
        assert all(grade.manual_score is None and not grade.extra_credit for grade in grades)
        assert all(0 <= grade.auto_score <= grade.max_score for grade in grades)


def test_hidden_tests_stay_hidden(graded):
    for notebook in graded.notebooks.values():
        for cell in notebook.cells:
            if cell.metadata.get("nbgrader", {}).get("grade"):
                assert "lrgrade.hidden" not in str(cell)
                assert "agrees(" not in str(cell)


class Script(HTMLParser):
    """Finds what a page would run, fetch or submit for the red team."""

    def __init__(self):
        super().__init__()
        self.found = []
        self._inside = ""

    def handle_starttag(self, tag, attrs):
        self._inside = tag
        for key, value in attrs:
            text = f"{value}".lower()
            if "redteam" in text and (key.startswith("on") or key in ("href", "src", "srcdoc", "style", "xlink:href")):
                self.found.append((tag, key, value))
            if text.strip().startswith("javascript:"):
                self.found.append((tag, key, value))

    def handle_data(self, data):
        if self._inside in ("script", "style") and "redteam" in data:
            self.found.append((self._inside, data))

    def handle_endtag(self, tag):
        self._inside = ""


PAGES = ("pages-", "protocol-outputs")


@pytest.fixture(scope="session")
def feedback(graded):
    """The pages that students get."""
    app = app_of(graded.course)
    app.coursedir.assignment_id = ASSIGNMENT
    GenerateFeedback(coursedir=app.coursedir, parent=app).start()
    return graded.course.grading / "feedback"


@each_attack(kinds=PAGES)
def test_the_feedback_page_runs_nothing_of_theirs(feedback, name):
    page = (feedback / name / ASSIGNMENT / "sigmoid.html").read_text(encoding="utf-8")
    parser = Script()
    parser.feed(page)
    assert parser.found == []
    assert r"\href" not in re.sub(r"(?s)<pre.*?</pre>", "", page)


@each_attack(kinds=PAGES)
def test_the_formgrader_runs_nothing_of_theirs(graded, name):
    config = app_of(graded.course).config
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    words = dict.fromkeys(
        (
            "assignment_id",
            "notebook_id",
            "submission_id",
            "base_url",
            "mathjax_url",
            "student",
            "last_name",
            "first_name",
        ),
        "x",
    )
    resources = {**words, "index": 0, "total": 1, "notebook_path": "x", "keyword": "x"}
    page, _ = HTMLExporter(config=config).from_notebook_node(graded.notebooks[name], resources=resources)
    parser = Script()
    parser.feed(page)
    assert parser.found == []
