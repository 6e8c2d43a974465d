"""Processes that a test starts, to be killed: all descendants come to the test itself, and none may be left."""

import ctypes
import os
import time
from contextlib import contextmanager

import psutil

_SET_CHILD_SUBREAPER = 36
PATIENCE = 60


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
