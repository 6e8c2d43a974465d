"""What `check` says when an answer is not right, as data.

A title says what happened, in one sentence; `next` says what to do. Fields in
braces are filled by `lrlab.checking.judge`. Backquotes mark code. A course says
some of it in its own words, in MESSAGES of its module `messages`, by the same
keys or by those of its own faults.
"""

from typing import NamedTuple


class Message(NamedTuple):
    """The two sentences of a fault."""

    title: str
    next: str


AGAIN = "Change your cell, run it, then run this cell again."

MESSAGES: dict[str, Message] = {
    "unwritten": Message(
        "`{name}` is not written yet.",
        "Replace the line `raise NotImplementedError()` in the cell above by your own code and run it. "
        "Then run this cell again.",
    ),
    "unwritten_line": Message(
        "The line `{line}` is not written yet.",
        'The lines before it are right. Put an expression in place of its "..." and run this cell again.',
    ),
    "unwritten_value": Message(
        "`{name}` is not written yet.",
        "What comes before it is right. Put its value in place of the ... and run this cell again.",
    ),
    "not_a_function": Message(
        "`{name}` should be a function, but it is {what}.",
        "Define it with `def {signature}:`, and give `check` its name alone, without parentheses: `check({name})`.",
    ),
    "not_lines": Message(
        "`{name}` should hold {count} lines, each a text in quotes, but it is {what}.",
        "Keep the names and the commas of the cell as they were and write one expression for each line.",
    ),
    "not_values": Message(
        "`{name}` is checked by its variables {parameters}, but `check` was given {what}.",
        "Run the test cell as it stands.",
    ),
    "parameters": Message(
        "`{name}` should take {count}: `{signature}`. Yours does not.",
        "Put the names back into the brackets of the `def` line as they stood.",
    ),
    "error": Message("`{name}` stopped with an error.", AGAIN),
    "endless": Message("`{name}` never stops giving items.", "It should come to an end. " + AGAIN),
    "changed": Message(
        "`{name}` changed `{argument}`, which belongs to whoever called it.",
        "Make a new array instead of writing into the one that was given. " + AGAIN,
    ),
    "type": Message("`{name}` gives back the wrong kind of thing.", AGAIN),
    "shape": Message("`{name}` gives back a result of the wrong shape.", AGAIN),
    "dtype": Message("`{name}` gives back the wrong type of numbers.", AGAIN),
    "value": Message("`{name}` gives a wrong value.", AGAIN),
    "none_of": Message("`{name}` gives a result that is none of those that are right.", AGAIN),
    "property": Message("`{name}` does not do what it should: {requirement}", AGAIN),
    "unreadable_line": Message("The line `{line}` cannot be read.", AGAIN),
    "wrong_line": Message("The line `{line}` is not right.", AGAIN),
    "unknown": Message(
        "`check` does not know which exercise this is.",
        "Give it the function by the name that the exercise has, such as `check({example})`.",
    ),
}

ASKS = (
    "It asks for input, and while it is checked nobody is there to answer. Take out the `input()`: all that it needs "
    "stands in its arguments."
)
RIGHT = "`{name}` is right."
RIGHT_SAVED = "Saved to your workbook: `from {facade} import {name}` gives you this one from now on."
RIGHT_UNTRIED = (
    "Saved to your workbook. Whether `from {facade} import {name}` gives you this one from now on could not be tried, "
    "since no fresh Python process could be had: {reason}."
)
RIGHT_THERE = "It is in your workbook already: this one was imported from there."
RIGHT_UNSAVED = "It is not in your workbook yet: {reason}"
UNSAVED_BY_US = "by our own fault, {error}. Please tell those who teach the course."
NOISY = (
    "The values are right. One small thing is left: Python warned while `{call}` was computed ({warning}). "
    "A hidden test of its own looks for silence."
)
LOOKS_LIKE = "This looks like: {name}"
NO_MISCONCEPTION = "We do not know this mistake by name. The input above is the smallest we know that shows it."
HINT = "Stuck? `hint({name!r})` opens a hint."
