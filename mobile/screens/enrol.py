"""Enrol: the one time this tablet needs the network. Address and one-time code in, an officer's vault out."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from kivy.clock import mainthread
from kivy.uix.screenmanager import Screen

from mobile.screens.page import Page, filled, heading, line
from mobile.store import StoreError
from mobile.vault import PASSPHRASE_MIN, Vault
from mobile.vaultfile import VaultError
from mobile.widgets import LinkButton, PassphraseBox, PrimaryButton, Question, TextBox

if TYPE_CHECKING:
    from mobile.screens.host import Host

AT_FIELD = {"enrol.address": "address", "enrol.not_https": "address", "enrol.code": "code"}
"""Where a refusal is shown; passphrase.* at the passphrase, everything else at the address."""


class EnrolScreen(Screen):
    """Four boxes and a button."""

    def __init__(self, app: Host, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self._app = app
        self._page = Page()
        self.add_widget(self._page)

    def show(self) -> None:
        """Lay the page out, empty."""
        say = self._app.say
        self.address, self.code = TextBox(hint="https://"), TextBox()
        self.passphrase, self.again = PassphraseBox(), PassphraseBox()
        self.questions = {
            "address": Question(input=self.address, label=say("tablet.enrol.address"), whole_row=True),
            "code": Question(
                input=self.code, label=say("tablet.enrol.code"), help=say("tablet.enrol.code?"), whole_row=True
            ),
            "passphrase": Question(
                input=self.passphrase,
                label=say("tablet.enrol.passphrase"),
                help=say("tablet.enrol.passphrase?", min=PASSPHRASE_MIN),
                whole_row=True,
            ),
            "again": Question(input=self.again, label=say("tablet.enrol.again"), whole_row=True),
        }
        self.again.bind(on_enter=lambda *_: self._enrol())
        self.button = PrimaryButton(words=say("tablet.enrol.do"), icon="check", size_hint_x=1)
        self.button.bind(on_release=lambda _button: self._enrol())
        cancel = LinkButton(words=say("tablet.enrol.cancel"), icon="back")
        cancel.bind(on_release=lambda _button: self._app.go("unlock"))
        self._page.show(
            heading(say("tablet.enrol.title")),
            line(say("tablet.enrol.intro")),
            *self.questions.values(),
            self.button,
            cancel,
        )

    def _enrol(self) -> None:
        if self.button.disabled:
            return
        given = filled(self._app.say, self.questions, "passphrase")
        if given is None:
            return
        self.button.disabled, self.button.words = True, self._app.say("tablet.enrol.doing")
        threading.Thread(target=self._ask, args=(given,), daemon=True).start()

    def _ask(self, given: dict[str, str]) -> None:
        from mobile.enrolling import enrol

        app = self._app
        try:
            vault = enrol(
                app.home,
                address=given["address"].strip().rstrip("/"),
                code=given["code"],
                passphrase=given["passphrase"],
                transport=app.transport,
                clock=app.clock,
                chance=app.chance,
            )
        except (VaultError, StoreError) as error:
            self._failed(error.code, app.say(error.code, **getattr(error, "params", {})))
        else:
            self._done(vault)

    @mainthread
    def _failed(self, code: str, sentence: str) -> None:
        self.button.disabled, self.button.words = False, self._app.say("tablet.enrol.do")
        place = "passphrase" if code.startswith("passphrase.") else AT_FIELD.get(code, "address")
        self.questions[place].error = sentence

    @mainthread
    def _done(self, vault: Vault) -> None:
        self._app.unlocked(vault)
