"""Run a Python file as on a system that lacks what only Unix has: `python -m helpers.no_unix FILE ARGUMENT...`.

Other packages are loaded before it is taken away: on such a system they do without.
"""

import os
import runpy
import sys
import warnings
from importlib import import_module

OTHERS = ("asyncio", "subprocess", "ipykernel.kernelspec", "jupyter_client.asynchronous", "nbclient")
MODULES = ("fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty")
FUNCTIONS = ("fork", "forkpty", "geteuid", "getuid", "getgid", "getpgid", "killpg", "mkfifo", "sched_getaffinity")


def take_away() -> None:
    """From now on, none of it is there; and a file that `lrlab` opens without an encoding is an error."""
    warnings.simplefilter("ignore", EncodingWarning)
    for name in OTHERS:
        import_module(name)
    sys.modules.update(dict.fromkeys(MODULES))
    for name in FUNCTIONS:
        delattr(os, name)
    warnings.filterwarnings("error", category=EncodingWarning, module="lrlab")


if __name__ == "__main__":
    take_away()
    sys.argv = sys.argv[1:]
    runpy.run_path(sys.argv[0], run_name="__main__")
