"""What a process does to itself before its work. Importing `lrgrade` changes nothing: what needs one of these calls it.

The commands, the examiner and Dask's workers begin with `load_nbformat`.
The configuration that each of nbgrader's commands reads calls `find_scripts`, by
`course/settings.py`.
"""

import importlib
import os
import socket
import sys
from pathlib import Path

# What the processes of grading are made with.
_MODULES_OF_UNIX = ("fcntl", "pwd", "resource")

_GRAMMAR = "rfc3987_syntax"


def load_nbformat() -> None:
    """Import nbformat, in a fraction of the time where nothing has imported it yet.

    It imports jsonschema, and that a grammar of international web addresses,
    which takes more than a second to build. jsonschema does without where the
    grammar is not installed, and no notebook's schema asks for it.
    """
    missing = _GRAMMAR not in sys.modules
    if missing:
        sys.modules[_GRAMMAR] = None  # type: ignore[assignment]
    try:
        import nbformat  # noqa: F401
    finally:
        if missing:
            del sys.modules[_GRAMMAR]


def find_scripts() -> None:
    """Put the programs that lie beside this Python on the PATH, for this process and those that it starts.

    nbgrader runs `alembic` by its name when it makes or upgrades a gradebook.
    Where an environment is used without being activated, that is not found.
    """
    scripts, path = str(Path(sys.executable).parent), os.environ.get("PATH", "")
    if scripts not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join(filter(None, [scripts, path]))


def lacking_here() -> list[str]:
    """What this system lacks of all that grading needs: Windows nearly everything, macOS one kind of socket."""
    lacking = [] if hasattr(os, "fork") else ["fork"]
    for module in _MODULES_OF_UNIX:
        try:
            importlib.import_module(module)
        except ImportError:
            lacking.append(module)
    try:
        for end in socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET):
            end.close()
    except (AttributeError, OSError):
        lacking.append("local sockets that keep messages apart")
    return lacking
