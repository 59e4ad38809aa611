"""On a report's card in the form: handing the tablet to the person who reports, and the receipts they were given."""

from __future__ import annotations

from typing import Any

from kivy.metrics import dp
from kivy.uix.boxlayout import BoxLayout

from mobile.bound import PART, REFERS
from mobile.screens.desk import Desk
from mobile.screens.times import clock_words
from mobile.widgets import LinkButton, QuietButton
from shared.fields import moment
from shared.statement import is_statement


def statements(desk: Desk, row: str) -> list[str]:
    """The rows of `media` that hold what the person of a report has sealed, the oldest first."""
    named = desk.model.row(PART, row).get(REFERS)
    there = [str(each) for each in named] if isinstance(named, list) else []
    return [each for each in there if is_statement(desk.model.row("media", each))]


def is_bound(desk: Desk, part: str, row: str) -> bool:
    """Whether a row must stay: it is a sealed statement, or refers to one. Somebody has its receipt."""
    if part == "media":
        return is_statement(desk.model.row(part, row))
    return part == PART and bool(statements(desk, row))


class HandingOver(BoxLayout):
    """The button, and a line for each statement that was sealed. `renew()` follows the row."""

    def __init__(self, desk: Desk, row: str, **kwargs: Any) -> None:
        super().__init__(orientation="vertical", size_hint_y=None, spacing=dp(8), **kwargs)
        self.bind(minimum_height=self.setter("height"))
        self.desk, self.row = desk, row
        self._shown: list[str] | None = None
        self.button = QuietButton(words=desk.say("tablet.handover.do"), icon="hand")
        self.button.bind(on_release=lambda _b: self.desk.hand_over(self.row, ""))
        self.renew()

    def renew(self) -> None:
        """Follow the row."""
        sealed = statements(self.desk, self.row)
        if sealed == self._shown:
            return
        self._shown = sealed
        self.clear_widgets()
        if not self.desk.read_only:
            self.add_widget(self.button)
        for media in sealed:
            taken = moment(self.desk.model.row("media", media).get("captured_at"))
            at = clock_words(taken.astimezone(self.desk.zone), self.desk.now()) if taken is not None else ""
            link = LinkButton(words=self.desk.say("tablet.handover.sealed", at=at), icon="shield-check")
            link.bind(on_release=lambda _b, media=media: self.desk.hand_over(self.row, media))
            self.add_widget(link)
