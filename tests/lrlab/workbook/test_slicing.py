import numpy as np
import pytest

from lrlab.workbook.slicing import slice_out
from lrlab.workbook.workbook import run_module

IMPORTS = "import numpy as np\nfrom lrlab import check, score"


def test_a_function_is_cut_out_with_its_import_and_its_helper():
    cells = [
        IMPORTS,
        "LIMIT = 30\nunused = 1",
        "def clip(z):\n    return min(z, LIMIT)",
        "def sigmoid(z):\n    return 1 / (1 + np.exp(-clip(z)))",
    ]
    assert slice_out("sigmoid", cells) == (
        "import numpy as np\n\n\n"
        "LIMIT = 30\n\n\n"
        "def clip(z):\n    return min(z, LIMIT)\n\n\n"
        "def sigmoid(z):\n    return 1 / (1 + np.exp(-clip(z)))\n"
    )


@pytest.mark.parametrize(
    "definition",
    [
        "sigmoid = lambda z: 1 / (1 + np.exp(-z))",
        "class Sigmoid:\n    def __call__(self, z):\n        return 1 / (1 + np.exp(-z))\nsigmoid = Sigmoid()",
        "def one(z):\n    return 1 / (1 + np.exp(-z))\nsigmoid = np.vectorize(one)",
        "from math import exp\ndef sigmoid(z):\n    return 1 / (1 + exp(-z))",
        "def sigmoid(z):\n    return helper(z)\ndef helper(z):\n    return 1 / (1 + np.exp(-z))",
        "scale = 2\nscale += -1\ndef sigmoid(z):\n    return scale / (1 + np.exp(-z))",
    ],
)
def test_every_way_to_define_a_function_is_kept(definition):
    source = slice_out("sigmoid", [IMPORTS, definition])
    assert np.isclose(run_module("sigmoid", source, "sigmoid.py")(0.0), 0.5)
    assert "check" not in source


def test_the_last_definition_wins():
    assert "2" in slice_out("f", ["def f():\n    return 1", "def f():\n    return 2"])


def test_a_solved_exercise_is_imported_and_not_copied():
    cells = ["def score(X, w, b):\n    return X @ w + b", "def predict(X, w, b):\n    return score(X, w, b) > 0"]
    assert slice_out("predict", cells, {"score"}).startswith("from lrlab import score\n\n\ndef predict")
    assert slice_out("predict", cells, {"score"}, "linreg").startswith("from linreg import score\n\n\ndef predict")
    assert "X @ w" in slice_out("predict", cells)


def test_a_decorator_is_kept():
    cells = ["import functools", "@functools.cache\ndef f():\n    return 1"]
    assert "@functools.cache" in slice_out("f", cells)


def test_a_recursive_pair_ends():
    assert slice_out("f", ["def f(n):\n    return g(n)", "def g(n):\n    return f(n - 1) if n else 0"])


def test_a_cell_that_does_not_parse_is_passed_over():
    assert slice_out("f", ["%matplotlib inline\nx = (", "def f():\n    return 1"])


def test_a_name_that_was_never_defined_gives_none():
    assert slice_out("f", ["g = 1"]) is None


def test_a_local_name_does_not_draw_in_an_outer_one():
    cells = [
        "import numpy as np",
        "theta = np.zeros(3)\nfor y in range(2):\n    print(y)",
        "def f(theta, y):\n    error = theta - y\n    return [error * step for step in range(2)]",
        "error = 1",
    ]
    assert slice_out("f", cells) == cells[2] + "\n"
