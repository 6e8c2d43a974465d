"""Answers as students write them: right ones in many styles, wrong ones with many mistakes.

`tests/corpus/` holds a file for each exercise: Python in parts. Each begins with
a comment that says whether it is right, what is special about it and, for a
mistake that many make, its name:

    # right: einsum
    # right but noisy: the textbook formula
    # wrong: y - y_hat | belongs to: sign flipped

What follows up to the next such comment is the source of a solution cell. `np`
and the earlier exercises are at hand there; in `worked_example` also the given
`x`, `y`, `theta0` and `eta`. "Noisy" answers warn where the exercise asks for silence.
"""

import re
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

import lrlab
from helpers.course import EXERCISES, ROOT

CORPUS = ROOT / "tests" / "corpus"
_HEADER = re.compile(r"^# (right but noisy|right|wrong): ([^|\n]+?)(?: \| belongs to: (.+))?$", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """One answer to an exercise.

    verdict: "right", "right but noisy" or "wrong". belongs: the plain-words name
    of a family of mistakes, or None.
    """

    exercise: str
    verdict: str
    title: str
    belongs: str | None
    source: str

    @property
    def is_right(self) -> bool:
        """Whether the answer meets the contract (a noisy one misses only the points for silence)."""
        return self.verdict != "wrong"

    def __str__(self) -> str:
        return f"{self.exercise} {self.verdict}: {self.title}"

    def run(self, earlier: dict[str, Any]) -> Any:
        """Run the source with the earlier exercises at hand and give the function, lines or values it defines."""
        exercise = EXERCISES[self.exercise]
        scope: dict[str, Any] = {"__name__": "__main__", "np": np, **earlier}
        if exercise.kind == "values":
            scope.update(x=np.array([3.0, 2.0]), y=1, theta0=np.zeros(3), eta=0.1)
        exec(compile(self.source, f"<{self}>", "exec"), scope)
        if exercise.kind == "values":
            return {name: scope[name] for name in exercise.parameters}
        return scope[self.exercise]


def defined(answer: Answer) -> Any:
    """What an answer's cell defines, with the model answers of the exercises before it at hand."""
    before = list(EXERCISES)[: list(EXERCISES).index(answer.exercise)]
    earlier = {name: getattr(lrlab, name) for name in before if EXERCISES[name].kind == "function"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return answer.run(earlier)


def text_of(exercise: str) -> str:
    """The file of an exercise, "" where there is none yet."""
    path = CORPUS / f"{exercise}.py"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def answers_of(exercise: str) -> list[Answer]:
    """The answers to an exercise, in the order of its file; none where there is no file yet."""
    text = text_of(exercise)
    headers = list(_HEADER.finditer(text))
    ends = [*(header.start() for header in headers), len(text)][1:]
    return [
        Answer(exercise, header[1], header[2], header[3], text[header.end() : end].strip() + "\n")
        for header, end in zip(headers, ends, strict=True)
    ]


def all_answers() -> list[Answer]:
    """Every answer of the corpus, in the order of the lecture."""
    return [answer for exercise in EXERCISES for answer in answers_of(exercise)]
