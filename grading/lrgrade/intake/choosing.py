"""Which of the files that a student handed in is the notebook: the likeliest one, by what it holds.

A file is a candidate by what is in it, whatever it is called. Of several the one
with the most written answers counts, of as many the newest; where that leaves a
doubt, the choice is said and marked for review.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from nbformat import NotebookNode

from lrgrade.intake.files import Found
from lrgrade.intake.formats import UnreadableError, is_notebook, is_script, parse_notebook
from lrgrade.intake.recognising import match, written_in
from lrgrade.intake.remarks import Remark, file_remark, listed

MOST_CANDIDATES = 20
# Files that were unpacked one after the other tell nothing by their times.
AT_ONE_TIME_SECONDS = 60


@dataclass(frozen=True)
class Candidate:
    """A file that may be the notebook. answers: those that are written, by grade id; known: how many cells are ours."""

    found: Found
    answers: dict[str, str]
    known: int

    @property
    def worth(self) -> tuple[int, int]:
        """How much of what is asked for it holds."""
        return len(self.answers), self.known


def choose(
    files: Sequence[Found], expected: str, ours: NotebookNode | None
) -> tuple[Found | None, list[Found], list[Remark]]:
    """The notebook among the files, those beside it that are candidates as well, and what is to be said of the choice.

    expected: its name. ours: our copy as students get it; without that only names tell one from another.
    """
    candidates = _candidates(files)
    if not candidates:
        candidates = [one for one in files if is_script(one.name) and _weighed(one, ours).answers]
    named = next((one for one in candidates if one.name == expected), None)
    weighed = [_weighed(one, ours) for one in candidates[:MOST_CANDIDATES]] if len(candidates) > 1 else []
    readable = [one for one in weighed if one.known >= 0]
    if not readable:
        chosen = named or next(iter(candidates), None)
        renamed = chosen and chosen != named and not is_script(chosen.name)
        remarks = [file_remark("renamed", file=chosen.name, expected=expected)] if chosen and renamed else []
        return chosen, _others(candidates, chosen), remarks
    best, remarks = _best(readable, expected)
    if named and named not in [one.found for one in readable]:
        remarks = [file_remark("unsure", file=best.name, others=expected)]
    return best, _others(candidates, best), remarks


def _others(candidates: list[Found], chosen: Found | None) -> list[Found]:
    """The other notebooks. A script may be a module that the chosen one imports."""
    return [one for one in candidates if one != chosen and not is_script(one.name)]


def _candidates(files: Sequence[Found]) -> list[Found]:
    """The notebooks, whatever they are called; a file that is only called one where there is no other."""
    return [one for one in files if one.name.lower().endswith(".ipynb") or is_notebook(one.content)]


def _weighed(found: Found, ours: NotebookNode | None) -> Candidate:
    """A candidate, with -1 cells of ours where it cannot be read."""
    try:
        theirs, _ = parse_notebook(found.content, found.name)
    except UnreadableError:
        return Candidate(found, {}, -1)
    if ours is None:
        return Candidate(found, {}, 0)
    matches = match(ours, theirs)
    known = sum(place is not None for place in matches.places)
    return Candidate(found, written_in(ours, theirs, matches), known)


def _best(candidates: list[Candidate], expected: str) -> tuple[Found, list[Remark]]:
    most = max(len(one.answers) for one in candidates)
    if not most:
        # Nobody has written anything: what looks most like ours.
        first = max(candidates, key=lambda one: (one.known, one.found.name == expected))
        return first.found, list(_said_of_name(first, expected))
    fullest = [one for one in candidates if len(one.answers) == most]
    alike = all(one.answers == fullest[0].answers for one in fullest)
    best = max(fullest, key=lambda one: (not alike and one.found.time, one.found.name == expected))
    rivals = [one for one in candidates if one.answers and one.answers != best.answers]
    doubtful = [one.found.name for one in rivals if one.found.time > best.found.time - AT_ONE_TIME_SECONDS]
    if doubtful:
        return best.found, [file_remark("unsure", file=best.found.name, others=listed(doubtful))]
    if best.found.name == expected and not rivals:
        return best.found, []
    key = "fullest" if len(fullest) == 1 else "alike" if alike else "newest"
    return best.found, [file_remark(key, file=best.found.name, count=len(candidates))]


def _said_of_name(candidate: Candidate, expected: str) -> Iterator[Remark]:
    if candidate.found.name != expected:
        yield file_remark("renamed", file=candidate.found.name, expected=expected)


def folder_of(name: str) -> str:
    """The folder of a file in a submission, as the beginning of its files' names."""
    parent = str(PurePosixPath(name).parent)
    return "" if parent == "." else f"{parent}/"
