"""A column of controls in the middle of the window: what unlock, enrol and settings stand in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kivy.metrics import dp
from kivy.uix.anchorlayout import AnchorLayout
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from mobile.theme import theme
from mobile.widgets import Question, Scroll, Text

WIDE = dp(520)
EDGE = dp(20)  # at both sides, so that the scroll bar stands beside what is in the page


class Page(AnchorLayout):
    """One column, as wide as a hand can follow, that scrolls when the text is large. Add to `column`."""

    def __init__(self, *, wide: float = WIDE, **kwargs: Any) -> None:
        super().__init__(anchor_x="center", anchor_y="center", padding=(dp(16), dp(16)), **kwargs)
        self.column = BoxLayout(orientation="vertical", size_hint_y=None, spacing=dp(20), padding=(EDGE, dp(16)))
        self.column.bind(minimum_height=self.column.setter("height"))
        self._scroll, self._wide = Scroll(size_hint=(None, None)), wide
        self._scroll.add_widget(self.column)
        self.add_widget(self._scroll)
        self.bind(size=self._fit)
        self.column.bind(height=self._fit)
        theme.bind(scale=self._fit)  # a method is held weakly, so that the theme keeps no page alive

    def _fit(self, *_: object) -> None:
        self._scroll.width = min(self._wide * (1 + (theme.scale - 1) * 0.5) + EDGE, self.width - dp(32))
        self._scroll.height = min(self.column.height, self.height - dp(32))

    def reveal(self, low: float, high: float) -> None:
        """Scroll so that what stands from `low` to `high` (window pixels) can be seen, `low` before `high`."""
        hidden = self.column.height - self._scroll.height
        if hidden <= 0:
            return
        bottom = self._scroll.to_window(0, self._scroll.y)[1]
        move = low - bottom if low < bottom else max(0.0, high - bottom - self._scroll.height)
        self._scroll.scroll_y = min(1.0, max(0.0, self._scroll.scroll_y + move / hidden))

    def show(self, *children: Widget) -> None:
        """Put these into the column, instead of what is there."""
        self.column.clear_widgets()
        for child in children:
            self.column.add_widget(child)


def heading(words: str) -> Text:
    """The page's name."""
    return Text(words=words, style="heading", bold=True)


def line(words: str, tone: str = "neutral") -> Text:
    """A sentence under it."""
    return Text(words=words, style="body", tone=tone)


def filled(say: Callable[..., str], questions: Mapping[str, Question], passphrase: str) -> dict[str, str] | None:
    """What was typed into each question; None when one is blank or `again` differs from `passphrase`, which is said."""
    for question in questions.values():
        question.error = ""
    given = {name: str(question.input.value or "") for name, question in questions.items()}
    blank = [name for name, value in given.items() if not value.strip()]
    for name in blank:
        questions[name].error = say("tablet.enrol.blank")
    if not blank and given[passphrase] != given["again"]:
        questions["again"].error = say("tablet.enrol.differ")
        return None
    return None if blank else given
