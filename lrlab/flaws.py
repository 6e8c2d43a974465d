"""What can be wrong with a list of exercises by itself, before anything is made of it."""

import keyword
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

Kind = Literal["function", "derivation", "values"]

# The key under which an exercise lists its parameters says what kind it is.
KIND_OF_KEY: dict[str, Kind] = {"arguments": "function", "lines": "derivation", "variables": "values"}
KEYS = ("name", "assignment", *KIND_OF_KEY, "silent", "written_as", "follows", "hints")
KEYS_OF_THE_COURSE = ("title", "command", "example", "modules", "preload", "warm_up", "exercise")

# What a notebook's first cell imports, and its cells call.
IN_EVERY_NOTEBOOK = ("check", "hint", "plots", "np", "numpy", "lrlab")

_ASSIGNMENT = re.compile(r"\d+(-[a-z0-9]+)+")


class Flaw(NamedTuple):
    """Something that is wrong. exercise: the place of the exercise in the list, from 0, or None for the list itself."""

    exercise: int | None
    sentence: str


def flaws_in(data: Mapping[str, Any]) -> Iterator[Flaw]:
    """Everything that is wrong with a list of exercises, as it was read from its file."""
    entries = data.get("exercise", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        yield Flaw(None, "each exercise is a table of its own, under a line `[[exercise]]`.")
        return
    yield from (Flaw(None, sentence) for sentence in _of_the_course(data, entries))
    for place, entry in enumerate(entries):
        yield from (Flaw(place, sentence) for sentence in _of_an_exercise(entry))
    times = Counter(_name(entry) for entry in entries)
    for place, entry in enumerate(entries):
        if times[_name(entry)] > 1 and _name(entry) in map(_name, entries[:place]):
            yield Flaw(place, "it is listed twice.")


def where(entries: list[Mapping[str, Any]], flaw: Flaw) -> str:
    """How a message names the exercise that a flaw is in, or ""."""
    return "" if flaw.exercise is None else f"exercise {_name(entries[flaw.exercise]) or flaw.exercise + 1}"


def _name(entry: Mapping[str, Any]) -> str:
    name = entry.get("name")
    return name if isinstance(name, str) else ""


def _of_the_course(data: Mapping[str, Any], entries: list[Mapping[str, Any]]) -> Iterator[str]:
    yield from _unknown_keys(data, KEYS_OF_THE_COURSE)
    if not entries:
        yield "it lists no exercise."
    for key in ("title", "command", "example", "warm_up"):
        if not isinstance(data.get(key, ""), str):
            yield f"`{key}` is a text."
    for key in ("modules", "preload"):
        if not _texts(data.get(key, [])):
            yield f"`{key}` is a list of texts, each the name of a module."
    example = data.get("example")
    if isinstance(example, str) and entries and example not in map(_name, entries):
        yield f"`example` names {example}, which is no exercise of the list."


def _of_an_exercise(entry: Mapping[str, Any]) -> Iterator[str]:
    yield from _unknown_keys(entry, KEYS)
    for key in ("name", "assignment"):
        if not isinstance(entry.get(key), str):
            yield f"there is no {key}."
    if _name(entry) and not _name(entry).isidentifier():
        yield "its name is what Python code calls it by: letters, digits and _ only."
    elif keyword.iskeyword(_name(entry)) or _name(entry) in IN_EVERY_NOTEBOOK:
        yield "its name means something else in every notebook: give it another one."
    assignment = entry.get("assignment")
    if isinstance(assignment, str) and not _ASSIGNMENT.fullmatch(assignment):
        yield f"an assignment is called as its folder is, such as 01-sigmoid; this one is called {assignment}."
    kinds = [key for key in KIND_OF_KEY if key in entry]
    if len(kinds) != 1:
        yield f"give one of {_listed(KIND_OF_KEY)}, which says what kind of exercise it is."
    for key in kinds:
        yield from _of_parameters(key, entry[key])
    if not _texts(entry.get("hints", [])):
        yield "`hints` is a list of texts."
    if not isinstance(entry.get("silent", False), bool):
        yield "`silent` is true or false."
    for key, kind in (("silent", "arguments"), ("written_as", "lines"), ("follows", "lines")):
        if key in entry and kind not in kinds:
            yield f"`{key}` is for an exercise with `{kind}`."
    if entry.get("written_as", "list") != "list":
        yield '`written_as` is "list", or left out where the lines are written with their names.'
    yield from _of_what_follows(entry.get("follows", {}), entry.get("lines", []))


def _of_parameters(key: str, names: Any) -> Iterator[str]:
    if not _texts(names) or not names or len(set(names)) < len(names):
        yield f"`{key}` is a list of texts, at least one, and none of them twice."
    else:
        yield from (f"`{key}` holds names, and {name!r} is none." for name in names if not name.isidentifier())


def _of_what_follows(follows: Any, lines: Any) -> Iterator[str]:
    if not isinstance(follows, dict) or not _texts([*follows.values()]):
        yield "`follows` is a table: a line, and the expression of the lines before it."
    elif isinstance(lines, list):
        yield from (f"`follows` speaks of {line}, which is none of its lines." for line in follows if line not in lines)


def _unknown_keys(table: Mapping[str, Any], known: Iterable[str]) -> Iterator[str]:
    for key in sorted(table.keys() - set(known)):
        yield f"nobody knows the key {key}. There are {_listed(known)}."


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
