"""A quick note: this moment, a line of words, a photo. Stored as it is written; one tap makes a report of it later.

It is a report of which only one line of the timeline is there (`Drafting.note`), so nothing is copied when it becomes
one.
"""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock
from kivy.metrics import dp

from mobile.drafting import NOTE, DraftError
from mobile.form import Changed
from mobile.screens.desk import open_desk
from mobile.screens.files import Files
from mobile.screens.page import Page
from mobile.screens.practice import ask_throw, throw_away
from mobile.screens.questions import Asked
from mobile.screens.report_screen import ReportScreen
from mobile.screens.shell import Shell
from mobile.store import StoreError
from mobile.widgets import PrimaryButton, Question, QuietButton
from mobile.widgets.loading import load_kv
from shared.answers import Address

WIDE = dp(760)
KINDS = (NOTE, "photo")
"""What the line is by itself: a note, or a photo once there is one. A kind that somebody chose stays."""


class NoteScreen(ReportScreen):
    """One note. `show(report=...)` opens it."""

    def __init__(self, shell: Shell, **kwargs: Any) -> None:
        super().__init__(shell, name="note", **kwargs)
        self.row = ""
        ids, say = self.ids, shell.say
        self.page = Page(wide=WIDE)
        self.page.anchor_y = "top"
        ids.middle.add_widget(self.page)
        ids.top.bind(on_back=lambda _bar: self.back())
        self.throw = QuietButton(words=say("tablet.note.throw"), icon="remove")
        self.report = QuietButton(words=say("tablet.note.report"), icon="document")
        self.ready = PrimaryButton(words=say("tablet.note.done"), icon="check")
        for button, act in ((self.throw, self.ask), (self.report, self.take_up), (self.ready, self.done)):
            button.bind(on_release=lambda _b, act=act: act())
            ids.bottom.actions.add_widget(button)

    # coming and going

    def show(self, *, report: str) -> None:
        """Open a note; home if it is none any more. Raises DraftError, StoreError."""
        self.close()
        self.desk = desk = open_desk(self.shell, report)
        if desk.editing.draft.state != NOTE:
            desk.session.drafting.left(report)
            self.shell.go("home")
            return
        self.opened = True
        draft, person, say = desk.editing.draft, desk.session.vault.person, self.shell.say
        self.ids.top.title = say("tablet.note.title")
        self.ids.top.subtitle = say("tablet.form.by", reference=draft.reference, name=person.name, serial=person.serial)
        self.ids.below.clear_widgets()
        self.row = desk.model.row_ids("entry")[0]
        self.text, self.at = (Asked(desk, desk.model.line(self._address(field))) for field in ("text", "at"))
        self.photo = Files(desk, self._address("media_ref"), several=False, describes=False)
        self.page.show(self.text, self.at, Question(input=self.photo, label=say("tablet.note.photo"), whole_row=True))
        desk.removed = self.offer_undo
        desk.keeper.bind(on_kept=self._kept, on_judged=self._judged, state=self.say_saved, saved_at=self.say_saved)
        self._draw(Changed())
        self.say_saved()
        if self.blank:
            Clock.schedule_once(lambda _dt: self._write())

    @property
    def blank(self) -> bool:
        """Whether nothing was added to the moment."""
        desk = self.desk
        return desk is None or (desk.model.line(self._address("text")).given is None and not self._photos())

    # acts

    def done(self) -> None:
        """Keep it, if only as a moment, and go home."""
        if self.desk is not None and self.desk.keeper.flush():
            self.shell.go("home")

    def back(self) -> None:
        """Go home; a note into which nothing was written was a tap too many and goes."""
        if self.desk is None or not self.desk.keeper.flush():
            return
        if self.blank:
            throw_away(self.desk, self.thrown_away)
        else:
            self.shell.go("home")

    def ask(self) -> None:
        """Throw it away, after a question."""
        if self.desk is not None:
            ask_throw(self.desk, "note", self.thrown_away)

    def take_up(self) -> None:
        """Make a report of it and go to its line in the form."""
        desk = self.desk
        if desk is None or not desk.keeper.flush():
            return
        try:
            desk.session.drafting.take_up(desk.editing.report)
        except (StoreError, DraftError) as error:
            self.shell.toast(desk.say(error.code), "danger", "error")
            return
        self.shell.go("home")  # so that back leads there, not to a note that is none any more
        self.shell.go("form", report=desk.editing.report, at=self._address("text").text())

    # following

    def _address(self, field: str) -> Address:
        return Address("entry", self.row, field)

    def _photos(self) -> list[str]:
        desk = self.desk
        held = desk.model.row("entry", self.row).get("media_ref") if desk else None
        return [str(held)] if desk and held in desk.model.row_ids("media") else []

    def _write(self) -> None:
        if self.desk is not None and self.text.box is not None and self.text.get_root_window() is not None:
            self.text.box.entry.focus = True

    def _kept(self, _keeper: object, changed: Changed, addresses: list[Address]) -> None:
        self.opened = True
        self._draw(changed)
        for asked in (self.text, self.at):
            if asked.address in addresses:
                asked.kept("saved")

    def _judged(self, _keeper: object, changed: Changed) -> None:
        self._draw(changed)

    def _draw(self, changed: Changed) -> None:
        desk = self.desk
        if desk is None:
            return
        for asked in (self.text, self.at):
            if asked.address in changed.lines or changed.rows:
                asked.renew(desk.model.line(asked.address))
        photos = self._photos()
        self.photo.show(photos)
        kind, now = KINDS[bool(photos)], desk.model.row("entry", self.row).get("kind")
        if now in KINDS and now != kind:
            desk.keeper.give(self._address("kind"), kind)


load_kv(__file__)
