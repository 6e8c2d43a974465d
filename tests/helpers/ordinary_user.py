"""An ordinary user, for the tests of grading without root's privileges where pytest itself runs as root."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from helpers.commands import TESTS
from helpers.course import ROOT

NOBODY = 65534


class OrdinaryUser:
    """Runs Python as a user without privileges, who sees this Python and a folder of its own, wherever both lie.

    In the folder are copies of our packages.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.packages = folder / "packages"
        leave_out = shutil.ignore_patterns("__pycache__")
        for package in (ROOT / "grading" / "lrgrade", ROOT / "lrlab", TESTS / "helpers"):
            shutil.copytree(package, self.packages / package.name, ignore=leave_out)
        (folder / "home").mkdir()

    def command(self, *arguments: str, python: str = sys.executable) -> list[str]:
        """The command that runs Python with these arguments, without privileges."""
        needed = [Path(sys.base_prefix), Path(sys.prefix), self.folder]
        become = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", python, *arguments]
        return ["unshare", "--mount", "sh", "-ec", f"{_opened(needed)}\nexec {shlex.join(become)}"]

    def run(
        self, *arguments: str, python: str = sys.executable, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run Python to its end. Whatever lies in the folder belongs to the user first."""
        subprocess.run(["chmod", "-R", "u+rwX,go+rX", str(self.folder)], check=True)
        subprocess.run(["chown", "-R", "--no-dereference", f"{NOBODY}:{NOBODY}", str(self.folder)], check=True)
        return subprocess.run(
            self.command(*arguments, python=python),
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self.folder / "home"),
                "PYTHONPATH": str(self.packages),
                "PYTHONDONTWRITEBYTECODE": "1",
                **environment,
            },
        )


def _opened(needed: list[Path]) -> str:
    """Shell commands that let everybody reach some folders, in this mount namespace alone.

    Empty folders are laid over the closed ones above them, such as /root, and what is needed is put back.
    """
    closed = {parent for path in needed for parent in path.parents if not parent.stat().st_mode & 0o001}
    highest = [path for path in closed if not closed & set(path.parents)]
    behind = [path for path in needed if closed & set(path.parents)]
    places = {f"/mnt/{number}": path for number, path in enumerate(behind)}
    lines = ["umask 022", "mount -t tmpfs none /mnt"]
    lines += [f"mkdir {place} && mount --bind {shlex.quote(str(path))} {place}" for place, path in places.items()]
    lines += [f"mount -t tmpfs -o mode=755 none {shlex.quote(str(path))}" for path in highest]
    for place, path in places.items():
        lines.append(f"mkdir -p {shlex.quote(str(path))} && mount --move {place} {shlex.quote(str(path))}")
    return "\n".join(lines)
