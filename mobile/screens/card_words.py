"""Words that must not be held, on the card: quoted in a line at its foot while they are typed, decided in a sheet.

The card has no room under its fields; what is said and what can be done is the form's (`found_words`).
"""

from __future__ import annotations

from kivy.uix.boxlayout import BoxLayout

from mobile.linting import Suspect, suspects
from mobile.screens.desk import Desk
from mobile.screens.found_words import FoundWords
from mobile.widgets import Banner, Sheet, Text
from shared.answers import Address

TEXTS = (("incident", "location_block"), ("incident", "location_cross"), ("id_attempt", "words_used"))
"""The free texts that are typed on the card."""


class CardWords:
    """The line in `place`, and its sheet. `open(desk)` begins, `follow()` shows what the rules found last."""

    def __init__(self, place: BoxLayout) -> None:
        self.place = place
        self.desk: Desk | None = None
        self.bar = Banner(icon="warning", tone="danger")
        self.bar.bind(on_act=lambda _bar: self.decide())
        self.sheet: Sheet | None = None
        self._shown: list[FoundWords] = []

    def open(self, desk: Desk) -> None:
        """Another report is on the card."""
        self.desk = desk
        self.bar.action = desk.say("tablet.lint.look")
        self.follow()

    def follow(self) -> None:
        """Show the line while somebody has to decide, and close the sheet when nobody has to any more."""
        desk, found = self.desk, self.found()
        opened = [each for suspected in found.values() for each in suspected]
        if desk is not None and opened:
            quoted = ", ".join(f"“{each.words}”" for each in opened)
            self.bar.words = f"{quoted} · {desk.say('tablet.lint.decide', count=len(opened))}"
        if bool(opened) != (self.bar.parent is not None):
            self.place.add_widget(self.bar) if opened else self.place.remove_widget(self.bar)
        for each in self._shown:
            each.follow()
        if self.sheet is not None and not opened:
            self.sheet.dismiss()

    def found(self) -> dict[Address, list[Suspect]]:
        """What is open in each text of the card."""
        model = self.desk.model if self.desk is not None else None
        if model is None:
            return {}
        texts = [Address(part, row, field) for part, field in TEXTS for row in model.row_ids(part)]
        held = {each: [one for one in suspects(model, each) if not one.row] for each in texts}
        return {address: each for address, each in held.items() if each}

    def decide(self) -> None:
        """The same as under a field of the form: remove them, or keep a federal agent's and say why."""
        desk = self.desk
        if desk is None or self.sheet is not None:
            return
        self.sheet = sheet = Sheet(title=desk.say("tablet.lint.look.title"), wide=760)
        for address in self.found():
            sheet.body.add_widget(Text(words=desk.model.label(desk.model.line(address).spec), style="label", bold=True))
            words = FoundWords(desk, address, lambda: None)
            words.follow()
            self._shown.append(words)
            sheet.body.add_widget(words)
        sheet.bind(on_dismiss=lambda _sheet: self._closed())
        sheet.open()

    def _closed(self) -> None:
        self.sheet = None
        self._shown.clear()
