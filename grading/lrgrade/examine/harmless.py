"""Outputs that a sandbox tells of, made fit for a notebook that others open: known kinds, known size, no script.

The graded notebook becomes a web page, for the student and in the formgrader,
and there an output of the student's own making would run as ours. Pictures and
texts pass. Markup passes if it is well-formed and made of harmless elements and
attributes only, and is then written anew from what was understood, so that a
browser cannot read more into it. Other markup is read by `nh3` as a browser
would, and only texts and tables without style are kept: nothing of SVG or MathML,
for a tree that changes between these and HTML may mean something else when it is
read a second time. What is no text, picture or markup is dropped.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from typing import Any
from xml.parsers import expat

import nh3

from lrgrade.sandbox.outputs import Output, Outputs, error_output

_NOTE = 200
DROPPED = "(An output of the kind {kind} is not kept.)"

_PICTURES = ("image/png", "image/jpeg")
_MARKUP = ("text/html", "image/svg+xml")

_ELEMENTS = re.compile(
    r"""b | br | caption | code | col | colgroup | dd | details | div | dl | dt | em | figcaption | figure | h[1-6] | hr
    | i | li | ol | p | pre | s | small | span | strong | sub | summary | sup | table | tbody | td | tfoot | th | thead
    | tr | u | ul
    | svg | g | defs | path | rect | circle | ellipse | line | polyline | polygon | text | tspan | use | symbol
    | clipPath | mask | marker | pattern | linearGradient | radialGradient | stop | image""",
    re.VERBOSE,
)
_VOID = frozenset(("br", "col", "hr"))
_ATTRIBUTES = re.compile(
    r"""(?: role | aria-[a-z]+ | alt | border | colspan | rowspan | scope | open | start | dir | lang
    | version | viewBox | width | height | x | y | x1 | x2 | y1 | y2 | cx | cy | r | rx | ry | d | points | transform
    | preserveAspectRatio | offset | fill(?:-[a-z]+)? | stroke(?:-[a-z]+)? | stop-[a-z]+ | opacity | clip-path
    | clip-rule
    | mask | marker-[a-z]+ | font-[a-z]+ | text-[a-z]+ | dominant-baseline | alignment-baseline | letter-spacing
    | gradientUnits | gradientTransform | patternUnits | patternTransform | clipPathUnits | maskUnits | markerUnits
    | markerWidth | markerHeight | orient | refX | refY | dx | dy | rotate | textLength | lengthAdjust | display
    | visibility | color | xml:space )""",
    re.VERBOSE,
)
_HTML_ID = re.compile(r"[\w.-]+")
_CLASS = re.compile(r"lrlab-[\w-]+|dataframe")
_INNER_LINK = re.compile(r"#[\w.-]+|data:image/(?:png|jpeg);base64,[\w+/=\s]*")
_XML_NAMESPACES = frozenset(f"http://www.w3.org/{name}" for name in ("2000/svg", "1999/xlink", "1999/xhtml"))
# A style must not fetch (an address would tell who opens the page), nor lay anything over the page. A backslash could
# spell `url` in another way.
_STYLE_PROPERTIES = re.compile(
    r"""fill(?:-[a-z]+)? | stroke(?:-[a-z]+)? | stop-[a-z]+ | opacity | color | background(?:-color)? | font(?:-[a-z]+)?
    | text-(?:align|anchor|decoration) | vertical-align | white-space | (?:max-|min-)?width | height
    | border(?:-[a-z]+)* | padding(?:-[a-z]+)? | margin(?:-[a-z]+)? | overflow(?:-[xy])?""",
    re.VERBOSE,
)
_VALUE = re.compile(r"(?:[\w\s.,#%+\-]|\((?!\s*[\"'])|\)|['\"])*")
# Properties that could pull what comes next over what came before.
_POSITIONS = {
    "margin": re.compile(r"(?:[\d.]+(?:em|px|%)?|auto|\s)+"),
    "height": re.compile(r"auto"),
    "overflow": re.compile(r"auto|hidden"),
}
_UNFIT_VALUE = re.compile(
    r"url\s*\((?!#[\w.-]+\))|src\s*\(|image|element|expression|position|attr|import|\\", re.IGNORECASE
)
# The only style sheet that Matplotlib writes.
_SHEET = re.compile(r"\s*\*\{stroke-linejoin: round; stroke-linecap: butt\}\s*")
_UNFIT_TEX = re.compile(
    r"\\(?:href|require|style|class|cssId|data|html|csname|unicode|def|let|newcommand|bbox|mmltoken)|<(?=[a-z/!?])",
    re.I,
)
_UNFIT_MARKDOWN = re.compile(r"[&]|\][(:\[]|!\[")
# A picture as JupyterLab writes it where one is pasted.
_PASTED = re.compile(r"!\[[\w .,-]*\]\(attachment:(?P<name>[\w.-]+)\)")
# For markup that is not well-formed, such as a table of pandas', or not harmless as a whole.
_CLEANER = nh3.Cleaner(
    tags={
        "abbr", "acronym", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "div", "em", "h1", "h2", "h3",
        "h4", "h5", "h6", "hr", "i", "li", "ol", "p", "pre", "span", "strong", "sub", "sup", "table", "tbody", "td",
        "tfoot", "th", "thead", "tr", "ul",
    },
    clean_content_tags={"script", "style"},
    attributes={
        "*": {"border", "class", "colspan", "dir", "height", "lang", "role", "rowspan", "scope", "start", "width"}
    },
    generic_attribute_prefixes={"aria-"},
    attribute_filter=lambda _, key, value: value if _is_harmless(key, value) else None,
    link_rel=None,
)  # fmt: skip


def cleaned(outputs: Any, count: int, room: int) -> list[Output]:
    """Notebook outputs from what a sandbox says they are: `room` characters and an error at most, and what was cut."""
    # The sandbox has a note of its own when it is full.
    kept, failed = Outputs(room + _NOTE), False
    for output in outputs if type(outputs) is list else []:
        match _cleaned(output, count):
            case {"output_type": "stream", "name": name, "text": text}:
                kept.stream(name, text)
            case {"output_type": "error", "ename": name, "evalue": value, "traceback": lines} if not failed:
                failed = True
                kept.error(name, value, lines)
            case {"output_type": "execute_result", "data": data}:
                kept.show("execute_result", data, {}, execution_count=count)
            case {"output_type": "display_data", "data": data}:
                kept.show("display_data", data, {})
    return kept.items


def harmless(markup: str) -> str:
    """Markup without anything that runs, fetches or submits."""
    markup = _text(markup)
    try:
        return "".join(_MarkupWriter(markup).parts)
    except _UnfitError:
        return _CLEANER.clean(markup)


def harmless_markdown(source: str, pictures: Iterable[str] = ()) -> str:
    """A Markdown cell that can do no more than look like text, or else its source, quoted.

    pictures: the names of those that were pasted into it, which it may show.
    """
    source = _text(source)
    names = set(pictures)
    text = _PASTED.sub(lambda shown: "" if shown["name"] in names else shown[0], source)
    if not _UNFIT_MARKDOWN.search(text) and not _UNFIT_TEX.search(text):
        return source
    return quoted(source)


def quoted(source: str) -> str:
    """Markdown that shows a source as it was typed."""
    longest = max(map(len, re.findall("`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{source}\n{fence}"


def _cleaned(output: Any, count: int) -> Output | None:
    match output:
        case {"output_type": str(kind), "name": str(name), "text": str(text)} if kind == "stream":
            return {"output_type": "stream", "name": "stderr" if name == "stderr" else "stdout", "text": _text(text)}
        case {"output_type": str(kind), "ename": str(name), "evalue": str(value), "traceback": list(lines)} if (
            kind == "error"
        ):
            lines = [_text(line) for line in lines if type(line) is str]
            return error_output(_text(name), _text(value), lines)
        case {"output_type": str(kind), "data": dict(data)} if kind in ("display_data", "execute_result"):
            shown: Output = {"output_type": kind, "data": dict(_data(data)), "metadata": {}}
            return shown | {"execution_count": count} if kind == "execute_result" else shown
    return None


def _data(data: dict[Any, Any]) -> Iterator[tuple[str, str]]:
    left_out = "something unknown"
    some = False
    for mime, value in data.items():
        if type(mime) is not str or type(value) is not str:
            continue
        if mime == "text/plain" or (mime == "text/latex" and not _UNFIT_TEX.search(unescape(value))):
            yield mime, _text(value)
        elif mime in _PICTURES and _is_base64(value):
            yield mime, value
        elif mime in _MARKUP:
            # Nothing goes without a word.
            yield mime, harmless(value) or (value and DROPPED.format(kind=mime))
        else:
            left_out = mime if re.fullmatch(r"[\w.+/-]{1,60}", mime) else left_out
            continue
        some = True
    if not some:
        yield "text/plain", DROPPED.format(kind=left_out)


class _UnfitError(Exception):
    """Markup that is not well-formed, or holds what is not on the lists."""


class _MarkupWriter:
    """Reads markup as XML and writes what it understood."""

    def __init__(self, markup: str):
        self.parts: list[str] = []
        self._open: list[str] = []
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        for handler in ("StartDoctypeDecl", "ProcessingInstruction", "StartCdataSection", "EntityDecl"):
            setattr(parser, f"{handler}Handler", self._unfit)
        try:
            parser.Parse(f"<all>{markup}</all>", True)
        except expat.ExpatError:
            raise _UnfitError from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        outermost, inside = not self._open, self._open[-1:]
        self._open.append("metadata" if inside == ["metadata"] else name)
        if outermost or self._open[-1] == "metadata":
            return
        if inside == ["style"] or not (_ELEMENTS.fullmatch(name) or (name == "style" and set(attributes) <= {"type"})):
            raise _UnfitError
        self.parts.append(f"<{name}")
        for key, value in attributes.items():
            # On the outermost, a browser takes a transform for one of the whole picture's place on the page.
            moved = name == "svg" and key == "transform"
            if moved or (not _is_harmless(key, value) and name != "style"):
                raise _UnfitError
            self.parts.append(f' {key}="{escape(value)}"' if name != "style" else "")
        self.parts.append(">")

    def _end(self, name: str) -> None:
        inside = self._open.pop()
        if self._open and inside != "metadata" and name not in _VOID:
            self.parts.append(f"</{name}>")

    def _text(self, text: str) -> None:
        if self._open[-1] == "style" and not _SHEET.fullmatch(text):
            raise _UnfitError
        if self._open[-1] != "metadata":
            self.parts.append(escape(text, quote=False))

    def _unfit(self, *_: Any) -> None:
        raise _UnfitError


def _is_harmless(key: str, value: str) -> bool:
    match key:
        case "href" | "xlink:href":
            return _INNER_LINK.fullmatch(value) is not None
        case "class":
            return _CLASS.fullmatch(value) is not None
        case "id":
            return _HTML_ID.fullmatch(value) is not None
        case "xmlns" | "xmlns:xlink":
            return value in _XML_NAMESPACES
        case "style":
            return all(_is_harmless_declaration(one) for one in value.split(";") if one.strip())
    # Read aloud and never understood, a sentence may speak of an image.
    spoken = key == "alt" or key.startswith("aria-")
    return _ATTRIBUTES.fullmatch(key) is not None and (spoken or not _UNFIT_VALUE.search(value))


def _is_harmless_declaration(declaration: str) -> bool:
    name, _, value = (part.strip() for part in declaration.partition(":"))
    place = _POSITIONS.get(name.partition("-")[0])
    fit = _STYLE_PROPERTIES.fullmatch(name) and _VALUE.fullmatch(value) and not _UNFIT_VALUE.search(value)
    return bool(fit) and (place is None or place.fullmatch(value) is not None)


def _text(text: str) -> str:
    """Without half letters, which no file can hold."""
    return text.encode("utf-8", "replace").decode()


def _is_base64(value: str) -> bool:
    try:
        return bool(base64.b64decode(value.replace("\n", ""), validate=True))
    except (binascii.Error, ValueError):
        return False
