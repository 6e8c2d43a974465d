"""From the bytes of a file to a clean notebook, whatever program has written them.

Of a notebook only the cells' sources, what identifies the cells, and pictures
that were pasted into texts are read, so that no odd file can stop the grader
later. Outputs are not graded, so they weigh nothing.
"""

import ast
import base64
import binascii
import json
import re
import warnings
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import nbformat
from nbformat import NotebookNode, from_dict
from nbformat.corpus.words import generate_corpus_id as random_cell_id
from nbformat.v4 import new_notebook

from lrgrade.intake.remarks import Remark, file_remark
from lrlab.checking.report import FACTS, facts_in

_CELL_TYPES = ("code", "markdown", "raw")
_CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_PICTURES = ("image/png", "image/jpeg")
MOST_PICTURES = 4_000_000

# Where a cell begins: in nbconvert's scripts, and in those of VS Code, Spyder and jupytext.
_CELL_MARK = re.compile(r"^# In\[[ \d]*\]:[ ]*$|^#[ ]?%%(?P<rest>.*)$", re.MULTILINE)
_CELL_MAGIC = re.compile(r"get_ipython\(\)\.run_cell_magic\((.*)\)", re.DOTALL)
_TEXT_MARK = re.compile(r"\[(?:markdown|md)\]")


class UnreadableError(ValueError):
    """A file that no notebook can be read from. `remark` says why and what to do."""

    def __init__(self, remark: Remark):
        super().__init__(remark.text)
        self.remark = remark


def parse_notebook(content: bytes, name: str) -> tuple[NotebookNode, list[Remark]]:
    """A notebook of any format up to 4, or a script, as a clean notebook of format 4. Raises UnreadableError."""
    remarks: list[Remark] = []
    text = _text(content, name, remarks)
    if is_script(name):
        remarks.append(file_remark("script", file=name))
        return new_notebook(cells=list(_cells_of_script(text))), remarks
    data = _parse(text, name)
    version = data.get("nbformat")
    if not isinstance(version, int):
        raise UnreadableError(file_remark("no_notebook", file=name))
    if version > 4:
        raise UnreadableError(file_remark("newer", file=name, version=version))
    if version < 4:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                data = nbformat.reads(json.dumps(data), as_version=4)
        except Exception:
            raise UnreadableError(file_remark("no_notebook", file=name)) from None
        remarks.append(file_remark("old", file=name, version=version))
    if not isinstance(data.get("cells"), list):
        raise UnreadableError(file_remark("no_notebook", file=name))
    cells = [_clean(cell) for cell in data["cells"]]
    if None in cells:
        remarks.append(file_remark("cells", file=name, count=cells.count(None)))
    found = _without_repeated_ids([cell for cell in cells if cell is not None])
    _drop_large_pictures(found)
    return new_notebook(cells=found), remarks


def is_script(name: str) -> bool:
    """Whether a file is a script by its name, such as Jupyter, Colab and VS Code export."""
    return name.lower().endswith(".py")


def is_notebook(content: bytes) -> bool:
    """Whether bytes look like a notebook, whatever the file is called."""
    text = content.decode(json.detect_encoding(content), errors="replace").lstrip()
    return text.startswith("{") and '"nbformat"' in text


def without_outputs(content: bytes) -> bytes:
    """A notebook's bytes without its outputs, but for what `check` keeps beside its messages; others as they are."""
    try:
        data = json.loads(content.decode(json.detect_encoding(content)))
        for cell in _all_cells(data):
            if "outputs" in cell:
                cell["outputs"] = [_bare_output(facts) for facts in facts_in(cell)]
        return json.dumps(data).encode()
    except (ValueError, RecursionError, TypeError, AttributeError):
        return content


def _all_cells(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    # Before format 4 there was one list more around them.
    for sheet in (data, *data.get("worksheets", [])):
        yield from sheet.get("cells", [])


def _bare_output(facts: dict[str, Any]) -> dict[str, Any]:
    return {"output_type": "display_data", "data": {}, "metadata": {FACTS: facts}}


def _text(content: bytes, name: str, remarks: list[Remark]) -> str:
    try:
        return content.decode("utf-8-sig" if is_script(name) else json.detect_encoding(content))
    except UnicodeDecodeError:
        remarks.append(file_remark("encoding", file=name))
        return content.decode("cp1252", errors="replace")


def _parse(text: str, name: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableError(file_remark("damaged", file=name, line=error.lineno)) from None
    except (ValueError, RecursionError):
        raise UnreadableError(file_remark("no_notebook", file=name)) from None
    if not isinstance(data, dict):
        raise UnreadableError(file_remark("no_notebook", file=name))
    return data


def _cells_of_script(text: str) -> Iterator[NotebookNode]:
    marks = list(_CELL_MARK.finditer(text))
    # One alone is a comment.
    if len(marks) < 2:
        for source in statements_of(text):
            yield _new_cell("code", source)
        return
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for begin, kind, end in zip(
        [0, *(m.end() for m in marks)], ["", *(m["rest"] or "" for m in marks)], [marks[0].start(), *ends], strict=True
    ):
        source = text[begin:end].strip("\n")
        if source.strip() and _TEXT_MARK.search(kind):
            yield _new_cell("markdown", re.sub(r"^# ?", "", source, flags=re.MULTILINE))
        elif source.strip():
            yield _new_cell("code", _with_magic(source))


def _with_magic(source: str) -> str:
    """A cell of nbconvert's script as it was typed, where it began with a magic such as `%%time`."""
    if found := _CELL_MAGIC.fullmatch(source.strip()):
        with suppress(ValueError, SyntaxError):
            name, line, body = ast.literal_eval(f"({found[1]})")
            return f"%%{name} {line}".rstrip() + f"\n{body}"
    return source


def statements_of(text: str) -> list[str]:
    """A source's statements, each with the comments before it; all of it in one piece where it is no Python."""
    try:
        ends = [node.end_lineno or 0 for node in ast.parse(text).body]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return [text]
    lines = text.splitlines()
    begins = [0, *ends[:-1]]
    pieces = ["\n".join(lines[begin:end]).strip("\n") for begin, end in zip(begins, ends, strict=bool(ends))]
    return [piece for piece in pieces if piece.strip()]


def _clean(cell: Any) -> NotebookNode | None:
    """A cell's type, source and identity, without anything that could be invalid; None where it is no cell."""
    if not isinstance(cell, dict) or cell.get("cell_type") not in _CELL_TYPES:
        return None
    source = cell.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        return None
    # Half a surrogate pair cannot be written to a file.
    made = _new_cell(cell["cell_type"], source.encode(errors="replace").decode())
    metadata = cell.get("metadata")
    if isinstance(metadata, dict):
        if isinstance(metadata.get("nbgrader"), dict):
            made.metadata["nbgrader"] = metadata["nbgrader"]
        if isinstance(metadata.get("tags"), list):
            made.metadata["tags"] = sorted({tag for tag in metadata["tags"] if isinstance(tag, str)})
    if isinstance(cell.get("id"), str) and _CELL_ID.fullmatch(cell["id"]):
        made.id = cell["id"]
    if made.cell_type == "code":
        # Of the outputs, what `check` keeps beside its messages says how many hints were open.
        made.outputs = [from_dict(_bare_output(facts)) for facts in facts_in(cell)]
    if made.cell_type == "markdown" and (pictures := dict(_pictures(cell.get("attachments")))):
        made.attachments = from_dict(pictures)
    return made


def _pictures(attachments: Any) -> Iterator[tuple[str, dict[str, str]]]:
    for name, forms in attachments.items() if isinstance(attachments, dict) else ():
        if isinstance(name, str) and isinstance(forms, dict):
            kept = {mime: forms[mime] for mime in _PICTURES if mime in forms and _is_base64(forms[mime])}
            if kept:
                yield name, kept


def _is_base64(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(base64.b64decode(value.replace("\n", ""), validate=True))
    except (binascii.Error, ValueError):
        return False


def _drop_large_pictures(cells: list[NotebookNode]) -> None:
    """Keep no more pictures than fit together into a graded notebook; a text without its own shows its source."""
    room = MOST_PICTURES
    for cell in cells:
        if "attachments" in cell:
            size = len(json.dumps(cell.attachments))
            if size > room:
                del cell["attachments"]
            else:
                room -= size


def _new_cell(kind: str, source: str) -> NotebookNode:
    """What nbformat's new_code_cell and its like make, without validating each by itself, which takes a while."""
    more: dict[str, object] = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return from_dict({"id": random_cell_id(), "cell_type": kind, "metadata": {}, "source": source, **more})


def _without_repeated_ids(cells: list[NotebookNode]) -> list[NotebookNode]:
    seen: set[str] = set()
    for cell in cells:
        if cell.id in seen:
            cell.id = random_cell_id()
        seen.add(cell.id)
    return cells
