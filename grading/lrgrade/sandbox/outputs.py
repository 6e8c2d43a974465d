"""The outputs of a cell, as a notebook's file has them."""

import base64
from typing import Any

Output = dict[str, Any]

TRUNCATED = "\n… more output was cut off here.\n"


class Outputs:
    """The outputs of one cell, in order, up to a number of bytes."""

    def __init__(self, most: int = 2**20):
        self.items: list[Output] = []
        self._left = most
        self._full = False
        self._clear_next = False
        self._shown: dict[str, list[Output]] = {}

    def stream(self, name: str, text: str) -> None:
        """Add printed text, to the output before if that is of the same stream."""
        text = self._fit(text)
        if not text:
            return
        self._cleared()
        last = self.items[-1] if self.items else {}
        if last.get("name") == name:
            last["text"] += text
        else:
            self.items.append({"output_type": "stream", "name": name, "text": text})

    def show(self, kind: str, data: dict[str, Any], metadata: dict[str, Any], **facts: Any) -> Output | None:
        """Add a display or a result, unless it does not fit any more."""
        data = {mime: _as_text(value) for mime, value in data.items()}
        if not self._fits(sum(len(str(value)) for value in data.values())):
            return None
        self._cleared()
        output = {"output_type": kind, "data": data, "metadata": dict(metadata), **facts}
        self.items.append(output)
        return output

    def display(self, data: dict[str, Any], metadata: dict[str, Any], display_id: str | None, update: bool) -> None:
        """Add a display, or change the earlier ones of the same id."""
        if update and display_id in self._shown:
            for output in self._shown[display_id]:
                output["data"] = {mime: _as_text(value) for mime, value in data.items()}
        elif not update:
            shown = self.show("display_data", data, metadata)
            if shown and display_id:
                self._shown.setdefault(display_id, []).append(shown)

    def error(self, name: str, message: str, traceback: list[str]) -> None:
        """Add an error. It is kept however full the outputs are."""
        text, limit = "\n".join(traceback), 100_000
        traceback = traceback if len(text) <= limit else [text[: limit // 2], "…", text[-limit // 2 :]]
        self.items.append(error_output(name[:200], message[:10_000], traceback))

    def clear(self, wait: bool = False) -> None:
        """Forget all outputs; with `wait`, once there is a new one."""
        self._clear_next = wait
        if not wait:
            self.items.clear()

    def _cleared(self) -> None:
        if self._clear_next:
            self.clear()

    def _fits(self, size: int) -> bool:
        fits = size <= self._left and not self._full
        self._left -= size if fits else 0
        if not fits and not self._full:
            self._full = True
            self.items.append({"output_type": "stream", "name": "stdout", "text": TRUNCATED})
        return fits

    def _fit(self, text: str) -> str:
        if len(text) <= self._left and not self._full:
            self._left -= len(text)
            return text
        kept = "" if self._full else text[: self._left] + TRUNCATED
        self._full = True
        return kept


def error_output(name: str, message: str, traceback: list[str]) -> Output:
    """The output of a cell that ended with an error."""
    return {"output_type": "error", "ename": name, "evalue": message, "traceback": traceback}


def _as_text(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value
