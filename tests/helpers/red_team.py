"""The red team's museum as a class to be graded, honest students among them, and witnesses all around."""

import contextlib
import functools
import hashlib
import json
import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from helpers import sampling
from helpers.course import ROOT
from helpers.grade_class import grade_class
from lrgrade.course.converters import release_notebook
from lrgrade.course.folder import CourseFolder
from lrgrade.pipeline import GradingState, app_of
from lrgrade.report.scores import Scores, scores_of

MUSEUM = ROOT / "tests" / "redteam" / "museum"
ASSIGNMENT = "01-sigmoid"
HONEST = ("honest-0", "honest-1", "zz-honest")
MARK = "redteam"

# Short, so that a hundred attacks end soon; what they mean is tested elsewhere.
LIMITS = """
c.Limits.call_cpu = 0.5
c.Limits.call_wall = 2
c.Limits.cell_cpu = 1
c.Limits.cell_wall = 3
c.Limits.test_wall = 8
c.Limits.memory = 512
c.Limits.output = 0.2
"""

RIGHT = {
    "score": "def score(X, w, b):\n    return X @ w + b",
    "sigmoid": "def sigmoid(z):\n    e = np.exp(-np.abs(z))\n    return np.where(np.asarray(z) >= 0, 1, e) / (1 + e)",
    "predict_proba": "def predict_proba(X, w, b):\n    return 0.5 * (1 + np.tanh(score(X, w, b) / 2))",
    "predict": "def predict(X, w, b):\n    return np.where(score(X, w, b) > 0, 1, 0)",
}


@dataclass
class Attack:
    """A file of the museum."""

    name: str
    story: str
    facts: dict[str, str]
    cells: list[tuple[str, str]]

    @classmethod
    def read(cls, path: Path) -> "Attack":
        head, *cells = re.split(r"^# %% ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        lines = [line.removeprefix("#").strip() for line in head.splitlines()]
        facts = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        pairs = [tuple(cell.split("\n", 1)) for cell in cells]
        return cls(f"{path.parent.name}-{path.stem}", lines[0], facts, [(where, code.strip()) for where, code in pairs])


ATTACKS = [Attack.read(path) for path in sorted(MUSEUM.glob("*/*.py"))]
# Root grades with other walls than an ordinary user does; only root can be both.
GRADERS = ("root", "an ordinary user") if os.geteuid() == 0 else ("an ordinary user",)


@functools.cache
def dealt_out() -> dict[str, list[Attack]]:
    """Who meets which attacks: each attack meets one grader, by lot, or all of them where nothing is left out."""
    lot = sampling.chance("red team")
    met = {attack.name: GRADERS if sampling.whole() else (lot.choice(GRADERS),) for attack in ATTACKS}
    return {grader: [attack for attack in ATTACKS if grader in met[attack.name]] for grader in GRADERS}


@dataclass
class Graded:
    """What came of the class, and what the witnesses saw."""

    course: CourseFolder
    attacks: list[str]
    states: dict[str, GradingState]
    scores: dict[str, Scores]
    seconds: dict[str, float]
    notebooks: dict[str, nbformat.NotebookNode]
    before: dict[str, str]
    after: dict[str, str]
    home: Path
    connections: list[str] = field(default_factory=list)


class Witness:
    """A server that notes whoever comes: by TCP, by UDP, by an abstract socket."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.closing = False
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.port = self.tcp.getsockname()[1]
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", self.port))
        self.abstract = socket.socket(socket.AF_UNIX)
        self.abstract.bind(f"\0{MARK}-{self.port}")
        self.abstract.listen()
        self.threads = [
            threading.Thread(target=self._wait, args=(name,), daemon=True) for name in ("tcp", "udp", "abstract")
        ]
        for thread in self.threads:
            thread.start()

    def _wait(self, name: str) -> None:
        server = getattr(self, name)
        while True:
            try:
                if name == "udp":
                    server.recvfrom(100)
                else:
                    server.accept()[0].close()
            except OSError:
                return
            if self.closing:
                return
            self.seen.append(name)

    def close(self) -> None:
        self.closing = True
        for name in ("tcp", "udp", "abstract"):
            server = getattr(self, name)
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            server.close()
        for thread in self.threads:
            thread.join(1)


def grade_attacks(
    scratch: Path,
    packages: Path,
    grade_in: Callable[[CourseFolder, dict[str, str]], list[Any]],
    attacks: Sequence[Attack],
) -> Graded:
    """Hand in, grade, and look around before and after."""
    course, home = _make_course(scratch / "course"), scratch / "home"
    home.mkdir()
    (home / "canary").write_text("sings")
    witness = Witness()
    words = {"course": str(course.root), "home": str(home), "package": str(packages), "port": str(witness.port)}
    release = release_notebook(ROOT, ASSIGNMENT)
    for name in HONEST:
        _hand_in(course, name, _submission(release, Attack(name, "", {}, []), words))
    for attack in attacks:
        _hand_in(course, attack.name, _submission(release, attack, words))
    before = _snapshot(course, home)
    ends = grade_in(course, {"HOME": str(home), "REDTEAM_SECRET": "redteam-secret"})
    after = _snapshot(course, home)
    time.sleep(0.3)
    witness.close()
    scores = {one.student: one for one in scores_of(app_of(course), ASSIGNMENT)}
    folder = course.grading / "autograded"
    notebooks = {
        path.parts[-3]: nbformat.read(path, as_version=4) for path in folder.glob(f"*/{ASSIGNMENT}/sigmoid.ipynb")
    }
    states = {student: GradingState(state) for student, state, _ in ends}
    seconds = {student: took for student, _, took in ends}
    names = [attack.name for attack in attacks]
    return Graded(course, names, states, scores, seconds, notebooks, before, after, home, witness.seen)


def grade_here(course: CourseFolder, environment: dict[str, str]) -> list[Any]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        return grade_class(course, ASSIGNMENT)


def grade_as(user, course: CourseFolder, environment: dict[str, str]) -> list[Any]:
    ran = user.run("-m", "helpers.grade_class", str(course.root), ASSIGNMENT, **environment)
    assert ran.returncode == 0, ran.stderr[-2000:]
    return json.loads(ran.stdout)


def _make_course(root: Path) -> CourseFolder:
    # What comes before is imported in it.
    for part in ("solutions", "grading/exercises"):
        shutil.copytree(ROOT / part, root / part)
    config = (ROOT / "grading" / "nbgrader_config.py").read_text(encoding="utf-8")
    (root / "grading" / "nbgrader_config.py").write_text(config + LIMITS, encoding="utf-8")
    return CourseFolder(root)


def _submission(release, attack: Attack, words: dict[str, str]):
    notebook = nbformat.from_dict(release)
    cells = [cell.copy() for cell in notebook.cells]
    kept = []
    for cell in cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name in RIGHT:
            cell.source = RIGHT[name]
        elif not name and cell.cell_type == "code":
            # The figures cost time and have nothing to do with it.
            cell.source = ""
        kept.append(cell)
    for where, code in attack.cells:
        for word, meaning in words.items():
            code = code.replace("{" + word + "}", meaning)
        _put(kept, where, code)
    notebook.cells = kept
    return notebook


def _put(cells, where: str, code: str) -> None:
    names = [cell.metadata.get("nbgrader", {}).get("grade_id", "") for cell in cells]
    kind, _, place = where.rpartition("at the end")
    if not place and where.endswith("at the end"):
        make = {"markdown ": new_markdown_cell, "raw ": new_raw_cell}.get(kind, new_code_cell)
        cells.append(make(code))
    elif where.startswith("after "):
        cells.insert(names.index(where.removeprefix("after ")) + 1, new_code_cell(code))
    else:
        cells[names.index(where)].source = code


def _hand_in(course: CourseFolder, student: str, notebook) -> None:
    path = course.grading / "submitted" / student / ASSIGNMENT / "sigmoid.ipynb"
    path.parent.mkdir(parents=True)
    # Surrogates and control letters are part of some attacks: JSON's own escapes carry them.
    path.write_text(nbformat.writes(notebook), encoding="utf-8")


def _snapshot(course: CourseFolder, home: Path) -> dict[str, str]:
    """Every file that grading has no reason to touch, by its content."""
    found = {}
    for top in (course.root, home):
        for path in sorted(top.rglob("*")):
            inside = path.relative_to(top).parts
            ours = ".cache" in inside or inside[:2] in (
                ("grading", "autograded"),
                ("grading", "gradebook.db"),
                ("grading", ".nbgrader.log"),
            )
            if path.is_file() and not ours:
                found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
    for folder in ("/tmp", "/dev/shm", "/var/tmp", str(Path.home()), "/"):
        for path in Path(folder).iterdir():
            if MARK in path.name:
                found[str(path)] = "left behind"
    return found
