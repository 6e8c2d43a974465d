"""How the house is kept: what holds for the files of this repository, whatever stands in them."""

import ast
import re
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


SOURCES = {
    ".".join(path.relative_to(base).with_suffix("").parts).removesuffix(".__init__"): path
    for base, package in ((ROOT, "lrlab"), (ROOT / "grading", "lrgrade"))
    for path in sorted((base / package).rglob("*.py"))
}


def imports_of(name: str) -> set[str]:
    """The modules of the two packages that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(SOURCES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
            found.add(node.module)
    # A package whose module is imported is only the way to it.
    modules = found & SOURCES.keys()
    return {one for one in modules if not any(other.startswith(f"{one}.") for other in modules)} - {name}


def test_no_import_runs_in_a_circle():
    imports = {name: imports_of(name) for name in SOURCES}
    while lowest := [name for name, others in imports.items() if not others & imports.keys()]:
        for name in lowest:
            del imports[name]
    assert imports == {}


# Words that stand for one thing in more than one place.
SAME_THING = {
    "cli": "each package has its command",
    "course": "the course: the package, what is read from it, the folder where it is taught",
    "report": "what is told to people: a learner in a message, a teacher of a class",
    "messages": "what check says; a course can say some of it in its own words",
    "rebuild": "nbgrader's step, and what it does",
    "calls": "the type and the two calls of each exercise",
    "watch": "the class and its one instance",
    "reference": "reference tables, and what makes them",
    "notation": "the class and what a course fills it with",
    "requirements": "the class and what a course fills it with",
}


def definitions() -> dict[str, set[tuple[str, str]]]:
    """Every name of a module, a class or a constant, without underscores, with where it is defined and as what."""
    found: dict[str, set[tuple[str, str]]] = {}

    def note(word: str, module: str, text: str) -> None:
        found.setdefault(word.replace("_", "").lower(), set()).add((module, text))

    for module, path in SOURCES.items():
        if path.name != "__init__.py":
            note(path.stem, module, "module")
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                note(node.name, module, "class")
            for target in getattr(node, "targets", [getattr(node, "target", None)]):
                for name in ast.walk(target) if target is not None else ():
                    if isinstance(name, ast.Name) and name.id.lstrip("_")[:1].isupper():
                        note(name.id, module, ast.unparse(node))
    return found


def test_no_word_has_two_meanings():
    def in_one_module(places: set[tuple[str, str]]) -> bool:
        return len({module for module, _ in places}) == 1

    def the_same_alias(places: set[tuple[str, str]]) -> bool:
        return len({text for _, text in places}) == 1 and "=" in next(iter(places))[1]

    twice = {
        word: sorted(places)
        for word, places in definitions().items()
        if word not in SAME_THING and not in_one_module(places) and not the_same_alias(places)
    }
    assert twice == {}


def rooms() -> set[str]:
    """The folders that hold the code and the course, as `docs/architecture.md` writes them."""
    packages = {path.parent for name, path in SOURCES.items() if path.name == "__init__.py" and name.count(".") == 1}
    course = [ROOT / "grading" / "exercises", ROOT / "grading" / "demo", ROOT / "solutions", ROOT / "notebooks"]
    return {f"{folder.relative_to(ROOT)}/" for folder in (*packages, *course)}


def test_the_architecture_names_every_room_and_no_other():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = text.partition("## The rooms")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `([\w/]+/)` \|", table, flags=re.MULTILINE)) == rooms()


def test_the_architecture_speaks_of_files_that_are_there():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w/]+\.(?:py|toml|md))`", text))
    files = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if ".venv" not in path.parts]
    assert {name for name in named if not any(f"/{file}".endswith(f"/{name}") for file in files)} == set()


def test_rooms_import_downwards():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `(?:grading/)?([\w/]+)/` \|", text.partition("## The rooms")[2], flags=re.MULTILINE)
    order = [room.replace("/", ".") for room in table]

    def height(module: str) -> int | None:
        room = module.rpartition(".")[0]
        return next((order.index(one) for one in order if f"{room}.".startswith(f"{one}.")), None)

    upwards = {
        (name, other)
        for name in SOURCES
        for other in imports_of(name)
        if None not in (height(name), height(other)) and height(other) < height(name)
    }
    assert upwards == set()
