"""What of this machine's disk is seen inside the walls, and where.

Theory of operation. A program finds its files by their paths, so whatever is
seen has the path that it has outside: a folder lies at its real place, and the
symbolic links on the way to it are made again. What is not named is not there.
Of a place that is, the nearest folder around it that is named decides whether
it is seen: so a hidden folder inside of a shown one is covered by an empty one,
and a Python inside of that (a course folder in `/usr`, with its environment) is
laid over the cover. A folder that is named as both is shown.

The temporary folders are the walls' own, and each submission gets an empty one
(`lrgrade.sandbox.namespaces`), into which whatever lies there before the first
submission comes is put back: so nothing does but what is to be seen. Each piece
of it is a mount of its own, read-only from the top: what lies on a path to
Python can be neither renamed nor replaced.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from pathlib import Path

# What the walls put there themselves, and so never a symbolic link inside.
_OF_THE_WALLS = frozenset(map(Path, ("/", "/dev", "/dev/shm", "/proc")))


class PlaceKind(Enum):
    """What is made at a place."""

    TEMPORARY = auto()
    SHOWN = auto()
    COVER = auto()
    FOLDER = auto()
    LINK = auto()


@dataclass(frozen=True)
class Place:
    """A path inside the walls, and what is made there. target: where a link points to."""

    path: Path
    kind: PlaceKind
    target: str = ""


def lay_out(shown: Iterable[Path], hidden: Iterable[Path], temporary: Iterable[Path]) -> list[Place]:
    """What to make, in this order, so that the shown is seen and the hidden is not; the temporary is empty.

    What does not exist is passed over. A cover is to be made read-only once all is made.
    """
    links: dict[Path, str] = {}
    named = {place: PlaceKind.COVER for path in hidden if (place := path.resolve()).is_dir()}
    for kind, paths in ((PlaceKind.SHOWN, filter(Path.exists, shown)), (PlaceKind.TEMPORARY, temporary)):
        for path in paths:
            on_the_way, place = followed(path)
            links |= on_the_way
            named[place] = kind

    def around(path: Path) -> PlaceKind | None:
        return next((named[one] for one in (path, *path.parents) if one in named), None)

    tops = {top for path, kind in named.items() if kind is PlaceKind.SHOWN and (top := _top(path, named))}
    tops |= {top for path in links if (top := _top(path, named))} - links.keys()
    for top in tops:
        named.setdefault(top, PlaceKind.COVER)
    made = set(_OF_THE_WALLS)
    places = []
    for path in sorted({*named, *links}):
        kind = PlaceKind.LINK if path in links else named[path]
        seen = around(path.parent) is PlaceKind.SHOWN
        needed = seen or path in tops if kind is PlaceKind.COVER else kind is PlaceKind.TEMPORARY or not seen
        if needed:
            above = [one for one in reversed(path.parents) if one not in made and around(one) is not PlaceKind.SHOWN]
            places += [Place(folder, PlaceKind.FOLDER) for folder in above]
            places.append(Place(path, kind, links.get(path, "")))
            made.update(above, [path])
    return places


def followed(path: Path) -> tuple[dict[Path, str], Path]:
    """The symbolic links on the way along an absolute path, each with where it points to, and the place it leads to."""
    links: dict[Path, str] = {}
    here, left = Path("/"), list(reversed(path.parts[1:]))
    while left:
        name = left.pop()
        step = here.parent if name == ".." else here / name
        if step in _OF_THE_WALLS or not step.is_symlink():
            here = step
            continue
        target = step.readlink()
        links[step] = str(target)
        here = Path("/") if target.is_absolute() else here
        left += reversed(target.parts[1:] if target.is_absolute() else target.parts)
    return links, here


def _top(path: Path, named: dict[Path, PlaceKind]) -> Path | None:
    """What lies in a temporary folder itself, on the way to a path."""
    way = pairwise([path, *path.parents])
    return next((top for top, folder in way if named.get(folder) is PlaceKind.TEMPORARY), None)
