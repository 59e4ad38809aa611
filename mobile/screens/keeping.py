"""From a widget to the disk: a tap is stored before anything shows it, typing within 250 ms, on leaving at once.

One `Keeper` for an open report, used by form and card. It owns the only timer between a key and the store, knows what
is typed but not yet stored, and says in one place how things stand: "saving", "saved", "failed".
"""

from __future__ import annotations

from collections.abc import Callable

from kivy.clock import Clock
from kivy.event import EventDispatcher
from kivy.properties import OptionProperty, StringProperty

from mobile.drafting import DraftError
from mobile.editing import Editing
from mobile.form import Changed
from mobile.screens.warming import warm, warmed
from mobile.store import StoreError
from shared.answers import Address
from shared.canonical import Value

WITHIN = 0.25  # seconds from the first key that is not stored to its commit
AGAIN = 2.0  # seconds after which a store that refused is asked again
PAUSE = 0.6  # seconds without an answer after which the rules are asked


class Keeper(EventDispatcher):
    """Stores answers of one report.

    `state`: "", saving, saved or failed; `saved_at`: RFC 3339 of the last commit; `trouble`: the store's code when it
    failed. Events: `on_kept(changed, addresses)` after each commit, `on_judged(changed)` after the rules ran.
    """

    __events__: tuple[str, ...] = ("on_kept", "on_judged")

    state = OptionProperty("", options=["", "saving", "saved", "failed"])
    saved_at = StringProperty("")
    trouble = StringProperty("")

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self.editing = editing
        self.saved_at = editing.saved_at
        self.final = False  # whether the rules ask as for a final version: after the first check, until it is left
        self.typing: dict[Address, Value | None] = {}
        self._soon = Clock.create_trigger(lambda _dt: self.flush(), WITHIN)
        self._again = Clock.create_trigger(lambda _dt: self.flush(), AGAIN)
        self._pause = Clock.create_trigger(lambda _dt: self._judge_when_warm(), PAUSE)
        warm()

    def type(self, address: Address, value: Value | None) -> None:
        """A letter more or less: stored soon, with the letters that follow."""
        self.typing[address] = value
        self.state = "saving"
        self._soon()

    def give(self, address: Address, value: Value | None) -> bool:
        """A tap: stored when this returns True. False: the store refused and it is tried again."""
        self.typing[address] = value
        return self.flush()

    def flush(self) -> bool:
        """Store everything typed. False while the store refuses; nothing typed is dropped then."""
        self._soon.cancel()
        if not self.typing:
            return True
        changed, kept = Changed(), list(self.typing)
        try:
            for address in kept:
                changed |= self._answer(address)
        except StoreError as error:
            self._fail(error)
            return False
        self._succeed(changed, kept)
        return True

    def act(self, verb: Callable[[], Changed]) -> bool:
        """Any other change (a row that comes, goes or moves), behind what is typed. False: the store refused it."""
        if not self.flush():
            return False
        try:
            changed = verb()
        except StoreError as error:
            self._fail(error)
            return False
        self._succeed(changed, [])
        return True

    def judge_soon(self) -> None:
        """Ask the rules when the person pauses."""
        self._pause.cancel()
        self._pause()

    def judge(self, *, final: bool | None = None) -> Changed:
        """Ask the rules now. `final`: as for a final version, from now on."""
        self._pause.cancel()
        if final is not None:
            self.final = final
        self._follow_words()
        changed = self.editing.check(final=self.final)
        self.dispatch("on_judged", changed)
        return changed

    def stop(self) -> None:
        """No timer fires after this. What is typed is stored first."""
        self.flush()
        for timer in (self._soon, self._again, self._pause):
            timer.cancel()

    def _follow_words(self) -> None:
        """A decision about words goes with its words. While the store refuses it stays; sealing asks again."""
        try:
            changed = self.editing.settle()
        except StoreError:
            return
        if changed != Changed():
            self.dispatch("on_kept", changed, [])

    def _answer(self, address: Address) -> Changed:
        value = self.typing[address]
        try:
            changed = self.editing.answer(address, value)
        except DraftError as error:
            if error.code != "row.unknown":
                raise
            changed = Changed()  # its row was taken out while the last letters were on their way
        if self.typing.get(address) == value:
            del self.typing[address]
        return changed

    def _succeed(self, changed: Changed, kept: list[Address]) -> None:
        self.saved_at = self.editing.saved_at
        self.trouble = ""
        self.state = "saved"
        self.judge_soon()
        self.dispatch("on_kept", changed, kept)

    def _judge_when_warm(self) -> None:
        if warmed():
            self.judge()
        else:
            self.judge_soon()

    def _fail(self, error: StoreError) -> None:
        self.trouble = error.code
        self.state = "failed"
        self._again()

    def on_kept(self, changed: Changed, addresses: list[Address]) -> None:
        """Event: this is on the disk now."""

    def on_judged(self, changed: Changed) -> None:
        """Event: the rules found this."""
