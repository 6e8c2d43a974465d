"""'Saved to your workbook' is a promise: the next notebook gets a function that is right, or the reason is told."""

import os
import subprocess
import sys

import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

import lrlab
from helpers.course import COURSE, EXERCISES
from lrlab.workbook import fresh_process
from lrlab.workbook.running import client_of
from lrlab.workbook.workbook import Workbook

# A fresh process loads each answer.
pytestmark = pytest.mark.slow

SAVED = "Saved to your workbook: `from lrlab import sigmoid` gives you this one from now on."
RUN_ALL = "Restart the kernel, run the cells from the first to the last, and check again."
IMPORTS = "import numpy as np\nfrom lrlab import check"
# Right for any z, with 0.5 under another name.
BODY = "return {0} * (1 + np.tanh({0} * np.asarray(z)))"
PLAIN = f"def sigmoid(z):\n    {BODY.format('.5')}"


def using(name):
    """A right sigmoid that reads 0.5 from a name."""
    return f"def sigmoid(z):\n    {BODY.format(name)}"


WORKS = {
    "a star": [
        "from numpy import *\nfrom lrlab import check",
        "def sigmoid(z):\n    e = exp(-abs(z))\n    return where(z >= 0, 1 / (1 + e), e / (1 + e))",
    ],
    "a star that covers Python's own names": [
        "from numpy import *\nfrom lrlab import check",
        "def sigmoid(z):\n    return max([.5 * (1 + tanh(.5 * asarray(z)))], axis=0)",
    ],
    "a helper that is called as one of Python's own": [
        IMPORTS,
        "def round(z):\n    return np.tanh(.5 * np.asarray(z))",
        "def sigmoid(z):\n    return .5 * (1 + round(z))",
    ],
    "%%time": [IMPORTS, f"%%time\n{PLAIN}"],
    "%%capture": [f"%%capture\n{IMPORTS}", f"%%capture shown\n{PLAIN}"],
    "%time within a cell": [IMPORTS, f"%time half = .5\n{using('half')}"],
    "magics inside each other": [IMPORTS, f"%%time\n%time half = .5\n{using('half')}"],
    "annotations that are not looked up": [
        "from __future__ import annotations\n" + IMPORTS,
        f"def sigmoid(z: Number) -> Number:\n    {BODY.format('.5')}",
    ],
    "a dataclass with such annotations": [
        "from __future__ import annotations\nfrom dataclasses import dataclass\n" + IMPORTS,
        f"@dataclass\nclass Sigmoid:\n    k: float = .5\n    def __call__(self, z):\n        {BODY.format('self.k')}\n"
        "sigmoid = Sigmoid()",
    ],
    "a closure": [
        IMPORTS,
        f"def make(k):\n    def inner(z):\n        {BODY.format('k')}\n    return inner\nsigmoid = make(.5)",
    ],
    "a method": [
        IMPORTS,
        f"class Half:\n    k = .5\n    def at(self, z):\n        {BODY.format('self.k')}",
        "sigmoid = Half().at",
    ],
    "a partial": [
        "from functools import partial\n" + IMPORTS,
        f"def general(k, z):\n    {BODY.format('k')}\nsigmoid = partial(general, .5)",
    ],
    "a lambda that reads a name set later": [
        IMPORTS,
        "sigmoid = lambda z: half * (1 + np.tanh(half * np.asarray(z)))",
        "half = .5",
    ],
    "decorators": [
        "import functools\n" + IMPORTS,
        "@functools.cache\ndef half():\n    return .5",
        "@np.vectorize\ndef sigmoid(z):\n    return half() * (1 + np.tanh(half() * z))",
    ],
    "a decorator of one's own": [
        IMPORTS,
        "def both(f):\n    return lambda z: f(np.asarray(z))",
        f"# A remark.\n@both\n{PLAIN}",
    ],
    "an overload that is registered": [
        "import functools\n" + IMPORTS,
        "@functools.singledispatch\ndef sigmoid(z):\n    return -1",
        "@sigmoid.register(int)\n@sigmoid.register(float)\n@sigmoid.register(np.ndarray)\n"
        f"def _(z):\n    {BODY.format('.5')}",
    ],
    "a default that was changed since": [
        IMPORTS,
        "half = .5",
        f"def sigmoid(z, k=half):\n    {BODY.format('k')}",
        "half = 3",
    ],
    "a cell that was run twice": [
        IMPORTS,
        "k = .5",
        "def make():\n    return k\nhalf = make()",
        using("half"),
        "k = .5",
    ],
    "a constant step by step": [IMPORTS, "half = 1\nhalf -= .25\nfor _ in range(2): half -= .125", using("half")],
    "a list that is filled": [IMPORTS, "halves = []\nfor k in range(2): halves.append(.5)", using("halves[1]")],
    "a dict that is filled": [IMPORTS, "at = {}", using("at['half']"), "at['half'] = .5"],
    "an import that may fail": [
        IMPORTS,
        "try:\n    from no_such_module import expit\nexcept ImportError:\n"
        f"    def expit(z):\n        {BODY.format('.5')}",
        "def sigmoid(z):\n    return expit(z)",
    ],
    "an import in a condition": [
        "if True:\n    import numpy as np\nelse:\n    import math\nfrom lrlab import check",
        PLAIN,
    ],
    "two parts of a package": [
        "import xml.dom.minidom\nimport xml.sax\n" + IMPORTS,
        f"def sigmoid(z):\n    xml.dom.minidom.Document(), xml.sax.make_parser\n    {BODY.format('.5')}",
    ],
    "what a notebook displays": [
        IMPORTS,
        f"def sigmoid(z):\n    display(z)\n    print(z, 'ŷ')\n    {BODY.format('.5')}",
    ],
    "a seed of the whole session": [IMPORTS + "\nnp.random.seed(missing := 0)", PLAIN],
}

REFUSED = {
    "a module beside the notebook": (
        [IMPORTS + "\nfrom beside_it import half", using("half")],
        "it stops with ModuleNotFoundError: No module named 'beside_it'. Other notebooks do not find what it imports: "
        "put that into a cell of this one, run it and check again.",
    ),
    "everything of a module beside the notebook": (
        [IMPORTS + "\nfrom beside_it import *", using("half")],
        "it stops with ModuleNotFoundError: No module named 'beside_it'. Other notebooks do not find what it imports: "
        "put that into a cell of this one, run it and check again.",
    ),
    "a file beside the notebook": (
        [IMPORTS + "\nhalf = float(np.loadtxt('half.txt'))", using("half")],
        "it stops with FileNotFoundError: half.txt not found. Other notebooks do not find the file: put what it holds "
        "into a cell, run it and check again.",
    ),
    "a file that is read late": (
        ["from pathlib import Path\n" + IMPORTS, using("float(Path('half.txt').read_text())")],
        "it stops with FileNotFoundError: [Errno 2] No such file or directory: 'half.txt'. Other notebooks do not find "
        "the file: put what it holds into a cell, run it and check again.",
    ),
    "%run": (
        [IMPORTS + "\n%run beside_it.py", using("half")],
        "it stops with NameError: name 'half' is not defined. No cell gives that name a value outside of a function: "
        "do so in a cell, run it and check again.",
    ),
    "a name that a function sets": (
        [IMPORTS, "def begin():\n    global half\n    half = .5\nbegin()", using("half")],
        "it stops with NameError: name 'half' is not defined. No cell gives that name a value outside of a function: "
        "do so in a cell, run it and check again.",
    ),
    "a state that only this session has": (
        [
            IMPORTS,
            "calls = 0\ndef halve():\n    global calls\n    calls += 1\nfor _ in range(9): halve()",
            using("calls / 18"),
        ],
        f"it is not right any more: `sigmoid` gives a wrong value. {RUN_ALL}",
    ),
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder of a notebook, with a module and a file beside it; other notebooks lie elsewhere."""
    here = tmp_path / "01-sigmoid"
    here.mkdir()
    (here / "beside_it.py").write_text("half = .5\n")
    (here / "half.txt").write_text(".5")
    monkeypatch.chdir(here)
    monkeypatch.syspath_prepend("")
    monkeypatch.delitem(sys.modules, "beside_it", raising=False)
    monkeypatch.setenv("LRLAB_WORKBOOK", str(tmp_path / "workbook"))
    monkeypatch.setenv("LRLAB_SAVE", "1")
    return tmp_path


@pytest.fixture
def session():
    # No history file in the home folder of whoever runs the tests.
    yield InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))
    InteractiveShell.clear_instance()


def verdict(session, cells, capsys):
    for cell in cells:
        session.run_cell(cell, store_history=True).raise_error()
    capsys.readouterr()
    session.run_cell("check(sigmoid, 'sigmoid')", store_history=True).raise_error()
    return " ".join(capsys.readouterr().out.split())


def in_the_next_notebook(folder):
    """What another process in another folder says of the function that it imports from the workbook."""
    elsewhere = folder / "02-cross-entropy"
    elsewhere.mkdir()
    code = "import builtins; builtins.display = print; from lrlab import sigmoid, check; check(sigmoid, 'sigmoid')"
    environment = {**os.environ, "LRLAB_SAVE": "0", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=elsewhere, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    return done.stdout.splitlines()[-1:] or done.stderr.splitlines()[-1:]


@pytest.mark.parametrize("cells", WORKS.values(), ids=WORKS)
def test_what_is_saved_works_in_the_next_notebook(cells, folder, session, capsys):
    assert verdict(session, cells, capsys).endswith(f"✓ `sigmoid` is right. {SAVED}")
    assert in_the_next_notebook(folder) == ["✓ `sigmoid` is right."]


@pytest.mark.parametrize(("cells", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_work_there_is_not_saved_and_the_reason_is_told(cells, reason, folder, session, capsys):
    said = verdict(session, cells, capsys)
    assert said == f"✓ `sigmoid` is right. It is not in your workbook yet: in a fresh Python process {reason}"
    assert not (folder / "workbook").exists()


def test_a_magic_inside_of_the_function_is_named(folder, session, capsys):
    said = verdict(session, [IMPORTS, f"def sigmoid(z):\n    %time 1 + 1\n    {BODY.format('.5')}"], capsys)
    assert said.endswith(f"It is not in your workbook yet: {fresh_process.WHY_NOT['magic']}")


def test_an_answer_under_another_name_is_asked_for_its_own(folder, session, capsys):
    cells = [IMPORTS, f"def mine(z):\n    {BODY.format('.5')}\ncheck(mine, 'sigmoid')"]
    session.run_cell(cells[0], store_history=True)
    session.run_cell(cells[1], store_history=True).raise_error()
    said = " ".join(capsys.readouterr().out.split())
    assert said == (
        "✓ `sigmoid` is right. It is not in your workbook yet: no cell that was run gives the name `sigmoid` a value. "
        "Do so in a cell, run it and check again."
    )


def test_another_answer_than_the_one_that_was_checked_is_not_saved(folder, session, capsys):
    cells = [
        IMPORTS,
        f"def mine(z):\n    {BODY.format('.5')}",
        "sigmoid = abs\nright = check\ncheck = lambda *_: right(mine, 'sigmoid')",
    ]
    assert "it is not right any more: `sigmoid` gives" in verdict(session, cells, capsys)


def test_what_came_from_the_workbook_stays_there(folder, session, capsys):
    book = Workbook(folder / "workbook", COURSE)
    book.save("sigmoid", f"import numpy as np\n\n\n{PLAIN}\n")
    before = book.path("sigmoid").read_text()
    said = verdict(session, ["from lrlab import check, sigmoid"], capsys)
    assert said == "✓ `sigmoid` is right. It is in your workbook already: this one was imported from there."
    assert book.path("sigmoid").read_text() == before


def test_what_would_import_itself_is_not_saved(folder, session, capsys):
    book = Workbook(folder / "workbook", COURSE)
    book.save("sigmoid", f"import numpy as np\n\n\n{PLAIN}\n")
    said = verdict(
        session, ["import lrlab\nfrom lrlab import check\ndef sigmoid(z):\n    return lrlab.sigmoid(z)"], capsys
    )
    assert "it stops with RecursionError: " in said
    assert "Write it out in a cell, run that and check again." in said
    assert in_the_next_notebook(folder) == ["✓ `sigmoid` is right."]


def test_a_notebook_shows_one_message(folder):
    notebook = new_notebook(cells=[new_code_cell(source) for source in (IMPORTS, PLAIN, "check(sigmoid)")])
    client_of(notebook, folder / "01-sigmoid" / "mine.ipynb", 60).execute()
    (shown,) = notebook.cells[-1].outputs
    assert " ".join(shown.data["text/plain"].split()) == f"✓ `sigmoid` is right. {SAVED}"
    assert "Saved to your workbook" in shown.data["text/html"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import os\nos._exit(0)\n", fresh_process.WHY_NOT["ended"].format(advice=RUN_ALL)),
        ("raise SystemExit('bye.')\n", fresh_process.WHY_NOT["error"].format(error="SystemExit: bye", advice=RUN_ALL)),
        ("while True:\n    pass\n", fresh_process.WHY_NOT["endless"].format(seconds=3, advice=RUN_ALL)),
        (
            "sigmoid = input()\n",
            fresh_process.WHY_NOT["error"].format(error="EOFError: EOF when reading a line", advice=RUN_ALL),
        ),
        ("def sigmoid(z):\n    yield z\n", "it is not right any more: `sigmoid` gives back the wrong"),
    ],
    ids=["an exit", "an end", "an endless loop", "a question", "a wrong one"],
)
def test_a_module_that_does_not_work_is_told_how_it_ends(source, reason, folder):
    assert reason in fresh_process.why_not(EXERCISES["sigmoid"], source, folder / "workbook", seconds=3)


@pytest.mark.parametrize("python", ["/nowhere/python", "/bin/false", ""])
def test_where_no_process_can_be_started_it_is_saved_and_said(python, folder, session, monkeypatch, capsys):
    monkeypatch.setattr(sys, "executable", python)
    said = verdict(session, [IMPORTS, PLAIN], capsys)
    assert (
        "Saved to your workbook. Whether `from lrlab import sigmoid` gives you this one from now on could not" in said
    )
    assert lrlab.sigmoid(0.0) == 0.5


def test_a_script_is_read_as_a_notebook_is(folder):
    script = f"from functools import partial\n{IMPORTS}\n\ndef general(k, z):\n    {BODY.format('k')}\n\n"
    (folder / "mine.py").write_text(f"{script}sigmoid = partial(general, .5)\ncheck(sigmoid)\n")
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, folder / "mine.py"], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert " ".join((done.stdout + done.stderr).split()) == f"✓ `sigmoid` is right. {SAVED}"
    assert in_the_next_notebook(folder) == ["✓ `sigmoid` is right."]


@pytest.mark.parametrize(
    "values",
    [
        {"z0": "np.float64(0)", "y_hat0": ".5", "grad0": "np.array([-1.5, -1, -.5])", "theta1": "[.15, .1, .05]"},
        {
            "z0": "0",
            "y_hat0": "1 / 2",
            "grad0": "(-1.5, -1., -.5)",
            "theta1": "np.array([.15, .1, .05], dtype=np.longdouble)",
        },
        {
            "z0": "np.array(0.)",
            "y_hat0": "np.float32(.5)",
            "grad0": "[-1.5, np.int8(-1), -.5]",
            "theta1": "[.15, .1, .05]",
        },
    ],
)
def test_values_are_kept_as_they_are(values, folder, session, capsys):
    answer = ", ".join(f"{name}={value}" for name, value in values.items())
    session.run_cell(f"{IMPORTS}\ncheck(dict({answer}), 'worked_example')", store_history=True).raise_error()
    assert "✓ `worked_example` is right. Saved to your workbook" in " ".join(capsys.readouterr().out.split())
    assert set(lrlab.worked_example) == set(values)
