"""A course that is not this one: what the engine takes from it, and what it says where there is too little."""

import pytest

from helpers.course import COURSE, forget
from lrlab.checking.check import CheckFailed, check, wrong_report
from lrlab.checking.derivation import notation_of
from lrlab.checking.fault import Fault
from lrlab.exercises import Course, CourseError
from lrlab.workbook.hints import hint
from lrlab.workbook.keeping import WorkbookKeeper
from lrlab.workbook.workbook import NotSolvedError, Workbook

SCORE = {"name": "score", "assignment": "01-line", "arguments": ["x", "w"], "hints": ["Look at w.", "Multiply."]}
STEPS = {"name": "steps", "assignment": "01-line", "lines": ["a", "b"]}


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Makes a package `tiny` of modules given by name."""

    def make(**modules):
        for name, source in {"__init__": "", **modules}.items():
            path = tmp_path / "tiny" / f"{name}.py"
            path.parent.mkdir(exist_ok=True)
            path.write_text(source)
        monkeypatch.syspath_prepend(tmp_path)
        forget("tiny")
        return tmp_path / "tiny"

    yield make
    forget("tiny")


def tiny(*exercises, **data):
    return Course("tiny", {"exercise": list(exercises), **data})


def test_a_learner_installs_the_engine_and_the_package_of_the_course(package):
    folder = package()
    assert tiny(SCORE).facade == "tiny"
    assert tiny(SCORE).packages == (*COURSE.packages, folder)
    assert COURSE.facade == "lrlab"
    assert [path.name for path in COURSE.packages] == ["lrlab"]


def test_a_message_names_the_command_and_the_package_of_the_course(tmp_path):
    said = str(NotSolvedError(tiny(SCORE, command="python -m tiny").exercises["score"], []))
    assert "`python -m tiny reveal score` in a terminal" in said
    workbook = Workbook(tmp_path, COURSE)
    with pytest.raises(NotSolvedError, match="`lrlab reveal score` in a terminal"):
        workbook.load("score")


def test_a_course_says_some_of_it_in_its_own_words(package):
    package()
    exercise, fault = tiny(SCORE).exercises["score"], Fault("endless")
    assert wrong_report(exercise, fault).next_step.startswith("It should come to an end. ")
    package(messages="from lrlab.checking.messages import Message\nMESSAGES = {'endless': Message('Still?', 'Stop.')}")
    report = wrong_report(exercise, fault)
    assert (report.title, report.next_step) == ("Still?", "Stop.")


@pytest.mark.parametrize("points", ["", "({'u': '1'},)"])
def test_lines_are_compared_at_two_points_or_more(package, points):
    package(notation=f"from lrlab.checking.derivation import Notation\nNOTATION = Notation(('u',), {points})")
    with pytest.raises(CourseError, match=r"^Lines are compared at two points or more\. NOTATION of tiny has fewer\.$"):
        notation_of(tiny(STEPS))
    assert len(notation_of(tiny(SCORE)).points) < 2


def test_hints_of_two_courses_are_counted_apart(package, tmp_path, monkeypatch):
    package()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LRLAB_WORKBOOK", raising=False)
    monkeypatch.setattr("lrlab.workbook.hints._this_session", {})
    assert hint(tiny(SCORE), "score").title == "Hint 1 of 2 for score"
    assert hint(COURSE, "score").title == "Hint 1 of 3 for score"
    assert hint(tiny(SCORE), "score").title == "Hint 2 of 2 for score"


def test_an_exercise_of_another_course_is_not_known(package, capsys):
    package()
    with pytest.raises(CheckFailed):
        check(tiny(SCORE), abs, "sigmoid", WorkbookKeeper())
    assert "such as `check(score)`" in capsys.readouterr().out
