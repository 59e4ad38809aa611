"""Under home's banner: when something last went up, and when the server was last heard. Two facts, never one."""

from __future__ import annotations

from typing import Any

from kivy.metrics import dp
from kivy.uix.boxlayout import BoxLayout

from mobile.widgets import Icon, Text


class Way(BoxLayout):
    """One of the two: an arrow and its words."""

    def __init__(self, icon: str, **kwargs: Any) -> None:
        super().__init__(size_hint_y=None, spacing=dp(8), **kwargs)
        self.said = Text(style="caption", tone="muted", pos_hint={"center_y": 0.5})
        self.said.bind(height=self.setter("height"))
        self.add_widget(Icon(icon=icon, tone="muted", factor=1))
        self.add_widget(self.said)


class Ways(BoxLayout):
    """Both, side by side. `show("", ...)` leaves a way without words out of sight."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(size_hint_y=None, spacing=dp(24), padding=(dp(12), dp(8), dp(12), 0), **kwargs)
        self.bind(minimum_height=self.setter("height"))
        self.up, self.down = Way("upload"), Way("download")

    def show(self, up: str, down: str) -> None:
        """Say when, or that it was not yet."""
        for way, words in ((self.up, up), (self.down, down)):
            way.said.words = words
            if bool(words) != (way.parent is not None):
                (self.add_widget if words else self.remove_widget)(way)
        if up and down and self.children[-1] is not self.up:
            self.clear_widgets()
            for way in (self.up, self.down):
                self.add_widget(way)
