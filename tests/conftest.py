"""An ordinary user, for the tests of grading without root's privileges where pytest itself runs as root."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lrgrade.examine.walls import bubblewrap

_ROOT = Path(__file__).parents[1]
_NOBODY = 65534


class OrdinaryUser:
    """Runs Python as a user without privileges, who sees this Python and a folder of its own, wherever both lie."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.packages = folder / "packages"
        leave_out = shutil.ignore_patterns("__pycache__")
        for package in (_ROOT / "grading" / "lrgrade", _ROOT / "lrlab"):
            shutil.copytree(package, self.packages / package.name, ignore=leave_out)
        (folder / "home").mkdir()

    def command(self, *arguments: str) -> list[str]:
        """The command that runs Python with these arguments, without privileges."""
        needed = [Path(sys.base_prefix), Path(sys.prefix), self.folder]
        become = ["setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups", sys.executable, *arguments]
        return ["unshare", "--mount", "sh", "-ec", f"{_opened(needed)}\nexec {shlex.join(become)}"]

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run Python to its end. Whatever lies in the folder belongs to the user first."""
        subprocess.run(["chmod", "-R", "u+rwX,go+rX", str(self.folder)], check=True)
        subprocess.run(["chown", "-R", "--no-dereference", f"{_NOBODY}:{_NOBODY}", str(self.folder)], check=True)
        return subprocess.run(
            self.command(*arguments),
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


@pytest.fixture(scope="session")
def ordinary_user() -> Iterator[OrdinaryUser]:
    """Somebody else than root, where root runs the tests."""
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    tried = subprocess.run(["unshare", "--mount", "true"], capture_output=True, text=True, check=False)
    if tried.returncode or not shutil.which("setpriv"):
        pytest.skip(f"root may not become somebody else here ({tried.stderr.strip() or 'there is no setpriv'})")
    folder = Path(tempfile.mkdtemp(prefix="lrgrade-ordinary-"))
    try:
        yield OrdinaryUser(folder)
    finally:
        shutil.rmtree(folder)


# By bubblewrap's own means, which need a user namespace themselves, and for root, who does without, by a filter.
_NO_NESTING = {False: 'exec {bwrap} --disable-userns "$@"', True: 'exec {python} {folder}/{forbid} {bwrap} "$@"'}


@pytest.fixture
def no_nesting() -> Callable[[Path, bool], dict[str, str]]:
    """Puts a bubblewrap into a folder inside of which the kernel makes no user namespaces; gives the environment."""

    def put(folder: Path, as_root: bool) -> dict[str, str]:
        forbid = shutil.copy(Path(__file__).parent / "no_user_namespaces.py", folder)
        command = _NO_NESTING[as_root].format(
            bwrap=bubblewrap(), python=sys.executable, folder=folder, forbid=Path(forbid).name
        )
        shim = folder / "bwrap"
        shim.write_text(f"#!/bin/sh\n{command}\n")
        shim.chmod(0o755)
        return {"PATH": f"{folder}:{os.environ['PATH']}"}

    return put


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
