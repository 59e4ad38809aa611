"""What every screen of one open report does alike: closing in good order, coming back, undo, how the storing goes."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from kivy.uix.screenmanager import Screen

from mobile.screens.desk import Desk
from mobile.screens.shell import Shell
from mobile.screens.times import saved_words
from mobile.store import StoreError
from mobile.widgets import Banner

FAILED = {"store.full": "tablet.form.failed.full", "store.read_only": "tablet.form.failed.read_only"}
"""Troubles of the store that have a sentence of their own; all others share one."""


class ReportScreen(Screen):
    """A screen with a report on its desk. Its kv rule names a `below` for the undo bar and a `bottom` bar.

    `desk` stays after `close`, so that a page can be shown again; `opened` says whether the report counts as open: if
    the app is stopped then, it is offered for recovery.
    """

    def __init__(self, shell: Shell, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.shell = shell
        self.desk: Desk | None = None
        self.opened = False
        self._removal = ""
        self.undo_bar = Banner(icon="remove", action=shell.say("tablet.form.undo"))
        self.undo_bar.bind(on_act=lambda _bar: self.undo())

    def on_leave(self, *_: object) -> None:
        """Kivy calls this when another screen has taken over."""
        self.close()

    def resume(self) -> None:
        """The system has given the screen back."""
        if self.desk is not None and not self.opened:
            self.opened = True
            self.desk.resume()

    def close(self) -> None:
        """Store what is typed and leave the report in good order."""
        if self.desk is None:
            return
        self.desk.keeper.stop()
        if self.opened:
            self.opened = False
            with suppress(StoreError):  # the answers are stored; what fails here is only the list's count
                self.desk.editing.leave()

    def thrown_away(self) -> None:
        """The report is gone: nothing of it is left to close."""
        self.opened = False
        self.desk = None
        self.shell.go("home")

    def offer_undo(self, title: str, removal: str) -> None:
        """A row called `title` was taken out; one tap brings it back."""
        self._removal = removal
        self.undo_bar.words = self.shell.say("tablet.form.removed", what=title)
        if self.undo_bar.parent is None:
            self.ids.below.add_widget(self.undo_bar)

    def undo(self) -> None:
        """Bring back the row that was taken out last."""
        desk, removal, self._removal = self.desk, self._removal, ""
        self.ids.below.remove_widget(self.undo_bar)
        if desk is not None and removal:
            desk.keeper.act(lambda: desk.editing.undo(removal))

    def say_saved(self, *_: object) -> None:
        """How the storing goes, at the foot."""
        if self.desk is None:
            return
        keeper, say, bar = self.desk.keeper, self.shell.say, self.ids.bottom
        if keeper.state == "failed":
            bar.words, bar.icon = say(FAILED.get(keeper.trouble, "tablet.form.failed")), "warning"
        elif keeper.state == "saving":
            bar.words, bar.icon = say("tablet.form.saving"), "progress"
        else:
            bar.words, bar.icon = say("tablet.form.saved", at=saved_words(keeper.saved_at)), "saved"
