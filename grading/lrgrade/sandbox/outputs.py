"""The outputs of a cell, as a notebook's file has them."""

import base64
from typing import Any

from lrgrade.sandbox.protocol import as_size

Output = dict[str, Any]

TRUNCATED = "\n… more output was cut off here: {size}.\n"
# What an output counts besides its text, in characters.
_OVERHEAD = 50


class Outputs:
    """The outputs of one cell, in order, up to so many characters: the first ones, and a note of what is cut off."""

    def __init__(self, most: int = 2**20):
        self._most = most
        self._begin()

    def _begin(self) -> None:
        self._items: list[Output] = []
        # Of the stream that is the last output, not joined yet: to join each as it comes takes the square of the time.
        self._pieces: list[str] = []
        self._left = self._most
        self._cut = 0
        self._note: Output | None = None
        self._clear_next = False
        self._shown: dict[str, list[Output]] = {}

    @property
    def items(self) -> list[Output]:
        """What there is so far."""
        if self._pieces:
            self._items[-1]["text"] += "".join(self._pieces)
            self._pieces.clear()
        if self._note:
            self._note["text"] = TRUNCATED.format(size=as_size(self._cut))
        return self._items

    def stream(self, name: str, text: str) -> None:
        """Add printed text, to the output before if that is of the same stream."""
        if not text:
            return
        self._cleared()
        last = self._items[-1] if self._items else {}
        same = last.get("name") == name and last is not self._note
        kept = text[: max(0, self._left - (0 if same else _OVERHEAD))]
        if kept and not same:
            self.items.append({"output_type": "stream", "name": name, "text": ""})
            self._left -= _OVERHEAD
        if kept:
            self._pieces.append(kept)
            self._left -= len(kept)
        self.cut(len(text) - len(kept))

    def show(self, kind: str, data: dict[str, Any], metadata: dict[str, Any], **facts: Any) -> Output | None:
        """Add a display or a result: what of it still fits."""
        self._cleared()
        fitting, cut = _fitting(data, self._left - _OVERHEAD)
        output = {"output_type": kind, "data": fitting, "metadata": dict(metadata), **facts}
        if fitting:
            self.items.append(output)
            self._left -= _OVERHEAD + _size(fitting)
        self.cut(cut)
        return output if fitting else None

    def display(self, data: dict[str, Any], metadata: dict[str, Any], display_id: str | None, update: bool) -> None:
        """Add a display, or change the earlier ones of the same id."""
        if update and display_id in self._shown:
            for output in self._shown[display_id]:
                room = self._left + _size(output["data"])
                fitting, cut = _fitting(data, room)
                output["data"] = fitting or output["data"]
                self._left = room - _size(output["data"])
                self.cut(cut)
        elif not update:
            shown = self.show("display_data", data, metadata)
            if shown and display_id:
                self._shown.setdefault(display_id, []).append(shown)

    def error(self, name: str, message: str, traceback: list[str]) -> None:
        """Add an error. It is kept however full the outputs are."""
        text, limit = "\n".join(traceback), 100_000
        traceback = traceback if len(text) <= limit else [text[: limit // 2], "…", text[-limit // 2 :]]
        self.items.append(error_output(name[:200], message[:10_000], traceback))

    def forget_error(self, name: str) -> None:
        """Take out the errors of one name."""
        self._items = [item for item in self.items if item.get("ename") != name]

    def cut(self, count: int) -> None:
        """Note that so many characters more are cut off here."""
        if count > 0 and self._note is None:
            self._note = {"output_type": "stream", "name": "stdout", "text": ""}
            self.items.append(self._note)
        self._cut += count

    def clear(self, wait: bool = False) -> None:
        """Forget all outputs; with `wait`, once there is a new one."""
        self._clear_next = wait
        if not wait:
            self._begin()

    def _cleared(self) -> None:
        if self._clear_next:
            self.clear()


def error_output(name: str, message: str, traceback: list[str]) -> Output:
    """The output of a cell that ended with an error."""
    return {"output_type": "error", "ename": name, "evalue": message, "traceback": traceback}


def _fitting(data: dict[str, Any], room: int) -> tuple[dict[str, Any], int]:
    """Of a display, what fits, the small representations first, or the beginning of its text; and how much does not."""
    data = {mime: _as_text(value) for mime, value in data.items()}
    kept: set[str] = set()
    left = room
    for mime in sorted(data, key=lambda mime: len(str(data[mime]))):
        if len(str(data[mime])) <= left:
            kept.add(mime)
            left -= len(str(data[mime]))
    fitting = {mime: value for mime, value in data.items() if mime in kept}
    text = data.get("text/plain")
    if not fitting and room > 0 and isinstance(text, str):
        fitting = {"text/plain": text[:room]}
    return fitting, _size(data) - _size(fitting)


def _size(data: dict[str, Any]) -> int:
    return sum(len(str(value)) for value in data.values())


def _as_text(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value
