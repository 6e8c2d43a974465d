"""`lrlab` works on every system, `lrgrade` says what it cannot do there, and every terminal gets what it can show."""

import io
import os
import pkgutil
import shutil
import subprocess
import sys

import pytest

import lrlab
from helpers.commands import TESTS
from helpers.course import ROOT
from lrgrade import cli, startup
from lrlab import cli as learners
from lrlab import terminal

pytestmark = pytest.mark.slow

MODULES = sorted(module.name for module in pkgutil.walk_packages(lrlab.__path__, "lrlab."))

SCRIPT = """
import sys
from importlib import import_module

for module in sys.argv[1:]:
    import_module(module)

import numpy as np
from lrlab import CheckFailed, check, hint

def sigmoid(z):
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(z)))

def predict(X, w, b):
    return np.asarray(X) @ w + b

check(sigmoid)
hint("loss")
try:
    check(predict)
except CheckFailed:
    pass
try:
    check(["y_hat", "ŷ − σ", "y"], "log_likelihood_steps")
except CheckFailed:
    pass
"""
COMMAND = "import sys\nfrom lrlab.cli import main\nsys.exit(main())\n"
GRADER = "import sys\nfrom lrgrade.cli import main\nsys.exit(main())\n"


@pytest.fixture
def elsewhere(tmp_path):
    """Runs a file on a system that lacks what only Unix has, in a course folder."""
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    shutil.copytree(ROOT / "solutions", tmp_path / "solutions")

    def run(source, *arguments, encoding="cp1252"):
        (tmp_path / "script.py").write_text(source, encoding="utf-8")
        environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(TESTS), "LRLAB_SAVE": "1"}
        environment.pop("LRLAB_WORKBOOK", None)
        command = [sys.executable, "-X", "warn_default_encoding", "-m", "helpers.no_unix", "script.py", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
        return done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding)

    return run


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_every_module_is_imported_and_check_tells_its_verdict(encoding, elsewhere):
    status, said, errors = elsewhere(SCRIPT, *MODULES, encoding=encoding)
    assert (status, errors) == (0, "")
    assert "+ `sigmoid` is right.\n  Saved to your workbook: `from lrlab import sigmoid` gives you" in said
    assert "x `predict` gives back" in said
    assert "x The line `p` is not right." in said
    assert "-> Change your cell" in said


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["status", "--json"], 0, '"next": '),
        (["hint", "gradient"], 0, "? Hint 1 of 3 for gradient"),
        (["reveal", "score"], 0, "Saved to your workbook, marked as revealed"),
        (["check", "01-sigmoid"], 1, "x test-score (1 point)"),
        (["check", "01-sigmoid", "--json"], 1, '"test": "test-score"'),
        (["--version"], 0, "lrlab "),
        ([], 2, "open JupyterLab"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_every_command_of_a_learner_works(arguments, status, said, elsewhere):
    ended, out, errors = elsewhere(COMMAND, *arguments)
    assert (ended, errors) == (status, "")
    assert said in out


@pytest.mark.parametrize("arguments", [["autograde", "01-sigmoid"], ["scores", "01-sigmoid"], ["mutants"], ["demo"]])
def test_the_grader_says_what_it_cannot_do(arguments, monkeypatch, capsys):
    monkeypatch.delattr(os, "fork")
    for module in ("fcntl", "pwd", "resource"):
        monkeypatch.setitem(sys.modules, module, None)
    assert cli.main(arguments) == 2
    lacking = "fork, fcntl, pwd, resource"
    assert capsys.readouterr().err.splitlines() == [
        f"`lrgrade {arguments[0]}` does not work on this system, which lacks {lacking}: grade on Linux, which Windows "
        "offers as WSL; `lrgrade new`, `lrgrade build` and `lrgrade run` work here too."
    ]


@pytest.mark.parametrize("arguments", [["--version"], ["build", "--help"]])
def test_what_the_grader_can_do_it_does(arguments, elsewhere):
    status, said, errors = elsewhere(GRADER, *arguments)
    assert (status, errors) == (0, "")
    assert said


def test_a_system_without_one_kind_of_socket_is_told_so(monkeypatch, capsys):
    def refuse(*_):
        raise OSError("Protocol not supported")

    monkeypatch.setattr(startup.socket, "socketpair", refuse)
    assert cli.main(["demo"]) == 2
    assert "which lacks local sockets that keep messages apart: grade on Linux" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("letters", "plain"),
    [
        ("✓ ✗ ○ · → …", "+ x o - -> ..."),
        ("ŷ = σ(θ), ∂", "y = sigma(theta), ?"),
        ("é Ł ﬁ 学", "e ? fi ?"),
        ("half of \ud800", "half of ?"),
    ],
)
def test_letters_that_a_terminal_lacks_are_spelt(letters, plain):
    assert letters.encode("ascii", terminal.IN_PLAIN_LETTERS).decode("ascii") == plain


def test_letters_that_it_has_are_left(monkeypatch):
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="cp1252"))
    terminal.say("é · ✓")
    sys.stdout.flush()
    assert written.getvalue().decode("cp1252").strip() == "é · +"


@pytest.mark.parametrize("buffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize(
    "command",
    ["lrlab status", "lrlab hint score", "lrgrade --help", "lrgrade --version"],
)
def test_a_reader_that_leaves_early_ends_it_without_a_word(command, buffered, tmp_path):
    program, *arguments = command.split()
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    environment = {**os.environ, "PYTHONUNBUFFERED": buffered, "LRLAB_WORKBOOK": str(tmp_path / "workbook")}
    reader, writer = os.pipe()
    os.close(reader)
    code = f"import sys; from {program}.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=tmp_path,
        env=environment,
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    # argparse passes over it where it prints its help.
    assert done.returncode in ((0, terminal.NOBODY_READS) if "--help" in command else (terminal.NOBODY_READS,))
    assert done.stderr == b""


def test_another_broken_pipe_is_told(capsys):
    def work():
        raise BrokenPipeError(32, "Broken pipe")

    with pytest.raises(BrokenPipeError):
        terminal.run_for_all(work)


@pytest.mark.parametrize("main", [learners.main, cli.main])
def test_the_version_is_told(main, capsys):
    assert main(["--version"]) == 0
    said = capsys.readouterr().out
    assert "lrlab 0." in said
    assert f"Python {sys.version_info[0]}.{sys.version_info[1]}" in said
