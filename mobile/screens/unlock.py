"""Unlock: choose who you are, type the passphrase. Works with no network; says how many tries are left."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from kivy.clock import Clock, mainthread
from kivy.uix.screenmanager import Screen

from mobile.screens.page import Page, heading, line
from mobile.vaultfile import Listed, VaultError, listed
from mobile.widgets import ChipGroup, LinkButton, PassphraseBox, PrimaryButton, Question

if TYPE_CHECKING:
    from mobile.screens.host import Host
    from mobile.vault import Vault


class UnlockScreen(Screen):
    """The first screen. Without any vault it leads to enrolment."""

    def __init__(self, app: Host, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self._app = app
        self._page = Page()
        self.add_widget(self._page)
        self._vaults: dict[str, Listed] = {}

    def show(self) -> None:
        """Lay the page out for the vaults that are here now."""
        say = self._app.say
        found = listed(self._app.home)
        self._vaults = {each.id: each for each in found if not each.damaged}
        children = [heading(say("tablet.name")), line(say("tablet.unlock.intro" if found else "tablet.unlock.none"))]
        children += [line(say("vault.damaged"), "danger") for each in found if each.damaged]
        self._enrol = LinkButton(words=say("tablet.unlock.enrol" if found else "tablet.unlock.first"), icon="plus")
        self._enrol.bind(on_release=lambda _button: self._app.go("enrol"))
        if self._vaults:
            options = [(each.id, f"{each.name} · {each.serial}") for each in self._vaults.values()]
            only = options[0][0] if len(options) == 1 else None
            self.who = ChipGroup(options=options, clearable=False, value=only)
            self.box = PassphraseBox()
            self.who.bind(on_value=lambda *_: setattr(self.box.entry, "focus", True))
            self.box.bind(on_enter=lambda *_: self._open())
            self.asked = Question(input=self.box, label=say("tablet.unlock.passphrase"), whole_row=True)
            self.button = PrimaryButton(words=say("tablet.unlock.open"), icon="lock", size_hint_x=1)
            self.button.bind(on_release=lambda _button: self._open())
            officer = Question(input=self.who, label=say("tablet.unlock.officer"), whole_row=True)
            forgotten = LinkButton(words=say("tablet.unlock.forgotten"), icon="help")
            forgotten.bind(on_release=lambda _button: self._app.go("recover"))
            children += [officer, self.asked, self.button, forgotten]
            Clock.schedule_once(lambda _dt: setattr(self.box.entry, "focus", True))
        self._page.show(*children, self._enrol)

    def _open(self) -> None:
        if self.button.disabled:
            return
        chosen, passphrase = self._vaults.get(self.who.value or ""), self.box.value
        if chosen is None or not passphrase:
            self.asked.error = self._app.say("tablet.unlock.both")
            return
        self.asked.error = ""
        self.button.disabled, self.button.words = True, self._app.say("tablet.unlock.opening")
        # One guess costs a quarter of a second on purpose: never on the thread that draws.
        threading.Thread(target=self._try, args=(chosen, passphrase), daemon=True).start()

    def _try(self, chosen: Listed, passphrase: str) -> None:
        # Loaded here, not with the screen: database and ciphers take longer than the first frame.
        from mobile.store import StoreError
        from mobile.vault import unlock

        try:
            vault = unlock(chosen.folder, passphrase, self._app.clock)
        except (VaultError, StoreError) as error:
            self._failed(self._app.say(error.code, **getattr(error, "params", {})))
        else:
            self._done(vault)

    @mainthread
    def _failed(self, sentence: str) -> None:
        self.button.disabled, self.button.words = False, self._app.say("tablet.unlock.open")
        self.asked.error = sentence
        self.box.show(None)
        self.box.entry.focus = True

    @mainthread
    def _done(self, vault: Vault) -> None:
        self.box.show(None)
        self._app.unlocked(vault)
