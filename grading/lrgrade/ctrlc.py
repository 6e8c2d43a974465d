"""When Ctrl-C is heard: everywhere, but where it would leave something half-made behind.

The terminal sends SIGINT to every process that runs in it, so to each that we
start as well. Processes and threads that begin while it is held back never hear
it; we do, as soon as it is let through again.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_back() -> Iterator[None]:
    """Let Ctrl-C wait until the end of this."""
    with _mask(signal.SIG_BLOCK):
        yield


@contextmanager
def heard() -> Iterator[None]:
    """Hear it here, inside of `held_back`: KeyboardInterrupt is raised at once if it waits."""
    with _mask(signal.SIG_UNBLOCK):
        yield


@contextmanager
def _mask(how: int) -> Iterator[None]:
    before = signal.pthread_sigmask(how, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
