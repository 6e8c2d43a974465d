"""What is looked at in what an exercise's files hold: hints, model answer, probes, misconceptions."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from lrgrade.authoring.complete.draft import Draft
from lrgrade.authoring.complete.problem import Problem, described, listed, still, todos_in
from lrgrade.authoring.misconceptions import Misconception
from lrgrade.course.probes import right_results
from lrgrade.course.source import as_lines
from lrlab.checking.check import wrong_report
from lrlab.checking.compare import Tolerance, mismatch
from lrlab.checking.judge import judge
from lrlab.checking.observe import observe_here
from lrlab.checking.tables import encode, fresh_arguments
from lrlab.workbook.hints import HINT_STEPS
from lrlab.workbook.solutions import without_marks

# A hint is a sentence at least, and what a teacher would say fits into a message.
SHORTEST_HINT = 30
TEACHER = range(25, 500)
# Shorter lines (`return z`) say nothing about an answer.
_TELLING = 13
TRIES = 10


def hints_are_written(draft: Draft) -> Iterator[Problem]:
    """There is a hint, at most one for each step, and none gives the answer away."""
    hints = draft.exercise.hints
    if not 0 < len(hints) <= len(HINT_STEPS):
        yield Problem(draft.where, f"it should have `hints`, up to {len(HINT_STEPS)}: {listed(HINT_STEPS)}.")
    for number, hint in enumerate(hints, 1):
        left = [words for _, words in todos_in(hint)]
        yield from (Problem(draft.where, still(f"hint {number}, {words}")) for words in left)
        if not left and len(hint) < SHORTEST_HINT:
            yield Problem(draft.where, f"hint {number} is shorter than a sentence.")
    answer = {line.strip() for line in without_marks(draft.answer.source).splitlines() if len(line.strip()) >= _TELLING}
    for number, hint in enumerate(hints, 1):
        for line in sorted(answer):
            if line in hint:
                yield Problem(draft.where, f"hint {number} gives a line of the answer away: {line}")


def nothing_in_its_files_is_left_to_write(draft: Draft) -> Iterator[Problem]:
    """The files are there, and say TODO no more."""
    for name in ("probes", "misconceptions") if draft.exercise.kind == "function" else ("misconceptions",):
        yield from draft.left_in(name)


def probes_have_the_arguments_listed(draft: Draft) -> Iterator[Problem]:
    """Probes and drawn inputs give the arguments that are listed, in their order; those with a default may be left out.

    What is drawn depends on the generator alone.
    """
    if draft.exercise.kind != "function":
        return
    where, draw = draft.file("probes"), draft.probes.draw
    for number, arguments in enumerate(draft.probes.inputs, 1):
        yield from (Problem(where, f"probe {number} {words}") for words in draft.wrong_arguments(arguments))
    try:
        drawn, again = ([draw(rng) for _ in range(TRIES)] for rng in map(np.random.default_rng, (1, 1)))
    except Exception as error:
        yield Problem(where, f"`draw` stops with {described(error)}.")
        return
    wrong = [words for arguments in drawn for words in draft.wrong_arguments(arguments)]
    yield from (Problem(where, f"what `draw` gives {words}") for words in dict.fromkeys(wrong))
    if not wrong and encode(drawn) != encode(again):
        yield Problem(where, "`draw` gives something else for the same seed: it should draw from rng alone.")
    if not wrong:
        yield from dict.fromkeys(_on_drawn_inputs(draft, drawn))


def _on_drawn_inputs(draft: Draft, drawn: list[dict[str, Any]]) -> Iterator[Problem]:
    tolerance = Tolerance(**draft.probes.tolerance)  # type: ignore[arg-type]
    for arguments in drawn:
        wrong = [*draft.wrong_on(arguments)]
        yield from (Problem(draft.source.at(draft.answer), f"on an input of `draw` {words}.") for words in wrong)
        if wrong or draft.probes.outcomes is None:
            continue
        result = observe_here(draft.model, fresh_arguments(arguments)).result
        try:
            rights = right_results(draft.probes, draft.model, arguments)
        except Exception as error:
            yield Problem(draft.file("probes"), f"`outcomes` stops with {described(error)}.")
            continue
        if all(mismatch(result, right, tolerance) for right in rights):
            words = "what the model answer gives on an input of `draw` is none of the results that `outcomes` gives."
            yield Problem(draft.file("probes"), words)


def the_model_answer_is_right(draft: Draft) -> Iterator[Problem]:
    """The model answer passes its own check, without a warning where silence is asked for."""
    at, verdict = draft.source.at(draft.answer), draft.verdict
    if verdict.fault:
        said = wrong_report(draft.exercise, verdict.fault).title.replace("`", "")
        yield Problem(at, f"check does not take the model answer: {said} {verdict.fault.code}".rstrip())
    elif draft.exercise.silent and verdict.warning:
        yield Problem(at, f"it should be silent, and {verdict.noisy_call} warns: {verdict.warning}.")


def the_model_answer_takes_lists(draft: Draft) -> Iterator[Problem]:
    """It stands in for answers of a learner's own in later notebooks, and many of those take lists."""
    if draft.exercise.kind != "function" or draft.verdict.fault:
        return
    tolerance = Tolerance(**draft.probes.tolerance)  # type: ignore[arg-type]
    for number, (arguments, rights) in enumerate(zip(draft.probes.inputs, draft.rights, strict=True), 1):
        listed_ones = {key: one.tolist() if isinstance(one, np.ndarray) else one for key, one in arguments.items()}
        seen = observe_here(draft.model, fresh_arguments(listed_ones))
        if seen.error or all(mismatch(seen.result, right, tolerance) for right in rights):
            words = f"on probe {number} it is not right where lists stand for the arrays, and it should take what NumPy"
            advice = "use NumPy's functions in place of operators (`np.equal`), or `np.asarray` first"
            yield Problem(draft.source.at(draft.answer), f"{words} takes: {advice}.")
            return


def misconceptions_are_told(draft: Draft) -> Iterator[Problem]:
    """Each has a name in one line and words of a teacher, the same for all of one name."""
    said: dict[str, str] = {}
    for one in draft.misconceptions:
        at = _place(draft, one)
        if not one.name.strip() or "\n" in one.name:
            yield Problem(at, "its name should be one line.")
        if len(one.teacher) not in TEACHER:
            words = f"the teacher's words should have {TEACHER.start} to {TEACHER.stop - 1} letters, not "
            yield Problem(at, f"{words}{len(one.teacher)}.")
        if said.setdefault(one.name, one.teacher) != one.teacher:
            yield Problem(at, "another one of this name has other words of the teacher's.")
        yield from (Problem(at, words) for words in draft.wrong_in(one))


def misconceptions_are_recognised(draft: Draft) -> Iterator[Problem]:
    """Each is wrong on some input or property, and is called by its own name."""
    if draft.verdict.fault:
        return  # Where the model answer is not right, no name means anything.
    more = ": add a probe on which it {}" if draft.exercise.kind == "function" else ""
    for one in draft.misconceptions:
        fault = judge(draft.exercise, _as_answer(draft, one)).fault
        if fault is None:
            yield Problem(_place(draft, one), f"check takes it for right{more.format('is wrong')}.")
        elif fault.misconception != one.name:
            called = f"calls it {fault.misconception!r}" if fault.misconception else "knows no name for it"
            yield Problem(_place(draft, one), f"check {called}{more.format('differs from the others')}.")


def _as_answer(draft: Draft, one: Misconception) -> Any:
    """The answer of somebody who makes this mistake and no other."""
    match draft.exercise.kind:
        case "function":
            return one.wrong
        case "derivation":
            lines = as_lines(draft.exercise, draft.model) | as_lines(draft.exercise, one.wrong)
            return [*lines.values()] if draft.exercise.as_list else lines
    return {**draft.model, **one.wrong}


def _place(draft: Draft, one: Misconception) -> str:
    line = getattr(getattr(one.wrong, "__code__", None), "co_firstlineno", None)
    return f"{draft.file('misconceptions')}{f':{line}' if line else ''}, {one.name!r}"
