"""The race: every contestant grades the same classes, in turn, over and over.

Each meets a class of two sizes. The difference of the two times, over the
difference of the two sizes, is what one more submission takes; what is left of
the time of the smaller class is the cost of starting. The demo's class has one
size, so its times include the start. Ctrl-C ends the race; what was measured
until then is shown.
"""

import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from classes import DEMO, Class
from contestants import ALONE, ONE, OTTER, STOCK, TWO, Broken, Contestant, Points, Took
from table import markdown, seconds_of, times


@dataclass
class Race:
    """The times of one class: by contestant and size of class, a time for each round; and the points they gave."""

    name: str
    runs: dict[str, dict[int, list[Took]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    points: dict[str, Points] = field(default_factory=lambda: defaultdict(dict))
    broken: dict[str, str] = field(default_factory=dict)

    def run(self, contestants: list[Contestant], largest: int | None) -> None:
        """One round. largest: the size of the larger class in place of the contestant's own."""
        for contestant in contestants:
            sizes = contestant.sizes if largest is None else sorted({max(1, largest // 2), largest})
            for size in sizes[:1] if self.name == DEMO else sizes:
                one = Class.of(self.name, size)
                with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
                    course = one.make(Path(folder, "course"))
                    contestant.prepare(course, one.assignment)
                    try:
                        took = contestant.grade(course, one.assignment)
                        said = f"{one.size} in {took.seconds:.1f} s, processor time {seconds_of(took.processor)}"
                        print(f"{self.name}: {contestant.name}: {said}", file=sys.stderr, flush=True)
                        self.runs[contestant.name][one.size].append(took)
                        self.points[contestant.name] |= contestant.points(course, one.assignment)
                    except Broken as error:
                        self.broken[contestant.name] = str(error)

    def submission(self, name: str, what: str = "seconds") -> float | None:
        """The seconds that one more submission takes a contestant. what: "seconds" or "processor"."""
        by_size = {size: [getattr(run, what) for run in runs] for size, runs in self.runs.get(name, {}).items()}
        if not by_size or name in self.broken or any(None in runs for runs in by_size.values()):
            return None
        if len(by_size) == 1:
            [(size, seconds)] = by_size.items()
            return median(seconds) / size if self.name == DEMO else None
        (small, fewer), (large, more) = sorted(by_size.items())
        return median((b - a) / (large - small) for a, b in zip(fewer, more, strict=False))

    def start(self, name: str) -> float | None:
        """The seconds that it takes before the first one, as if it were graded in no time."""
        each, runs = self.submission(name), self.runs.get(name, {})
        if each is None or len(runs) < 2:
            return None
        smallest = min(runs)
        return max(0.0, median(run.seconds for run in runs[smallest]) - smallest * each)

    def same(self, name: str) -> str:
        """Of how many submissions the scores are those of stock nbgrader, and of whom they are not."""
        stock, theirs = self.points[STOCK], self.points[name]
        both = sorted(stock.keys() & theirs.keys())
        differ = [student for student in both if _rounded(stock[student]) != _rounded(theirs[student])]
        return f"{len(both) - len(differ)} of {len(both)}" + (f" (not {', '.join(differ)})" if differ else "")


def _rounded(points: dict[str, float]) -> dict[str, float]:
    return {name: round(score, 6) for name, score in points.items() if score}


def race(names: list[str], contestants: list[Contestant], rounds: int, largest: int | None) -> list[Race]:
    """Let all grade all classes, so many times."""
    races = [Race(name) for name in names]
    try:
        for _ in range(rounds):
            for one in races:
                one.run(contestants, largest)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
    return [one for one in races if one.runs]


def speed_table(races: list[Race], what: str = "seconds") -> str:
    """The seconds a submission, the ratios of the same run, and whether the scores are the same."""
    names = _names(races)
    compared = [(STOCK, ONE), (OTTER, ONE), (ONE, TWO)] if what == "seconds" else [(STOCK, ONE), (OTTER, ONE)]
    ratios = [(more, less) for more, less in compared if more in names and less in names]
    title = "a submission" if what == "seconds" else "processor time"
    headings = [title, *names, *(f"{_short(more)} / {_short(less)}" for more, less in ratios)]
    rows = []
    for one in races:
        each = {name: one.submission(name, what) for name in names}
        ratio = [times(each[more], each[less]) for more, less in ratios]
        rows.append([one.name, *map(seconds_of, each.values()), *ratio, one.same(ONE)])
    return markdown([*headings, "same scores"], rows)


def start_table(races: list[Race]) -> str:
    """The seconds that each takes to start, by class."""
    names = _names(races)
    rows = [[one.name, *(seconds_of(one.start(name)) for name in names)] for one in races if one.name != DEMO]
    return markdown(["start", *names], rows)


def _names(races: list[Race]) -> list[str]:
    return [name for name in (STOCK, OTTER, ONE, TWO, ALONE) if any(name in one.runs for one in races)]


def _short(name: str) -> str:
    return name.removesuffix(" autograde").removesuffix(" run").replace("lrgrade, ", "")
