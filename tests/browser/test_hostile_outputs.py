"""What a browser itself makes of outputs that were made harmless: no script runs, nothing is fetched, nothing acts."""

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
from helpers.commands import TESTS
from helpers.jupyterlab import CHROMIUM, browser_page
from lrgrade.examine.harmless import harmless

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed"),
]

ADDRESS = "http://page.test/"
MARKUP = (TESTS / "helpers" / "hostile_markup.txt").read_text(encoding="utf-8").splitlines()
# A browser ends a tree that is too deep, and puts what comes next beside it.
MARKUP += [f"{'<div>' * 600}{markup}" for markup in MARKUP[:8]]
# What `harmless` keeps as a picture, with one thing in it that would act elsewhere.
MARKUP += [
    '<svg><image href="data:image/png;base64,aaaa" width="1"></image><p>p</p><style></style><b>b</b></svg>',
    '<svg><style>*{stroke-linejoin: round; stroke-linecap: butt}</style><table><g class="lrlab-x"></g></table></svg>',
]

# Puts each text into the page as a notebook's page does, and then what the page made of it, twice. Gives what acts.
ACTS = """markup => {
    const acts = [];
    const harmless = new Set("http://www.w3.org/1999/xhtml http://www.w3.org/2000/svg".split(" "));
    for (const text of markup) {
        const place = document.body.appendChild(document.createElement("div"));
        for (let again = text, times = 0; times < 3; times += 1, again = place.innerHTML) {
            place.innerHTML = again;
            for (const element of place.querySelectorAll("*")) {
                const name = element.localName;
                const bad = !harmless.has(element.namespaceURI) || element.src || element.content || element.shadowRoot
                    || /^(script|iframe|object|embed|link|meta|base|form|input|button|a|set|animate|math)$/.test(name)
                    || (name === "style" && /evil|url|import/.test(element.textContent))
                    || [...element.attributes].some(one => one.name.startsWith("on")
                        || (/evil/.test(one.value) && !one.name.startsWith("aria-")));
                if (bad) acts.push([text, element.outerHTML]);
            }
        }
    }
    return acts;
}"""


@pytest.fixture(scope="module")
def page():
    """A page that counts what runs and what it asks for."""
    with browser_page() as page:
        page.asked = []
        page.context.route(
            "**/*",
            lambda route: (
                route.fulfill(body="<script>ran = 0; function evil() { ran += 1; }</script>", content_type="text/html")
                if route.request.url == ADDRESS
                else (page.asked.append(route.request.url), route.abort())
            ),
        )
        yield page


def shown(page, parts):
    """Open a page with the parts in it, each of which is to end by itself; give what acts, and how much ran."""
    page.goto(ADDRESS)
    page.asked.clear()
    acts = page.evaluate(ACTS, parts)
    # A picture that is not there is reported a moment later: by then one of ours has been reported too.
    page.evaluate("() => new Promise(done => Object.assign(new Image(), {onerror: done, src: '/last.png'}))")
    return acts, page.evaluate("ran"), [one for one in page.asked if not one.endswith("/last.png")]


def test_nothing_acts(page):
    assert shown(page, [harmless(markup) for markup in MARKUP]) == ([], 0, [])


def test_it_would_have_acted(page):
    acts, ran, asked = shown(page, MARKUP)
    assert len({text for text, _ in acts}) > len(MARKUP) / 2
    assert ran > 10
    assert asked
