"""The right misconception is named for wrong answers that were written without a look at the misconceptions."""

import tomllib

import pytest
from helpers.corpus import CORPUS, Answer, all_answers, answers_of, defined
from helpers.course import COURSE, EXERCISES

from lrlab.checking.judge import judge

NAMES = {exercise: {"families": {}, "answers": {}} for exercise in EXERCISES}
NAMES |= tomllib.loads((CORPUS / "names.toml").read_text(encoding="utf-8"))
WRONG = [answer for answer in all_answers() if not answer.is_right]


def right_name(answer: Answer) -> str | None:
    """The misconception to which an answer belongs."""
    names = NAMES[answer.exercise]
    return names["answers"].get(answer.title) or names["families"].get(answer.belongs)


@pytest.fixture(scope="module")
def named() -> dict[Answer, str | None]:
    """What `check` would say: the name of the misconception for each answer, or None."""
    faults = {answer: judge(EXERCISES[answer.exercise], defined(answer)).fault for answer in WRONG}
    return {answer: fault.misconception if fault else None for answer, fault in faults.items()}


@pytest.mark.slow
def test_at_least_90_percent_of_known_mistakes_are_named(named):
    known = [answer for answer in WRONG if right_name(answer)]
    missed = [f"{answer}: {named[answer]}, not {right_name(answer)}" for answer in known if not is_right(answer, named)]
    assert len(known) >= 300
    assert len(missed) <= 0.10 * len(known), "\n".join(missed)


@pytest.mark.slow
def test_at_most_2_percent_of_wrong_answers_get_a_wrong_name(named):
    misnamed = [f"{answer}: {named[answer]}" for answer in WRONG if named[answer] and not is_right(answer, named)]
    assert len(misnamed) <= 0.02 * len(WRONG), "\n".join(misnamed)


def is_right(answer: Answer, named: dict[Answer, str | None]) -> bool:
    return named[answer] == right_name(answer)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_names_are_of_answers_and_misconceptions_that_exist(exercise):
    wrong = [answer for answer in answers_of(exercise) if not answer.is_right]
    families, answers = NAMES[exercise]["families"], NAMES[exercise]["answers"]
    assert set(families) <= {answer.belongs for answer in wrong}
    assert set(answers) <= {answer.title for answer in wrong}
    known = {misconception["name"] for misconception in COURSE.table(exercise)["misconceptions"]}
    assert {*families.values(), *answers.values()} <= known
