"""A list of any length: rows of one height, of which only those in sight exist.

Kivy's RecycleView keeps the data of every row, and goes through all of it at each change. Here a row's words are asked
for when it comes into sight, so ten thousand rows cost what a hundred do, and the bar at the side tells the truth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kivy.clock import Clock
from kivy.metrics import dp
from kivy.properties import NumericProperty
from kivy.uix.widget import Widget

from mobile.widgets.scrolling import Gliding
from mobile.widgets.surfaces import FixedRow

BEYOND = 2
"""Rows made above and below those in sight, so that the keyboard finds the next one."""


class LongList(Gliding):
    """Shows `count` rows; `row(place)` (0 at the top) gives the properties of a `FixedRow`. `high`: pixels of a row."""

    high = NumericProperty(dp(88))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(scroll_type=["bars", "content"], bar_width=dp(8), do_scroll_x=False, **kwargs)
        self.count = 0
        self._row: Callable[[int], Mapping[str, Any]] = lambda _place: {}
        self._made: dict[int, FixedRow] = {}
        self._sheet = Widget(size_hint_y=None)
        self.add_widget(self._sheet)
        self._soon = Clock.create_trigger(lambda _dt: self._fill(), -1)
        for name in ("size", "scroll_y"):
            self.fbind(name, self._soon)
        self._sheet.fbind("pos", self._soon)
        self.fbind("high", self._resized)

    def show(self, count: int, row: Callable[[int], Mapping[str, Any]], *, top: bool = False) -> None:
        """Show these rows; the list stays where it was scrolled to, unless `top`."""
        above = 0.0 if top else self._above()
        self.count, self._row = count, row
        self._stand(above)
        for place in [each for each in self._made if each >= count]:
            self._sheet.remove_widget(self._made.pop(place))
        for place, made in self._made.items():
            _dress(made, row(place))
        self._fill()

    def _resized(self, *_: object) -> None:
        """Rows of another height: the first one seen stays the first."""
        before = self._sheet.height
        self._stand(self._above() * self.count * self.high / before if before else 0.0)
        self._soon()

    def _stand(self, above: float) -> None:
        self._sheet.height = self.count * self.high
        hidden = self._sheet.height - self.height
        self.scroll_y = 1 - min(1.0, above / hidden) if hidden > 0 else 1

    def _above(self) -> float:
        """Pixels of the list that are above what is seen."""
        return max(0.0, float((1 - self.scroll_y) * (self._sheet.height - self.height)))

    def _fill(self) -> None:
        """The rows in sight exist and stand where they belong."""
        first = max(0, int(self._above() // self.high) - BEYOND)
        last = min(self.count, int((self._above() + self.height) // self.high) + 1 + BEYOND)
        wanted = range(first, last)
        spare = [place for place in self._made if place not in wanted]
        lacking = [place for place in wanted if place not in self._made]
        for place in lacking:
            made = self._made.pop(spare.pop()) if spare else self._new()
            made.focus = False
            _dress(made, self._row(place))
            self._made[place] = made
        for place in spare:
            self._sheet.remove_widget(self._made.pop(place))
        for place, made in self._made.items():
            made.size = (self._sheet.width, self.high)
            made.pos = (self._sheet.x, self._sheet.y + self._sheet.height - (place + 1) * self.high)
        if lacking:
            # The order of the keyboard, and of whoever reads the screen, is that of the list.
            self._sheet.children = [self._made[place] for place in sorted(self._made, reverse=True)]

    def _new(self) -> FixedRow:
        made = FixedRow(size_hint=(None, None))
        self._sheet.add_widget(made)
        return made


def _dress(made: FixedRow, properties: Mapping[str, Any]) -> None:
    for name, value in properties.items():
        setattr(made, name, value)
