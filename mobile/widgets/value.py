"""The one contract of every input: a value goes in with `show`, and a person's change comes out as `on_value`."""

from __future__ import annotations

from typing import Any

from kivy.properties import ObjectProperty, OptionProperty


class ValueIn:
    """Mixed into every input. `value` is None when blank.

    `show(value)` sets what is displayed and tells nobody. A change by a person dispatches `on_value(widget, value)`.
    Pass `value=` to the constructor to start with one. `tone` ("error", "warning" or "") colours the border; the
    words that belong to it stand in the question around the input.
    """

    __events__: tuple[str, ...] = ("on_value",)

    shown = ObjectProperty(None, allownone=True)  # for kv rules of the widget itself; outside, use value and show
    tone = OptionProperty("", options=["", "error", "warning"])

    def __init__(self, **kwargs: Any) -> None:
        start = kwargs.pop("value", None)
        super().__init__(**kwargs)
        if start is not None:
            self.show(start)

    @property
    def value(self) -> Any:
        """What is displayed, or None when blank."""
        return self.shown

    def show(self, value: Any) -> None:
        """Display `value` (None: blank) without dispatching `on_value`."""
        self.shown = value

    def give(self, value: Any) -> None:
        """Take a person's change: display it and, when it differs, dispatch `on_value`."""
        if value != self.value:
            self.show(value)
            self.dispatch("on_value", value)  # type: ignore[attr-defined]  # the widget it is mixed into has it

    def on_value(self, value: Any) -> None:
        """Event: a person changed the value."""
