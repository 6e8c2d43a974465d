"""Grading as a pipeline: what is picked up, saved, autograded, and in which order; alone and by a cluster."""

import contextlib
import json
import os
import sqlite3
import subprocess

import pytest
from nbgrader.api import Gradebook

from helpers.commands import LRGRADE
from helpers.small_course import ASSIGNMENT, RIGHT, hand_in, make_course, released
from lrgrade.gradebook import writer
from lrgrade.gradebook.autograded import AutogradedFolder, BusyError
from lrgrade.gradebook.result import Result
from lrgrade.gradebook.writer import GradebookLostError, Writer
from lrgrade.pipeline import Begun, Graded, GradingState, app_of, events, grade
from lrgrade.report.scores import scores_of
from lrgrade.workers import choice, cluster
from lrgrade.workers.cluster import NoClusterError


class Stub(contextlib.AbstractContextManager):
    """Marks nothing: gives the results that a test has prepared, by student."""

    address = ""
    size = 1

    def __init__(self, results):
        self.results = results

    def __exit__(self, *_):
        return None

    def mark(self, batches):
        for batch in batches:
            yield [self.results[one.student] for one in batch]


def states(course, **how):
    return {one.student: one.state for one in grade(course, ASSIGNMENT, **how)}


def test_what_is_graded_is_skipped_until_a_newer_one_comes(small_course):
    hand_in(small_course, "ada")
    hand_in(small_course, "ben")
    hand_in(small_course, "ada", "2026-01-01 10:00:00 UTC", "timestamp.txt")
    assert states(small_course) == {"ada": GradingState.GRADED, "ben": GradingState.GRADED}
    assert states(small_course) == {"ada": GradingState.SKIPPED, "ben": GradingState.SKIPPED}
    hand_in(small_course, "ada", "2026-01-02 10:00:00 UTC", "timestamp.txt")
    assert states(small_course) == {"ada": GradingState.GRADED, "ben": GradingState.SKIPPED}
    assert states(small_course, students="b*", force=True) == {"ben": GradingState.GRADED}


def test_a_submission_that_the_gradebook_does_not_know_is_graded_again(small_course):
    hand_in(small_course, "ada")
    assert states(small_course) == {"ada": GradingState.GRADED}
    with sqlite3.connect(small_course.grading / "gradebook.db") as database:
        database.execute("delete from submitted_assignment")
    assert states(small_course) == {"ada": GradingState.GRADED}


def test_a_failure_of_ours_is_told_and_tried_again_by_the_next_run(small_course):
    hand_in(small_course, "ada")
    problem = Result("ada", problem="the disk is full")
    found = list(grade(small_course, ASSIGNMENT, workers=lambda *_: Stub({"ada": problem})))
    assert found == [Graded("ada", GradingState.FAILED, problem="the disk is full")]
    assert "ada: the disk is full" in small_course.log.read_text()
    assert scores_of(app_of(small_course), ASSIGNMENT) == []
    assert states(small_course) == {"ada": GradingState.GRADED}
    [shown] = scores_of(app_of(small_course), ASSIGNMENT)
    assert (shown.score, shown.needs_review) == (7, False)


def test_leftovers_of_a_killed_run_are_cleared_away(small_course):
    hand_in(small_course, "ada")
    leftover = small_course.grading / "autograded" / ".grading-old" / "x"
    leftover.mkdir(parents=True)
    (leftover / "sigmoid.ipynb").write_text("half")
    states(small_course)
    assert [path.name for path in (small_course.grading / "autograded").iterdir()] == ["ada"]


def test_only_one_run_at_a_time(small_course):
    hand_in(small_course, "ada")
    autograded = AutogradedFolder(app_of(small_course), ASSIGNMENT)
    with autograded.reserved(), pytest.raises(BusyError, match="Another run is grading"):
        states(small_course)
    assert states(small_course) == {"ada": GradingState.GRADED}


def test_saving_twice_leaves_what_saving_once_does_and_a_manual_score_stays(small_course):
    hand_in(small_course, "ada", released({"score": RIGHT["score"]}))
    states(small_course)
    app = app_of(small_course)
    before = scores_of(app, ASSIGNMENT)
    states(small_course, force=True)
    assert scores_of(app, ASSIGNMENT) == before
    with Gradebook(app.coursedir.db_url) as gradebook:
        gradebook.find_grade("test-sigmoid", "sigmoid", ASSIGNMENT, "ada").manual_score = 3
        gradebook.db.commit()
    states(small_course, force=True)
    with Gradebook(app.coursedir.db_url) as gradebook:
        row = gradebook.find_grade("test-sigmoid", "sigmoid", ASSIGNMENT, "ada")
        assert (row.auto_score, row.score, row.needs_manual_grade) == (0, 3, True)


def test_a_gradebook_that_stays_away_is_told_in_a_sentence(small_course, monkeypatch):
    hand_in(small_course, "ada")
    monkeypatch.setattr(writer, "PAUSES", (0.01,))
    run = events(small_course, ASSIGNMENT, workers=lambda *_: Stub({"ada": Result("ada")}))
    assert next(run) == Begun(1)
    (small_course.grading / "gradebook.db").unlink()
    with pytest.raises(GradebookLostError, match="cannot be written to: No such assignment"):
        list(run)
    assert not (small_course.grading / "autograded" / "ada").exists()


def test_a_gradebook_that_comes_back_is_written_to(small_course, monkeypatch):
    hand_in(small_course, "ada")
    states(small_course)
    path = small_course.grading / "gradebook.db"
    app = app_of(small_course)
    with Writer(app, ASSIGNMENT) as one:
        path.rename(path.with_suffix(".away"))
        monkeypatch.setattr(writer.time, "sleep", lambda _: path.with_suffix(".away").replace(path))
        one.save(Result("ben"))
        assert one.known() == {"ada", "ben"}


@pytest.fixture(scope="module")
def by_a_cluster(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("cluster") / "course")
    for number in range(5):
        hand_in(course, f"s{number}")
    hand_in(course, "wrong", released({"score": RIGHT["score"]}))
    hand_in(course, "broken", b"{")
    before = os.environ.get("TMPDIR")
    found = list(events(course, ASSIGNMENT, workers=choice.workers_for(2)))
    return course, found, (before, os.environ.get("TMPDIR"))


def test_a_cluster_leaves_no_folder_for_temporary_files_behind(by_a_cluster):
    *_, (before, after) = by_a_cluster
    assert after == before


def test_a_cluster_grades_the_class(by_a_cluster, tmp_path):
    course, [begun, *found], _ = by_a_cluster
    assert (begun.count, begun.workers) == (7, 2)
    assert begun.dashboard.startswith("http://127.0.0.1:")
    assert {one.student: one.state for one in found} == dict.fromkeys(
        [*(f"s{number}" for number in range(5)), "wrong", "broken"], GradingState.GRADED
    )
    points = {one.student: (one.score, one.needs_review) for one in scores_of(app_of(course), ASSIGNMENT)}
    assert points == {"broken": (0, True), "wrong": (3, False)} | {f"s{number}": (7, False) for number in range(5)}


def test_a_cluster_leaves_nothing_but_the_graded_submissions(by_a_cluster):
    course, [_, *found], _ = by_a_cluster
    assert {path.name for path in (course.grading / "autograded").iterdir()} == {one.student for one in found}


def test_no_cluster_at_an_address(small_course, monkeypatch):
    hand_in(small_course, "ada")
    monkeypatch.setattr(cluster, "FIND_SECONDS", 1)
    with pytest.raises(NoClusterError, match=r"There are no workers at tcp://127\.0\.0\.1:9 to grade with"):
        states(small_course, workers=choice.workers_for(None, "tcp://127.0.0.1:9"))


def test_a_log_in_json(small_course):
    hand_in(small_course, "ada")
    command = [*LRGRADE, "autograde", ASSIGNMENT, "--workers", "0", "--log-json"]
    run = subprocess.run(command, cwd=small_course.root, capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert [line["event"] for line in lines] == ["begun", "graded", "ended"]
    assert lines[1]["student"] == "ada"
    assert lines[2]["graded"] == 1
