"""Wherever Python and the course lie, a submission sees what it needs and no more, or grading refuses."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
from pathlib import Path

import pytest

from helpers.commands import TESTS
from helpers.course import ROOT
from helpers.examining import walls_are_missing
from helpers.ordinary_user import NOBODY
from helpers.unnested import without_nesting
from lrgrade.examine import walls

# Any path may be there: of the scratch folder, too.
SCRATCH = "ein Ordner mit Ü, % und [x]"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(walls_are_missing()), reason="there are no walls to look around in"),
]


class Place:
    """A course folder with an environment at some place, and ways to run the Python there."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.environment = folder / ".venv"
        venv.EnvBuilder(symlinks=True).create(self.environment)
        packages = packages_of(self.environment)
        packages.rmdir()
        # The packages of the environment that runs the tests, by paths below this one.
        packages.symlink_to(sysconfig.get_path("purelib"))
        for name in ("solutions", "grading"):
            (folder / name).mkdir()
            (folder / name / "secret").touch()
        (folder / SCRATCH).mkdir()

    def looked(self, user=None, environment=None, hidden=(), **variables):
        """What `helpers.what_is_seen` says, run by root or whoever runs the tests, or by an ordinary user."""
        python = str((environment or self.environment) / "bin" / "python")
        arguments = [*map(str, (self.folder, self.folder / "solutions", self.folder / "grading", *hidden))]
        return self.said("what_is_seen", arguments, python, user, **variables)

    def said(self, module, arguments, python, user=None, **variables):
        """What a module of the helpers prints."""
        scratch, command = str(self.folder / SCRATCH), ["-m", f"helpers.{module}", *arguments]
        if user:
            os.chown(scratch, NOBODY, NOBODY)
            ran = user.run(*command, python=python, TMPDIR=scratch)
        else:
            environment = {**os.environ, "PYTHONPATH": str(TESTS), "TMPDIR": scratch, **variables}
            ran = subprocess.run([python, *command], capture_output=True, text=True, check=False, env=environment)
        assert ran.returncode == 0, ran.stderr[-3000:]
        return json.loads(ran.stdout)


def packages_of(environment: Path) -> Path:
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(environment)}))


def seen(environment, folder):
    """What is to be found where all is well: of the course folder only what of it is the environment."""
    return {
        "prefix": str(environment),
        "font": True,
        "seen": {str(folder): [".venv"]},
        "writable": ["/dev/shm", "/tmp"],
        "moved": [],
    }


@pytest.fixture
def place(request):
    """Makes a Place in a folder of its own below another one."""
    made = []

    def make(below, name="course"):
        if not os.access(below, os.W_OK):
            pytest.skip(f"{below} is not ours to write in")
        top = Path(tempfile.mkdtemp(prefix="lrgrade-place-", dir=below))
        made.append(top)
        top.chmod(0o755)
        folder = top / name
        folder.mkdir()
        return Place(folder)

    yield make
    for folder in made:
        shutil.rmtree(folder)


@pytest.fixture(params=["whoever runs the tests", "an ordinary user"])
def user(request):
    """None, or the ordinary user where root runs the tests."""
    return request.getfixturevalue("ordinary_user") if request.param == "an ordinary user" else None


@pytest.mark.parametrize("below", ["/tmp", "/dev/shm", "/run", "/usr/local", "/opt"])
def test_python_and_the_course_lie_anywhere(place, user, below):
    course = place(below)
    assert course.looked(user) == seen(course.environment, course.folder)


@pytest.mark.parametrize("name", ["ein Kurs", "Übung", "a%41b", 'it\'s "$HOME" [x] {y} *?'])
def test_a_path_of_any_characters(place, name):
    course = place("/tmp", name)
    assert course.looked() == seen(course.environment, course.folder)


@pytest.mark.parametrize("below", ["/tmp", "/opt"])
def test_a_link_to_the_course_folder(place, user, below):
    course = place("/tmp")
    link = Path(tempfile.mktemp(prefix="lrgrade-link-", dir=below)) if os.access(below, os.W_OK) else None
    if link is None:
        pytest.skip(f"{below} is not ours to write in")
    link.symlink_to(course.folder)
    try:
        found = course.looked(user, link / ".venv", [link / "solutions"])
    finally:
        link.unlink()
    assert found == seen(link / ".venv", course.folder)


@pytest.mark.parametrize("below", ["/tmp", "/opt"])
def test_a_link_to_the_environment(place, user, below):
    course, other = place(below), place("/dev/shm")
    shutil.rmtree(course.environment)
    course.environment.symlink_to(other.environment)
    assert course.looked(user) == seen(course.environment, course.folder)


def test_an_environment_whose_python_is_found_by_links(place):
    course = place("/tmp")
    base = course.folder.parent / "python-3"
    base.symlink_to(sys.base_prefix)
    program = course.environment / "bin" / "python"
    program.unlink()
    program.symlink_to(base / "bin" / f"python{sysconfig.get_python_version()}")
    settings = course.environment / "pyvenv.cfg"
    lines = [f"home = {base / 'bin'}" if "home =" in line else line for line in settings.read_text().splitlines()]
    settings.write_text("\n".join(lines))
    assert course.looked() == seen(course.environment, course.folder)


def test_a_course_inside_of_the_environment_is_covered(place, user):
    course = place("/tmp")
    inside = course.environment / "lib" / "course"
    (inside / "solutions").mkdir(parents=True)
    (inside / "secret").touch()
    assert course.looked(user, hidden=[inside, inside / "solutions"]) == seen(course.environment, course.folder)


def test_where_each_submission_has_walls_of_its_own(place, tmp_path):
    course = place("/tmp")
    found = course.looked(**without_nesting(tmp_path, os.geteuid() == 0))
    assert found == seen(course.environment, course.folder)


def test_a_figure_and_a_magic_where_python_lies_below_tmp(place, user):
    """What was marked wrong there: all that Python loads late."""
    course = place("/tmp", "ein Kurs mit Übung")
    python = str(course.environment / "bin" / "python")
    found = course.said("late_loads", [], python, user)
    assert found == {"figure": True, "magic": "1 loop", "verdict": ["passed", ""], "error": "ZeroDivisionError"}


REFUSED = (
    "Submissions cannot be isolated here: {}, or grade with --isolation=process, "
    "which separates a submission from the tests but not from this machine."
)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root grades as somebody else")
def test_python_that_nobody_may_read(place):
    """So it is in a home folder on the network, too, whose files not even root may read for others."""
    course = place("/opt", "ein Kurs")
    subprocess.run(["chmod", "-R", "go-rwx", str(course.environment)], check=True)
    where = str(course.environment)
    assert course.looked()["refused"] == REFUSED.format(
        f"the user nobody, as whom they run if root grades, may not read all of Python in {where}. Let everybody read "
        f"that folder (`chmod -R go+rX '{where}'`), grade as the user to whom it belongs"
    )


def test_packages_that_lie_outside_of_python(place):
    course = place("/tmp")
    packages_of(course.environment).unlink()
    packages = [sysconfig.get_path("purelib"), str(ROOT), str(ROOT / "grading"), str(TESTS)]
    file = importlib.util.find_spec("msgpack").origin
    assert course.looked(PYTHONPATH=os.pathsep.join(packages))["refused"] == REFUSED.format(
        f"they would not see {file}, which lies outside of Python's own folders. Install the course into a virtual "
        "environment in another folder (README.md), and grade with the Python there"
    )


def test_python_where_the_box_lies(monkeypatch):
    monkeypatch.setattr(walls, "_BOX", sys.prefix)
    walls._trouble_with_python.cache_clear()
    try:
        with pytest.raises(walls.NoWallsError) as refusal:
            walls.require_walls()
    finally:
        walls._trouble_with_python.cache_clear()
    assert refusal.value.why == (
        f"Python does not work inside of the walls (execvp {sys.executable}: No such file or directory)"
    )
