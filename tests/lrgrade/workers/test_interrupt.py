"""Ctrl-C in a terminal, which sends it to every process there, and what a terminal shows before."""

import os
import pty
import re
import select
import signal
import subprocess
import time
from pathlib import Path

import pytest

from helpers.commands import LRGRADE, TESTS
from helpers.processes import PATIENCE, nobody_left
from helpers.small_course import ASSIGNMENT, hand_in, make_course
from helpers.stub_marker import by_stub
from lrgrade.workers.interrupt import heard, held_back, remembered

STOPPED = "Stopped. What is done is kept; the same command goes on from here."


class Terminal:
    """A terminal in which a command runs in the foreground."""

    def __init__(self, course, *arguments, seconds):
        self.text = ""
        environment = {"TERM": "xterm", "COLUMNS": "110", "PYTHONPATH": str(TESTS)}
        environment["LRGRADE_STUB_SECONDS"] = str(seconds)
        self.pid, self._ours = pty.fork()
        if self.pid == 0:
            os.chdir(course.root)
            os.execve(LRGRADE[0], [*LRGRADE, "autograde", ASSIGNMENT, *arguments], {**os.environ, **environment})

    def read(self, until=""):
        """Read what is shown until that is there, or until the end."""
        deadline = time.monotonic() + PATIENCE
        while not until or not re.search(until, self.text):
            readable, _, _ = select.select([self._ours], [], [], max(0, deadline - time.monotonic()))
            assert readable, self.text
            try:
                chunk = os.read(self._ours, 2**16)
            except OSError:
                chunk = b""
            if not chunk:
                break
            self.text += chunk.decode(errors="replace")
        return self.text

    def ctrl_c(self):
        """Press it."""
        os.write(self._ours, b"\x03")

    def end(self):
        """Wait for the end; give the exit status."""
        self.read()
        _, status = os.waitpid(self.pid, 0)
        os.close(self._ours)
        return os.waitstatus_to_exitcode(status)


@pytest.fixture
def course(tmp_path):
    made = make_course(tmp_path / "course")
    by_stub(made)
    for number in range(60):
        hand_in(made, f"s{number:02}", str(number % 8))
    return made


@pytest.mark.slow
def test_ctrl_c_ends_it_at_once_and_running_again_finishes(course, record_property):
    with nobody_left():
        terminal = Terminal(course, "--workers", "2", seconds=0.2)
        terminal.read("graded s")
        pressed = time.monotonic()
        terminal.ctrl_c()
        assert terminal.end() == 130
        record_property("seconds", time.monotonic() - pressed)
    assert STOPPED in terminal.text.rpartition("^C")[2]
    assert "Traceback" not in terminal.text
    assert "distributed" not in terminal.text
    kept = [path.name for path in (course.grading / "autograded").iterdir()]
    assert kept
    assert not [name for name in kept if name.startswith(".")]
    with nobody_left():
        terminal = Terminal(course, "--workers", "2", seconds=0)
        assert terminal.end() == 0
    assert f"{60 - len(kept)} graded, {len(kept)} skipped, 0 failed" in terminal.text


@pytest.mark.slow
@pytest.mark.parametrize("moment", [0, 0.2, 0.5, 1, 1.5, 2, 3])
def test_ctrl_c_while_the_workers_start(course, moment):
    with nobody_left():
        terminal = Terminal(course, "--workers", "2", seconds=0.2)
        terminal.read("starting")
        time.sleep(moment)
        terminal.ctrl_c()
        assert terminal.end() == 130
    assert STOPPED in terminal.text
    for noise in ("Traceback", "Exception", "distributed"):
        assert noise not in terminal.text
    assert not list((course.grading / "autograded").glob(".*"))


@pytest.mark.slow
def test_the_bar_says_how_it_goes(course):
    hand_in(course, "s07", "murder")
    terminal = Terminal(course, "--workers", "2", seconds=0.02)
    assert terminal.end() == 1
    assert "2 workers; Dask's dashboard: http://127.0.0.1:" in terminal.text
    for shown in ("━━━", "60/60", "1 failed", r"\d+\.\d/s", r"0:00:\d\d"):
        assert re.search(shown, terminal.text), shown
    assert re.search(r"\n  whichever worker marked it died\r?\n    s07\b", terminal.text)
    assert "Traceback" not in terminal.text
    assert "distributed" not in terminal.text


@pytest.mark.slow
def test_a_log_in_a_file_beside_the_table(course):
    run = subprocess.run(
        [*LRGRADE, "autograde", ASSIGNMENT, "--workers", "0", "--log-json", str(course.root / "log.jsonl")],
        cwd=course.root,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
    )
    assert len((course.root / "log.jsonl").read_text().splitlines()) == 62
    assert "60 graded, 0 skipped, 0 failed" in run.stdout


def test_a_submission_of_one_student_is_no_reason_to_be_deaf(course):
    # SIGINT by a signal, not by the terminal: only the command gets it.
    with nobody_left():
        terminal = Terminal(course, "--workers", "0", seconds=0.2)
        terminal.read("graded s")
        os.kill(terminal.pid, signal.SIGINT)
        assert terminal.end() == 130
    assert STOPPED in terminal.text


def press():
    """Ctrl-C, as it comes from outside: any thread may be given it. Python has handled it by then, or cannot yet."""
    noticed, notice = os.pipe()
    os.set_blocking(notice, False)
    before = signal.set_wakeup_fd(notice)
    try:
        subprocess.run(["kill", "-INT", str(os.getpid())], check=True)
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN and any_thread_takes(signal.SIGINT):
            assert select.select([noticed], [], [], PATIENCE)[0]
    finally:
        signal.set_wakeup_fd(before)
        os.close(noticed)
        os.close(notice)


def any_thread_takes(number):
    """Whether a thread of this process, Python's or a library's, is there for a signal."""
    masks = [
        re.search(r"^SigBlk:\s*(\w+)$", (thread / "status").read_text(), re.MULTILINE)[1]
        for thread in Path("/proc/self/task").iterdir()
    ]
    return not all(int(mask, 16) >> (number - 1) & 1 for mask in masks)


def test_held_back_it_is_heard_where_we_wait():
    done = []
    with pytest.raises(KeyboardInterrupt):  # noqa: SIM117, PT012  (the order is the point)
        with held_back():
            press()
            done.append("held back")
            with heard():
                done.append("not heard")
    assert done == ["held back"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_held_back_it_is_heard_at_the_end():
    done = []
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012
        with held_back(), held_back():
            press()
            done.append("held back")
        done.append("not heard")
    assert done == ["held back"]
    with held_back():
        done.append("once")
    assert done == ["held back", "once"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_one_that_python_loses_is_heard_where_we_listen_next():
    class Odd:
        def __del__(self):
            press()

    with remembered():
        Odd()
        with pytest.raises(KeyboardInterrupt), heard():
            pass


def test_who_ignores_it_goes_on_ignoring_it():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with remembered(), held_back():
            press()
            with heard():
                press()
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_program_that_starts_meanwhile_never_hears_it():
    with held_back():
        other = subprocess.Popen(["sleep", "30"])
    os.kill(other.pid, signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        other.wait(0.2)
    other.kill()
    other.wait()
