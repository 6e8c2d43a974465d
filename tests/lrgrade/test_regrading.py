"""Who is graded again: by content, with the reason told, and with nothing of before left that contradicts it."""

import json
from datetime import datetime, timedelta

import nbformat
import pytest
from nbgrader.api import Gradebook

from helpers.commands import nbgrader
from helpers.small_course import ASSIGNMENT, RIGHT, hand_in, make_course, release, released
from lrgrade.cli import main
from lrgrade.course.converters import generate_feedback
from lrgrade.gradebook.autograded import AutogradedFolder
from lrgrade.gradebook.register import register
from lrgrade.gradebook.writer import Writer
from lrgrade.intake.basis import Cause, Why, read_basis
from lrgrade.pipeline import GradingState, app_of, grade
from lrgrade.report.scores import scores_of

PARTLY = {"score": RIGHT["score"]}
ON_TIME = "2026-03-01 10:00:00 UTC"


def why(course, **how):
    """Why each was graded; None for who was not."""
    found = list(grade(course, ASSIGNMENT, **how))
    assert not [one.problem for one in found if one.problem]
    assert all((one.state is GradingState.SKIPPED) == (one.why is None) for one in found)
    return {one.student: one.why for one in found}


def points(course):
    return {one.student: one.score for one in scores_of(app_of(course), ASSIGNMENT)}


def corrected(course, name, old, new):
    """Change a text in a cell of the source."""
    path = course.root / "solutions" / ASSIGNMENT / "sigmoid.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = next(cell for cell in notebook.cells if cell.id == name)
    assert old in cell.source
    cell.source = cell.source.replace(old, new)
    nbformat.write(notebook, path)


def worth(course, name, number):
    """Change the points of a test in the source."""
    path = course.root / "solutions" / ASSIGNMENT / "sigmoid.ipynb"
    notebook = nbformat.read(path, as_version=4)
    next(cell for cell in notebook.cells if cell.id == name).metadata.nbgrader.points = number
    nbformat.write(notebook, path)


def graded_notebook(course, student):
    return course.grading / "autograded" / student / ASSIGNMENT / "sigmoid.ipynb"


def forget(path, key):
    """Take out something that a graded notebook says of itself."""
    notebook = json.loads(path.read_text())
    del notebook["metadata"]["lrgrade"][key]
    path.chmod(0o644)
    path.write_text(json.dumps(notebook))


AGAIN, FIRST = Why(Cause.HANDED_IN), Why(Cause.FIRST)


def overwrites(course):
    hand_in(course, "ada", released(RIGHT))


def renames(course):
    hand_in(course, "ada", released(RIGHT)).rename(
        course.grading / "submitted" / "ada" / ASSIGNMENT / "sigmoid (1).ipynb"
    )


def puts_a_module_beside(course):
    hand_in(course, "ada", "x = 1", name="mine.py")


def is_older(course):
    hand_in(course, "ada", "2025-03-01 10:00:00 UTC", "timestamp.txt")


def loses_its_time(course):
    (course.grading / "submitted" / "ada" / ASSIGNMENT / "timestamp.txt").unlink()


def is_cut_off(course):
    hand_in(course, "ada", b'{"cells": [')


@pytest.mark.parametrize(
    "change",
    [overwrites, renames, puts_a_module_beside, is_older, loses_its_time, is_cut_off],
    ids=lambda one: one.__name__,
)
def test_a_submission_that_holds_something_else_is_graded_again(small_course, change):
    for student in ("ada", "ben"):
        hand_in(small_course, student, released(PARTLY))
        hand_in(small_course, student, ON_TIME, "timestamp.txt")
    assert why(small_course) == {"ada": FIRST, "ben": FIRST}
    assert why(small_course) == {"ada": None, "ben": None}
    change(small_course)
    assert why(small_course) == {"ada": AGAIN, "ben": None}
    assert why(small_course) == {"ada": None, "ben": None}


def test_what_a_tool_leaves_and_a_new_date_of_the_file_change_nothing(small_course):
    path = hand_in(small_course, "ada")
    why(small_course)
    hand_in(small_course, "ada", "x", ".DS_Store")
    hand_in(small_course, "ada", "{}", ".ipynb_checkpoints/sigmoid-checkpoint.ipynb")
    path.touch()
    assert why(small_course) == {"ada": None}


def a_test_is_corrected(course):
    corrected(course, "test-sigmoid", "== 0.5", "== 0.25")
    return ("test-sigmoid",)


def a_hidden_test_is_corrected(course):
    corrected(course, "test-score-matrix", "[3, 12]", "[3, 13]")
    return ("test-score-matrix",)


def points_are_changed(course):
    worth(course, "test-score", 3)
    worth(course, "test-sigmoid", 5)
    return ("test-score", "test-sigmoid")


def a_model_answer_is_corrected(course):
    corrected(course, "score", "X @ w + b", "b + X @ w")
    return ("score",)


def a_file_of_ours_comes(course):
    (course.root / "solutions" / ASSIGNMENT / "numbers.csv").write_text("1,2\n")
    return ("numbers.csv",)


def probes_are_added(course):
    (course.grading / "exercises" / "sigmoid").mkdir(parents=True)
    (course.grading / "exercises" / "sigmoid" / "probes.py").write_text("PROBES = []\n")
    return ("grading/exercises/sigmoid",)


@pytest.mark.parametrize(
    "change",
    [
        a_test_is_corrected,
        a_hidden_test_is_corrected,
        points_are_changed,
        a_model_answer_is_corrected,
        a_file_of_ours_comes,
        probes_are_added,
    ],
    ids=lambda one: one.__name__,
)
def test_a_course_that_has_changed_grades_everybody_again_and_says_what(small_course, change):
    release(small_course)
    hand_in(small_course, "ada")
    hand_in(small_course, "ben", released(PARTLY))
    why(small_course)
    changed = Why(Cause.COURSE, change(small_course))
    assert why(small_course, students="ada") == {"ada": changed}
    assert why(small_course) == {"ada": None, "ben": changed}
    assert not any(one.needs_review for one in scores_of(app_of(small_course), ASSIGNMENT))


def test_prose_changes_no_grade(small_course):
    hand_in(small_course, "ada")
    why(small_course)
    corrected(small_course, "curve", "Now the curve.", "Now, the curve.")
    assert why(small_course) == {"ada": None}


def test_a_graded_notebook_without_a_record_is_graded_again_once(small_course):
    hand_in(small_course, "ada")
    hand_in(small_course, "ben")
    why(small_course)
    forget(graded_notebook(small_course, "ada"), "graded_from")
    broken = graded_notebook(small_course, "ben")
    broken.chmod(0o644)
    broken.write_text("{")
    unknown = Why(Cause.NO_RECORD)
    assert why(small_course) == {"ada": unknown, "ben": unknown}
    assert why(small_course) == {"ada": None, "ben": None}


def test_whoever_graded_it_has_kept_from_what(small_course):
    hand_in(small_course, "ada", released(PARTLY))
    hand_in(small_course, "ada", "x = 1", name="mine.py")
    hand_in(small_course, "ben", b"{")
    assert nbgrader(small_course, "autograde", ASSIGNMENT).returncode == 0
    assert why(small_course) == {"ada": None, "ben": None}
    overwrites(small_course)
    assert why(small_course) == {"ada": AGAIN, "ben": None}
    assert points(small_course)["ada"] == 7


def test_what_nbgrader_has_only_begun_to_grade_is_graded(small_course):
    # It puts the sanitised notebook into the autograded folder first, and could be killed there.
    hand_in(small_course, "ada")
    why(small_course)
    path = graded_notebook(small_course, "ada")
    forget(path, "examined")
    assert read_basis(path) is None
    assert why(small_course) == {"ada": Why(Cause.NO_RECORD)}


@pytest.mark.parametrize("where", [(Writer, "save"), (AutogradedFolder, "put")], ids=["before", "after"])
def test_a_run_that_is_killed_around_the_saving_leaves_what_the_next_one_does(small_course, monkeypatch, where):
    hand_in(small_course, "ada", released(PARTLY))
    why(small_course)
    generate_feedback(app_of(small_course), ASSIGNMENT)
    overwrites(small_course)

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(*where, killed)
        with pytest.raises(KeyboardInterrupt):
            why(small_course)
    assert not (small_course.grading / "feedback" / "ada" / ASSIGNMENT).exists()
    assert why(small_course) == {"ada": AGAIN}
    assert points(small_course) == {"ada": 7}


def late(course, **facts):
    """The due date of the course and an extension of ada's, set in the gradebook."""
    with Gradebook(app_of(course).coursedir.db_url) as gradebook:
        if "due" in facts:
            gradebook.find_assignment(ASSIGNMENT).duedate = facts["due"]
        if "extension" in facts:
            gradebook.find_submission(ASSIGNMENT, "ada").extension = facts["extension"]
        if "manual" in facts:
            gradebook.find_grade("test-sigmoid", "sigmoid", ASSIGNMENT, "ada").manual_score = facts["manual"]
        gradebook.db.commit()


def penalty(course):
    with Gradebook(app_of(course).coursedir.db_url) as gradebook:
        return gradebook.find_submission(ASSIGNMENT, "ada").late_submission_penalty


DUE = datetime(2026, 3, 1, 9)


@pytest.mark.parametrize(
    ("before", "after", "first", "then"),
    [
        ({"due": DUE}, {"extension": timedelta(days=7)}, 7, 0),
        ({"due": DUE}, {"due": datetime(2026, 3, 8)}, 7, 0),
        ({"due": DUE}, {"due": None}, 7, 0),
        ({"due": DUE}, {"manual": 1}, 7, 4),
        ({"due": datetime(2026, 3, 8)}, {"due": DUE}, 0, 7),
        ({}, {"due": DUE}, 0, 7),
    ],
    ids=["an extension", "a later date", "no date any more", "another score", "an earlier date", "a first date"],
)
def test_a_late_penalty_follows_the_gradebook_without_new_marking(small_course, before, after, first, then):
    with (small_course.grading / "nbgrader_config.py").open("a") as config:
        config.write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    hand_in(small_course, "ada")
    hand_in(small_course, "ada", ON_TIME, "timestamp.txt")
    hand_in(small_course, "ben")
    register(app_of(small_course), ASSIGNMENT)
    late(small_course, **before)
    why(small_course)
    assert penalty(small_course) == first
    generate_feedback(app_of(small_course), ASSIGNMENT)
    marked = graded_notebook(small_course, "ada").stat().st_ino
    late(small_course, **after)
    found = {one.student: one for one in grade(small_course, ASSIGNMENT)}
    assert penalty(small_course) == then
    assert {one.state for one in found.values()} == {GradingState.SKIPPED}
    assert (found["ada"].why, found["ada"].feedback_gone) == (Why(Cause.LATENESS), True)
    assert (found["ben"].why, found["ben"].feedback_gone) == (None, False)
    assert graded_notebook(small_course, "ada").stat().st_ino == marked
    assert why(small_course) == {"ada": None, "ben": None}


@pytest.fixture
def here(small_course, monkeypatch):
    """The small course, with the current folder in it; what is graded there is graded by this process."""
    monkeypatch.chdir(small_course.root)
    return small_course


def said(capsys, *arguments):
    """What a command says that succeeds, without its table."""
    assert main([*arguments, *(["--workers", "0"] if arguments[0] == "autograde" else [])]) == 0
    lines = capsys.readouterr().out.splitlines()
    return [
        line for line in lines if line[:1] not in "┏┃┡│└ " and ": graded" not in line and line.strip() != ASSIGNMENT
    ]


def test_the_command_says_why_in_groups(here, capsys):
    for student in ("ada", "ben", "cy", "dee", "eve", "fay", "gus"):
        hand_in(here, student, released(PARTLY))
    assert said(capsys, "autograde", ASSIGNMENT) == ["7 graded, 0 skipped, 0 failed, 0 to review."]
    generate_feedback(app_of(here), ASSIGNMENT)
    overwrites(here)
    a_hidden_test_is_corrected(here)
    hand_in(here, "hal")
    assert said(capsys, "autograde", ASSIGNMENT) == [
        "Graded for the first time: hal.",
        "Graded again, because something else was handed in: ada.",
        "Graded again, because the course has changed (test-score-matrix): ben, cy, dee, eve, fay and 1 more.",
        "The feedback to ada, ben, cy, dee, eve and 2 more was out of date and was taken away: `nbgrader "
        "generate_feedback 01-sigmoid` makes it anew.",
        "8 graded, 0 skipped, 0 failed, 0 to review.",
    ]
    assert said(capsys, "autograde", ASSIGNMENT, "--student", "ada", "--force") == [
        "Graded again, because of --force: ada.",
        "1 graded, 0 skipped, 0 failed, 0 to review.",
    ]


def test_old_scores_are_shown_by_the_points_of_then(here, capsys):
    release(here)
    hand_in(here, "ada")
    hand_in(here, "ben", released(PARTLY))
    said(capsys, "autograde", ASSIGNMENT)
    worth(here, "test-sigmoid", 5)
    # One is graded by the new points, and with it they come into the gradebook.
    said(capsys, "autograde", ASSIGNMENT, "--student", "ada")
    assert main(["scores", ASSIGNMENT]) == 0
    out = capsys.readouterr().out
    rows = [[piece.strip() for piece in line.split("│")[1:-1]] for line in out.splitlines() if line.startswith("│")]
    assert rows == [["ada", "3/3", "5/5", "8/8", ""], ["ben", "3/3", "0/4", "3/7", ""]]
    assert out.splitlines()[-1] == (
        "The course has changed since these were graded: ben. What is shown of them is by the tests and points of "
        "then; `lrgrade autograde 01-sigmoid` grades them again."
    )
    said(capsys, "autograde", ASSIGNMENT)
    assert "since these were graded" not in "\n".join(said(capsys, "scores", ASSIGNMENT))


def test_a_release_that_has_changed_is_told_once_and_flags_nobody(here, capsys):
    release(here)
    for student in ("ada", "ben"):
        hand_in(here, student)
    assert said(capsys, "autograde", ASSIGNMENT) == ["2 graded, 0 skipped, 0 failed, 0 to review."]
    corrected(here, "test-sigmoid", "< 1e-12", "< 1e-9")
    worth(here, "test-score", 3)
    corrected(here, "imports", "import numpy as np", "import numpy as np  # the usual name")
    later = nbformat.read(release(here), as_version=4)
    for cell in later.cells:
        cell.source = RIGHT.get(cell.id, cell.source)
    hand_in(here, "cy", later)
    told = said(capsys, "autograde", ASSIGNMENT)
    assert told == [
        "Graded for the first time: cy.",
        "Graded again, because the course has changed (imports, test-score, test-sigmoid): ada, ben.",
        "The release of 01-sigmoid has changed meanwhile: ada, ben worked on edition 1; cy worked on edition 2, "
        "the present one. All were graded by the tests and points that are in solutions/ now.",
        "3 graded, 0 skipped, 0 failed, 0 to review.",
    ]
    assert points(here) == {"ada": 8, "ben": 8, "cy": 8}
    assert said(capsys, "autograde", ASSIGNMENT) == [
        "0 graded, 3 skipped, 0 failed, 0 to review.",
        "Skipped ones were graded before and have not changed since; --force grades them again.",
    ]


def test_a_source_that_is_corrected_and_not_built_accuses_nobody_either(tmp_path):
    course = make_course(tmp_path / "course")
    assert nbgrader(course, "generate_assignment", ASSIGNMENT).returncode == 0
    hand_in(course, "ada")
    edited = released(RIGHT)
    next(cell for cell in edited.cells if cell.id == "test-sigmoid").source = "assert True"
    hand_in(course, "ben", edited)
    worth(course, "test-sigmoid", 5)
    corrected(course, "test-sigmoid", "The lecture's value", "The lecture's own value")
    found = {one.student: [remark.text for remark in one.remarks] for one in grade(course, ASSIGNMENT)}
    assert found == {
        "ada": [],
        "ben": ["The cell test-sigmoid is not for editing, but was edited. Our copy was used."],
    }
