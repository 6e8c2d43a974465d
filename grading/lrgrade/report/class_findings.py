"""What a class as a whole got wrong, and which hints it opened, in a few lines."""

from collections import Counter
from collections.abc import Iterable, Iterator

from lrgrade.examine.findings import Finding

# Mistakes that a person reads in a line.
_MOST_MISTAKES = 5


def told_of_class(submissions: Iterable[Iterable[Finding]]) -> Iterator[str]:
    """A line for the mistakes that `check` knows by name, most frequent first, and one for the hints."""
    mistakes: Counter[str] = Counter()
    hints: Counter[str] = Counter()
    for findings in submissions:
        for finding in findings:
            if finding.misconception and not finding.passed:
                mistakes[f"{finding.exercise}, {finding.misconception}"] += 1
            if finding.hints:
                hints[finding.exercise] += 1
    if mistakes:
        common = mistakes.most_common(_MOST_MISTAKES)
        yield f"Known mistakes: {'; '.join(f'{what} ({count})' for what, count in common)}."
    if hints:
        yield f"Students who opened hints: {', '.join(f'{exercise} {count}' for exercise, count in hints.items())}."


def told_of_hints(findings: Iterable[Finding]) -> Iterator[str]:
    """A line for the hints that one student opened, if any."""
    opened = [f"{finding.exercise} {finding.hints}" for finding in findings if finding.hints]
    if opened:
        yield f"Hints opened: {', '.join(opened)}."
