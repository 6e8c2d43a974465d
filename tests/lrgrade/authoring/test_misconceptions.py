"""Every misconception is wrong and is recognised as itself.

What is recognised is behaviour on the probes and properties. So two of
different names that were each recognised as themselves differ there: every
pair of an exercise is told apart.
"""

import pytest

from helpers.course import COURSE, EXERCISES, ROOT, our_answer
from lrgrade.authoring.misconceptions import misconceptions_of
from lrgrade.course.source import as_lines, available
from lrlab.checking.judge import judge

NAMES = [exercise.name for assignment in available(ROOT, COURSE) for exercise in COURSE.of(assignment)]
FUNCTIONS = [name for name in NAMES if EXERCISES[name].kind == "function"]
OTHERS = [name for name in NAMES if EXERCISES[name].kind != "function"]


@pytest.mark.parametrize("name", NAMES)
def test_there_are_enough_and_a_teacher_speaks_of_each(name):
    known = misconceptions_of(ROOT, name)
    names = {one.name for one in known}
    assert len(names) >= (8 if name in FUNCTIONS else 4)
    for one in known:
        assert 25 < len(one.teacher) < 500, one.name
        assert "\n" not in one.name


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_wrong_function_is_recognised_as_itself(name):
    for one in misconceptions_of(ROOT, name):
        fault = judge(EXERCISES[name], one.wrong).fault
        assert fault is not None, one.name
        assert fault.misconception == one.name


@pytest.mark.parametrize("name", OTHERS)
def test_each_wrong_line_or_value_is_recognised_as_itself(name):
    exercise = EXERCISES[name]
    right = our_answer(name)
    for one in misconceptions_of(ROOT, name):
        lines = {**(as_lines(exercise, right) if exercise.kind == "derivation" else right)}
        wrong = as_lines(exercise, one.wrong) if exercise.kind == "derivation" else one.wrong
        answer = lines | dict(wrong)
        if name == "log_likelihood_steps":
            answer = [answer[line] for line in exercise.parameters]
        fault = judge(exercise, answer).fault
        assert fault is not None, one.name
        assert fault.misconception == one.name
