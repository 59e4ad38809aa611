"""A new passphrase for who knows the old one."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from kivy.clock import mainthread
from kivy.uix.screenmanager import Screen

from mobile.screens.page import Page, filled, heading
from mobile.store import StoreError
from mobile.vault import PASSPHRASE_MIN, change_passphrase
from mobile.vaultfile import VaultError
from mobile.widgets import LinkButton, PassphraseBox, PrimaryButton, Question

if TYPE_CHECKING:
    from mobile.screens.host import Host


class PassphraseScreen(Screen):
    """The old one, the new one twice."""

    def __init__(self, app: Host, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self._app = app
        self._page = Page()
        self.add_widget(self._page)

    def show(self) -> None:
        """Lay the page out, empty."""
        say = self._app.say
        self.old, self.new, self.again = PassphraseBox(), PassphraseBox(), PassphraseBox()
        self.again.bind(on_enter=lambda *_: self._change())
        help_words = say("tablet.enrol.passphrase?", min=PASSPHRASE_MIN)
        self.questions = {
            "old": Question(input=self.old, label=say("tablet.passphrase.old"), whole_row=True),
            "new": Question(input=self.new, label=say("tablet.forgotten.passphrase"), help=help_words, whole_row=True),
            "again": Question(input=self.again, label=say("tablet.enrol.again"), whole_row=True),
        }
        self.button = PrimaryButton(words=say("tablet.forgotten.do"), icon="lock", size_hint_x=1)
        self.button.bind(on_release=lambda _button: self._change())
        cancel = LinkButton(words=say("tablet.enrol.cancel"), icon="back")
        cancel.bind(on_release=lambda _button: self._app.back())
        self._page.show(heading(say("tablet.passphrase")), *self.questions.values(), self.button, cancel)

    def _change(self) -> None:
        session = self._app.session
        if self.button.disabled or session is None:
            return
        given = filled(self._app.say, self.questions, "new")
        if given is None:
            return
        self.button.disabled = True
        # Two guesses' worth of work: never on the thread that draws.
        threading.Thread(target=self._try, args=(session.vault.folder, given), daemon=True).start()

    def _try(self, folder: Path, given: dict[str, str]) -> None:
        app = self._app
        try:
            change_passphrase(folder, given["old"], given["new"], app.clock, app.chance)
        except (VaultError, StoreError) as error:
            self._failed(error.code, app.say(error.code, **getattr(error, "params", {})))
        else:
            self._done()

    @mainthread
    def _failed(self, code: str, sentence: str) -> None:
        self.button.disabled = False
        self.questions["new" if code.startswith("passphrase.") else "old"].error = sentence

    @mainthread
    def _done(self) -> None:
        self._app.toast(self._app.say("tablet.passphrase.done"))
        if self.manager is not None and self.manager.current_screen is self:  # not left, nor locked, meanwhile
            self._app.back()
