"""What is looked at in a course as a whole: its package, its list of exercises, and what nobody lists any more."""

from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from lrgrade.authoring.complete.draft import list_of
from lrgrade.authoring.complete.problem import Problem, UnreadyError
from lrlab.checking.derivation import notation_of
from lrlab.checking.requirement import Requirements
from lrlab.exercises import LIST, Course, CourseError, read_list
from lrlab.flaws import flaws_in, where

# The modules that a course may have, and what each defines (`docs/authoring.md` says what it is).
DEFINED_BY_COURSES = {
    "notation": "NOTATION",
    "forms": "FORMS",
    "searches": "SEARCHES",
    "properties": "REQUIREMENTS",
    "messages": "MESSAGES",
}
CONFIGURED = "grading/nbgrader_config.py"

_NO_EXERCISE = "{list} lists no exercise {name}: list it, or delete this."
_NO_EXERCISE_IN = (
    "{list} lists no exercise in {name}: add one with `lrgrade new exercise NAME --in {name}`, or delete this."
)
# How the names begin of what Python, Jupyter or a file manager leaves somewhere.
_BY_TOOLS = ("_", ".")


def read(root: Path, package: str) -> dict[str, Any]:
    """A package's list of exercises, as it stands in its file. Raises UnreadyError."""
    try:
        here = Path(str(resources.files(package)))
        data = read_list(package)
    except ImportError as error:
        words = f"the package {package} cannot be imported ({error}): install this clone with `pip install -e .`."
        raise UnreadyError(Problem(CONFIGURED, words)) from None
    except FileNotFoundError:
        raise UnreadyError(Problem(list_of(package), "there is no such file.")) from None
    except CourseError as error:
        raise UnreadyError(Problem(list_of(package), f"it cannot be read: {error.__cause__}.")) from None
    ours = root / list_of(package)
    if ours.is_file() and not ours.samefile(here / LIST):
        words = f"Python imports {package} from another place, {here}: install this clone with `pip install -e .`."
        raise UnreadyError(Problem(list_of(package), words))
    return data


def flaws_of(package: str, data: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with the list by itself."""
    entries = data.get("exercise", [])
    for flaw in flaws_in(data):
        yield Problem(", ".join(filter(None, [list_of(package), where(entries, flaw)])), flaw.sentence)


def without_flaws(data: Mapping[str, Any]) -> dict[str, Any]:
    """The exercises that have no flaw, as a list, so that these can be looked at meanwhile."""
    flawed = {flaw.exercise for flaw in flaws_in(data)}
    entries = data.get("exercise", [])
    if not isinstance(entries, list):
        return {"exercise": []}
    return {"exercise": [entry for place, entry in enumerate(entries) if place not in flawed]}


def modules_can_be_read(root: Path, course: Course) -> Iterator[Problem]:
    """What the package defines can be imported, and speaks of exercises that there are."""
    package = course.package.replace(".", "/")
    for module, name in DEFINED_BY_COURSES.items():
        try:
            found = course.defined(module, name, {})
            incomplete = _undetermined(course) if module == "notation" else []
        except CourseError as error:
            yield Problem(f"{package}/{module}", str(error))
            continue
        for symbol in incomplete:
            words = f"{name} leaves {symbol} open: each of its points and `drawn` should have it, or `derived`."
            yield Problem(f"{package}/{module}", words)
        named = found.exercises if isinstance(found, Requirements) else found if module == "searches" else ()
        for exercise in named:
            if exercise not in course.exercises:
                yield Problem(f"{package}/{module}", f"{name} speaks of {exercise}, which the list does not have.")


def _undetermined(course: Course) -> list[str]:
    """The symbols of the derivations that have no value somewhere."""
    notation = notation_of(course)
    given = [set(notation.drawn), *map(set, notation.points)]
    free = [symbol for symbol in notation.symbols if symbol not in notation.derived]
    return [symbol for symbol in free if course.lines and not all(symbol in one for one in given)]


def nothing_is_left_over(root: Path, course: Course) -> Iterator[Problem]:
    """Whatever is made for an exercise or an assignment is made for one that the list has."""
    package = course.package.replace(".", "/")
    for pattern, known, words in (
        ("grading/exercises/*/", course.exercises, _NO_EXERCISE),
        (f"{package}/reference/*.json", course.exercises, _NO_EXERCISE),
        ("solutions/*/", course.assignments, _NO_EXERCISE_IN),
        ("notebooks/*/", course.assignments, _NO_EXERCISE_IN),
    ):
        for path in sorted(root.glob(pattern)):
            # Tools put folders of their own beside ours, and git does not know one in which nothing but such is left.
            by_a_tool = path.name.startswith(_BY_TOOLS)
            if path.stem not in known and not by_a_tool and (path.is_file() or any(path.glob("[!_.]*"))):
                sentence = words.format(list=list_of(course.package), name=path.stem)
                yield Problem(path.relative_to(root).as_posix(), sentence)
