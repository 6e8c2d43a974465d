"""The corpus is complete and well-formed; whether its verdicts are right is another question."""

import ast
import re
from difflib import get_close_matches

import pytest
from helpers import corpus
from helpers.corpus import CORPUS, all_answers, answers_of, text_of
from helpers.course import EXERCISES, ROOT

from lrgrade.authoring import stubs
from lrgrade.authoring.complete.reminders import quotas, short_of


def test_every_file_has_an_exercise():
    files = {path.stem for path in CORPUS.glob("*.py") if not path.stem.startswith(("_", "test_"))}
    assert files <= set(EXERCISES)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_there_are_as_many_answers_as_the_course_asks_for(exercise):
    quota = quotas(ROOT)["corpus"]
    right = [answer for answer in answers_of(exercise) if answer.is_right]
    wrong = [answer for answer in answers_of(exercise) if not answer.is_right]
    file = f"tests/corpus/{exercise}.py"
    short = [
        *short_of(file, "right answers", len(right), quota["right"]),
        *short_of(file, "wrong answers", len(wrong), quota["wrong"]),
    ]
    assert not short, "\n".join(map(str, short))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_no_comment_looks_like_a_header_but_is_none(exercise):
    words = [re.match(r"#\s*(\w+)", line) for line in text_of(exercise).splitlines()]
    starts = [word[1] for word in words if word and get_close_matches(word[1].lower(), ["right", "wrong"])]
    assert len(starts) == len(answers_of(exercise)), f"headers begin with `# right` or `# wrong`: {set(starts)}"


@pytest.mark.parametrize("exercise", EXERCISES)
def test_no_two_answers_are_the_same(exercise):
    sources = [ast.dump(ast.parse(answer.source)) for answer in answers_of(exercise)]
    assert len(sources) == len(set(sources))
    titles = [(answer.verdict, answer.title) for answer in answers_of(exercise)]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("answer", all_answers(), ids=str)
def test_an_answer_defines_its_exercise(answer):
    exercise = EXERCISES[answer.exercise]
    names = {node.id for node in ast.walk(ast.parse(answer.source)) if isinstance(node, ast.Name)}
    names |= {node.name for node in ast.parse(answer.source).body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert names >= set(exercise.parameters if exercise.kind == "values" else [exercise.name])


def test_families_are_names_of_mistakes_and_noise_belongs_to_silence():
    for answer in all_answers():
        assert answer.belongs is None or not answer.is_right
        assert answer.verdict != "right but noisy" or EXERCISES[answer.exercise].silent


@pytest.mark.parametrize("text", [None, stubs.corpus(EXERCISES["sigmoid"])], ids=["no file", "the stub of a new one"])
def test_an_exercise_without_answers_yet_has_none(tmp_path, monkeypatch, text):
    if text is not None:
        (tmp_path / "sigmoid.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(corpus, "CORPUS", tmp_path)
    assert answers_of("sigmoid") == []
