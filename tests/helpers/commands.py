"""The commands as a user types them, each in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

LRGRADE = [sys.executable, "-c", "import sys; from lrgrade.cli import main; sys.exit(main())"]
# What a PYTHONPATH has to name, so that a command finds this package: the stub that marks, for example.
TESTS = Path(__file__).parents[1]


def nbgrader(course, *arguments, folder=None, python=sys.executable):
    """Run a command in an environment that is not activated: the programs beside this Python are not on the path.

    folder: where it is run, if not in `grading/`. python: by which Python.
    """
    return subprocess.run(
        [python, "-m", "nbgrader", *arguments],
        cwd=folder or course.grading,
        env={**os.environ, "PATH": _without_scripts(os.environ["PATH"])},
        capture_output=True,
        text=True,
        check=False,
    )


def _without_scripts(path):
    folders = path.split(os.pathsep)
    return os.pathsep.join(one for one in folders if Path(one).resolve() != Path(sys.executable).parent.resolve())
