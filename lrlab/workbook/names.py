"""Which names a piece of Python takes from outside of itself."""

import builtins
import symtable


def used(source: str) -> tuple[set[str], set[str]]:
    """The global names that a source reads, and those among them that its functions may read later.

    The parameters and local variables of a function are its own: an outer
    `theta` is not what it reads. A source that does not compile reads none.
    """
    try:
        top = symtable.symtable(source, "<cell>", "exec")
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
