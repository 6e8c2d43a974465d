"""Importing a module of ours changes nothing else in the process; and what takes long to load is left out."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.course import ROOT

FILES = {
    ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__"): path
    for folder, package in ((ROOT / "grading", "lrgrade"), (ROOT, "lrlab"))
    for path in sorted((folder / package).rglob("*.py"))
}

# Imports the modules of the second argument, and prints of each what is not as it was before. What libraries do when
# they are imported is theirs: so what the modules of the first argument import of them, anywhere, comes before.
LOOK = """
import ast, atexit, json, logging, multiprocessing, os, random, signal, sys, tempfile, threading, warnings
from importlib import import_module
from pathlib import Path
from types import ModuleType

def loggers():
    named = {"": logging.root, **logging.root.manager.loggerDict}
    return {
        name: (one.level, one.handlers[:], one.filters[:], one.propagate, one.disabled)
        for name, one in named.items()
        if isinstance(one, logging.Logger) and (one.level or one.handlers or one.filters or one.disabled)
    }

def state():
    numpy, matplotlib = sys.modules.get("numpy"), sys.modules.get("matplotlib")
    return {
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "path": sys.path[:],
        "finders": sys.meta_path[:] + sys.path_hooks[:],
        "no modules": {name: one for name, one in sys.modules.items() if not isinstance(one, ModuleType)},
        "hooks": [sys.excepthook, sys.displayhook, sys.unraisablehook, threading.excepthook, sys.gettrace()],
        "streams": [sys.stdin, sys.stdout, sys.stderr],
        "limits": [sys.getrecursionlimit(), sys.getswitchinterval()],
        "signals": {one: signal.getsignal(one) for one in signal.valid_signals()},
        "signal mask": signal.pthread_sigmask(signal.SIG_BLOCK, []),
        "warnings": warnings.filters[:],
        "logging": (logging.root.manager.disable, loggers()),
        "threads": threading.enumerate(),
        "at exit": atexit._ncallbacks(),
        "temporary folder": tempfile.tempdir,
        "processes": multiprocessing.get_start_method(allow_none=True),
        "random": random.getstate(),
        "numpy": numpy and (numpy.geterr(), repr(numpy.random.get_state()), numpy.get_printoptions()),
        "matplotlib": matplotlib and dict(matplotlib.rcParams),
    }

def foreign(path):
    for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module
            # Some of these are modules.
            yield from (f"{node.module}.{alias.name}" for alias in node.names)

# Not there by itself, nor with the libraries: so it would be seen if one of ours put something in its place.
sys.modules["rfc3987_syntax"] = None
import nbformat
del sys.modules["rfc3987_syntax"]
everything, modules = json.loads(sys.argv[1])
for name in sorted({name for path in everything for name in foreign(path)}):
    if not name.startswith(("lrlab", "lrgrade")):
        try:
            import_module(name)
        except ImportError:
            pass
changed = {}
for module in modules:
    before = state()
    import_module(module)
    after = state()
    for what in before:
        if before[what] != after[what]:
            changed.setdefault(module, {})[what] = [repr(before[what]), repr(after[what])]
print(json.dumps(changed))
"""


def python(source, *arguments, path="/usr/bin:/bin"):
    """What a fresh Python prints, with little in its environment."""
    run = subprocess.run(
        [sys.executable, "-c", source, *arguments],
        env={"PATH": path, "HOME": os.environ.get("HOME", "/")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.parametrize("modules", [["lrgrade"], ["lrlab"], [*FILES]], ids=["lrgrade", "lrlab", "everything"])
def test_importing_changes_nothing(modules):
    told = python(LOOK, json.dumps([[*map(str, FILES.values())], modules]))
    assert json.loads(told) == {}


def test_everything_is_looked_at():
    assert {"lrlab", "lrgrade", "lrgrade.cli", "lrlab.cli", "lrgrade.examine.examiner", "lrgrade.workers"} <= set(FILES)


# What a command, an examiner and a worker of Dask's import before they call load_nbformat.
@pytest.mark.parametrize("module", ["lrgrade.cli", "lrgrade.startup", "lrgrade.workers.plugin"])
def test_nbformat_can_still_be_loaded_quickly(module):
    assert python(f"import sys, {module}; print('nbformat' in sys.modules)") == "False\n"


def test_nbformat_is_loaded_without_the_grammar_of_addresses():
    look = """
import sys
from lrgrade.startup import load_nbformat
load_nbformat()
import nbformat
nbformat.validate(nbformat.v4.new_notebook())
print([name for name in sys.modules if name.startswith(("rfc3987", "lark"))])
import rfc3987_syntax
load_nbformat()
print(sys.modules["rfc3987_syntax"] is rfc3987_syntax)
"""
    assert python(look) == "[]\nTrue\n"


def test_scripts_are_found_and_no_place_is_named_twice():
    look = """
import os, shutil
from lrgrade.startup import find_scripts
for _ in range(2):
    find_scripts()
    print(os.environ["PATH"])
print(shutil.which("alembic"))
"""
    scripts = Path(sys.executable).parent
    assert python(look, path="/usr/bin").split() == [f"{scripts}:/usr/bin"] * 2 + [str(scripts / "alembic")]
    assert python(look, path=f"/usr/bin:{scripts}").split()[0] == f"/usr/bin:{scripts}"
    assert python(look, path="").split()[0] == str(scripts)
