"""The race: every contestant grades the same classes, in turn, over and over.

Each meets a class of two sizes. The difference of the two times, over the
difference of the two sizes, is what one more submission takes; what is left of
the time of the smaller class is the cost of starting. The demo's class has one
size, so its times include the start.
"""

import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from classes import DEMO, Class
from contestants import ALONE, ONE, OTTER, STOCK, TWO, Broken, Contestant, Points
from table import markdown, seconds_of, times


@dataclass
class Race:
    """The times of one class: by contestant and size of class, a time for each round; and the points they gave."""

    name: str
    seconds: dict[str, dict[int, list[float]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    points: dict[str, Points] = field(default_factory=lambda: defaultdict(dict))
    broken: dict[str, str] = field(default_factory=dict)

    def run(self, contestants: list[Contestant], largest: int | None) -> None:
        """One round. largest: the size of the larger class in place of the contestant's own."""
        for contestant in contestants:
            small, large = contestant.sizes
            for size in [1] if self.name == DEMO else [small, large] if largest is None else [largest // 2, largest]:
                one = Class.of(self.name, size)
                with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
                    course = one.make(Path(folder, "course"))
                    contestant.prepare(course, one.assignment)
                    try:
                        seconds = contestant.grade(course, one.assignment)
                        print(
                            f"{self.name}: {contestant.name}: {one.size} in {seconds:.1f} s",
                            file=sys.stderr,
                            flush=True,
                        )
                        self.seconds[contestant.name][one.size].append(seconds)
                        self.points[contestant.name] |= contestant.points(course, one.assignment)
                    except Broken as error:
                        self.broken[contestant.name] = str(error)

    def submission(self, name: str) -> float | None:
        """The seconds that one more submission takes a contestant."""
        by_size = self.seconds.get(name)
        if not by_size or name in self.broken:
            return None
        if len(by_size) == 1:
            [(size, seconds)] = by_size.items()
            return median(seconds) / size
        (small, fewer), (large, more) = sorted(by_size.items())
        return median((b - a) / (large - small) for a, b in zip(fewer, more, strict=True))

    def start(self, name: str) -> float | None:
        """The seconds that it takes before the first one, as if it were graded in no time."""
        each, by_size = self.submission(name), self.seconds.get(name, {})
        if each is None or len(by_size) < 2:
            return None
        smallest = min(by_size)
        return max(0.0, median(by_size[smallest]) - smallest * each)

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
    for _ in range(rounds):
        for one in races:
            one.run(contestants, largest)
    return races


def speed_table(races: list[Race]) -> str:
    """The seconds a submission, the ratios of the same run, and whether the scores are the same."""
    names = [name for name in (STOCK, OTTER, ONE, TWO, ALONE) if any(name in one.seconds for one in races)]
    ratios = [(STOCK, ONE), (OTTER, ONE), (ONE, TWO)]
    ratios = [(more, less) for more, less in ratios if more in names and less in names]
    headings = ["seconds a submission", *names, *(f"{_short(more)} / {_short(less)}" for more, less in ratios)]
    rows = [
        [
            one.name,
            *(seconds_of(one.submission(name)) for name in names),
            *(times(one.submission(more), one.submission(less)) for more, less in ratios),
            one.same(ONE),
        ]
        for one in races
    ]
    return markdown([*headings, "same scores as nbgrader"], rows)


def start_table(races: list[Race]) -> str:
    """The seconds that each takes to start, by class."""
    names = [name for name in (STOCK, OTTER, ONE, TWO, ALONE) if any(name in one.seconds for one in races)]
    rows = [[one.name, *(seconds_of(one.start(name)) for name in names)] for one in races if one.name != DEMO]
    return markdown(["seconds to start", *names], rows)


def _short(name: str) -> str:
    return name.removesuffix(" autograde").removesuffix(" run").replace("lrgrade, ", "")
