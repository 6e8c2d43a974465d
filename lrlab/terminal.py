"""What a command prints: for every terminal, whatever its letters, and without a word once nobody reads on."""

import codecs
import contextlib
import errno
import os
import sys
import unicodedata
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from platform import python_version
from typing import TextIO

# The name of the way in which a stream writes letters that it does not have.
IN_PLAIN_LETTERS = "lrlab.plain"
# As a shell tells of a program whose reader has gone.
NOBODY_READS = 141

# Windows has no name for it.
_BROKEN_PIPE = (errno.EPIPE, errno.EINVAL)
_IN_ASCII = {"✓": "+", "✗": "x", "○": "o", "·": "-", "→": "->", "…": "...", "—": "-", "–": "-", "−": "-", "×": "x"}


def run_for_all(command: Callable[[], int]) -> int:
    """Run a command and give its exit status; what it prints, each terminal gets in letters that it has.

    A reader that leaves early, such as `head`, ends the command.
    """
    for stream in _streams():
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=IN_PLAIN_LETTERS)
    try:
        try:
            return command()
        finally:
            for stream in _streams():
                stream.flush()
    except OSError as error:
        if error.errno in _BROKEN_PIPE and _is_anybody_gone():
            return NOBODY_READS
        raise


def say(text: str) -> None:
    """Print a text in letters that the terminal has."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    print(text.encode(encoding, IN_PLAIN_LETTERS).decode(encoding))


def versions(*packages: str) -> str:
    """The versions of some packages, and of Python, in a line."""
    return ", ".join([*(f"{package} {_version(package)}" for package in packages), f"Python {python_version()}"])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"


def _streams() -> list[TextIO]:
    # A program without a window has none.
    return [stream for stream in (sys.stdout, sys.stderr) if stream is not None]


def _is_anybody_gone() -> bool:
    """Whether a stream has lost its reader; what is left in it then goes nowhere."""
    for stream in _streams():
        try:
            # Only who writes is told.
            stream.write("\n")
            stream.flush()
        except OSError:
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            return True
    return False


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_spelt, error.object[error.start : error.end])), error.end


def _spelt(letter: str) -> str:
    """A letter in ASCII: θ as theta, ŷ as y."""
    name = unicodedata.name(letter, "")
    if name.startswith("GREEK"):
        return name.split()[-1].lower()
    simple = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return _IN_ASCII.get(letter) or simple or "?"


codecs.register_error(IN_PLAIN_LETTERS, _plain)
