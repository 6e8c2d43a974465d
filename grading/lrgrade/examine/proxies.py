"""What a test cell holds in place of a thing that lives in the sandbox.

A proxy knows a number and the session that can ask about it. Nothing of the
student's runs when it is compared, printed or looked at: all that a proxy says
by itself is said here.
"""

import inspect
from collections.abc import Iterator
from typing import Any, Protocol

from lrlab.checking.observe import Observation


class Client(Protocol):
    """Who asks the sandbox: the session of the submission."""

    generation: int

    def attribute(self, thing: "Proxy", name: str) -> Any: ...

    def call(self, function: "FunctionProxy", arguments: list[Any], keywords: dict[str, Any]) -> Any: ...

    def observe(
        self,
        function: "FunctionProxy",
        calls: list[dict[str, Any]],
        keywords: list[str],
        *,
        count_steps: bool,
        watch_random: bool,
    ) -> Iterator[Observation]: ...

    def takes(self, function: "FunctionProxy", count: int) -> bool: ...

    def iterate(self, iterable: "Proxy") -> "IteratorProxy": ...

    def next(self, iterator: "IteratorProxy") -> list[Any]: ...


class Proxy:
    """Anything in the sandbox. It is equal to nothing but itself, and has no truth value, length or number."""

    def __init__(self, session: Client, number: int, kind: str, name: str):
        self._session = session
        self._number = number
        self._generation = session.generation
        self._kind = kind
        self._name = name
        # The arguments of the call that gave it.
        self._given: dict[Any, Any] = {}

    def __getattr__(self, name: str) -> Any:
        # What begins with an underscore is asked by libraries, not by test cells.
        if name.startswith("_"):
            raise AttributeError(f"{self!r} has no attribute {name!r}")
        return self._session.attribute(self, name)

    def __repr__(self) -> str:
        return f"<{self._kind} {self._name}>" if self._name else f"<{self._kind}>"

    def _refuse(self, *_: Any) -> Any:
        raise TypeError(f"{_article(self._kind)} cannot be compared or computed with: {_PLAIN_DATA}")

    def __eq__(self, other: object) -> bool:
        return True if self is other else self._refuse()

    def __ne__(self, other: object) -> bool:
        return False if self is other else self._refuse()

    def __hash__(self) -> int:
        return id(self)

    def __deepcopy__(self, _: Any) -> "Proxy":
        return self

    __bool__ = __lt__ = __le__ = __gt__ = __ge__ = __array__ = _refuse


_PLAIN_DATA = (
    "a result should be a number, a text, a truth value, a NumPy array, or a list, tuple, dict or set of these"
)


class FunctionProxy(Proxy):
    """Something that can be called."""

    def __init__(self, session: Client, number: int, kind: str, name: str, parameters: list[Any] | None):
        super().__init__(session, number, kind, name)
        self.__name__ = self.__qualname__ = name
        if parameters is not None:
            self.__signature__ = _signature(parameters)

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._session.call(self, list(arguments), keywords)

    def __observe__(self, calls: list[dict[str, Any]], *, keywords: Any, **how: bool) -> Iterator[Observation]:
        return self._session.observe(self, calls, list(keywords), **how)

    def __takes__(self, count: int) -> bool:
        return self._session.takes(self, count)

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    __hash__ = Proxy.__hash__


class IterableProxy(Proxy):
    """Something to loop over; every loop asks for an iterator of its own."""

    def __iter__(self) -> Iterator[Any]:
        return self._session.iterate(self)


class IteratorProxy(Proxy):
    """An iterator, drawn item by item."""

    def __iter__(self) -> "IteratorProxy":
        return self

    def __next__(self) -> Any:
        for item in self._session.next(self):
            return item
        raise StopIteration


def make(session: Client, number: int, kind: str, type_name: str, name: str, parameters: Any) -> Proxy:
    """The proxy for a reference, a class of its own for each type's name so that messages can say it."""
    if kind == "function":
        return FunctionProxy(session, number, type_name, name, parameters)
    base = {"iterator": IteratorProxy, "iterable": IterableProxy}.get(kind, Proxy)
    shown = type_name if type_name.isidentifier() else "object"
    return type(shown, (base,), {})(session, number, shown, name)


# As a sandbox sends them.
_KINDS = {
    int(kind): kind
    for kind in (
        inspect.Parameter.POSITIONAL_ONLY,
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        inspect.Parameter.VAR_POSITIONAL,
        inspect.Parameter.KEYWORD_ONLY,
        inspect.Parameter.VAR_KEYWORD,
    )
}


def _signature(parameters: list[Any]) -> inspect.Signature | None:
    try:
        return inspect.Signature(
            [
                inspect.Parameter(name, _KINDS[kind], default=... if optional else inspect.Parameter.empty)
                for name, kind, optional in parameters
            ]
        )
    except (LookupError, TypeError, ValueError):
        return None


def _article(kind: str) -> str:
    return f"an object of type {kind}"
