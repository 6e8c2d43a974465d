"""Every package that the code imports is declared in pyproject.toml for those who have that code, with its version."""

import ast
import json
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions

import pytest
from packaging.specifiers import SpecifierSet

from helpers.course import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
DISTRIBUTIONS = packages_distributions()

# Who gets what: folders, the extras that are installed for them, and what they may import of ours.
AUDIENCES = {
    "student": (["lrlab", "notebooks"], [], {"lrlab"}),
    "grader": (["grading", "solutions"], ["grading"], {"lrlab", "lrgrade"}),
    "developer": (["tests", "benchmarks", "conftest.py"], ["grading", "postgresql", "dev"], {"lrlab", "lrgrade"}),
}
# Submissions, which import whatever they like.
LEFT_OUT = ("tests/redteam/museum", "grading/demo")


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(extras):
    requirements = PROJECT["dependencies"] + [one for extra in extras for one in EXTRAS[extra]]
    return {normal(re.match(r"[\w.-]+", one).group()) for one in requirements}


def files(folders):
    for folder in folders:
        start = ROOT / folder
        for path in [start] if start.is_file() else sorted(start.rglob("*")):
            inside = path.relative_to(ROOT).as_posix()
            if path.suffix in (".py", ".ipynb") and not inside.startswith(LEFT_OUT) and "checkpoints" not in inside:
                yield path


def sources(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return [text]
    return ["".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]


def imported(path):
    """The packages that a file imports, at its top or later."""
    for source in sources(path):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield node.module.partition(".")[0]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_is_imported_is_declared(audience):
    folders, extras, ours = AUDIENCES[audience]
    have, paths = declared(extras), list(files(folders))
    # Modules that lie beside each other, and are found by that.
    beside = {path.stem for path in paths} | {path.parent.name for path in paths} if audience == "developer" else set()
    missing = {}
    for path in paths:
        for name in set(imported(path)) - ours - beside - sys.stdlib_module_names:
            if not have & set(map(normal, DISTRIBUTIONS.get(name, [name]))):
                missing.setdefault(name, []).append(path.relative_to(ROOT).as_posix())
    assert missing == {}
    assert len(paths) > 10


def test_who_learns_installs_nothing_of_the_graders():
    only = declared(["grading", "postgresql", "dev"]) - declared([])
    assert {"nbgrader", "distributed", "nbconvert", "sqlalchemy", "nh3", "psutil"} <= only


def test_what_is_declared_has_an_exact_version():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines)
    names = [normal(line.partition("==")[0]) for line in lines]
    assert len(names) == len(set(names))
    assert declared(["grading", "postgresql", "dev"]) <= set(names)


def test_the_exact_versions_are_for_every_python_that_the_project_is_for():
    """pip finds no such version otherwise, on a Debian whose 3.11 is an early one, say."""
    earliest = re.fullmatch(r">=(3\.\d+)", PROJECT["requires-python"]).group(1) + ".0"
    refused, asked = {}, 0
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").split():
        name = line.partition("==")[0]
        try:
            needed = distribution(name).metadata.get("Requires-Python")
        except PackageNotFoundError:
            # For another system or another extra than those installed here.
            continue
        asked += 1
        if needed and not SpecifierSet(needed).contains(earliest):
            refused[line] = needed
    assert refused == {}
    assert asked > 50


def test_all_is_everything():
    assert EXTRAS["all"] == [f"lrlab[{','.join(name for name in EXTRAS if name != 'all')}]"]
