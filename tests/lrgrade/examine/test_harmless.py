"""What a sandbox says it has shown, made fit for a page: pictures and texts pass, and nothing that runs or fetches."""

import base64
import json
import re
from html.parser import HTMLParser

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.commands import TESTS
from helpers.course import ROOT
from lrgrade.examine.harmless import cleaned, harmless, harmless_markdown
from lrgrade.sandbox.outputs import TRUNCATED
from lrgrade.sandbox.protocol import as_size

ROOM = 10**6
PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()

PASSES = {
    "stream": {"output_type": "stream", "name": "stdout", "text": "<b> & more\n"},
    "stderr": {"output_type": "stream", "name": "stderr", "text": "careful"},
    "error": {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": ["\x1b[31mValueError", "no"]},
    "png": {"output_type": "display_data", "data": {"image/png": PICTURE, "text/plain": "<Figure>"}, "metadata": {}},
    "jpeg": {"output_type": "display_data", "data": {"image/jpeg": PICTURE}, "metadata": {}},
    "value": {"output_type": "execute_result", "data": {"text/plain": "3"}, "metadata": {}, "execution_count": 7},
    "latex": {"output_type": "display_data", "data": {"text/latex": r"$\frac{1}{2} < x$"}, "metadata": {}},
}


@pytest.mark.parametrize("name", PASSES)
def test_what_is_plain_passes_unchanged(name):
    assert cleaned([PASSES[name]], 7, ROOM) == [PASSES[name]]


HARMLESS = [
    "<p>A <b>bold</b> word &amp; x &lt; y</p>",
    '<table class="dataframe" border="1"><tr><td colspan="2">1</td></tr></table>',
    '<svg viewBox="0 0 1 1"><defs><path id="m1" d="M0 0"></path></defs><use xlink:href="#m1"></use></svg>',
    '<svg><g clip-path="url(#p1)" style="fill: none; stroke: #1f77b4; font: 10px \'DejaVu Sans\'"></g></svg>',
    '<div style="margin:.4em auto;border-left:4px solid var(--jp-a, #2e7d32);overflow:auto;height:auto"></div>',
]


@pytest.mark.parametrize("markup", HARMLESS)
def test_harmless_markup_means_the_same(markup):
    assert tree(harmless(markup)) == tree(markup)


class Tree(HTMLParser):
    """The elements, attributes and texts of a page, in order."""

    def __init__(self):
        super().__init__()
        self.parts = []

    def handle_starttag(self, tag, attrs):
        # The type of a style sheet and the kind of white space change nothing.
        self.parts.append(
            (tag, sorted((key, " ".join((value or "").split())) for key, value in attrs if tag != "style"))
        )

    def handle_endtag(self, tag):
        self.parts.append(f"/{tag}")

    def handle_data(self, data):
        if self.parts and isinstance(self.parts[-1], list):
            self.parts[-1][0] += data
        elif data.strip():
            self.parts.append([data])

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag != "br":
            self.handle_endtag(tag)


def tree(markup):
    parser = Tree()
    parser.feed(markup)
    parser.close()
    return parser.parts


def course_outputs():
    for path in sorted((ROOT / "solutions").glob("*/*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                yield pytest.param(output, id=f"{path.stem}-{cell.id}-{output.output_type}")


@pytest.mark.parametrize("output", list(course_outputs()))
def test_the_course_looks_as_it_did(output):
    plain = json.loads(json.dumps(output))
    [found] = cleaned([plain], plain.get("execution_count"), 10**7)
    markup = [one.get("data", {}).pop("text/html", "") for one in (found, plain)]
    assert tree(markup[0]) == tree(markup[1])
    assert found == plain | ({"metadata": {}} if "metadata" in plain else {})


# What must not come through, as whoever reads the page would meet it: each holds the word "evil" where it would act.
HOSTILE = [
    "<script>evil()</script>",
    "<SCRIPT SRC=//evil.example></SCRIPT>",
    "<svg><script>evil()</script></svg>",
    "<svg><script href='//evil.example'/></svg>",
    "<img src=x onerror=evil()>",
    '<img src="x" onerror="evil()"/>',
    '<b onclick="evil()">b</b>',
    '<svg onload="evil()"></svg>',
    '<p ONMOUSEOVER="evil()">p</p>',
    '<a href="javascript:evil()">a</a>',
    '<a href="java&#10;script:evil()">a</a>',
    '<a href="https://evil.example">a</a>',
    '<svg><a xlink:href="javascript:evil()"><text>a</text></a></svg>',
    '<svg><use href="//evil.example/x.svg#a"></use></svg>',
    '<svg><use href="data:image/svg+xml;base64,ZXZpbA==#evil"></use></svg>',
    '<svg><image href="https://evil.example/x.png"></image></svg>',
    '<svg><image href="data:image/svg+xml,evil"></image></svg>',
    '<svg><set attributeName="onload" to="evil()"></set></svg>',
    '<svg><animate attributeName="href" values="javascript:evil()"></animate></svg>',
    '<svg><foreignObject><iframe src="//evil.example"></iframe></foreignObject></svg>',
    '<svg><rect fill="url(//evil.example/a.svg#a)"></rect></svg>',
    '<svg><rect fill="\\75rl(//evil.example/a.svg#a)"></rect></svg>',
    '<svg><rect mask="URL ( //evil.example )"></rect></svg>',
    '<svg><rect filter="url(//evil.example#a)"></rect></svg>',
    '<p style="background:url(//evil.example)">p</p>',
    '<p style="background:\\75rl(//evil.example)">p</p>',
    '<p style="background:u/**/rl(evil)">p</p>',
    '<p style="background-image:image-set(evil)">p</p>',
    '<p style="width:expression(evil())">p</p>',
    "<style>@import '//evil.example'</style>",
    "<style>*{background:url(//evil.example)}</style>",
    '<style type="text/css">evil{}</style>',
    "<svg><style><b>evil</b></style></svg>",
    '<link rel="stylesheet" href="//evil.example"/>',
    '<meta http-equiv="refresh" content="0;url=//evil.example"/>',
    '<base href="//evil.example"/>',
    '<iframe srcdoc="&lt;script>evil()&lt;/script>"></iframe>',
    '<form action="//evil.example"><input name="x"/></form>',
    '<button formaction="javascript:evil()">b</button>',
    '<object data="//evil.example"></object>',
    '<embed src="//evil.example"/>',
    '<math><a xlink:href="javascript:evil()">m</a></math>',
    '<!DOCTYPE all [<!ENTITY e "<script>evil()</script>">]><p>&e;</p>',
    '<!DOCTYPE svg SYSTEM "//evil.example"><svg></svg>',
    "<p><![CDATA[<script>evil()</script>]]></p>",
    "<?xml-stylesheet href='//evil.example'?><p>p</p>",
    "<?php evil() ?>",
    "<!--><script>evil()</script>-->",
    "<!-- --!><img src=x onerror=evil()> -->",
    "</all><script>evil()</script><all>",
    "<metadata><script>evil()</script></metadata>",
    "<metadata></metadata><script>evil()</script>",
    # Classics that a browser reads in another way than the sanitizer did.
    '<noscript><p title="</noscript><img src=x onerror=evil()>"></noscript>',
    '<svg></p><style><a id="</style><img src=1 onerror=evil()>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=evil()&gt;">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=evil()>",
    "<svg><title><p title='</title><img src=x onerror=evil()>'></p></title></svg>",
    '<p title="`<img src=x onerror=evil()>`">p</p>',
    "<xmp><p title='</xmp><img src=x onerror=evil()>'></xmp>",
    "<plaintext><script>evil()</script>",
    "<template><script>evil()</script></template>",
    "<b" + "\x00" + " onclick=evil()>b</b>",
    "<scr<script>ipt>evil()</scr</script>ipt>",
    "<img/src='x'/onerror=evil()//",
]

# What is looked for in a page: elements and attributes that act, and addresses.
ACTIVE = {
    "script", "style", "iframe", "object", "embed", "link", "meta", "base", "form", "input", "button", "a", "img",
    "math", "set", "animate", "foreignobject", "noscript", "template", "xmp", "plaintext", "title", "textarea",
}  # fmt: skip


@pytest.mark.parametrize("markup", HOSTILE)
def test_nothing_hostile_comes_through(markup):
    [found] = cleaned([{"output_type": "display_data", "data": {"text/html": markup}}], 1, ROOM)
    for part in tree(found["data"]["text/html"]):
        if isinstance(part, tuple):
            tag, attributes = part
            assert tag not in ACTIVE
            assert not [key for key, value in attributes if key.startswith("on") or "evil" in value]


# Markup that means something else where it stands inside of SVG, MathML, a template or a raw text, or when it is read a
# second time. The browser's own word on the same: tests/browser/test_hostile_outputs.py.
MUTATING = (TESTS / "helpers" / "hostile_markup.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("markup", MUTATING)
def test_no_nesting_brings_anything_through(markup):
    for part in tree(harmless(markup)):
        if isinstance(part, tuple):
            tag, attributes = part
            assert tag not in ACTIVE | {"svg", "audio", "video", "details", "select", "image"}
            spoken = [key for key, value in attributes if "evil" in value]
            assert all(key.startswith("aria-") for key in spoken)
            assert not [key for key, _ in attributes if key.startswith("on")]


def test_a_table_of_pandas_keeps_its_cells_and_loses_its_style():
    markup = """<div>
<style scoped>.dataframe tbody tr th:only-of-type { vertical-align: middle; }</style>
<table border="1" class="dataframe"><thead><tr style="text-align: right;"><th></th><th>a &lt; b</th></tr></thead>
<tbody><tr><th>0</th><td>1.5</td></tr></tbody></table>
<p>1 rows × 1 columns</p></div><br>"""
    plain = markup.replace(' style="text-align: right;"', "")
    plain = plain[: plain.index("<style")] + plain[plain.index("</style>") + len("</style>") :]
    assert tree(harmless(markup)) == tree(plain)


def test_of_markup_that_is_not_kept_its_text_is():
    assert harmless('<a href="//evil.example">a link</a>, <blink>and</blink> 1 < 2 &amp; <b>bold') == (
        "a link, and 1 &lt; 2 &amp; <b>bold</b>"
    )


@pytest.mark.parametrize("markup", ["<script>evil()</script>", "<img src=x>", "<b"])
def test_markup_of_which_nothing_is_left_is_named(markup):
    [found] = cleaned([{"output_type": "display_data", "data": {"text/html": markup}}], 1, ROOM)
    assert found["data"] == {"text/html": "(An output of the kind text/html is not kept.)"}


OVERLAYS = [
    "position:fixed;top:0", "margin:-99em", "margin-top:-9px", "margin:calc(0px - 9em)", "transform:translate(0,-9em)",
    "translate:0 -9em", "height:0", "max-height:0", "line-height:0", "overflow:visible", "text-indent:-9em",
    "float:left", "inset:0", "zoom:9", "display:none", "--x:-9em;margin:var(--x)", "z-index:9", "Margin:-9em",
]  # fmt: skip


@pytest.mark.parametrize("style", OVERLAYS)
def test_a_style_lays_nothing_over_the_page(style):
    assert "style=" not in harmless(f'<div style="{style}">over</div>')


@pytest.mark.parametrize(
    "attribute", ['transform="translate(0,-900)"', 'overflow="visible"', 'style="overflow:visible"']
)
def test_a_picture_stays_in_its_place(attribute):
    assert "<svg" not in harmless(f'<svg {attribute}><rect width="9"></rect></svg>')


@pytest.mark.parametrize(
    "formula",
    [r"$\href{javascript:evil()}{x}$", r"\bbox[background:url(//evil.example)]{x}", r"\mmlToken{mi}[href=evil]{x}",
     r"\style{position:fixed}{x}", r"\require{html}", "$<script>evil()</script>$", r"&#92;href{evil}{x}"],
)  # fmt: skip
def test_no_formula_that_acts(formula):
    [found] = cleaned([{"output_type": "display_data", "data": {"text/latex": formula}}], 1, ROOM)
    assert "text/latex" not in found["data"]
    assert harmless_markdown(formula).startswith("```")


def test_what_is_no_text_picture_or_markup_is_named_and_dropped():
    data = {"application/javascript": "evil()", "application/vnd.jupyter.widget-view+json": "{}"}
    [found] = cleaned([{"output_type": "display_data", "data": data}], 1, ROOM)
    assert list(found["data"]) == ["text/plain"]
    assert "is not kept" in found["data"]["text/plain"]
    [broken] = cleaned([{"output_type": "display_data", "data": {"image/png": '"><script>evil()'}}], 1, ROOM)
    assert list(broken["data"]) == ["text/plain"]


def test_what_is_too_long_is_cut_off_and_says_so():
    line = {"output_type": "stream", "name": "stdout", "text": "x" * 1000}
    first, note = cleaned([line] * 10, 1, 5000)
    assert 5000 <= len(first["text"]) <= 5200
    cut = 10_000 - len(first["text"])
    assert note["text"] == TRUNCATED.format(size=as_size(cut))


def test_a_deep_tree_ends():
    for markup in ("<b>" * 3000, "<b>" * 3000 + "</b>" * 3000, "<svg><g>" * 3000):
        assert isinstance(harmless(markup), str)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.integers(), inner, max_size=4),
    max_leaves=12,
)
OUTPUT = st.fixed_dictionaries(
    {"output_type": st.sampled_from(["stream", "error", "display_data", "execute_result", "update_display_data"])},
    optional={
        "name": ANYTHING,
        "text": ANYTHING,
        "ename": st.text() | ANYTHING,
        "evalue": st.text() | ANYTHING,
        "traceback": st.lists(ANYTHING, max_size=3),
        "data": st.dictionaries(
            st.sampled_from(["text/plain", "text/html", "image/svg+xml", "image/png", "text/latex"]), ANYTHING
        ),
        "metadata": ANYTHING,
    },
)


@given(st.lists(OUTPUT | ANYTHING, max_size=5) | ANYTHING)
def test_odd_outputs_never_raise_and_what_is_kept_is_valid(outputs):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x")])
    notebook.cells[0].outputs = [nbformat.from_dict(output) for output in cleaned(outputs, 1, 5000)]
    nbformat.validate(notebook)
    assert json.dumps(notebook).encode()


@given(st.text(alphabet="<>/\"'=&;!-[]? abgpscriptonvxlkuse#:().\\\x00\ud800", max_size=60))
def test_odd_markup_never_acts(markup):
    for part in tree(harmless(markup)):
        if isinstance(part, tuple):
            assert part[0] not in ACTIVE
            assert not [key for key, _ in part[1] if key.startswith("on")]


PIECES = [piece for markup in MUTATING for piece in re.findall("<[^<>]*>|[^<>]+|[<>]", markup)]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_odd_nesting_never_acts(markup):
    for part in tree(harmless(markup)):
        if isinstance(part, tuple):
            assert part[0] not in ACTIVE
            assert not [key for key, _ in part[1] if key.startswith("on")]


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("![image.png](attachment:image.png)", True),
        ("Text ![](attachment:image.png) and ![b](attachment:image.png)", True),
        ("![image.png](attachment:other.png)", False),
        ("![image.png](https://example.org/image.png)", False),
        ("![image.png](attachment:image.png) ![x](//example.org)", False),
        ('![x](attachment:image.png "title")', False),
        ("[![x](attachment:image.png)](javascript:alert(1))", False),
        ("![x][y]\n\n[y]: attachment:image.png", False),
    ],
)
def test_a_text_shows_the_pictures_that_were_pasted_into_it_and_no_others(source, kept):
    assert (harmless_markdown(source, ["image.png"]) == source) == kept
    assert harmless_markdown(source) != source
