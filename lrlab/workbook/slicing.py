"""Cut out of a notebook what one name needs: its definition, the helpers it uses, their imports.

The workbook keeps each solved exercise as a module of its own. A learner may
have written it as a `def`, a lambda, a class or a wrapped function, with
helpers and constants in other cells; the slice follows names, so all of these
are kept the same way.

What a statement reads at once, such as the default of an argument, was bound
before it; what a function reads when it is called may have been bound until
then. Cells that were run twice make the difference.
"""

import ast
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lrlab.workbook.names import reads

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_Inner = _Definition | ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


@dataclass(frozen=True)
class _Statement:
    """A statement of a cell, by its names.

    binds: those that it gives a value; builds_on: of them, those whose value
    before it matters as well. changes: those whose object it changes. now,
    later: those that it reads at once, and those that functions in it read.
    """

    node: ast.stmt
    source: str
    binds: frozenset[str]
    builds_on: frozenset[str]
    changes: frozenset[str]
    now: frozenset[str]
    later: frozenset[str]


def slice_out(name: str, cells: Sequence[str], solved: Collection[str] = (), facade: str = "lrlab") -> str | None:
    """The source of a module that defines `name` as the last of the cells did; None if they never did.

    cells: plain Python sources in the order they ran; one that does not parse
    is passed over. solved: exercises that the workbook holds; they are imported
    from the package `facade` and not copied.
    """
    statements = [statement for cell in cells for statement in _statements(cell)]
    imported = _all_imported(statements)
    kept: dict[int, set[str]] = {}
    taken: set[str] = set()
    seen: set[tuple[str, int]] = set()
    # A name, and the number of statements before which it was bound.
    wanted = [(name, len(statements))]
    while wanted:
        one, before = question = wanted.pop()
        if question in seen:
            continue
        seen.add(question)
        if one != name and one in solved:
            taken.add(one)
            continue
        for index in range(before - 1, -1, -1):
            statement = statements[index]
            # What is done to a module, such as a seed that is set, is done to the whole session.
            changes = one in statement.changes and one not in imported
            if not changes and not _binds(statement, one):
                continue
            kept.setdefault(index, set()).add(one)
            wanted += [(other, index) for other in statement.now]
            wanted += [(other, before) for other in statement.later - {one}]
            if not changes and one not in statement.builds_on:
                break
    if not kept:
        return None
    return _module([(statements[index], names) for index, names in sorted(kept.items())], statements, taken, facade)


def _module(kept: list[tuple[_Statement, set[str]]], statements: list[_Statement], taken: set[str], facade: str) -> str:
    """What is kept as the text of a module: the imports on top, and first of all those that say how it is read."""
    future = [one.source for one in statements if isinstance(one.node, ast.ImportFrom) and _is_future(one.node)]
    heads = [_narrowed(one.node, names) for one, names in kept if _is_import(one.node)]
    heads += [f"from {facade} import {exercise}" for exercise in sorted(taken)]
    bodies = [one.source for one, _ in kept if not _is_import(one.node)]
    lines = list(dict.fromkeys([*future, *heads]))
    return "\n".join(lines) + "\n" * (3 if lines and bodies else 0) + "\n\n\n".join(bodies) + "\n"


def source_of(node: ast.stmt, cell: str) -> str:
    """A statement as it stands in its cell, with its decorators."""
    decorators = getattr(node, "decorator_list", [])
    if decorators:
        node.lineno, node.col_offset = decorators[0].lineno, 0
    return ast.get_source_segment(cell, node, padded=False) or ""


@lru_cache(maxsize=4096)
def _statements(cell: str) -> tuple[_Statement, ...]:
    try:
        tree = ast.parse(cell)
    except (SyntaxError, ValueError):
        return ()
    return tuple(_statement(node, cell) for node in tree.body)


def _statement(node: ast.stmt, cell: str) -> _Statement:
    now, later = reads(ast.unparse(node))
    binds = frozenset(_bound(node))
    return _Statement(
        node=node,
        source=source_of(node, cell),
        binds=binds,
        builds_on=frozenset(name for name in binds if not _surely_binds(node, name)),
        changes=frozenset(_changed(node)) - binds,
        now=frozenset(now),
        later=frozenset(later),
    )


def _here(node: ast.AST) -> Iterator[ast.AST]:
    """A node and what belongs to its scope: not what stands in functions, classes and comprehensions."""
    yield node
    if not isinstance(node, _Inner):
        for child in ast.iter_child_nodes(node):
            yield from _here(child)


def _bound(part: ast.AST) -> Iterator[str]:
    for node in _here(part):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.Import() | ast.ImportFrom():
                yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
            case ast.Name(ctx=ast.Store()):
                yield node.id
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                yield name


def _changed(statement: ast.stmt) -> Iterator[str]:
    """The names whose objects are changed.

    An item or attribute is set, or a method is called for its own sake, or to decorate something.
    """
    for node in _here(statement):
        match node:
            case ast.Subscript(ctx=ast.Store() | ast.Del()) | ast.Attribute(ctx=ast.Store() | ast.Del()):
                yield from _first_name(node)
            case ast.Expr(value=ast.Call(func=ast.Attribute() as method)):
                yield from _first_name(method)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                for decorator in node.decorator_list:
                    called = decorator.func if isinstance(decorator, ast.Call) else decorator
                    yield from _first_name(called) if isinstance(called, ast.Attribute) else ()


def _first_name(node: ast.expr) -> Iterator[str]:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


def _surely_binds(node: ast.stmt, name: str) -> bool:
    """Whether a statement gives a name a value that owes nothing to the one before."""
    match node:
        case ast.AugAssign():
            return False
        case ast.Import():
            # `import a.b` adds to what `import a.c` has bound.
            return any(name == (alias.asname or alias.name) for alias in node.names)
        case ast.With() | ast.AsyncWith():
            return any(name in _bound(item) for item in node.items) or _any_binds(node.body, name)
        case ast.If():
            return _any_binds(node.body, name) and _any_binds(node.orelse, name)
        case ast.Try():
            branches = [node.body, *(handler.body for handler in node.handlers)]
            return _any_binds(node.finalbody, name) or all(_any_binds(branch, name) for branch in branches)
        case ast.For() | ast.AsyncFor() | ast.While() | ast.Match():
            return False
    return name in _bound(node)


def _any_binds(body: list[ast.stmt], name: str) -> bool:
    return any(_surely_binds(node, name) for node in body)


def _binds(statement: _Statement, name: str) -> bool:
    return name in statement.binds or ("*" in statement.binds and name in _offered(statement.node))


def _offered(node: ast.stmt) -> Collection[str]:
    """What a star imports; the notebook has imported the module."""
    module = sys.modules.get(getattr(node, "module", None) or "")
    return getattr(module, "__all__", None) or [name for name in vars(module or object) if not name.startswith("_")]


def _all_imported(statements: list[_Statement]) -> set[str]:
    return {name for one in statements if _is_import(one.node) for name in one.binds}


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def _is_future(node: ast.ImportFrom) -> bool:
    return node.module == "__future__"


def _narrowed(node: ast.stmt, names: set[str]) -> str:
    """An import, of no more than these names."""
    assert isinstance(node, ast.Import | ast.ImportFrom)
    kept = [alias for alias in node.names if (alias.asname or alias.name.partition(".")[0]) in names]
    if isinstance(node, ast.Import):
        return ast.unparse(ast.Import(kept))
    if node.names[0].name == "*":
        kept = [ast.alias(name) for name in sorted(names)]
    return ast.unparse(ast.ImportFrom(node.module, kept, node.level))
