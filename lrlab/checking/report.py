"""A message to a learner, as HTML in a notebook and as plain text elsewhere."""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal

Tone = Literal["right", "wrong", "hint"]

_TONE_MARKS = {"right": "✓", "wrong": "✗", "hint": "?"}
# JupyterLab's own variables follow its theme; the second value serves pages without them.
_COLOURS = {
    "right": "var(--jp-success-color1, #2e7d32)",
    "wrong": "var(--jp-error-color1, #c62828)",
    "hint": "var(--jp-info-color1, #0277bd)",
}
_WIDTH = 88

# The key of an output's metadata under which a notebook keeps a report's facts.
FACTS = "lrlab"


@dataclass(frozen=True)
class Report:
    """One message: a title, rows of (label, text), perhaps code to paste, and the next step.

    Rows whose label ends in `:` hold values and are set in a fixed width.
    `facts` are for programs: a notebook keeps them beside the message.
    """

    title: str
    tone: Tone
    rows: list[tuple[str, str]] = field(default_factory=list)
    code: str = ""
    next_step: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The message as plain text, at most 88 columns but for code, values and paths."""
        lines = [f"{_TONE_MARKS[self.tone]} {self.title}"]
        if self.code:
            lines += ["", textwrap.indent(self.code, "    "), ""]
        width = max((len(label) for label, _ in self.rows if label.endswith(":")), default=0)
        for label, text in self.rows:
            if label.endswith(":"):
                lines.append(f"  {label:<{width}} " + text.replace("\n", "\n" + " " * (width + 3)))
            else:
                lines.append(_filled(f"{label}. {text}" if label else text, "  "))
        if self.next_step:
            lines.append(_filled(f"→ {self.next_step}", "    "))
        return "\n".join(lines)

    @property
    def html(self) -> str:
        """The message as HTML that follows JupyterLab's theme; every text is escaped."""
        parts = [f'<div style="font-weight:600">{_TONE_MARKS[self.tone]} {_inline(self.title)}</div>']
        if self.code:
            parts.append(_pre(self.code))
        values = [(label, text) for label, text in self.rows if label.endswith(":")]
        if values:
            cells = "".join(
                '<tr style="background:none"><td style="text-align:left;vertical-align:baseline;padding:0 1em 0 0">'
                f'{escape(label[:-1])}</td><td style="text-align:left;vertical-align:baseline;white-space:pre-wrap;'
                f'font-family:var(--jp-code-font-family, monospace)">{escape(text)}</td></tr>'
                for label, text in values
            )
            parts.append(f'<table style="border:none;margin:.3em 0;font-size:inherit">{cells}</table>')
        for label, text in self.rows:
            if not label.endswith(":"):
                head = f"<b>{escape(label)}.</b> " if label else ""
                parts.append(f'<div style="margin:.3em 0">{head}{_inline(text)}</div>')
        if self.next_step:
            parts.append(f'<div style="margin:.3em 0">→ {_inline(self.next_step)}</div>')
        return (
            f'<div class="lrlab-report" style="border-left:4px solid {_COLOURS[self.tone]};padding:.4em .8em;'
            f'margin:.4em 0;max-width:60em">{"".join(parts)}</div>'
        )

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        return {"text/plain": self.text, "text/html": self.html}, {FACTS: self.facts} if self.facts else {}

    def __str__(self) -> str:
        return self.text


def facts_in(cell: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The facts that a cell of a notebook keeps beside its messages. Whatever else lies there is passed over."""
    outputs = cell.get("outputs", [])
    for output in outputs if isinstance(outputs, list) else []:
        metadata = output.get("metadata") if isinstance(output, dict) else None
        facts = metadata.get(FACTS) if isinstance(metadata, dict) else None
        if isinstance(facts, dict):
            yield facts


def _filled(text: str, further_lines: str) -> str:
    # A path stays whole, to be copied.
    filler = textwrap.TextWrapper(_WIDTH, "  ", further_lines, break_long_words=False, break_on_hyphens=False)
    return filler.fill(text)


def _pre(code: str) -> str:
    return (
        '<pre style="margin:.4em 0;padding:.4em .6em;border:1px solid var(--jp-border-color2, #bdbdbd);'
        f'background:none;color:inherit;overflow:auto">{escape(code)}</pre>'
    )


def _inline(text: str) -> str:
    """Escaped text in which `backquoted` pieces are set as code."""
    pieces = escape(text).split("`")
    return "".join(f"<code>{piece}</code>" if index % 2 else piece for index, piece in enumerate(pieces))
