"""Grading on a Dask cluster that runs already, somewhere else, and sees no course folder."""

import gc
import os
import shutil
import subprocess

import pytest
from distributed import Client

from helpers.commands import LRGRADE, TESTS
from helpers.dask_cluster import running_scheduler
from helpers.processes import PATIENCE, eventually, nobody_left
from helpers.rows_and_files import files_of, rows_of
from helpers.small_course import ASSIGNMENT, RIGHT, hand_in, make_course, released
from helpers.stub_marker import by_stub
from lrgrade.examine import execute
from lrgrade.intake.submissions import pick_up
from lrgrade.pipeline import GradingState, app_of, grade
from lrgrade.workers import choice
from lrgrade.workers import cluster as cluster_module
from lrgrade.workers.cluster import NoClusterError

pytestmark = pytest.mark.slow


def a_class(root):
    course = make_course(root)
    hand_in(course, "ada")
    hand_in(course, "ben", released({"score": RIGHT["score"]}))
    hand_in(course, "cy", b"{")
    return course


@pytest.fixture
def scheduler(tmp_path):
    """A scheduler with two workers, which stand in another folder."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with nobody_left(), running_scheduler(elsewhere) as one:
        for _ in range(2):
            one.add_worker()
        yield one


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
    assert eventually(lambda: not list((tmp_path / "elsewhere").rglob("*.ipynb")))


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
    scheduler, tmp_path, monkeypatch, caplog, all_is_marked
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
    # What asyncio has to say of a task that failed unseen, it says when that is cleared away.
    del graded
    gc.collect()
    assert [one.getMessage() for one in caplog.records if one.name == "asyncio"] == []
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
    environment = {**os.environ, "PYTHONPATH": str(TESTS)}
    running = subprocess.Popen(command, cwd=course.root, env=environment, stdout=subprocess.PIPE, text=True)
    assert any("graded" in line for line in running.stdout)
    running.kill()
    running.communicate()
    everything = tmp_path / "elsewhere"
    assert list(everything.rglob("*.ipynb"))
    assert {one.problem for one in graded_by(scheduler, course)} == {""}
    assert eventually(lambda: not list(everything.rglob("*.ipynb")))


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


def test_when_the_cluster_is_gone_it_says_so(scheduler, tmp_path):
    course, scratch = stubbed_class(tmp_path / "course"), tmp_path / "scratch"
    scratch.mkdir()
    folders = [course.grading / "submitted" / student / ASSIGNMENT for student in ("ada", "ben", "cy")]
    batches = [[pick_up(folder, ASSIGNMENT, 1000, [])] for folder in folders]
    with cluster_module.Cluster(course, ASSIGNMENT, scratch, scheduler=scheduler.address) as cluster:
        # There is more to do than may be under way, and the scheduler is not looked for so long again.
        cluster.size, cluster._client._timeout = 1, 1
        marked = cluster.mark(batches)
        next(marked)
        scheduler.end()
        # As when the gradebook takes long to be written.
        assert eventually(lambda: cluster._client.status == "closed")
        with pytest.raises(NoClusterError, match=r"^The cluster went away"):
            list(marked)
