"""What passes between the grader and an examiner: the cells to run, and how each ended."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Role = Literal["student", "given", "test"]


@dataclass(frozen=True)
class Cell:
    """A code cell.

    role: "student" for one that the student may edit, "given" for a locked
    one, "test" for one that is worth points. index: its place in the notebook.
    """

    index: int
    source: str
    role: Role
    points: float = 0.0


@dataclass(frozen=True)
class Examination:
    """One submission, as an examiner gets it.

    earlier: compiled model answers of earlier notebooks, by name. files: what
    lies beside the notebook. environment: variables for the examiner. folder:
    where it runs.
    """

    cells: list[Cell]
    limits: dict[str, float]
    earlier: dict[str, bytes]
    files: dict[str, bytes]
    environment: dict[str, str]
    folder: str

    def as_data(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Examination":
        """From `as_data`."""
        return cls(**{**data, "cells": [Cell(**cell) for cell in data["cells"]]})


@dataclass
class Marked:
    """How a cell ended.

    outputs: as in a notebook file. note: why it, or a call in it, gave no
    result: a line for the instructor's log. fault: the same, where only we can
    be blamed for it, so that it is no verdict.
    """

    index: int
    count: int | None = None
    outputs: list[dict[str, Any]] = field(default_factory=list)
    note: str = ""
    fault: str = ""
