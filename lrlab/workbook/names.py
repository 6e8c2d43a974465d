"""Which names a piece of Python takes from outside of itself."""

import builtins
import symtable

# What a comprehension's scope is called; other than a function's, it runs at once.
_COMPREHENSIONS = {"listcomp", "setcomp", "dictcomp", "genexpr"}


def used(source: str) -> tuple[set[str], set[str]]:
    """The global names that a source reads, and those among them that its functions may read later.

    Python's own are left out.
    """
    now, later = reads(source)
    known = set(dir(builtins))
    return (now | later) - known, later - known


def reads(source: str) -> tuple[set[str], set[str]]:
    """The global names that a source reads while it runs, and those that its functions read when they are called.

    The parameters and local variables of a function are its own: an outer
    `theta` is not what it reads. A source that does not compile reads none.
    """
    try:
        top = symtable.symtable(source, "<cell>", "exec")
    except (SyntaxError, ValueError):
        return set(), set()
    now = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_referenced()}
    later: set[str] = set()
    inner = [(table, True) for table in top.get_children()]
    while inner:
        table, at_once = inner.pop()
        at_once = at_once and (table.get_type() == "class" or table.get_name() in _COMPREHENSIONS)
        (now if at_once else later).update(symbol.get_name() for symbol in table.get_symbols() if symbol.is_global())
        inner += [(child, at_once) for child in table.get_children()]
    return now, later
