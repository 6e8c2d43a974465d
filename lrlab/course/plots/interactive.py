"""Sliders and buttons around a figure; the figure alone where no widget runs."""

from collections.abc import Callable
from typing import Any

import ipywidgets

from lrlab.course.plots.figure import Figure


class Interactive:
    """A figure with controls. In a live notebook it moves; elsewhere its first picture is shown.

    `picture` is given the controls' values by name and draws. So is each of
    `buttons`, which changes what `picture` will draw next.
    """

    def __init__(
        self,
        picture: Callable[..., Figure],
        controls: dict[str, ipywidgets.ValueWidget],
        buttons: dict[str, Callable[..., None]] | None = None,
    ):
        self._picture = picture
        self.controls = controls
        self.buttons = {label: self._button(label, press) for label, press in (buttons or {}).items()}
        self.still = picture(**self._values())
        self.image = ipywidgets.HTML(self.still.html)
        for control in controls.values():
            control.observe(self._redraw, names="value")
        rows = [ipywidgets.HBox(list(self.buttons.values()))] if self.buttons else []
        self.widget = ipywidgets.VBox([*controls.values(), *rows, self.image])

    def _button(self, label: str, press: Callable[..., None]) -> ipywidgets.Button:
        def pressed(_: Any) -> None:
            press(**self._values())
            self._redraw(None)

        button = ipywidgets.Button(description=label)
        button.on_click(pressed)
        return button

    def _values(self) -> dict[str, Any]:
        return {name: control.value for name, control in self.controls.items()}

    def _redraw(self, _: Any) -> None:
        self.image.value = self._picture(**self._values()).html

    def _repr_mimebundle_(self, **options: Any) -> Any:
        bundle, metadata = self.still._repr_mimebundle_(), {}
        live = self.widget._repr_mimebundle_(**options)
        if isinstance(live, tuple):
            live, metadata = live
        return {**(live or {}), **bundle}, metadata


def slider(label: str, value: float, low: float, high: float, step: float = 0.1) -> ipywidgets.FloatSlider:
    """A slider that redraws while it moves."""
    return ipywidgets.FloatSlider(value=value, min=low, max=high, step=step, description=label)
