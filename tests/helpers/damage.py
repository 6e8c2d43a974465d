"""What becomes of a right notebook on its way to the grader: a generator of realistic damage.

The kinds are those of public bug reports of nbgrader and its neighbours. A piece
of damage is a function that is named in one of the lists below; what is drawn
from them together is a HandIn. Damage that leaves an answer readable must cost
nothing. Damage that does not must be said, and marked for review.
"""

import base64
import bz2
import copy
import gzip
import io
import json
import random
import re
import tarfile
import unicodedata
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

import nbformat
from nbconvert import HTMLExporter, PythonExporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output, new_raw_cell

from lrlab.workbook.solutions import nbgrader_of

NOTE = "A note of mine that must not be lost."


@dataclass
class HandIn:
    """What a student hands in.

    notebook: the right one. name: its file's. files: all that lies in the folder in the end, and texts of links.
    told: what was done to it. costs: whether an answer may be lost by it. note: whether a note of the student's is in
    it.
    """

    notebook: NotebookNode
    untouched: NotebookNode
    other: NotebookNode
    name: str
    files: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    costs: bool = False
    note: bool = False

    @property
    def answers(self) -> list[NotebookNode]:
        """The cells with answers that still have nbgrader's mark."""
        return [cell for cell in self.notebook.cells if nbgrader_of(cell).get("solution")]


Damage = Callable[[HandIn, random.Random], None]


def _place(hand_in: HandIn, rng: random.Random) -> int:
    return rng.randrange(len(hand_in.notebook.cells) + 1)


def _index(hand_in: HandIn, cell: NotebookNode) -> int:
    return next(place for place, one in enumerate(hand_in.notebook.cells) if one is cell)


def _is_code(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" or re.search(r"^def ", cell.source, re.MULTILINE) is not None


# ---- the cells


def nothing(hand_in: HandIn, rng: random.Random) -> None:
    """Nothing at all."""


def ids_lost(hand_in: HandIn, rng: random.Random) -> None:
    """An older Jupyter has no cell ids."""
    hand_in.notebook.nbformat_minor = 4
    for cell in hand_in.notebook.cells:
        cell.pop("id", None)


def ids_anew(hand_in: HandIn, rng: random.Random) -> None:
    """VS Code and Colab number cells anew."""
    for cell in hand_in.notebook.cells:
        cell["id"] = f"{rng.randrange(2**32):08x}"


def marks_lost(hand_in: HandIn, rng: random.Random) -> None:
    """A program that keeps no metadata."""
    for cell in hand_in.notebook.cells:
        cell.metadata = NotebookNode()


def marks_and_ids_lost(hand_in: HandIn, rng: random.Random) -> None:
    """A program that keeps neither."""
    marks_lost(hand_in, rng)
    ids_lost(hand_in, rng)


def some_marks_lost(hand_in: HandIn, rng: random.Random) -> None:
    """Cells that were cut and pasted between programs."""
    for cell in rng.sample(hand_in.notebook.cells, min(5, len(hand_in.notebook.cells))):
        cell.metadata.pop("nbgrader", None)


def of_colab(hand_in: HandIn, rng: random.Random) -> None:
    """Colab's own metadata, and its ids."""
    ids_lost(hand_in, rng)
    hand_in.notebook.metadata.update({"colab": {"provenance": [], "name": hand_in.name}, "accelerator": "GPU"})
    for cell in hand_in.notebook.cells:
        cell.metadata.update({"id": f"{rng.randrange(2**48):012x}", "outputId": "a", "colab": {"base_uri": "b"}})


def of_vscode(hand_in: HandIn, rng: random.Random) -> None:
    """VS Code's own metadata."""
    ids_anew(hand_in, rng)
    hand_in.notebook.metadata["vscode"] = {"interpreter": {"hash": "0" * 64}}
    for cell in hand_in.notebook.cells:
        cell.metadata["vscode"] = {"languageId": "python"}


def old_schema(hand_in: HandIn, rng: random.Random) -> None:
    """nbgrader's metadata in an older form."""
    for cell in hand_in.notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader["schema_version"] = rng.choice([1, 2])


def retyped(hand_in: HandIn, rng: random.Random) -> None:
    """An answer's cell was deleted by mistake and typed again."""
    if cells := hand_in.answers:
        place = _index(hand_in, rng.choice(cells))
        hand_in.notebook.cells[place] = new_code_cell(hand_in.notebook.cells[place].source)


def written_below_the_stub(hand_in: HandIn, rng: random.Random) -> None:
    """The stub was left, and the answer written into a cell of its own, perhaps far below."""
    if cells := hand_in.answers:
        answer = rng.choice(cells)
        text, name = answer.source, nbgrader_of(answer)["grade_id"]
        answer.source = next(
            cell.source for cell in hand_in.untouched.cells if nbgrader_of(cell).get("grade_id") == name
        )
        place = rng.randrange(_index(hand_in, answer) + 1, len(hand_in.notebook.cells) + 1)
        hand_in.notebook.cells.insert(place, new_code_cell(text))


def merged(hand_in: HandIn, rng: random.Random) -> None:
    """An answer's cell was merged with the code cell below it."""
    cells = hand_in.notebook.cells
    pairs = [
        place
        for place in range(len(cells) - 1)
        if cells[place].cell_type == cells[place + 1].cell_type == "code" and nbgrader_of(cells[place]).get("solution")
    ]
    if pairs:
        place = rng.choice(pairs)
        cells[place].source += "\n\n" + cells.pop(place + 1).source


def all_in_one(hand_in: HandIn, rng: random.Random) -> None:
    """All answers were written into the first answer's cell, and the others deleted."""
    if cells := hand_in.answers:
        cells[0].source = "\n\n".join(cell.source for cell in cells)
        for cell in cells[1:]:
            hand_in.notebook.cells.pop(_index(hand_in, cell))


def split(hand_in: HandIn, rng: random.Random) -> None:
    """An answer's cell was split behind a helper; both halves keep the mark."""
    if cells := hand_in.answers:
        answer = rng.choice(cells)
        first = copy.deepcopy(answer)
        first.source, first["id"] = "def helper(value):\n    return value", f"half-{rng.randrange(10**6)}"
        hand_in.notebook.cells.insert(_index(hand_in, answer), first)


def moved(hand_in: HandIn, rng: random.Random) -> None:
    """A cell was dragged to another place."""
    cells = hand_in.notebook.cells
    cells.insert(_place(hand_in, rng) - 1, cells.pop(rng.randrange(len(cells))))


def shuffled(hand_in: HandIn, rng: random.Random) -> None:
    """All cells are in another order."""
    rng.shuffle(hand_in.notebook.cells)


def ours_deleted(hand_in: HandIn, rng: random.Random) -> None:
    """Some of the cells that are not for editing are gone."""
    given = [cell.source for cell in hand_in.untouched.cells if not nbgrader_of(cell).get("solution")]
    cells = [cell for cell in hand_in.notebook.cells if cell.source in given]
    gone = rng.sample(cells, rng.randint(0, len(cells)))
    hand_in.notebook.cells = [cell for cell in hand_in.notebook.cells if not any(cell is one for one in gone)]


def ours_edited(hand_in: HandIn, rng: random.Random) -> None:
    """Cells that are not for editing were edited."""
    for cell in hand_in.notebook.cells:
        if nbgrader_of(cell).get("locked") and rng.random() < 0.5:
            cell.source += "\nprint('edited')"


def cell_of_another_type(hand_in: HandIn, rng: random.Random) -> None:
    """A slip of a finger makes code text."""
    if cells := hand_in.answers:
        rng.choice(cells).cell_type = rng.choice(["markdown", "raw"])


def own_cells(hand_in: HandIn, rng: random.Random) -> None:
    """Notes, attempts, plots, and what does not run."""
    hand_in.note = True
    own = [
        new_markdown_cell(NOTE),
        new_code_cell("%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([0, 1]);"),
        new_code_cell("this is no Python"),
        new_code_cell("!ls"),
        new_code_cell(""),
        new_code_cell("from numpy import *"),
        new_code_cell("1 / 0"),
        new_raw_cell("raw"),
        new_code_cell("help(print)"),
        new_code_cell("input('Name? ')"),
    ]
    for cell in [own[0], *rng.sample(own[1:], 4)]:
        hand_in.notebook.cells.insert(_place(hand_in, rng), cell)


def pasted_pictures(hand_in: HandIn, rng: random.Random) -> None:
    """Screenshots of the blackboard."""
    hand_in.note = True
    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n" + rng.randbytes(200)).decode()
    cell = new_markdown_cell(f"{NOTE}\n\n![image.png](attachment:image.png)")
    cell["attachments"] = {"image.png": {"image/png": picture}, "b": {"text/html": "<script>"}}
    hand_in.notebook.cells.insert(_place(hand_in, rng), cell)


def magics(hand_in: HandIn, rng: random.Random) -> None:
    """An answer's time was taken."""
    if cells := hand_in.answers:
        cell = rng.choice(cells)
        cell.source = rng.choice(["%%time\n", "%%capture\n", "# %%\n"]) + cell.source


def line_ends(hand_in: HandIn, rng: random.Random) -> None:
    """Another system's ends of lines, and spaces there."""
    for cell in hand_in.notebook.cells:
        cell.source = cell.source.replace("\n", rng.choice(["\r\n", " \n"]))


def tags(hand_in: HandIn, rng: random.Random) -> None:
    """Tags, collapsed cells, slides."""
    for cell in hand_in.notebook.cells:
        cell.metadata.update({"tags": ["skip-execution", "raises-exception"], "collapsed": True, "slideshow": {}})


def answered_twice(hand_in: HandIn, rng: random.Random) -> None:
    """A cell was copied and stands there twice."""
    cells = hand_in.notebook.cells
    again = copy.deepcopy(rng.choice(cells))
    cells.insert(_place(hand_in, rng), again)


def with_module(hand_in: HandIn, rng: random.Random) -> None:
    """An answer lies in a module beside the notebook."""
    if cells := hand_in.answers:
        cell = rng.choice(cells)
        name = nbgrader_of(cell)["grade_id"]
        # An answer may have become a text before; whoever moves another one takes it along.
        codes = [one for one in hand_in.notebook.cells if one is not cell and (one.cell_type == "code" or one in cells)]
        others = "\n".join(one.source for one in codes if re.search("^def ", one.source, re.MULTILINE))
        module = f"import numpy as np\n\n{others}\n\n{cell.source}\n"
        hand_in.files["mine.py"] = re.sub("^%%.*$", "", module, flags=re.MULTILINE).encode()
        cell.source = f"from mine import {name}"


def outputs(hand_in: HandIn, rng: random.Random) -> None:
    """Outputs of up to 30 MB."""
    size = rng.choice([10**5, 10**6, 10**6, 3 * 10**6, 3 * 10**7])
    text = base64.b64encode(rng.randbytes(size)).decode()
    for cell in hand_in.notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [new_output("display_data", {"image/png": text})]
            cell.execution_count = 7
            break


CELLS: list[Damage] = [
    nothing, ids_lost, ids_anew, marks_lost, marks_and_ids_lost, some_marks_lost, of_colab, of_vscode, old_schema,
    retyped, written_below_the_stub, merged, all_in_one, split, moved, shuffled, ours_deleted, ours_edited,
    cell_of_another_type, own_cells, pasted_pictures, magics, line_ends, tags, answered_twice, with_module, outputs,
]  # fmt: skip


# ---- the form of the file


def _written(hand_in: HandIn) -> bytes:
    # As it is: nbformat would make it valid again.
    return json.dumps(hand_in.notebook, indent=1).encode()


def as_it_is(hand_in: HandIn, rng: random.Random) -> None:
    """Jupyter's own file."""
    hand_in.files[hand_in.name] = _written(hand_in)


def renamed(hand_in: HandIn, rng: random.Random) -> None:
    """Another name, another ending, another folder."""
    stem = hand_in.name.removesuffix(".ipynb")
    forms = ["{} (1).ipynb", "Kopie von {}.ipynb", "{}.ipynb.json", "{}.ipynb.txt", "{}.json", "{}", "{}.IPYNB"]
    forms += [
        "deep/er/{}.ipynb",
        "{}_final_FINAL(2).ipynb",
        "ada-{}.ipynb",
        "ü{}.ipynb",
        "{}.ipynb.ipynb",
        "[x]*?.ipynb",
    ]
    hand_in.files[rng.choice(forms).format(stem)] = _written(hand_in)


def encoded(hand_in: HandIn, rng: random.Random) -> None:
    """Another encoding than UTF-8, or its mark at the beginning."""
    text = json.dumps(hand_in.notebook, indent=rng.choice([None, 1, 4]), ensure_ascii=False)
    hand_in.files[hand_in.name] = text.encode(rng.choice(["utf-8-sig", "utf-16", "utf-16-le", "utf-32"]))


def packed(hand_in: HandIn, rng: random.Random) -> None:
    """A zip file or another archive, as LMSs and macOS make them."""
    content, stem = _written(hand_in), hand_in.name.removesuffix(".ipynb")
    kind = rng.randrange(6)
    if kind < 3:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(["", "work/", "Ada Ü/01 sigmoid/"][kind] + hand_in.name, content)
            archive.writestr(f"__MACOSX/._{hand_in.name}", b"\0\5\26\7")
            for name in list(hand_in.files):
                archive.writestr(["", "work/", "Ada Ü/01 sigmoid/"][kind] + name, hand_in.files.pop(name))
        hand_in.files[rng.choice([f"{stem}.zip", hand_in.name, "01-sigmoid.ZIP"])] = target.getvalue()
    elif kind == 3:
        target = io.BytesIO()
        with tarfile.open(fileobj=target, mode="w:gz") as tar:
            entry = tarfile.TarInfo(f"./{hand_in.name}")
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
        hand_in.files[rng.choice([f"{stem}.tar.gz", f"{stem}.tgz"])] = target.getvalue()
    else:
        hand_in.files[f"{hand_in.name}.{'gz' if kind == 4 else 'bz2'}"] = (
            gzip.compress(content) if kind == 4 else bz2.compress(content)
        )


def of_format_3(hand_in: HandIn, rng: random.Random) -> None:
    """A notebook of IPython's."""
    notebook = nbformat.from_dict(json.loads(_written(hand_in)))
    hand_in.files[hand_in.name] = nbformat.v3.writes_json(nbformat.v4.downgrade(notebook)).encode()


def exported(hand_in: HandIn, rng: random.Random) -> None:
    """A script instead of the notebook."""
    cells = [cell for cell in hand_in.notebook.cells if cell.cell_type == "code"]
    hand_in.note = False
    # What is no code is a comment there.
    hand_in.costs = len(cells) < len([cell for cell in hand_in.notebook.cells if _is_code(cell)])
    scripts = [
        lambda: PythonExporter().from_notebook_node(nbformat.from_dict(hand_in.notebook))[0],
        lambda: "\n\n".join(f"# %%\n{cell.source}" for cell in cells),
        # Colab makes a comment of a magic.
        lambda: re.sub("^%%", "# magic: ", "\n\n".join(cell.source for cell in cells), flags=re.MULTILINE),
    ]
    hand_in.files["sigmoid.py"] = rng.choice(scripts)().encode()


def twice(hand_in: HandIn, rng: random.Random) -> None:
    """The untouched notebook was handed in with the solved one."""
    hand_in.files[hand_in.name] = json.dumps(hand_in.untouched).encode()
    hand_in.files[rng.choice(["sigmoid (1).ipynb", "sigmoid-Copy1.ipynb", "abgabe/sigmoid.ipynb"])] = _written(hand_in)


FORMS: list[Damage] = [as_it_is, renamed, encoded, packed, of_format_3, exported, twice]


# ---- what lies beside it


def litter(hand_in: HandIn, rng: random.Random) -> None:
    """What systems and programs leave behind."""
    hand_in.files |= {".DS_Store": b"\0", "Thumbs.db": b"\0", "__pycache__/mine.cpython-311.pyc": b"\0"}
    hand_in.files[f".ipynb_checkpoints/{hand_in.name}"] = json.dumps(hand_in.untouched).encode()


def sidecars(hand_in: HandIn, rng: random.Random) -> None:
    """What nbgrader's own commands put there."""
    hand_in.files |= {"submission_secret.txt": b"c0ffee" * 20, "timestamp.txt": b"2026-03-01 10:00:00.123456 UTC"}
    hand_in.files["feedback/2026-03-01 10:00:00.123456 UTC/sigmoid.html"] = b"<html>"


def data(hand_in: HandIn, rng: random.Random) -> None:
    """Files of all kinds."""
    kinds = {
        "table.csv": b"a;b\n",
        "bild.PNG": b"\x89PNG",
        "notes.md": b"# x",
        "numpy.py": b"1/0",
        "a b/ü.txt": b"\xff",
    }
    kinds |= {"data.npz": b"PK\x03\x04", "empty": b"", "x.zip": b"no zip", "lrlab/__init__.py": b"raise SystemExit"}
    for name in rng.sample(sorted(kinds), 3):
        hand_in.files.setdefault(name, kinds[name])


def link(hand_in: HandIn, rng: random.Random) -> None:
    """A link to somewhere else."""
    hand_in.links["elsewhere"] = "/etc"


BESIDE: list[Damage] = [nothing, litter, sidecars, data, link]


# ---- what leaves no answer, or not all of them


def cut_off(hand_in: HandIn, rng: random.Random) -> None:
    """An upload that broke off."""
    content = _written(hand_in)
    hand_in.files[hand_in.name] = content[: rng.randrange(len(content) - 2)]


def no_bytes(hand_in: HandIn, rng: random.Random) -> None:
    """A full disk."""
    hand_in.files[hand_in.name] = b""


def not_a_notebook(hand_in: HandIn, rng: random.Random) -> None:
    """Another kind of file, whatever its name."""
    kinds = [
        b"%PDF-1.7\n%\xe2\xe3",
        b"Rar!\x1a\x07\x00",
        b"\x89PNG\r\n",
        b"PK\x03\x04broken",
        b"[]",
        b'{"cells": 3}',
        b"\0" * 99,
    ]
    stem = hand_in.name.removesuffix(".ipynb")
    name = rng.choice([hand_in.name, f"{stem}.pdf", f"{stem}.docx", f"{stem}.rar", f"{stem}.7z", f"{stem}.zip"])
    hand_in.files[name] = rng.choice(kinds)


def as_a_page(hand_in: HandIn, rng: random.Random) -> None:
    """The page that the browser shows."""
    hand_in.files["sigmoid.html"] = HTMLExporter().from_notebook_node(hand_in.untouched)[0].encode()


def linked(hand_in: HandIn, rng: random.Random) -> None:
    """A link instead of the file."""
    hand_in.links[hand_in.name] = "/home/ada/sigmoid.ipynb"


def wrong_notebook(hand_in: HandIn, rng: random.Random) -> None:
    """That of another assignment."""
    hand_in.files[hand_in.name] = json.dumps(hand_in.other).encode()


def untouched(hand_in: HandIn, rng: random.Random) -> None:
    """The notebook as it was given out."""
    hand_in.files[hand_in.name] = json.dumps(hand_in.untouched).encode()


def nothing_in_it(hand_in: HandIn, rng: random.Random) -> None:
    """An empty folder, or a letter."""
    if rng.random() < 0.5:
        hand_in.files["sorry.txt"] = b"Ich war krank."


def answer_deleted(hand_in: HandIn, rng: random.Random) -> None:
    """The cell of an answer was deleted."""
    cell = hand_in.answers[0]
    hand_in.notebook.cells.pop(_index(hand_in, cell))
    as_it_is(hand_in, rng)


def module_forgotten(hand_in: HandIn, rng: random.Random) -> None:
    """The module with an answer was not handed in."""
    cell = rng.choice(hand_in.answers)
    cell.source = f"from mine import {nbgrader_of(cell)['grade_id']}"
    as_it_is(hand_in, rng)


def called_otherwise(hand_in: HandIn, rng: random.Random) -> None:
    """The answer has another name than was asked for."""
    cell = rng.choice(hand_in.answers)
    name = nbgrader_of(cell)["grade_id"]
    cell.source = cell.source.replace(f"def {name}(", f"def my_{name}(")
    as_it_is(hand_in, rng)


COSTLY: list[Damage] = [
    cut_off, no_bytes, not_a_notebook, as_a_page, linked, wrong_notebook, untouched, nothing_in_it, answer_deleted,
    module_forgotten, called_otherwise,
]  # fmt: skip


def drawn(right: NotebookNode, bare: NotebookNode, other: NotebookNode, name: str, rng: random.Random) -> HandIn:
    """A damaged submission. right, bare: a notebook with all answers and with none. other: another assignment's."""
    hand_in = HandIn(copy.deepcopy(right), bare, other, name)
    hand_in.costs = rng.random() < 0.25
    if hand_in.costs:
        chosen = [rng.choice(COSTLY), rng.choice(BESIDE)]
    else:
        chosen = [*rng.sample(CELLS, rng.randint(1, 3)), rng.choice(FORMS), rng.choice(BESIDE)]
        # Text goes first where its marks are looked for, and what takes them away last.
        chosen.sort(key=lambda one: one in (marks_lost, marks_and_ids_lost, of_colab, ids_lost, some_marks_lost))
        chosen.sort(key=lambda one: (one in FORMS) + 2 * (one in BESIDE))
        if with_module in chosen:
            # Made of a cell that was damaged before, a module works in no Jupyter either.
            chosen = [one for one in chosen if one is with_module or one not in CELLS]
        # An answer that became a text, and then lost its marks, is not found. It is told, and marked for review.
        without_marks = (marks_lost, marks_and_ids_lost, of_colab, some_marks_lost)
        hand_in.costs = cell_of_another_type in chosen and any(one in without_marks for one in chosen)
    with warnings.catch_warnings():
        # Of nbformat and nbconvert, about what is to be odd.
        warnings.simplefilter("ignore")
        for damage in chosen:
            hand_in.told.append(damage.__name__)
            damage(hand_in, rng)
    return hand_in


def odd_name(number: int, rng: random.Random) -> str:
    """The name of a student's folder, as unlike others as they come."""
    forms = ["s{}", "[x{}]", "Zoë {}", "o'brien-{}", "{}*?", "%20{}", "李 {}", "a+b@c.org {}", "x" * 80 + "{}"]
    name = rng.choice(forms).format(number)
    return unicodedata.normalize(rng.choice(["NFC", "NFD"]), name)
