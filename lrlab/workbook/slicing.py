"""Cut out of a notebook what one name needs: its definition, the helpers it uses, their imports.

The workbook keeps each solved exercise as a module of its own. A learner may
have written it as a `def`, a lambda, a class or a wrapped function, with
helpers and constants in other cells; the slice follows names, so all of these
are kept the same way.
"""

import ast
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lrlab.workbook.names import used


@dataclass(frozen=True)
class _Statement:
    node: ast.stmt
    source: str
    binds: frozenset[str]
    uses: frozenset[str]


def slice_out(name: str, cells: Sequence[str], solved: Collection[str] = (), facade: str = "lrlab") -> str | None:
    """The source of a module that defines `name` as the last of the cells did; None if they never did.

    cells: plain Python sources in the order they ran; one that does not parse
    is passed over. solved: exercises that the workbook holds; they are imported
    from the package `facade` and not copied.
    """
    statements = [statement for cell in cells for statement in _statements(cell)]
    kept: dict[int, set[str]] = {}
    imported: set[str] = set()

    def need(wanted: str, before: int) -> bool:
        if wanted != name and wanted in solved:
            imported.add(wanted)
            return True
        for index in range(before - 1, -1, -1):
            statement = statements[index]
            if wanted not in statement.binds:
                continue
            if wanted in kept.setdefault(index, set()):
                return True
            kept[index].add(wanted)
            later = len(statements) if isinstance(statement.node, ast.FunctionDef | ast.ClassDef) else index
            for other in statement.uses - {wanted}:
                need(other, later)
            if isinstance(statement.node, ast.AugAssign):
                need(wanted, index)
            return True
        return False

    if not need(name, len(statements)):
        return None
    lines = [_source(statements[index], names) for index, names in sorted(kept.items())]
    heads = [line for line in lines if line.startswith(("import ", "from "))]
    heads += [f"from {facade} import {exercise}" for exercise in sorted(imported)]
    bodies = [line for line in lines if not line.startswith(("import ", "from "))]
    return "\n".join(dict.fromkeys(heads)) + "\n" * (3 if heads else 0) + "\n\n\n".join(bodies) + "\n"


def _statements(cell: str) -> list[_Statement]:
    try:
        tree = ast.parse(cell)
    except (SyntaxError, ValueError):
        return []
    return [
        _Statement(
            node=node,
            source=ast.get_source_segment(cell, node, padded=False) or "",
            binds=frozenset(_bound(node)),
            uses=frozenset(used(ast.unparse(node))[0]),
        )
        for node in tree.body
    ]


def _bound(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)}


def _source(statement: _Statement, names: set[str]) -> str:
    node = statement.node
    if isinstance(node, ast.Import | ast.ImportFrom):
        node.names = [a for a in node.names if (a.asname or a.name.partition(".")[0]) in names]
        return ast.unparse(node)
    if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.decorator_list:
        return ast.unparse(node)
    return statement.source
