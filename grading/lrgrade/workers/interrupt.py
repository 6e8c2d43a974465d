"""When Ctrl-C is heard: everywhere, but where it would leave something half-made behind.

The terminal sends SIGINT to every process that runs in it, so to each that we
start as well. While it is held back, our handler only notes it. The signal mask
is set besides, for it is passed on: processes and threads that begin meanwhile
never hear it. By itself the mask would not do, for the kernel then gives the
signal to some other thread, a library's, and Python raises it here all the same.

Python also loses a KeyboardInterrupt that is raised where nobody can catch it,
such as in the clearing away of an object. So each is remembered, and raised
again where we next listen.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_pressed = False


@contextmanager
def remembered() -> Iterator[None]:
    """Lose no Ctrl-C meanwhile. For the main thread of a command; one that ignores it goes on ignoring it."""
    global _pressed
    _pressed = False
    with _handled_by(_interrupt, instead_of=signal.default_int_handler):
        yield


@contextmanager
def held_back() -> Iterator[None]:
    """Let Ctrl-C wait until the end of this; there it is raised."""
    global _pressed
    usual = _handler()
    if usual is signal.default_int_handler:
        # Nobody has remembered any.
        _pressed = False
    with _handled_by(_note, instead_of=usual), _mask(signal.SIG_BLOCK):
        yield
    if usual is not _note:
        _raise_if_pressed()


@contextmanager
def heard() -> Iterator[None]:
    """Hear it here, inside of `held_back` too: KeyboardInterrupt is raised, at once if it was pressed before."""
    with _mask(signal.SIG_UNBLOCK):
        _raise_if_pressed()
        with _handled_by(_interrupt, instead_of=_note):
            yield


def _note(*_: object) -> None:
    global _pressed
    _pressed = True


def _interrupt(*_: object) -> None:
    _note()
    raise KeyboardInterrupt


def _raise_if_pressed() -> None:
    global _pressed
    if _pressed:
        _pressed = False
        raise KeyboardInterrupt


def _handler() -> Any:
    return signal.getsignal(signal.SIGINT)


@contextmanager
def _handled_by(handler: Any, instead_of: Any) -> Iterator[None]:
    """Set the handler in place of the other one; not where that is not set, SIGINT is ignored, or in a thread."""
    before = _handler()
    changes = before is instead_of and callable(before) and threading.current_thread() is threading.main_thread()
    try:
        if changes:
            signal.signal(signal.SIGINT, handler)
        yield
    finally:
        if changes:
            signal.signal(signal.SIGINT, before)


@contextmanager
def _mask(how: int) -> Iterator[None]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    try:
        signal.pthread_sigmask(how, [signal.SIGINT])
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
