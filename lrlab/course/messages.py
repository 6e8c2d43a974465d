"""What `check` says of mistakes that only this course knows, or knows in its own words."""

from lrlab.checking.messages import AGAIN, Message

MESSAGES: dict[str, Message] = {
    "endless": Message("`{name}` never stops giving items.", "It should end after every example came once. " + AGAIN),
    "none_of": Message("`{name}` gives a result that no order of the examples leads to.", AGAIN),
    "batches": Message("`{name}` does not give every example once, in batches of the size asked for.", AGAIN),
}
