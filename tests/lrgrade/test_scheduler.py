"""Grading on a Dask cluster that runs already, somewhere else, and sees no course folder."""

import os
import shutil
import subprocess
import sys
import time

import pytest
from distributed import Client
from family import nobody_left
from rows import files_of, rows_of
from small import ASSIGNMENT, RIGHT, hand_in, make_course, released
from stub_marker import by_stub
from test_faults import HERE
from test_lrgrade_command import LRGRADE
from test_walls import eventually

from lrgrade.examine import execute
from lrgrade.intake.submissions import pick_up
from lrgrade.pipeline import GradingState, app_of, grade
from lrgrade.workers import choice
from lrgrade.workers import cluster as cluster_module
from lrgrade.workers.cluster import NoClusterError

PATIENCE = 120


def a_class(root):
    course = make_course(root)
    hand_in(course, "ada")
    hand_in(course, "ben", released({"score": RIGHT["score"]}))
    hand_in(course, "cy", b"{")
    return course


class Scheduler:
    """A scheduler that runs, and its workers."""

    def __init__(self, address, dask, process):
        self.address, self._dask, self._process, self._workers = address, dask, process, []

    def add_worker(self):
        # Several threads, for that is what `dask worker` has where nobody says otherwise.
        more = ("--nthreads", "2", "--host", "127.0.0.1", "--no-dashboard")
        self._workers.append(self._dask("worker", self.address, *more))

    def end(self):
        self._process.terminate()
        self._process.wait(PATIENCE)

    def until_all_is_marked(self):
        """Wait until every result lies on a worker."""
        with Client(self.address, set_as_default=False) as client:
            assert eventually(lambda: client.run_on_scheduler(states_of_tasks) == {"memory"}, PATIENCE)

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
        assert eventually(told.exists, PATIENCE), (elsewhere / "scheduler.log").read_text()
        one = Scheduler(json_of(told)["address"], dask, running)
        for _ in range(2):
            one.add_worker()
        yield one
        one.end_workers()
        one.end()


def states_of_tasks(dask_scheduler):
    return {task.state for task in dask_scheduler.tasks.values()}


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
    assert eventually(lambda: not list((tmp_path / "elsewhere").rglob("*.ipynb")), PATIENCE)


def stubbed_class(root):
    course = make_course(root)
    by_stub(course)
    for student in ("ada", "ben", "cy"):
        hand_in(course, student, "7")
    return course


def graded_by(scheduler, course):
    return grade(course, ASSIGNMENT, workers=choice.workers_for(None, scheduler.address))


@pytest.mark.parametrize("all_is_marked", [False, True])
def test_when_all_workers_are_gone_it_says_so_and_goes_on_with_new_ones(
    scheduler, tmp_path, monkeypatch, all_is_marked
):
    monkeypatch.setattr(cluster_module, "LOST_SECONDS", 3)
    course = stubbed_class(tmp_path / "course")
    graded = graded_by(scheduler, course)
    assert next(graded).state is GradingState.GRADED
    if all_is_marked:
        scheduler.until_all_is_marked()
    scheduler.end_workers()
    with pytest.raises(NoClusterError, match=r"^The workers are gone, and none has come back"):
        list(graded)
    scheduler.add_worker()
    states = {one.student: one.state for one in graded_by(scheduler, course)}
    assert sorted(states) == ["ada", "ben", "cy"]
    assert GradingState.GRADED in states.values()
    assert GradingState.SKIPPED in states.values()


def test_what_was_marked_and_lost_with_its_worker_is_marked_again(scheduler, tmp_path):
    graded = graded_by(scheduler, stubbed_class(tmp_path / "course"))
    first = next(graded)
    scheduler.until_all_is_marked()
    scheduler.end_workers()
    scheduler.add_worker()
    rest = list(graded)
    assert sorted(one.student for one in [first, *rest]) == ["ada", "ben", "cy"]
    assert {one.problem for one in [first, *rest]} == {""}


def test_two_runs_on_one_cluster_keep_apart(scheduler, tmp_path):
    """Each is marked by its own course, before and after the other one has left."""
    alone, real = a_class(tmp_path / "alone"), a_class(tmp_path / "real")
    assert len(list(grade(alone, ASSIGNMENT))) == 3
    execute.close()
    stubbed = graded_by(scheduler, stubbed_class(tmp_path / "stubbed"))
    first = next(stubbed)
    assert [one.problem for one in graded_by(scheduler, real)] == ["", "", ""]
    for one in (first, *stubbed):
        assert (one.problem, [remark.text for remark in one.remarks]) == ("", ["7 points."])
    assert rows_of(app_of(real).coursedir.db_url) == rows_of(app_of(alone).coursedir.db_url)


def test_what_a_killed_run_left_goes_with_the_next(scheduler, tmp_path):
    course = stubbed_class(tmp_path / "course")
    command = [*LRGRADE, "autograde", ASSIGNMENT, "--scheduler", scheduler.address]
    # The marker's class comes by the path of the tests.
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    running = subprocess.Popen(command, cwd=course.root, env=environment, stdout=subprocess.PIPE, text=True)
    assert any("graded" in line for line in running.stdout)
    running.kill()
    running.communicate()
    everything = tmp_path / "elsewhere"
    assert list(everything.rglob("*.ipynb"))
    assert {one.problem for one in graded_by(scheduler, course)} == {""}
    assert eventually(lambda: not list(everything.rglob("*.ipynb")), PATIENCE)


def test_a_worker_that_cannot_write_deletes_nothing(scheduler, tmp_path):
    work = tmp_path / "elsewhere"
    with Client(scheduler.address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=PATIENCE)
    for folder in work.rglob("dask-scratch-space"):
        shutil.rmtree(folder)
    (work / "thesis.tex").write_text("dear to me")
    course = stubbed_class(tmp_path / "course")
    assert {one.state for one in graded_by(scheduler, course)} == {GradingState.FAILED}
    assert (work / "thesis.tex").read_text() == "dear to me"


def test_when_the_cluster_is_gone_it_says_so(scheduler, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster_module, "FIND_SECONDS", 1)
    course, scratch = stubbed_class(tmp_path / "course"), tmp_path / "scratch"
    scratch.mkdir()
    folders = [course.grading / "submitted" / student / ASSIGNMENT for student in ("ada", "ben", "cy")]
    batches = [[pick_up(folder, ASSIGNMENT, 1000, [])] for folder in folders]
    with cluster_module.Cluster(course, ASSIGNMENT, scratch, scheduler=scheduler.address) as cluster:
        # There is more to do than may be under way.
        cluster.size = 1
        marked = cluster.mark(batches)
        next(marked)
        scheduler.end()
        # As when the gradebook takes long to be written.
        assert eventually(lambda: cluster._client.status == "closed", PATIENCE)
        with pytest.raises(NoClusterError, match=r"^The cluster went away"):
            list(marked)
