"""Where a person was on a page of the form: what appears or goes elsewhere does not move it from under a hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kivy.clock import Clock
from kivy.uix.widget import Widget

if TYPE_CHECKING:
    from mobile.screens.form_page import SectionPage

SETTLING = 5
"""Frames after which a page that is shown stands where it belongs: before, nothing on it says where a person was."""


class Place:
    """Where a person was: a widget and its height in the window, to be put back after the page has grown or shrunk."""

    def __init__(self, page: SectionPage, anchor: Widget | None) -> None:
        self.page, self.anchor = page, anchor or self._typed_in(page) or self._first_seen(page)
        self.passes = 0  # frames in which it is still put back
        self.left = page.scroll_y  # where this left the page: when it is elsewhere by now, somebody has scrolled it
        self.at = self._height()

    @staticmethod
    def _typed_in(page: SectionPage) -> Widget | None:
        """The question that is being written: what appears under it must not push it away."""
        there = (each for each in page.asked.values() if each.box is not None and each.box.focused)
        return next((each for each in there if each.get_root_window() is not None), None)

    @staticmethod
    def _first_seen(page: SectionPage) -> Widget | None:
        if Clock.frames - page.since < SETTLING:
            return None
        top = page.to_window(page.x, page.top)[1]
        seen = [
            each for each in page.asked.values() if each.get_root_window() and each.to_window(0, each.top)[1] <= top
        ]
        return max(seen, key=lambda each: each.to_window(0, each.top)[1], default=None)

    def _height(self) -> float:
        if self.anchor is None or self.anchor.get_root_window() is None:
            return 0.0
        return float(self.anchor.to_window(0, self.anchor.top)[1])

    def restore(self) -> None:
        """Put it back once the layout has settled, over three frames because Kivy lays out in passes."""
        if self.anchor is not None and self.at:
            begun, self.passes = self.passes, 3
            if not begun:
                self.left = self.page.scroll_y
                Clock.schedule_once(self._step, 0)

    def _step(self, _dt: float) -> None:
        room = self.page.column.height - self.page.height
        if room > 0 and abs(self.page.scroll_y - self.left) * room > 1:
            self.passes = 0
            return
        now = self._height()
        if room > 0 and now and abs(now - self.at) > 0.5:
            self.page.scroll_y = min(1.0, max(0.0, self.page.scroll_y + (now - self.at) / room))
        self.left = self.page.scroll_y
        self.passes -= 1
        if self.passes:
            Clock.schedule_once(self._step, 0)
