"""Processes that a test starts or looks for: who is there, who is left, and waiting for what comes of it."""

import ctypes
import os
import time
from contextlib import contextmanager
from pathlib import Path

import psutil

# Seconds until what should come is taken to hang. A busy machine may take long, so it is never a measure.
PATIENCE = 300
_SET_CHILD_SUBREAPER = 36


@contextmanager
def nobody_left():
    """Adopt whoever loses its parent meanwhile, and see that in the end nobody is left."""
    system = ctypes.CDLL(None)
    before = {one.pid for one in psutil.Process().children(recursive=True)}
    system.prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
        deadline = time.monotonic() + PATIENCE
        while left := _living(before):
            assert time.monotonic() < deadline, [_words(one) for one in left]
            time.sleep(0.1)
    finally:
        system.prctl(_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def eventually(true):
    """Wait until it is true; whether it became so."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def processes_with(word):
    """The ids of all processes with a word in their command line, whoever started them."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if word in (folder / "cmdline").read_bytes().decode(errors="replace"):
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def workers_of(command):
    """Dask's worker processes among a command's children."""
    try:
        return [one for one in psutil.Process(command).children() if any("spawn_main" in word for word in _words(one))]
    except psutil.NoSuchProcess:
        return []


def _living(before):
    found = []
    for one in psutil.Process().children(recursive=True):
        # The tests' own database server may have been started again meanwhile.
        if one.pid in before or "postgres" in "".join(_words(one)[:1]):
            continue
        try:
            if one.status() != psutil.STATUS_ZOMBIE:
                found.append(one)
            elif one.ppid() == os.getpid():
                os.waitpid(one.pid, os.WNOHANG)
        except (psutil.NoSuchProcess, ChildProcessError):
            continue
    return found


def _words(process):
    try:
        return process.cmdline()
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return []
