"""Whatever is killed, whenever: run again until done, and all is as if nothing had happened.

The marking is a stub that takes a moment; the workers, the writer, the autograded folder
and its lock are the real ones. At the end come a few kills of the real thing.
"""

import json
import os
import signal
import subprocess
import time

import pytest

from helpers import sampling
from helpers.commands import LRGRADE, TESTS
from helpers.processes import PATIENCE, nobody_left, workers_of
from helpers.rows_and_files import files_of, rows_of
from helpers.small_course import ASSIGNMENT, RIGHT, hand_in, make_course, released
from helpers.stub_marker import by_stub
from lrgrade.pipeline import GradingState, app_of, grade

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")]  # nbgrader's own


@pytest.fixture
def chance(request):
    return sampling.chance(request.node.name)


def a_class(root, size, db=None):
    """A course in which so many have handed in, marked by the stub; db: where its gradebook is."""
    course = make_course(root)
    by_stub(course)
    if db:
        with (course.grading / "nbgrader_config.py").open("a") as config:
            config.write(f"c.CourseDirectory.db_url = {db!r}\n")
    for number in range(size):
        hand_in(course, f"s{number:03}", str(number % 8))
        hand_in(course, f"s{number:03}", "2026-03-01 10:00:00 UTC", "timestamp.txt")
    return course


class Trial:
    """A course that is graded by the real command until it is done, while things are killed."""

    def __init__(self, course, temporary, seconds=0.003):
        self.course, self.temporary, self.seconds = course, temporary, seconds
        self.finished = {}
        temporary.mkdir()

    def start(self, *arguments):
        """Start grading; a line of JSON for each event comes from its output."""
        return subprocess.Popen(
            [*LRGRADE, "autograde", ASSIGNMENT, "--log-json", *arguments],
            cwd=self.course.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={
                **os.environ,
                "PYTHONPATH": str(TESTS),
                "TMPDIR": str(self.temporary),
                "LRGRADE_STUB_SECONDS": str(self.seconds),
            },
        )

    def end(self, run):
        """Wait for a run that nobody kills; give its exit status. It may say what is the matter, in a few words."""
        _, err = run.communicate(timeout=PATIENCE)
        assert "Traceback" not in err, err
        assert run.returncode in (0, 1), err
        self.look()
        return run.returncode

    def kill(self, run):
        """Kill a run's command."""
        run.kill()
        run.communicate(timeout=PATIENCE)
        self.look()

    def look(self):
        """What was finished before still lies there as it was: it was not graded again."""
        autograded = self.course.grading / "autograded"
        now = {
            path: (path.stat().st_ino, path.stat().st_mtime_ns)
            for path in [*autograded.glob(f"[!.]*/{ASSIGNMENT}"), *autograded.glob(f"[!.]*/{ASSIGNMENT}/*")]
        }
        assert {path: now.get(path) for path in self.finished} == self.finished
        self.finished = now

    def run_until_done(self, *arguments):
        """Run it again until it is done, and once more, which does nothing."""
        for _ in range(10):
            if self.end(self.start(*arguments)) == 0:
                break
        again = self.start(*arguments)
        out, err = again.communicate(timeout=PATIENCE)
        assert again.returncode == 0, err
        assert [line["event"] for line in map(json.loads, out.splitlines())].count("graded") == 0
        self.look()

    def left(self):
        """What lies there in the end. No other traces are left."""
        autograded = self.course.grading / "autograded"
        assert not list(autograded.glob(".*"))
        assert not list(self.temporary.iterdir())
        return rows_of(app_of(self.course).coursedir.db_url), files_of(autograded)


def undisturbed(course):
    """What a run leaves that nothing happens to."""
    assert {one.state for one in grade(course, ASSIGNMENT)} == {GradingState.GRADED}
    return rows_of(app_of(course).coursedir.db_url), files_of(course.grading / "autograded")


def read_lines(run, count):
    """Wait for so many lines of a run, or its end."""
    for _ in range(count):
        if not run.stdout.readline():
            break


def test_the_command_is_killed(tmp_path, chance):
    kills = sampling.times(5, of_all=15)
    size = 40 * kills
    expected = undisturbed(a_class(tmp_path / "undisturbed", size))
    trial = Trial(a_class(tmp_path / "course", size), tmp_path / "tmp", seconds=0.02)
    with nobody_left():
        for number in range(kills):
            run = trial.start("--workers", "2" if number % 5 == 0 else "0")
            if number % 6 == 1:
                # Before or after anything is graded: while it starts.
                time.sleep(chance.uniform(0, 2))
            else:
                read_lines(run, chance.randrange(1, 8))
                time.sleep(chance.uniform(0, 0.03))
            trial.kill(run)
        assert len(trial.finished) < 3 * size, "all was graded before the last kill"
        trial.run_until_done("--workers", "2")
    assert trial.left() == expected


def test_workers_are_killed(tmp_path, chance):
    size, kills, enough = 120, 0, sampling.times(6, of_all=20)
    expected = undisturbed(a_class(tmp_path / "undisturbed", size))
    for number in range(10):
        trial = Trial(a_class(tmp_path / f"course{number}", size), tmp_path / f"tmp{number}", seconds=0.05)
        with nobody_left():
            run = trial.start("--workers", "2")
            read_lines(run, 2)
            while run.poll() is None and kills < enough:
                for worker in chance.sample(found := workers_of(run.pid), min(1, len(found))):
                    worker.kill()
                    kills += 1
                time.sleep(chance.uniform(0.2, 3))
            trial.end(run)
            trial.run_until_done("--workers", "0")
        assert trial.left() == expected
        if kills >= enough:
            break
    assert kills >= enough


def test_the_database_server_is_killed(tmp_path, chance, postgres):
    size, kills = 200, sampling.times(5, of_all=15)
    expected = undisturbed(a_class(tmp_path / "undisturbed", size))
    trial = Trial(a_class(tmp_path / "course", size, postgres.new_database()), tmp_path / "tmp", seconds=0.01)
    with nobody_left():
        run = trial.start("--workers", "0")
        for _ in range(kills):
            read_lines(run, chance.randrange(1, 10))
            time.sleep(chance.uniform(0, 0.03))
            postgres.kill()
            time.sleep(chance.uniform(0, 0.3))
            postgres.start()
            if run.poll() is not None:
                assert trial.end(run) == 1
                run = trial.start("--workers", "0")
        trial.end(run)
        trial.run_until_done("--workers", "0")
    assert trial.left() == expected


def test_a_submission_that_kills_its_workers_is_alone_in_failing(tmp_path):
    course = a_class(tmp_path / "course", 24)
    hand_in(course, "s007", "murder")
    hand_in(course, "s011", f"murder {tmp_path / 'once'}")
    trial = Trial(course, tmp_path / "tmp")
    with nobody_left():
        run = trial.start("--workers", "2")
        out, err = run.communicate(timeout=PATIENCE)
    assert run.returncode == 1, err
    events = [json.loads(line) for line in out.splitlines()]
    failed = [(one["student"], one["problem"]) for one in events if one["event"] == "failed"]
    assert failed == [("s007", "whichever worker marked it died")]
    assert sorted(one["student"] for one in events if one["event"] == "graded") == [
        f"s{number:03}" for number in range(24) if number != 7
    ]
    assert (tmp_path / "once").exists()
    trial.left()


def test_the_real_thing_is_killed(tmp_path, chance):
    def hand_in_all(course):
        for number in range(6):
            hand_in(course, f"s{number}", released(RIGHT if number % 2 else {"score": RIGHT["score"]}))
        return course

    expected = undisturbed(hand_in_all(make_course(tmp_path / "undisturbed")))
    trial = Trial(hand_in_all(make_course(tmp_path / "course")), tmp_path / "tmp")
    with nobody_left():
        for workers in ("0", "2", "0"):
            run = trial.start("--workers", workers)
            read_lines(run, chance.randrange(1, 3))
            time.sleep(chance.uniform(0, 2))
            trial.kill(run)
        run = trial.start("--workers", "2")
        read_lines(run, 1)
        for worker in workers_of(run.pid)[:1]:
            worker.send_signal(signal.SIGKILL)
        trial.end(run)
        trial.run_until_done("--workers", "0")
    assert trial.left() == expected
