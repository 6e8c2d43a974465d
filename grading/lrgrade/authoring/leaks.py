"""Search a student notebook, and the packages that a student installs, for what must not be there."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from nbformat import NotebookNode

from lrgrade.course.source import BEGIN_HIDDEN, END_HIDDEN, between
from lrlab.workbook.solutions import BEGIN_SOLUTION, END_SOLUTION, nbgrader_of

# Shorter lines (`return z`, `else:`) say nothing about an answer.
_SHORTEST_SECRET = 16


def leaks_in(
    release: NotebookNode, source: NotebookNode, packages: Iterable[Path], files: Sequence[Path] = ()
) -> list[str]:
    """What of the source's answers, hidden tests and outputs the release or a package holds, a sentence each.

    files: those that are released beside the notebook.
    """
    found = []
    for cell in release.cells:
        where = f"cell {cell.id}"
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count):
            found.append(f"{where} holds an output")
        found += [f"{where} holds the mark {mark}" for mark in _marks() if mark in cell.source]
    secrets = _secret_lines(source)
    for cell in release.cells:
        lines = {line.strip() for line in cell.source.splitlines()}
        found += [f"cell {cell.id} holds a line of {secrets[line]}: {line}" for line in sorted(lines & secrets.keys())]
    for path in files:
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path.name} holds the mark {mark}" for mark in _marks() if mark in text]
    modules = sorted(module for package in packages for module in package.rglob("*.py"))
    for module in (*modules, *files):
        lines = {line.strip() for line in module.read_text(encoding="utf-8", errors="replace").splitlines()}
        found += [f"{module.name} holds a line of {secrets[line]}: {line}" for line in sorted(lines & secrets.keys())]
    return found


def _marks() -> tuple[str, ...]:
    return BEGIN_SOLUTION, END_SOLUTION, BEGIN_HIDDEN, END_HIDDEN


def _secret_lines(source: NotebookNode) -> dict[str, str]:
    secrets = {}
    for cell in source.cells:
        name = nbgrader_of(cell).get("grade_id", "")
        for begin, end in ((BEGIN_SOLUTION, END_SOLUTION), (BEGIN_HIDDEN, END_HIDDEN)):
            for line in between(cell.source, begin, end).splitlines():
                if len(line.strip()) >= _SHORTEST_SECRET and not line.strip().startswith("#"):
                    secrets[line.strip()] = name
    return secrets
