"""`check`: what it says, word for word, and what it keeps."""

import math

import numpy as np
import pytest

import lrlab
from helpers.course import EXERCISES
from lrlab import CheckFailed, check
from lrlab.checking.check import check as check_in
from lrlab.checking.judge import judge
from lrlab.checking.observe import observe
from lrlab.exercises import Course, CourseError
from lrlab.workbook.keeping import WorkbookKeeper


@pytest.fixture(autouse=True)
def workbook(tmp_path, monkeypatch):
    monkeypatch.setenv("LRLAB_WORKBOOK", str(tmp_path / "workbook"))
    monkeypatch.setenv("LRLAB_SAVE", "1")
    return tmp_path / "workbook"


def right(z):
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1 / (1 + e), e / (1 + e))


def flipped(z):
    return 1 / (1 + np.exp(z))


def shifted(z):
    return right(z) + 0.25


def for_numbers(z):
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


def said(answer, name, capsys):
    with pytest.raises(CheckFailed) as caught:
        check(answer, name)
    return caught.value, capsys.readouterr().out


def test_a_known_mistake_is_named(capsys):
    error, text = said(flipped, "sigmoid", capsys)
    assert str(error) == "sigmoid gives a wrong value."
    assert error.misconception == "the sign of z is flipped"
    assert text == (
        "✗ `sigmoid` gives a wrong value.\n"
        "\n"
        "    sigmoid(1.0)\n"
        "\n"
        "  expected: 0.7310585786300049\n"
        "  got:      0.2689414213699951\n"
        "  This looks like: the sign of z is flipped. Put in a large positive z. A large score\n"
        "  should mean a probability close to 1: is yours? Look at the exponent in the formula\n"
        "  again.\n"
        "  Stuck? `hint('sigmoid')` opens a hint.\n"
        "  → Change your cell, run it, then run this cell again.\n"
    )


def test_an_unknown_mistake_is_shown_and_not_guessed(capsys):
    error, text = said(shifted, "sigmoid", capsys)
    assert error.misconception is None
    assert text == (
        "✗ `sigmoid` gives a wrong value.\n"
        "\n"
        "    sigmoid(0)\n"
        "\n"
        "  expected: 0.5\n"
        "  got:      0.75\n"
        "  We do not know this mistake by name. The input above is the smallest we know that\n"
        "  shows it.\n"
        "  Stuck? `hint('sigmoid')` opens a hint.\n"
        "  → Change your cell, run it, then run this cell again.\n"
    )


@pytest.mark.parametrize(
    ("answer", "title", "row"),
    [
        (lambda z: None, "`sigmoid` gives back the wrong kind of thing.", "None (is there a `return`?)"),
        (lambda z: "0.5", "`sigmoid` gives back the wrong kind of thing.", "the text '0.5'"),
        (lambda z: [0.5], "`sigmoid` gives back the wrong kind of thing.", "a list of 1 item"),
        (lambda z: z > 0, "`sigmoid` gives back the wrong type of numbers.", "dtype bool"),
        (lambda z: 1 / z, "`sigmoid` stopped with an error.", "ZeroDivisionError: division by zero"),
        (lambda z, w: 0.5, "`sigmoid` should take 1 argument: `sigmoid(z)`. Yours does not.", "Put the names back"),
        (0.5, "`sigmoid` should be a function, but it is the number 0.5.", "without"),
        ("sigmoid", "`sigmoid` should be a function, but it is the text 'sigmoid'.", "Define it with"),
        (None, "`sigmoid` should be a function, but it is None (is there a `return`?).", "Define it with"),
        (np, "`sigmoid` should be a function, but it is an object of type module.", "Define it with"),
    ],
)
def test_what_is_no_answer_gets_a_sentence_a_beginner_understands(answer, title, row, capsys):
    _, text = said(answer, "sigmoid", capsys)
    assert text.startswith(f"✗ {title}\n")
    assert row in text
    assert "Traceback" not in text


def test_a_stub_is_not_written_yet(capsys):
    def sigmoid(z):
        raise NotImplementedError

    error, text = said(sigmoid, None, capsys)
    assert str(error) == "sigmoid is not written yet."
    assert "hint" not in text


def by_input(z):
    return float(input("z? "))


def through_a_helper(z):
    return by_input(z) if np.ndim(z) == 0 else right(z)


def without_a_keyboard(z):
    from ipykernel.kernelbase import StdinNotImplementedError

    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")


@pytest.mark.parametrize("answer", [by_input, through_a_helper, without_a_keyboard])
def test_an_answer_that_asks_is_told_that_nobody_answers(answer, capsys, monkeypatch):
    asked = []
    monkeypatch.setattr("builtins.input", lambda *words: asked.append(words) or "3")
    error, text = said(answer, "sigmoid", capsys)
    assert str(error) == "sigmoid stopped with an error."
    assert (
        "It asks for input, and while it is checked nobody is there to answer. Take out the `input()`: all that it "
        "needs stands in its arguments."
    ) in " ".join(text.split())
    assert asked == []
    assert input("still there? ") == "3"


def test_a_notebook_may_ask_again_after_calls_inside_of_each_other(monkeypatch):
    monkeypatch.setattr("builtins.input", lambda: "3")

    def calls_another(x):
        return observe(lambda y: y, {"y": x}).result

    assert observe(calls_another, {"x": 1}).result == 1
    assert input() == "3"


def test_an_argument_that_was_changed_is_named(capsys):
    def score(X, w, b):
        w *= 1.0
        w += 0
        X[...] = X * 2
        X /= 2
        result = X @ w + b
        w += 1
        return result

    _, text = said(score, None, capsys)
    assert "`score` " in text.splitlines()[0]


def test_a_right_answer_with_a_warning_is_right_but_told(capsys):
    check(lambda z: 1 / (1 + np.exp(-z)), "sigmoid")
    text = " ".join(capsys.readouterr().out.split())
    assert "`sigmoid` is right." in text
    assert "overflow encountered in exp" in text
    assert "A hidden test of its own looks for silence." in text


def test_a_scalar_only_answer_is_found_by_its_array():
    fault = judge(EXERCISES["sigmoid"], for_numbers).fault
    assert fault.misconception == "numbers only"


def test_a_right_answer_is_saved_with_its_helper(workbook, capsys):
    check(right, "sigmoid")
    assert "✓ `sigmoid` is right." in capsys.readouterr().out
    # The test file defines it as `right`; there is no `sigmoid` to cut out.
    assert not (workbook / "sigmoid.py").exists()


def test_a_notebook_session_saves_what_it_ran(workbook):
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    # No history file in the home folder of whoever runs the tests.
    shell = InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))
    shell.run_cell("import numpy as np\nfrom lrlab import check", store_history=True)
    shell.run_cell(
        "half = 0.5\ndef sigmoid(z):\n    return half * (1 + np.tanh(half * np.asarray(z)))", store_history=True
    )
    shell.run_cell("check(sigmoid)", store_history=True).raise_error()
    InteractiveShell.clear_instance()
    assert "half = 0.5" in (workbook / "sigmoid.py").read_text()
    assert lrlab.sigmoid(0.0) == 0.5


def test_nothing_is_saved_while_grading(workbook, monkeypatch):
    monkeypatch.setenv("LRLAB_SAVE", "0")
    check(right, "sigmoid")
    assert not workbook.exists()


def test_an_answer_without_a_name_is_asked_for_one(capsys):
    _, text = said(3, None, capsys)
    assert text.startswith("✗ `check` does not know which exercise this is.")


def test_the_traceback_in_a_notebook_is_one_line():
    with pytest.raises(CheckFailed) as caught:
        check(flipped, "sigmoid")
    assert caught.value._render_traceback_() == ["CheckFailed: sigmoid gives a wrong value."]


def test_values_that_are_not_filled_in_are_not_written_yet(capsys):
    values = {"z0": 0.0, "y_hat0": ..., "grad0": ..., "theta1": ...}
    error, _ = said(values, "worked_example", capsys)
    assert str(error) == "y_hat0 is not written yet."
    assert error.misconception is None


def test_lines_without_quotes_are_told_so_and_raise_nothing_of_ours(capsys):
    y, y_hat = np.array([1, 0]), np.array([0.8, 0.3])
    error, text = said([y_hat**y, y * np.log(y_hat), -y], "log_likelihood_steps", capsys)
    assert str(error) == "The line p cannot be read."
    assert "quotes" in text


def test_right_lines_count_while_others_are_missing(capsys):
    lines = ["y_hat**y * (1 - y_hat)**(1 - y)", "y*log(y_hat) + (1 - y)*log(1 - y_hat)", "..."]
    error, text = said(lines, "log_likelihood_steps", capsys)
    assert str(error) == "The line minus_log_p is not written yet."
    assert "The lines before it are right." in text


def test_a_condition_in_a_line_is_answered_as_one(capsys):
    _, text = said(["y_hat if y == 1 else 1 - y_hat", "y", "y"], "log_likelihood_steps", capsys)
    assert "A line cannot use `if` or `==`." in text


def test_a_course_without_a_table_blames_no_answer():
    entry = {"name": "unbuilt", "assignment": "01-new", "arguments": ["x"]}
    course = Course("lrlab.course", {"exercise": [entry]})
    with pytest.raises(CourseError) as caught:
        check_in(course, lambda x: x, "unbuilt", WorkbookKeeper())
    said = "lrlab.course has no reference table of unbuilt: `lrgrade build` makes it."
    assert str(caught.value) == said
    assert caught.value._render_traceback_() == [f"CourseError: {said}"]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("{", "The reference table of sigmoid in lrlab.course cannot be read: JSONDecodeError: "),
        ("3", "The reference table of sigmoid in lrlab.course cannot be read: AttributeError: "),
        ("{}", "The reference table of sigmoid in lrlab.course has no `misconceptions`: `lrgrade build` makes it "),
    ],
)
def test_a_broken_table_blames_no_answer(monkeypatch, table, said):
    course = Course.read("lrlab.course")
    monkeypatch.setattr("pathlib.Path.read_text", lambda *_, **__: table)
    with pytest.raises(CourseError) as caught:
        check_in(course, lambda z: z, "sigmoid", WorkbookKeeper())
    assert str(caught.value).startswith(said)


def test_a_broken_module_of_the_course_blames_no_answer(monkeypatch):
    course = Course.read("lrlab.course")
    monkeypatch.setattr("lrlab.exercises.import_module", lambda name: {}[name])
    with pytest.raises(CourseError) as caught:
        check_in(course, lambda z: z, "sigmoid", WorkbookKeeper())
    assert str(caught.value) == (
        "REQUIREMENTS of lrlab.course.properties cannot be read: KeyError: 'lrlab.course.properties'."
    )
