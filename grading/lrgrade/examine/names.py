"""Which names a cell takes from outside of itself."""

import builtins
import symtable


def used(source: str) -> tuple[set[str], set[str]]:
    """The global names that a cell reads when it runs, and those that its functions may read later.

    A cell that does not compile reads none.
    """
    try:
        top = symtable.symtable(source, "cell", "exec")
    except (SyntaxError, ValueError):
        return set(), set()
    now = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_referenced()}
    later: set[str] = set()
    inner = top.get_children()
    while inner:
        table = inner.pop()
        later |= {symbol.get_name() for symbol in table.get_symbols() if symbol.is_global()}
        inner += table.get_children()
    known = set(dir(builtins))
    return (now | later) - known, later - known


def compiles(source: str) -> bool:
    """Whether a source is Python by itself."""
    try:
        compile(source, "cell", "exec")
    except (SyntaxError, ValueError):
        return False
    return True
