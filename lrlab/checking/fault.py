"""What is wrong with one call of an answer, and how a message shows it."""

from dataclasses import dataclass, field
from typing import Any

from lrlab.checking.compare import Mismatch, Tolerance, mismatch
from lrlab.checking.messages import ASKS
from lrlab.checking.observe import NOBODY_ANSWERS, Observation
from lrlab.checking.tables import as_code, call_as_code
from lrlab.exercises import Exercise


@dataclass(frozen=True)
class Fault:
    """What is wrong: its message by key and fields, code that shows it, rows, and the misconception if known."""

    key: str
    fields: dict[str, Any] = field(default_factory=dict)
    code: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    misconception: str | None = None
    teacher: str = ""
    looked: bool = False


def tolerance_of(exercise: Exercise) -> Tolerance:
    """How exact an exercise's results must be."""
    return Tolerance(**exercise.table["tolerance"])


def fault_of(
    name: str, arguments: dict[str, Any], seen: Observation, rights: list[Any], tolerance: Tolerance
) -> Fault | None:
    """What is wrong with one call, of which `rights` are the permissible results; None where nothing is."""
    code = call_as_code(name, arguments)
    if seen.error:
        rows = [("error:", ": ".join(filter(None, seen.error)))]
        rows += [("", ASKS)] if seen.error[0] in NOBODY_ANSWERS else []
        return Fault("error", {}, code, tuple(rows))
    wrong = [mismatch(seen.result, right, tolerance) for right in rights]
    if all(wrong):
        return _difference(code, wrong[0], len(rights), rights[0], seen.result)
    if seen.changed:
        return Fault("changed", {"argument": seen.changed[0]}, code)
    return None


def _difference(code: str, found: Mismatch | None, choices: int, right: Any, got: Any) -> Fault:
    assert found is not None
    if found.reason == "value" and choices > 1:
        return Fault("none_of", {}, code, (("for example:", as_code(right)), ("got:", shown(got))))
    rows = [("expected:", shown(found.expected)), ("got:", shown(found.got))]
    if found.where:
        rows.append(("where:", f"result{found.where}"))
    return Fault(found.reason, {}, code, tuple(rows))


def shown(value: Any) -> str:
    """A value as code, or a text as it is, cut off where it gets too long to read."""
    text = value if isinstance(value, str) else as_code(value)
    return text if len(text) <= 400 else text[:400] + " …"
