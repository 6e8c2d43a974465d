"""What a complete exercise may still lack: the course's quotas, and outputs that are those of its cells."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from lrgrade.authoring.complete.draft import Draft, SourceNotebook
from lrgrade.authoring.complete.problem import Problem, still, todos_in

QUOTAS = "grading/quotas.toml"

_OF_A_MACHINE = re.compile(r"/(home|root|work|tmp|Users)/")
_WIDGET = "application/vnd.jupyter.widget-view+json"


def quotas(root: Path) -> dict[str, dict[str, int]]:
    """What a course asks of each exercise, by what is counted; nothing where it has no such file."""
    path = root / QUOTAS
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def short_of(where: str, what: str, count: int, quota: int) -> Iterator[Problem]:
    """A problem where there are fewer of something than a course asks for."""
    if count < quota:
        yield Problem(where, f"the course asks for {quota} {what}, and there are {count} ({QUOTAS}).")


def enough_misconceptions(draft: Draft) -> Iterator[Problem]:
    """As many mistakes are known by name as the course asks for."""
    quota = quotas(draft.root).get("misconceptions", {}).get(draft.exercise.kind, 0)
    names = {one.name for one in draft.misconceptions}
    yield from short_of(draft.file("misconceptions"), "misconceptions", len(names), quota)


def enough_hints(draft: Draft) -> Iterator[Problem]:
    """There are as many hints as the course asks for."""
    quota = quotas(draft.root).get("hints", {}).get(draft.exercise.kind, 0)
    yield from short_of(draft.where, "hints", len(draft.exercise.hints), quota)


def answers_are_written(draft: Draft) -> Iterator[Problem]:
    """There is a file of answers for the tests, where the course asks for any, and it is no stub any more."""
    if not quotas(draft.root).get("corpus"):
        return
    file = f"tests/corpus/{draft.name}.py"
    path = draft.root / file
    if not path.is_file():
        yield Problem(file, f"there is no such file: {draft.new} writes one to fill in.")
        return
    for number, words in todos_in(path.read_text(encoding="utf-8")):
        yield Problem(f"{file}:{number}", still(words))


def outputs_are_those_of_a_run(source: SourceNotebook) -> Iterator[Problem]:
    """The stored outputs are what a run from top to bottom gave, without errors and without noise."""
    store = f"`lrgrade run {source.assignment}` stores the outputs of a run."
    code = [cell for cell in source.notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    if [cell.execution_count for cell in code] != [*range(1, len(code) + 1)]:
        yield Problem(source.where, f"its cells have not been run from top to bottom: {store}")
        return
    if source.notebook.metadata.get("language_info") != {"name": "python"} or "widgets" in source.notebook.metadata:
        yield Problem(source.where, f"its metadata says more than that it is Python: {store}")
    for cell in code:
        for words in dict.fromkeys(_noise(cell)):
            yield Problem(source.at(cell), f"{words}: {store}")


def _noise(cell: NotebookNode) -> Iterator[str]:
    if "execution" in cell.metadata:
        yield "it says when it was run"
    for output in cell.outputs:
        if output.output_type == "error":
            yield f"its output is an error, {output.ename}"
        if output.get("name") == "stderr":
            yield "its output is a warning"
        data: Any = output.get("data", {})
        if _WIDGET in data:
            yield "its output needs a kernel to be seen"
        if _OF_A_MACHINE.search(output.get("text", "") + "".join(map(str, data.values()))):
            yield "its output names a folder of a machine"
