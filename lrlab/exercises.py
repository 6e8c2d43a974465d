"""What a course is, as the engine and the grader see it: its exercises, and what belongs to each of them.

A course is a package that ships to learners. `exercises.toml` in it lists the
exercises, in order, and `reference/NAME.json` holds the reference table of
each. What else a course needs, it defines in modules of the package that have
fixed names: `properties.REQUIREMENTS`, `forms.FORMS`, `searches.SEARCHES`,
`notation.NOTATION`, `messages.MESSAGES` (`docs/authoring.md` says what each holds).

The one object that is read from all this is passed along; nothing else here or
in the grader knows an exercise by name.
"""

import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib import import_module, resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lrlab.flaws import KIND_OF_KEY, Kind, flaws_in, where

LIST = "exercises.toml"
# What `lrgrade build` writes into the reference table of each kind.
_IN_TABLES: dict[Kind, set[str]] = {
    "function": {"tolerance", "probes", "misconceptions", "points"},
    "derivation": {"lines", "misconceptions", "points"},
    "values": {"tolerance", "right", "misconceptions", "points"},
}


class CourseError(ValueError):
    """Something is wrong with the course, and with nobody's answer. The message says what and where."""

    def _render_traceback_(self) -> list[str]:
        return [f"CourseError: {self}"]


@contextmanager
def looked_up(what: str) -> Iterator[None]:
    """Raise a CourseError, which says what was looked up, in place of any other exception meanwhile."""
    try:
        yield
    except CourseError:
        raise
    except Exception as error:
        raise CourseError(f"{what} cannot be read: {type(error).__name__}: {error}.") from error


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    parameters: the argument names of a function, the line names of a
    derivation, or the variables of an exercise in plain values. silent: a
    warning costs a small part of its points; elsewhere it costs nothing.
    as_list: a derivation's lines may be a list, without their names. follows:
    how a derivation's later lines follow from those before. hints: in the order
    in which they open.
    """

    name: str
    assignment: str
    parameters: tuple[str, ...]
    kind: Kind = "function"
    silent: bool = False
    as_list: bool = False
    follows: Mapping[str, str] = field(default_factory=dict)
    hints: tuple[str, ...] = ()
    course: "Course" = field(kw_only=True, repr=False, compare=False)

    @property
    def signature(self) -> str:
        """How the exercise is written in a sentence: `score(X, w, b)`, or its bare name."""
        if self.kind != "function":
            return self.name
        return f"{self.name}({', '.join(self.parameters)})"

    @property
    def table(self) -> dict[str, Any]:
        """The reference table, as written: values still encoded. Raises CourseError where it is not built."""
        return self.course.table(self.name)


class Course:
    """The exercises of a course, by name and in order, and what the package defines for them.

    data: the list of exercises, as it stands in its file. Raises CourseError.
    """

    def __init__(self, package: str, data: Mapping[str, Any]):
        self.package = package
        self.exercises: dict[str, Exercise] = {}
        entries = data.get("exercise", [])
        flaws = [": ".join(filter(None, [where(entries, flaw), flaw.sentence])) for flaw in flaws_in(data)]
        if flaws:
            raise CourseError("\n".join(f"{LIST} of {package}: {flaw}" for flaw in flaws))
        for entry in entries:
            self.exercises[entry["name"]] = _exercise(self, entry)
        self.assignments = tuple(dict.fromkeys(exercise.assignment for exercise in self.exercises.values()))
        self.title: str = data.get("title", "")
        self.command: str = data.get("command", "lrlab")
        self.example: str = data.get("example", next(iter(self.exercises)))
        self.modules: tuple[str, ...] = tuple(data.get("modules", ()))
        self.preload: tuple[str, ...] = tuple(data.get("preload", ()))
        self.warm_up: str = data.get("warm_up", "")
        self._tables: dict[str, dict[str, Any]] = {}

    @classmethod
    def read(cls, package: str) -> "Course":
        """The course of a package. Raises CourseError, FileNotFoundError, or ImportError where there is none."""
        return cls(package, read_list(package))

    @property
    def facade(self) -> str:
        """The name of the package that a notebook imports from: the outermost around the course's."""
        return self.package.partition(".")[0]

    @property
    def packages(self) -> tuple[Path, ...]:
        """The folders of all that a learner installs, the engine first."""
        spec = find_spec(self.facade)
        assert spec is not None
        assert spec.submodule_search_locations
        return tuple(dict.fromkeys([Path(__file__).parent, Path(spec.submodule_search_locations[0])]))

    def of(self, assignment: str) -> list[Exercise]:
        """The exercises of one assignment, in order."""
        return [exercise for exercise in self.exercises.values() if exercise.assignment == assignment]

    def before(self, assignment: str) -> list[Exercise]:
        """The exercises of the assignments before one; none where the course does not have it."""
        if assignment not in self.assignments:
            return []
        earlier = self.assignments[: self.assignments.index(assignment)]
        return [exercise for exercise in self.exercises.values() if exercise.assignment in earlier]

    def name_of(self, answer: object, scope: Mapping[str, object]) -> str:
        """The exercise that an answer is: the name it is bound to in a scope, else its own name, else ""."""
        bound = (name for name in self.exercises if name in scope and scope[name] is answer)
        return next(bound, str(getattr(answer, "__name__", "")))

    def close_to(self, name: str) -> list[str]:
        """The exercises that a mistyped name may mean, the likeliest first."""
        whole = [exercise for exercise in self.exercises if name and name in exercise]
        return whole or get_close_matches(name, self.exercises, n=2)

    def table(self, name: str) -> dict[str, Any]:
        """The reference table of an exercise, as written. Raises CourseError where it is missing or broken."""
        if name not in self._tables:
            path = resources.files(self.package).joinpath("reference", f"{name}.json")
            if not path.is_file():
                raise CourseError(f"{self.package} has no reference table of {name}: `lrgrade build` makes it.")
            with looked_up(f"The reference table of {name} in {self.package}"):
                table = json.loads(path.read_text(encoding="utf-8"))
                missing = _IN_TABLES[self.exercises[name].kind] - table.keys()
                if missing:
                    raise CourseError(
                        f"The reference table of {name} in {self.package} has no `{min(missing)}`: "
                        "`lrgrade build` makes it anew."
                    )
            self._tables[name] = table
        return self._tables[name]

    def use_table(self, name: str, table: dict[str, Any]) -> None:
        """Look up this reference table from now on, in place of the one that is written."""
        self._tables[name] = table

    def defined(self, module: str, name: str, otherwise: Any) -> Any:
        """What a module of the package defines under a name, or something else where there is no such module.

        Raises CourseError where the module is broken.
        """
        whole = f"{self.package}.{module}"
        with looked_up(f"{name} of {whole}"):
            return getattr(import_module(whole), name) if find_spec(whole) else otherwise

    @property
    def lines(self) -> frozenset[str]:
        """The names of all lines of derivations."""
        derivations = (exercise for exercise in self.exercises.values() if exercise.kind == "derivation")
        return frozenset(line for exercise in derivations for line in exercise.parameters)


def read_list(package: str) -> dict[str, Any]:
    """The list of exercises of a package, as it stands in its file. Raises what `Course.read` raises."""
    try:
        return tomllib.loads(resources.files(package).joinpath(LIST).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{LIST} of {package} cannot be read: {error}.") from error


@cache
def course_of(package: str) -> Course:
    """The course of a package, read once. Raises what `Course.read` raises."""
    return Course.read(package)


def default_course() -> Course:
    """The course that `lrlab` itself offers: that of the package `LRLAB_COURSE` names, else of `lrlab.course`."""
    return course_of(default_package())


def default_package() -> str:
    """The package of the course that `lrlab` itself offers."""
    return os.environ.get("LRLAB_COURSE", "lrlab.course")


def notebook_of(assignment: str) -> str:
    """The file name of an assignment's notebook: `sigmoid.ipynb` for `01-sigmoid`."""
    return assignment.partition("-")[2].replace("-", "_") + ".ipynb"


def _exercise(course: Course, entry: Mapping[str, Any]) -> Exercise:
    key = next(key for key in KIND_OF_KEY if key in entry)
    return Exercise(
        name=entry["name"],
        assignment=entry["assignment"],
        parameters=tuple(entry[key]),
        kind=KIND_OF_KEY[key],
        silent=entry.get("silent", False),
        as_list=entry.get("written_as") == "list",
        follows=entry.get("follows", {}),
        hints=tuple(entry.get("hints", ())),
        course=course,
    )
