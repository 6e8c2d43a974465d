from lrlab.checking.report import Report

REPORT = Report(
    title="`sigmoid` gives a wrong value.",
    tone="wrong",
    rows=[("expected:", "0.5"), ("got:", "<b>1</b>"), ("This looks like: sign of z flipped", "Put in a large `z`.")],
    code="sigmoid(0.0)",
    next_step="Change your cell.",
)


def test_the_text_reads_top_down():
    assert REPORT.text == (
        "✗ `sigmoid` gives a wrong value.\n"
        "\n"
        "    sigmoid(0.0)\n"
        "\n"
        "  expected: 0.5\n"
        "  got:      <b>1</b>\n"
        "  This looks like: sign of z flipped. Put in a large `z`.\n"
        "  → Change your cell."
    )


def test_the_html_escapes_what_came_from_the_learner_and_follows_the_theme():
    assert "&lt;b&gt;1&lt;/b&gt;" in REPORT.html
    assert "<b>1</b>" not in REPORT.html
    assert "var(--jp-error-color1" in REPORT.html
    assert "<code>sigmoid</code> gives" in REPORT.html


def test_a_notebook_gets_both_forms():
    assert REPORT._repr_mimebundle_() == ({"text/plain": REPORT.text, "text/html": REPORT.html}, {})


def test_facts_are_kept_beside_the_message():
    report = Report("Right.", "right", facts={"hints": 2})
    assert report._repr_mimebundle_()[1] == {"lrlab": {"hints": 2}}
