"""How the house is kept: what holds for the files of this repository, whatever stands in them."""

import ast
from pathlib import Path

import pytest

from helpers.commands import TESTS
from helpers.course import ROOT

# The museum and the corpus are read, never imported.
MODULES = [
    path
    for path in sorted(TESTS.rglob("*.py"))
    if path.name.startswith("test_") or path.name == "conftest.py" or path.parent == TESTS / "helpers"
]


def imported(path: Path) -> set[str]:
    """Every word in the dotted names of the modules that a module imports, wherever in it."""
    words: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            words.update(*(alias.name.split(".") for alias in node.names))
        elif isinstance(node, ast.ImportFrom):
            words.update(node.module.split(".") if node.module else (alias.name for alias in node.names))
    return words


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_test_imports_another(path):
    tests = {other.stem for other in MODULES if other.parent != TESTS / "helpers"}
    assert imported(path) & {"tests", *tests} == set(), "what tests share belongs into tests/helpers"
