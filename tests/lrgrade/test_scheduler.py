"""Grading on a Dask cluster that runs already, somewhere else, and sees no course folder."""

import os
import subprocess
import sys
import time

import pytest
from family import nobody_left
from rows import files_of, rows_of
from small import ASSIGNMENT, RIGHT, hand_in, make_course, released
from stub_marker import by_stub
from test_faults import HERE
from test_lrgrade_command import LRGRADE

from lrgrade import crowd as crowd_module
from lrgrade import execute
from lrgrade.autograde import State, app_of, grade
from lrgrade.crowd import NoClusterError

PATIENCE = 120


def a_class(root):
    course = make_course(root)
    hand_in(course, "ada")
    hand_in(course, "ben", released({"score": RIGHT["score"]}))
    hand_in(course, "cy", b"{")
    return course


class Scheduler:
    """A scheduler that runs, and its workers."""

    def __init__(self, address, dask):
        self.address, self._dask, self._workers = address, dask, []

    def add_worker(self):
        more = ("--nthreads", "1", "--host", "127.0.0.1", "--no-dashboard")
        self._workers.append(self._dask("worker", self.address, *more))

    def end_workers(self):
        while self._workers:
            one = self._workers.pop()
            one.terminate()
            one.wait(PATIENCE)


@pytest.fixture
def scheduler(tmp_path):
    """A scheduler with two workers, which stand in another folder."""
    elsewhere, told = tmp_path / "elsewhere", tmp_path / "elsewhere" / "scheduler.json"
    elsewhere.mkdir()

    def dask(*arguments):
        with (elsewhere / f"{arguments[0]}.log").open("a") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
                cwd=elsewhere,
                stdout=log,
                stderr=log,
                env={**os.environ, "TMPDIR": str(elsewhere), "PYTHONPATH": str(HERE), "LRGRADE_STUB_SECONDS": "1"},
            )

    with nobody_left():
        running = dask(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told)
        )
        deadline = time.monotonic() + PATIENCE
        while not told.exists():
            assert time.monotonic() < deadline, (elsewhere / "scheduler.log").read_text()
            time.sleep(0.1)
        one = Scheduler(json_of(told)["address"], dask)
        for _ in range(2):
            one.add_worker()
        yield one
        one.end_workers()
        running.terminate()
        running.wait(PATIENCE)


def json_of(path):
    import json

    while True:
        try:
            return json.loads(path.read_text())
        except json.JSONDecodeError:
            time.sleep(0.05)


def test_a_running_cluster_grades_the_class(scheduler, tmp_path):
    alone, course = a_class(tmp_path / "alone"), a_class(tmp_path / "course")
    assert len(list(grade(alone, ASSIGNMENT))) == 3
    # The warm processes of the test itself are nobody that a cluster leaves.
    execute.close()
    for more in ([], ["--force"]):
        run = subprocess.run(
            [*LRGRADE, "autograde", ASSIGNMENT, "--scheduler", scheduler.address, *more],
            cwd=course.root,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        assert run.returncode == 0, run.stderr
        assert run.stderr == ""
        assert "3 graded, 0 skipped, 0 failed" in run.stdout
    assert rows_of(app_of(course).coursedir.db_url) == rows_of(app_of(alone).coursedir.db_url)
    assert files_of(course.grading / "autograded") == files_of(alone.grading / "autograded")
    # What the workers had of the course, and of the class, went with the run.
    assert not list((tmp_path / "elsewhere").rglob("*.ipynb"))


def test_when_all_workers_are_gone_it_says_so_and_goes_on_with_new_ones(scheduler, tmp_path, monkeypatch):
    monkeypatch.setattr(crowd_module, "LOST_SECONDS", 3)
    course = make_course(tmp_path / "course")
    by_stub(course)
    for student in ("ada", "ben", "cy"):
        hand_in(course, student, "7")
    graded = grade(course, ASSIGNMENT, crowd=crowd_module.crowd(None, scheduler.address))
    assert next(graded).state is State.GRADED
    scheduler.end_workers()
    with pytest.raises(NoClusterError, match="The workers are gone, and none has come back"):
        list(graded)
    scheduler.add_worker()
    states = {
        one.student: one.state for one in grade(course, ASSIGNMENT, crowd=crowd_module.crowd(None, scheduler.address))
    }
    assert sorted(states) == ["ada", "ben", "cy"]
    assert State.GRADED in states.values()
    assert State.SKIPPED in states.values()
