"""Recover: a forgotten passphrase. The department reads out a code for this vault; a new passphrase goes with it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from kivy.clock import mainthread
from kivy.uix.screenmanager import Screen

from mobile.screens.page import Page, filled, heading, line
from mobile.vaultfile import Listed, VaultError, listed
from mobile.widgets import ChipGroup, LinkButton, PassphraseBox, PrimaryButton, Question, TextBox

if TYPE_CHECKING:
    from mobile.screens.host import Host
    from mobile.vault import Vault


class RecoverScreen(Screen):
    """Whose vault, the code, a new passphrase twice."""

    def __init__(self, app: Host, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self._app = app
        self._page = Page()
        self.add_widget(self._page)
        self._vaults: dict[str, Listed] = {}

    def show(self) -> None:
        """Lay the page out for the vaults that are here."""
        from mobile.vault import PASSPHRASE_MIN

        say = self._app.say
        self._vaults = {each.id: each for each in listed(self._app.home) if not each.damaged}
        options = [(each.id, f"{each.name} · {each.serial}") for each in self._vaults.values()]
        self.who = ChipGroup(options=options, clearable=False, value=options[0][0] if len(options) == 1 else None)
        self.who.bind(on_value=lambda *_: self._name_file())
        self.file = line("")
        self.code = TextBox(lines=2)
        self.passphrase, self.again = PassphraseBox(), PassphraseBox()
        self.again.bind(on_enter=lambda *_: self._recover())
        help_words = say("tablet.enrol.passphrase?", min=PASSPHRASE_MIN)
        self.questions = {
            "who": Question(input=self.who, label=say("tablet.unlock.officer"), whole_row=True),
            "code": Question(
                input=self.code, label=say("tablet.forgotten.code"), help=say("tablet.forgotten.code?"), whole_row=True
            ),
            "passphrase": Question(
                input=self.passphrase, label=say("tablet.forgotten.passphrase"), help=help_words, whole_row=True
            ),
            "again": Question(input=self.again, label=say("tablet.enrol.again"), whole_row=True),
        }
        self.button = PrimaryButton(words=say("tablet.forgotten.do"), icon="lock", size_hint_x=1)
        self.button.bind(on_release=lambda _button: self._recover())
        cancel = LinkButton(words=say("tablet.enrol.cancel"), icon="back")
        cancel.bind(on_release=lambda _button: self._app.go("unlock"))
        first, *others = self.questions.values()
        self._page.show(
            heading(say("tablet.forgotten.title")),
            line(say("tablet.forgotten.intro")),
            first,
            self.file,
            *others,
            self.button,
            cancel,
        )
        self._name_file()

    def _name_file(self) -> None:
        chosen = self._vaults.get(self.who.value or "")
        path = chosen.folder / "vault.json" if chosen else None
        self.file.words = self._app.say("tablet.forgotten.file", path=path) if path else ""

    def _recover(self) -> None:
        if self.button.disabled:
            return
        given = filled(self._app.say, self.questions, "passphrase")
        if given is None:
            return
        self.button.disabled, self.button.words = True, self._app.say("tablet.unlock.opening")
        threading.Thread(target=self._try, args=(self._vaults[given["who"]], given), daemon=True).start()

    def _try(self, chosen: Listed, given: dict[str, str]) -> None:
        from mobile.store import StoreError
        from mobile.vault import recover

        app = self._app
        try:
            vault = recover(chosen.folder, given["code"], given["passphrase"], app.clock, app.chance)
        except (VaultError, StoreError) as error:
            self._failed(error.code, app.say(error.code, **getattr(error, "params", {})))
        else:
            self._done(vault)

    @mainthread
    def _failed(self, code: str, sentence: str) -> None:
        self.button.disabled, self.button.words = False, self._app.say("tablet.forgotten.do")
        place = "passphrase" if code.startswith("passphrase.") else "code"
        self.questions[place].error = sentence

    @mainthread
    def _done(self, vault: Vault) -> None:
        self.code.show(None)
        self._app.unlocked(vault)
