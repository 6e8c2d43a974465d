"""What our modules use of libraries beyond what these promise: what their docstrings say, and what their code shows."""

import ast
import functools
import importlib
import inspect
import re
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers.course import ROOT

_WRITTEN = re.compile(r"^Written against ([\w-]+) ([\d.]*\d)(.*?)(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)
_DOTTED = re.compile(r"`([A-Za-z_]\w*(?:\.\w+)+)`")


@dataclass(frozen=True)
class Module:
    """One of our modules. `name`: its file."""

    path: Path

    @property
    def name(self) -> str:
        """Its file, from its package on."""
        return self.path.relative_to(ROOT).as_posix().removeprefix("grading/")

    @cached_property
    def tree(self) -> ast.Module:
        """Its code."""
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @property
    def written_against(self) -> dict[str, str]:
        """The libraries that its docstring says it was written against, and their versions."""
        return {name: version for name, version, _ in _WRITTEN.findall(ast.get_docstring(self.tree) or "")}

    @property
    def borrowed(self) -> list[str]:
        """The dotted names that its docstring says it borrows of them."""
        said = _WRITTEN.findall(ast.get_docstring(self.tree) or "")
        return [name for *_, words in said for name in _DOTTED.findall(words)]

    @property
    def code(self) -> str:
        """Its code without its docstring and comments."""
        return ast.unparse(ast.Module(self.tree.body[1:], []))

    def imports(self) -> Iterator[tuple[str, str]]:
        """What it imports, anywhere in it: the name it has there, and its dotted name."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield alias.asname or alias.name.partition(".")[0], alias.name
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield from ((alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names)

    def texts(self) -> Iterator[str]:
        """The strings in it."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value

    def private_names(self) -> set[str]:
        """The names with an underscore that it uses of others, and what of libraries it replaces."""
        foreign = {name: dotted for name, dotted in self.imports() if not dotted.startswith(("lrlab", "lrgrade"))}
        found = {dotted for dotted in foreign.values() if any(map(_is_private, dotted.split(".")))}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute):
                dotted = ast.unparse(node)
                owner = foreign.get(dotted.partition(".")[0], "")
                private = _is_private(node.attr) and (owner or node.attr not in _ours())
                # Python documents what of its own may be replaced.
                a_library = owner and owner.partition(".")[0] not in sys.stdlib_module_names
                if private or (a_library and isinstance(node.ctx, ast.Store)):
                    found.add(dotted)
            elif isinstance(node, ast.ClassDef):
                for base in (foreign[name] for name in map(ast.unparse, node.bases) if name in foreign):
                    shared = _defined_in(node) & attributes(find(base))
                    found |= {f"{base}.{name}" for name in shared if _is_private(name)}
        return found


MODULES = [Module(path) for folder in ("grading/lrgrade", "lrlab") for path in sorted((ROOT / folder).rglob("*.py"))]


def find(dotted: str) -> Any:
    """The thing of a dotted name; the name itself where only objects of its class have it. Raises LookupError."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:length]))
        except ImportError:
            continue
        for part in parts[length:]:
            if not hasattr(found, part):
                if part in attributes(found):
                    return part
                raise LookupError(f"there is no {part} in {found!r}")
            found = getattr(found, part)
        return found
    raise LookupError(f"there is no {parts[0]}")


@functools.cache
def attributes(kind: Any) -> frozenset[str]:
    """What a class has, and what its methods give to its objects."""
    found = set(dir(kind))
    for base in inspect.getmro(kind) if inspect.isclass(kind) else ():
        try:
            source = textwrap.dedent(inspect.getsource(base))
        except (OSError, TypeError):
            continue
        found |= _given_to_objects(ast.parse(source))
    return frozenset(found)


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def _given_to_objects(tree: ast.AST) -> set[str]:
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and ast.unparse(node.value) == "self"
    }


def _defined_in(kind: ast.ClassDef) -> set[str]:
    """What a class of ours defines, and what it gives to its objects."""
    found = _given_to_objects(kind)
    for node in kind.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            found |= {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    return found


@functools.cache
def _ours() -> frozenset[str]:
    """The names that our own modules and classes define."""
    nodes = [node for module in MODULES for node in ast.walk(module.tree)]
    functions = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    variables = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return frozenset(functions | variables).union(*(_given_to_objects(module.tree) for module in MODULES))
