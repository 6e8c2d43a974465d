"""Find what is wrong with an answer, and recognise the mistake by what it does.

An answer is called on every input of its reference table; what came back is
compared with the right outcome, and if anything differs, with the outcomes of
every known misconception. What a table cannot hold (random order, the number
of passes) is asked afterwards by the properties of the exercise.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lrlab.checking.compare import Tolerance, alike, describe, mismatch
from lrlab.checking.fault import Fault, fault_of, shown, tolerance_of
from lrlab.checking.observe import Observation, observe_each, takes
from lrlab.checking.requirement import Requirements
from lrlab.checking.shrink import smallest_fault
from lrlab.checking.tables import call_as_code, decode, fresh_arguments
from lrlab.exercises import Exercise, looked_up

# A mistake is named only where nearly everything that the answer does is what the misconception does.
_AGREEMENT = 0.9


@dataclass(frozen=True)
class Verdict:
    """The fault of an answer, or None and the first input on which a right one was not silent."""

    fault: Fault | None = None
    noisy_call: str = ""
    warning: str = ""


def judge(exercise: Exercise, value: Any) -> Verdict:
    """Judge an answer by the exercise's reference table and properties.

    Never raises for what the answer does. Raises CourseError where the table or
    what the course defines is broken.
    """
    match exercise.kind:
        case "derivation":
            return Verdict(_derivation_fault(exercise, value))
        case "values":
            return Verdict(_values_fault(exercise, value))
    return _function_verdict(exercise, value)


def _function_verdict(exercise: Exercise, f: Any) -> Verdict:
    name, requirements = exercise.name, exercise.course.defined("properties", "REQUIREMENTS", Requirements())
    if not callable(f):
        return Verdict(Fault("not_a_function", {"what": describe(f)}))
    with looked_up(f"The reference table of {name}"):
        probes = exercise.table["probes"]
        inputs = [decode(probe["arguments"]) for probe in probes]
        outcomes = [[decode(outcome) for outcome in probe["right"]] for probe in probes]
        tolerance = tolerance_of(exercise)
    if not takes(f, len(inputs[0])):
        count = len(exercise.parameters)
        return Verdict(Fault("parameters", {"count": f"{count} argument{'s' if count > 1 else ''}"}))
    seen: list[Observation] = []
    faults: list[Fault | None] = []
    calls = [fresh_arguments(arguments) for arguments in inputs]
    for arguments, rights, observation in zip(inputs, outcomes, observe_each(f, calls), strict=True):
        if observation.error and observation.error[0] == "NotImplementedError":
            return Verdict(Fault("unwritten"))
        if observation.endless:
            return Verdict(Fault("endless", {}, call_as_code(name, arguments)))
        seen.append(observation)
        faults.append(fault_of(name, arguments, observation, rights, tolerance))
    first = next((fault for fault in faults if fault), None)
    if first:
        right = [fault is None for fault in faults]
        known = (
            _recognise(seen, right, exercise.table["misconceptions"], tolerance)
            or _named_by_a_property(requirements, name, f)
            or _named_by_where_it_is_right(exercise, inputs, right)
            # Whatever else an answer does: this one is a mistake of its own.
            or ("an argument is changed in place" if first.key == "changed" else None)
        )
        return Verdict(_named(exercise, smallest_fault(exercise, f) or first, known))
    for requirement, wrong in requirements.unmet(name, f):
        rows = (("expected:", str(wrong.expected)), ("got:", str(wrong.got)))
        words = (requirement.__doc__ or "").strip()
        fault = Fault("property", {"requirement": words}, wrong.call, rows)
        return Verdict(_named(exercise, smallest_fault(exercise, f) or fault, wrong.misconception))
    for arguments, observation in zip(inputs, seen, strict=True):
        if observation.warnings:
            return Verdict(None, call_as_code(name, arguments), observation.warnings[0])
    return Verdict()


def _named(exercise: Exercise, fault: Fault, misconception: str | None) -> Fault:
    for known in exercise.table["misconceptions"]:
        if known["name"] == misconception:
            return replace(fault, misconception=known["name"], teacher=known["teacher"], looked=True)
    return replace(fault, looked=True)


def _recognise(
    seen: list[Observation], right: list[bool], known: list[dict[str, Any]], tolerance: Tolerance
) -> str | None:
    best: set[str] = set()
    most = _AGREEMENT
    for misconception in known:
        # No outcome is stored where it would depend on the order drawn.
        same = [
            (_same(one, outcome, tolerance), ok)
            for one, ok, outcome in zip(seen, right, misconception["outcomes"], strict=True)
            if outcome is not None
        ]
        agreement = sum(agrees for agrees, _ in same) / len(same)
        if agreement < most or not any(agrees and not ok for agrees, ok in same):
            continue
        best = {misconception["name"]} | (best if agreement == most else set())
        most = agreement
    return best.pop() if len(best) == 1 else None


def _named_by_a_property(requirements: Requirements, name: str, f: Any) -> str | None:
    """The misconception that a property names in an answer that the table does not recognise."""
    return next((wrong.misconception for _, wrong in requirements.unmet(name, f) if wrong.misconception), None)


def _named_by_where_it_is_right(exercise: Exercise, inputs: list[dict[str, Any]], right: list[bool]) -> str | None:
    """The misconception of an answer that is right for arguments of one form, and for no others.

    What it does elsewhere depends on how it is written: one stops with an error, another gives nonsense.
    """
    for name, has_that_form in exercise.course.defined("forms", "FORMS", {}).items():
        form = [has_that_form(arguments) for arguments in inputs]
        if form == right and 2 <= sum(form) <= len(form) - 2:
            return name
    return None


def _same(seen: Observation, outcome: dict[str, Any], tolerance: Tolerance) -> bool:
    if seen.error or outcome["error"]:
        return bool(seen.error) and seen.error[0] == outcome["error"]  # type: ignore[index]
    if sorted(seen.changed) != sorted(outcome["changed"]):
        return False
    return alike(seen.result, decode(outcome["result"]), tolerance)


def _values_fault(exercise: Exercise, value: Any) -> Fault | None:
    if not isinstance(value, dict):
        return Fault("not_values", {"what": describe(value), "parameters": ", ".join(exercise.parameters)})
    with looked_up(f"The reference table of {exercise.name}"):
        reference = exercise.table
        values, tolerance = decode(reference["right"]), tolerance_of(exercise)
    for key, right in values.items():
        if value.get(key) is Ellipsis:
            return Fault("unwritten_value" if key != exercise.parameters[0] else "unwritten", {"name": key})
        found = mismatch(value.get(key), right, tolerance)
        if found:
            rows = (("expected:", shown(found.expected)), ("got:", shown(found.got)))
            place = (("where:", key + found.where),)
            fault = Fault(found.reason, {"name": key}, "", rows + place)
            return _named(exercise, fault, _known_value(exercise, value, key))
    return None


def _known_value(exercise: Exercise, value: dict[str, Any], wrong: str) -> str | None:
    """The misconception that a wrong value shows, or else the first of those computed from it that shows one."""
    for key in exercise.parameters[exercise.parameters.index(wrong) :]:
        known = {
            m["name"] for m in exercise.table["misconceptions"] if key in m["values"] and _agrees(value, m["values"])
        }
        if known:
            return known.pop() if len(known) == 1 else None
    return None


def _agrees(value: dict[str, Any], wrong: dict[str, Any]) -> bool:
    return all(key in value and alike(_plain(value[key]), _plain(decode(other))) for key, other in wrong.items())


def _plain(value: Any) -> Any:
    return np.asarray(value, dtype=float) if isinstance(value, list | tuple) else value


def _derivation_fault(exercise: Exercise, value: Any) -> Fault | None:
    from lrlab.checking.derivation import DerivationError, notation_of  # They are not needed for a function.

    notation = notation_of(exercise.course)
    count = len(exercise.parameters)
    if isinstance(value, list | tuple) and len(value) == count and exercise.as_list:
        lines = dict(zip(exercise.parameters, value, strict=True))
    elif isinstance(value, dict) and set(value) == set(exercise.parameters):
        lines = {name: value[name] for name in exercise.parameters}
    else:
        return Fault("not_lines", {"what": describe(value), "count": count})
    reference = exercise.table
    for name, text in lines.items():
        if text is Ellipsis or (isinstance(text, str) and text.strip() in ("", "...")):
            return Fault("unwritten_line" if name != exercise.parameters[0] else "unwritten", {"line": name})
        try:
            different = notation.first_difference(text, reference["lines"][name])
        except DerivationError as error:
            return Fault("unreadable_line", {"line": name}, "", (("", str(error)),))
        if different:
            point = ", ".join(f"{symbol} = {number:g}" for symbol, number in different.point.items())
            rows = [("you wrote:", str(text)), ("at:", point)]
            rows += [("expected:", f"{different.expected:.6g}"), ("got:", f"{different.got:.6g}")]
            if notation.follows(exercise.follows, lines) == name:
                rows.append(("", f"`{name}` is the first line that does not follow from the lines before it."))
            known = {
                m["name"]
                for m in reference["misconceptions"]
                if name in m["lines"] and notation.first_difference(text, m["lines"][name]) is None
            }
            fault = Fault("wrong_line", {"line": name}, "", tuple(rows))
            return _named(exercise, fault, known.pop() if len(known) == 1 else None)
    return None
