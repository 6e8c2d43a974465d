"""Derivation lines: what is right in any form, what is wrong, what cannot be read, and what an attacker gets."""

import subprocess
import sys

import pytest

from helpers.course import COURSE, EXERCISES
from lrlab.checking import derivation
from lrlab.checking.derivation import DerivationError, notation_of

NOTATION = notation_of(COURSE)
P = "y_hat**y*(1 - y_hat)**(1 - y)"
LOG_P = "y*log(y_hat) + (1 - y)*log(1 - y_hat)"
MINUS_LOG_P = f"-({LOG_P})"
DL_DYHAT = "-y/y_hat + (1 - y)/(1 - y_hat)"
DYHAT_DZ = "y_hat*(1 - y_hat)"
DL_DWJ = "(y_hat - y)*x_j"

RIGHT = [
    (P, P),
    (P, "(1-y_hat)**(1-y) * y_hat**y"),
    (P, "exp(y*log(y_hat) + (1-y)*log(1-y_hat))"),
    (P, "sigma(z)**y * sigma(-z)**(1-y)"),
    (P, "(1-y_hat)*(y_hat/(1-y_hat))**y"),
    (P, "y_hat**y/(1-y_hat)**(y-1)"),
    (P, "exp(y*z)/(1+exp(z))"),
    (P, "sqrt(y_hat**(2*y)) * (1.0-y_hat)**(1-y)"),
    (P, "+y_hat**y\n * (1-y_hat)**(1-y)"),
    (LOG_P, "log(y_hat**y) + log((1-y_hat)**(1-y))"),
    (LOG_P, f"ln({P})"),
    (LOG_P, "y*(log(y_hat) - log(1-y_hat)) + log(1-y_hat)"),
    (LOG_P, "y*log(y_hat/(1-y_hat)) + log(1-y_hat)"),
    (LOG_P, "y*z - log(1+exp(z))"),
    (LOG_P, "y*log(sigma(z)) + (1-y)*log(1-sigma(z))"),
    (LOG_P, "y**2*log(y_hat)/y + (1-y)*log(1-y_hat)"),
    (MINUS_LOG_P, "-y*log(y_hat) - (1-y)*log(1-y_hat)"),
    (MINUS_LOG_P, "y*log(1/y_hat) + (1-y)*log(1/(1-y_hat))"),
    (MINUS_LOG_P, "(y-1)*log(1-y_hat) - y*log(y_hat)"),
    (MINUS_LOG_P, "0.5*(-2*y*log(y_hat) - 2*(1-y)*log(1-y_hat))"),
    (DL_DYHAT, "(y_hat - y)/(y_hat*(1-y_hat))"),
    (DL_DYHAT, "(1-y)*(1-y_hat)**-1 - y*y_hat**-1"),
    (DYHAT_DZ, "sigma(z)*(1-sigma(z))"),
    (DYHAT_DZ, "exp(-z)/(1+exp(-z))**2"),
    (DYHAT_DZ, "y_hat - y_hat**2"),
    ("x_j", "x_j + 0*w_j"),
    (DL_DWJ, "(sigma(z) - y)*x_j"),
    (DL_DWJ, "x_j*y_hat - x_j*y"),
    (DL_DWJ, f"({DL_DYHAT})*{DYHAT_DZ}*x_j"),
    ("y_hat - y", "1/(1+exp(-z)) - y"),
]

WRONG = [
    (P, "y*y_hat + (1-y)*(1-y_hat)"),
    (P, "y_hat**(1-y)*(1-y_hat)**y"),
    (P, "y_hat**y + (1-y_hat)**(1-y)"),
    (P, "y_hat"),
    (P, LOG_P),
    (P, "y_hat**y*(1-y_hat)**(1-y) + 1e-12"),
    (LOG_P, MINUS_LOG_P),
    (LOG_P, "y*log(y_hat)"),
    (LOG_P, "y*log(y_hat)*(1-y)*log(1-y_hat)"),
    (LOG_P, "log(y*y_hat + (1-y)*(1-y_hat))"),
    (MINUS_LOG_P, "-y*log(y_hat) + (1-y)*log(1-y_hat)"),
    (MINUS_LOG_P, f"log(-{P})"),
    (DL_DYHAT, "y/y_hat - (1-y)/(1-y_hat)"),
    (DL_DYHAT, "-y/y_hat - (1-y)/(1-y_hat)"),
    (DYHAT_DZ, "z*(1-z)"),
    ("x_j", "w_j"),
    ("x_j", "x_j + b"),
    (DL_DWJ, "(y - y_hat)*x_j"),
    (DL_DWJ, "(y_hat - y)*x_j*y_hat*(1-y_hat)"),
    ("y_hat - y", "sigma(w_j*x_j + b) - y"),
]


@pytest.mark.parametrize(("right", "line"), RIGHT)
def test_any_form_that_is_right_passes(right, line):
    assert NOTATION.first_difference(line, NOTATION.values(right)) is None
    assert NOTATION.equal(line, right)
    assert NOTATION.equal(right, line)


@pytest.mark.parametrize(("right", "line"), WRONG)
def test_what_is_wrong_does_not(right, line):
    assert NOTATION.first_difference(line, NOTATION.values(right)) is not None
    assert not NOTATION.equal(line, right)


def test_a_difference_too_small_for_numbers_is_found_by_algebra():
    assert NOTATION.first_difference("y_hat + 1e-9**4", NOTATION.values("y_hat")) is None
    assert not NOTATION.equal("y_hat + 1e-9**4", "y_hat")


def test_lines_that_cancel_are_compared_with_digits_to_spare():
    assert NOTATION.equal("y_hat + (y + 1e8)**9 - (2*y + 2e8)**9/2**9", "y_hat")


def test_the_first_difference_tells_where_and_what():
    found = NOTATION.first_difference("y*y_hat + (1-y)*(1-y_hat)", NOTATION.values(P))
    assert found == derivation.Difference({"y": 0.5, "y_hat": 0.8}, got=0.5, expected=0.4)


def test_the_features_are_shown_where_they_matter():
    assert NOTATION.first_difference("y_hat - y", NOTATION.values(DL_DWJ)).point == {
        "y": 1.0,
        "y_hat": 0.8,
        "x_j": 3.0,
        "w_j": -2.0,
        "b": 0.5,
    }
    assert NOTATION.first_difference("z", NOTATION.values("y_hat")).point == pytest.approx(
        {"y": 1, "y_hat": 0.8, "z": 1.3862943611}
    )


@pytest.mark.parametrize("line", ["log(-y_hat)", "1/(y - y)", "log(y_hat - y_hat)", "0*log(0)", "sqrt(-1)"])
def test_a_line_without_a_real_value_is_different_and_says_nan(line):
    found = NOTATION.first_difference(line, NOTATION.values(P))
    assert found.got != found.got


def test_values_are_decimals_of_thirty_digits():
    assert NOTATION.values("y_hat")[0] == "0.8" + 29 * "0"
    assert NOTATION.values("1/3")[0] == "0." + 30 * "3"
    assert NOTATION.values("log(0)") == len(NOTATION.points) * ["nan"]


def test_the_points_cover_both_labels_and_what_lies_between():
    labels = {float(point["y"]) for point in NOTATION.points}
    assert {0.0, 1.0} < labels
    assert len(labels) >= 6
    assert all(0 < float(point["y_hat"]) < 1 for point in NOTATION.points)


MESSAGES = [
    ("y_hat^y", "`^` is not a power in Python. Write `**`, such as `y_hat**y`."),
    ("p = y_hat", "Write only what stands to the right of the `=`."),
    ("ŷ**y", "Write `y_hat` for ŷ."),
    ("y\u0302**y", "Write `y_hat` for ŷ."),
    ("σ(z)", "Write `sigma(z)` for σ(z)."),
    ("1 − y", "This minus sign comes from a formula. Write the one on the keyboard, `-`."),
    ("y·z", "Write `*` for a product."),
    ("y_hat²", "Write `**2` for a square."),
    ("[1 - y]*y", "Use round parentheses only."),
    ("y # the label", "Leave the comment out: a line is an expression only."),
    ("β", "The character 'β' cannot be read here. Use the letters, digits and signs of the keyboard."),
    ("2y", "There is a `*` missing: write `2*y` for `2y`."),
    ("1.5e1log(y)", "There is a `*` missing: write `1.5e1*log` for `1.5e1log`."),
    ("y(1-y)", "There is a `*` missing: write `y*(...)` for `y(...)`."),
    ("(1-y)(1-y_hat)", "There is a `*` missing: write `(1-y)*(...)` for `(1-y)(...)`."),
    ("2(1-y)", "There is a `*` missing: write `2*(...)` for `2(...)`."),
    ("(1-y)log(y_hat)", "There is an operator missing between `)` and `log`. A product needs a `*`."),
    ("y y_hat", "There is an operator missing between `y` and `y_hat`. A product needs a `*`."),
    ("log y_hat", "`log` is a function. Put what it is applied to in parentheses: `log(y_hat)`."),
    ("log", "`log` is a function. Put what it is applied to in parentheses, such as `log(y_hat)`."),
    ("log(y_hat, 2)", "`log` takes one argument, such as `log(y_hat)`."),
    ("log()", "`log` takes one argument, such as `log(y_hat)`."),
    ("np.log(y_hat)", "Write `log` alone, with nothing and no dot before it."),
    ("((y_hat)", "There is a `(` that is never closed."),
    ("y_hat)", "There is a `)` too many, or a `(` is missing before it."),
    ("y_hat**", "This is not a complete expression. Is a sign or a factor missing?"),
    ("y//2", "Write `/` for a division."),
    ("0,5*y", "A line is one expression. Is there a comma too many? A decimal number has a dot."),
    ("", "This line is empty."),
    ("  ", "This line is empty."),
    (None, 'A line is a text. Put it in quotes, such as "y_hat**y".'),
    (0.5, 'A line is a text. Put it in quotes, such as "y_hat**y".'),
    ("-p", "A line cannot use the name of another one. Write out what `p` stands for."),
    (
        "dL_dyhat*dyhat_dz*dz_dwj",
        "A line cannot use the name of another one. Write out what `dL_dyhat` stands for.",
    ),
    (
        "yhat",
        "`yhat` is not known here. Did you mean `y_hat`? You may use `y`, `y_hat`, `z`, `x_j`, `w_j`, `b` and the "
        "functions `log`, `ln`, `exp`, `sqrt`, `sigma`.",
    ),
    (
        "sin(z)",
        "`sin` is not known here. Did you mean `sigma`? You may use `y`, `y_hat`, `z`, `x_j`, `w_j`, `b` and the "
        "functions `log`, `ln`, `exp`, `sqrt`, `sigma`.",
    ),
    ("9**9**9", "There is a power in this line whose exponent is larger than 100."),
    ("exp(exp(9))", "There is an `exp` in this line of something larger than 100."),
    ("1e400", "There is a number in this line that is too large."),
    (10 * "1e9**9*" + "1e9**-99", "This line leads to numbers that are too large or too small to compare."),
    ("-" * 60 + "y", "This line is nested too deeply. Use fewer parentheses."),
    ("y" * 501, "This line is longer than 500 characters. The lines asked for are short."),
]


@pytest.mark.parametrize(("line", "message"), MESSAGES)
def test_what_cannot_be_read_gets_a_sentence(line, message):
    with pytest.raises(DerivationError) as caught:
        NOTATION.parse(line)
    assert str(caught.value) == message


def test_parentheses_do_not_count_as_depth():
    assert NOTATION.equal(60 * "(" + "y" + 60 * ")", "y")


ATTACKS = [
    "__import__('os').system('echo')",
    "().__class__",
    "y.__class__.__mro__",
    "y_hat.real",
    "log.__globals__",
    "lambda: y",
    "(lambda y: y)(y)",
    "[y for y in y]",
    "(y := 2)",
    "y if y else z",
    "y < z",
    "y and z",
    "not y",
    "~y",
    "y @ z",
    "y[0]",
    "{y}",
    "{**y}",
    "log(*y)",
    "log(**y)",
    "log(y, base=2)",
    "log(log)",
    "exp(sigma)",
    "log(y)(y)",
    "await y",
    "yield",
    "f'{y}'",
    "'y'",
    "b'y'",
    "True",
    "None",
    "...",
    "1j",
    "0x10",
    "y; z",
    "import os",
    "print(y)",
    "sympify('y')",
    "y\x00",
    "y\\",
    "9**9**9**9",
    "(1/9)**9**9",
    "((9**99)**99)**99",
    "exp(exp(exp(y_hat)*99))",
    "9" * 499,
    "(" * 499,
    "(" * 249 + "y" + ")" * 249,
    "-" * 499 + "y",
    "log(" * 99 + "y" + ")" * 99,
    "y**" * 150 + "y",
    "(" * 100_000,
    "y+" * 500_000 + "y",
]


@pytest.mark.parametrize("line", ATTACKS, ids=lambda line: line[:20])
def test_nothing_else_is_read(line):
    with pytest.raises(DerivationError):
        NOTATION.parse(line)


@pytest.mark.parametrize("power", [9, 30, 60])
def test_an_explosive_line_is_decided_without_multiplying_out(power):
    base = "y + w_j + x_j + b + z + y_hat"
    twice = "2*y + 2*w_j + 2*x_j + 2*b + 2*z + 2*y_hat"
    assert NOTATION.equal(f"y_hat + ({base})**{power} - ({twice})**{power}/2**{power}", "y_hat")


def test_sympy_is_stopped_after_a_number_of_calls(monkeypatch):
    monkeypatch.setattr(derivation, "_MOST_CALLS", 100)
    before = sys.getprofile()
    assert derivation._decided(NOTATION, NOTATION._reading(LOG_P), NOTATION._reading(f"log({P})")) is None
    assert sys.getprofile() is before
    assert NOTATION.equal(LOG_P, f"log({P})")


@pytest.mark.parametrize(
    ("lines", "first"),
    [
        ((P, LOG_P, MINUS_LOG_P), None),
        ((P, f"log({P})", MINUS_LOG_P), None),
        (("y_hat", "log(y_hat)", "-log(y_hat)"), None),
        ((P, MINUS_LOG_P, LOG_P), "log_p"),
        ((P, LOG_P, LOG_P), "minus_log_p"),
        (("y*y_hat + (1-y)*(1-y_hat)", LOG_P, MINUS_LOG_P), "log_p"),
        (("y_hat^y", LOG_P, MINUS_LOG_P), "log_p"),
        ((P, LOG_P, None), "minus_log_p"),
        ((P, LOG_P, "1/(y-y)"), "minus_log_p"),
    ],
)
def test_a_line_follows_from_the_one_before(lines, first):
    assert (
        NOTATION.follows(
            EXERCISES["log_likelihood_steps"].follows, dict(zip(("p", "log_p", "minus_log_p"), lines, strict=True))
        )
        == first
    )


GRADIENT = {
    "dL_dyhat": DL_DYHAT,
    "dyhat_dz": DYHAT_DZ,
    "dz_dwj": "x_j",
    "dL_dwj": DL_DWJ,
    "dL_db": "sigma(z) - y",
}


@pytest.mark.parametrize(
    ("changes", "first"),
    [
        ({}, None),
        ({"dL_dyhat": "y/y_hat - (1-y)/(1-y_hat)"}, "dL_dwj"),
        ({"dL_dyhat": "y/y_hat - (1-y)/(1-y_hat)", "dL_dwj": "(y - y_hat)*x_j", "dL_db": "y - y_hat"}, None),
        ({"dL_db": "(y_hat - y)*x_j"}, "dL_db"),
        ({"dz_dwj": "w_j"}, "dL_dwj"),
        ({"dL_dwj": "2y"}, "dL_dwj"),
    ],
)
def test_the_chain_follows_from_its_links(changes, first):
    assert NOTATION.follows(EXERCISES["gradient_steps"].follows, GRADIENT | changes) == first


def test_sympy_is_loaded_only_where_it_decides():
    code = (
        "import sys; from lrlab.course.notation import NOTATION as n; assert 'mpmath' not in sys.modules; "
        "n.values('y_hat'); assert 'sympy' not in sys.modules; "
        "n.equal('y', 'z'); assert 'sympy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
