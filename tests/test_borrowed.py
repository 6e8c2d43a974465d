"""What we use of libraries that they do not promise: where, written against which version, and that it is there.

A module that borrows says so in its docstring: `Written against NAME VERSION`, and then each such name, dotted and in
backquotes, with what it stands for. A new version of a library begins with its number in `constraints.txt`; after that,
this fails for each module that was written against another one, and for each name that is gone.
"""

import inspect
import re

import pytest

from helpers.borrowing import MODULES, find
from helpers.course import ROOT

# Who may import them at all.
BORROWERS = {
    "nbgrader": [
        "lrgrade/course/app.py",
        "lrgrade/course/cells.py",
        "lrgrade/course/converters.py",
        "lrgrade/course/patterns.py",
        "lrgrade/gradebook/database.py",
        "lrgrade/gradebook/rows.py",
        "lrgrade/report/grades_export.py",
        "lrgrade/steps.py",
    ],
    "nbconvert": ["lrgrade/report/feedback_page.py", "lrgrade/steps.py"],
    "IPython": ["lrgrade/sandbox/shell.py", "lrlab/checking/check.py"],
    "matplotlib_inline": ["lrgrade/sandbox/shell.py"],
    "distributed": ["lrgrade/workers/cluster.py", "lrgrade/workers/plugin.py"],
    "dask": ["lrgrade/workers/cluster.py"],
}
# Of Python's own, with an underscore and in its documentation.
DOCUMENTED = {"sys._getframe", "os._exit"}
# Stands for the name of a process, and is not called by its own.
UNNAMED = {"distributed.nanny.WorkerProcess"}

PINS = dict(line.lower().split("==") for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").split())
BORROWED = [(module, name) for module in MODULES for name in module.borrowed]
[CLUSTER] = [module for module in MODULES if module.name == "lrgrade/workers/cluster.py"]


def last(dotted):
    return dotted.rpartition(".")[2]


@pytest.mark.parametrize("library", BORROWERS)
def test_who_imports_a_library(library):
    found = {module.name for module in MODULES for _, name in module.imports() if name.partition(".")[0] == library}
    assert sorted(found) == BORROWERS[library]


def test_all_of_nbgrader_is_borrowed():
    assert [module.name for module in MODULES if "nbgrader" in module.written_against] == BORROWERS["nbgrader"]


@pytest.mark.parametrize("module", [one for one in MODULES if one.written_against], ids=lambda one: one.name)
def test_a_module_was_written_against_the_version_that_we_install(module):
    assert module.written_against == {name: PINS.get(name) for name in module.written_against}


@pytest.mark.parametrize(("module", "name"), BORROWED, ids=[f"{name} in {module.name}" for module, name in BORROWED])
def test_what_is_borrowed_is_there_and_used(module, name):
    find(name)
    assert name in UNNAMED or re.search(rf"\b{last(name)}\b", module.code), f"{module.name} does not use it any more"


def test_what_is_private_or_replaced_is_said_to_be_borrowed():
    unsaid = {}
    for module in MODULES:
        said = {last(name) for name in module.borrowed}
        names = {name for name in module.private_names() - DOCUMENTED if last(name) not in said}
        if names:
            unsaid[module.name] = names
    assert unsaid == {}


def test_private_names_are_seen():
    assert set().union(*(module.private_names() for module in MODULES)) >= DOCUMENTED | {
        "nbgrader.api.get_alembic_version",
        "IPython.core.displayhook.DisplayHook._is_active",
        "IPython.core.interactiveshell.InteractiveShell._format_exception_for_storage",
        "IPython.core.interactiveshell.InteractiveShell._showtraceback",
        "self._step._check_late_penalty",
    }


@pytest.mark.parametrize("name", ["nbgrader.api.nothing", "distributed.Client.nothing", "nolibrary.nothing"])
def test_what_is_gone_is_missed(name):
    with pytest.raises(LookupError):
        find(name)


def test_what_is_imported_late_is_there():
    for module in MODULES:
        for _, name in module.imports():
            if name.partition(".")[0] in BORROWERS:
                find(name)


def test_what_the_settings_name_is_there():
    named = {text for module in MODULES for text in module.texts() if re.fullmatch(r"(nbgrader|lrgrade)(\.\w+)+", text)}
    steps = {name for name in named if not name.endswith(".py")}
    assert {"nbgrader.preprocessors.SaveAutoGrades", "lrgrade.steps.Rebuild"} <= steps
    for name in steps:
        find(name)


def test_dask_knows_the_settings():
    import dask
    import distributed  # noqa: F401  (it brings its settings)

    named = {text for text in CLUSTER.texts() if re.fullmatch(r"distributed(\.[\w-]+){2,}", text)}
    assert len(named) >= 7
    for key in named:
        section, _, word = key.rpartition(".")
        # A variable of the environment may be called anything.
        assert word in dask.config.get(section) or word.isupper(), key


def test_dask_calls_a_worker_process_as_we_do():
    from distributed.nanny import WorkerProcess

    from lrgrade.workers.cluster import _WORKER

    assert f'"{_WORKER}"' in inspect.getsource(WorkerProcess)
