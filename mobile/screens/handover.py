"""Handed over: a member of the public reads or writes their statement, seals it and photographs the receipt.

The screen is held: nothing of the report is on it but the statement, and only the officer's passphrase, or locking,
ends it. What is typed goes through the keeper into the report's answer, as in the form; "I am done" seals it at once.
Its words are in the language that the person chose, whatever the officer's is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kivy.clock import Clock, mainthread
from kivy.metrics import dp
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.screenmanager import Screen
from kivy.uix.widget import Widget

from mobile.drafting import DraftError
from mobile.screens.desk import Desk, open_desk
from mobile.screens.page import Page, heading, line
from mobile.store import StoreError
from mobile.theme import theme
from mobile.vault import confirm
from mobile.vaultfile import VaultError
from mobile.widgets import (
    Banner,
    Columns,
    LinkButton,
    PassphraseBox,
    PrimaryButton,
    Question,
    QuietButton,
    Text,
    TextBox,
    first_control,
    hide_toast,
)
from mobile.widgets import words as control_words
from mobile.widgets.focus import Boxed
from mobile.widgets.qr import QrCode
from shared.answers import Address
from shared.canonical import NotCanonical
from shared.statement import LANGUAGES, Statement, parse_statement
from shared.words import say

if TYPE_CHECKING:
    from mobile.screens.host import Host

WIDE = dp(900)
STATEMENT = "statement_original"
LINES = 7


class HandoverScreen(Screen):
    """`show(report, row, media="")` hands over a row of `misconduct_report`: its statement, or the receipt of one."""

    def __init__(self, app: Host, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self._app = app
        self.held = False
        self.desk: Desk | None = None
        self.language, self.step = "en", ""
        self.sealed: Statement | None = None
        self.box: TextBox | None = None
        self._page = Page(wide=WIDE)
        self._follow = Clock.create_trigger(self._look_at_cursor)
        self.add_widget(self._page)

    # coming and going

    def show(self, *, report: str, row: str, media: str = "") -> None:
        """Hold the tablet on this statement. Raises DraftError, StoreError."""
        hide_toast()
        self.desk = open_desk(self._app, report)
        self.address = Address("misconduct_report", row, STATEMENT)
        self.desk.keeper.bind(state=self._say_saving)
        self.held, self.sealed = True, self._sealed(media)
        self._was = ""
        self.to_receipt() if self.sealed is not None else self.to_language()

    def on_leave(self, *_: object) -> None:
        """Kivy calls this when another screen has taken over, the app when it locks or pauses."""
        self._close()

    def resume(self) -> None:
        """The system has given the screen back: it is still the person's, in their language."""
        if self.desk is not None and self.held:
            self.desk.resume()
            control_words.use(self._app.language if self.step == "officer" else self.language)

    def _close(self) -> None:
        """Store what is typed, and leave the report in good order."""
        control_words.use(self._app.language)
        if self.desk is not None:
            self.desk.keeper.stop()
            with suppress(StoreError):  # the answers are stored; what fails here is only the list's count
                self.desk.editing.leave()

    # the person's steps

    def to_language(self) -> None:
        """First: English or Spanish, each in its own words."""
        shown: list[Widget] = []
        for language in LANGUAGES:
            button = PrimaryButton(words=say("tablet.handover.language", language), icon="language", size_hint_x=1)
            button.bind(on_release=lambda _b, language=language: self._choose(language))
            shown += [_large(say("tablet.handover.welcome", language)), button]
        both = " · ".join(say("tablet.handover.give_back", language) for language in LANGUAGES)
        self._step("language", *shown, self._give_back(both))

    def to_statement(self) -> None:
        """What the officer wrote as their words, to read; an empty page where nothing is written."""
        text = self._text()
        if not text.strip():
            self.to_writing()
            return
        card = Paper()
        for paragraph in text.split("\n"):  # one each: the pixels of a drawn text are limited
            card.add_widget(_large(paragraph))
        own = QuietButton(words=self.say("own"), icon="pencil", size_hint_x=1)
        own.bind(on_release=lambda _b: self.to_writing())
        self._step(
            "statement", heading(self.say("title")), line(self.say("read")), card, line(self.say("once")),
            self._buttons(own, self._done()), self._give_back(),
        )  # fmt: skip

    def to_writing(self) -> None:
        """The same words to change, or a page to write on."""
        desk = self._desk()
        limit = getattr(desk.model.line(self.address).spec.kind, "max", 0)
        self.box = box = TextBox(lines=LINES, limit=limit, value=self._text() or None)
        box.entry.bind(font_size=_enlarge)
        _enlarge(box.entry)
        box.refit()
        box.bind(on_value=self._typed)
        box.entry.bind(cursor_pos=self._follow)
        self.asked = Question(input=box, label=self.say("title"), help=self.say("write"), whole_row=True)
        self.empty = QuietButton(icon="remove", size_hint_x=1)
        self.empty.bind(on_release=lambda _b: self._turn_page())
        self._name_page()
        self._step(
            "writing", self.asked, line(self.say("once")), self._buttons(self.empty, self._done()), self._give_back()
        )
        self._say_saving()

    def to_receipt(self) -> None:
        """Reference, time, digest, as text and as a code: to be photographed."""
        sealed = self.sealed
        if sealed is None:
            return
        facts = BoxLayout(orientation="vertical", size_hint_y=None, spacing=dp(6))
        facts.bind(minimum_height=facts.setter("height"))
        day, _, clock = sealed.at.partition("T")
        for code, words in (
            ("reference", sealed.reference),
            ("at", f"{day} {clock[:8]} {clock[8:]}"),
            ("digest", " ".join(sealed.digest[at : at + 8] for at in range(0, 64, 8))),
        ):
            facts.add_widget(Text(words=self.say(code), style="label", tone="muted"))
            facts.add_widget(Text(words=words, style="title", bold=True))
        code = QrCode(sealed.receipt)
        columns = Columns(cols=2, narrowest=dp(320), gap_x=dp(24), gap_y=dp(16))
        for each in (facts, code):
            columns.add_widget(each)
        give = PrimaryButton(words=self.say("give_back"), icon="reply", size_hint_x=1)
        give.bind(on_release=lambda _b: self.to_officer())
        self._step("receipt", heading(self.say("receipt")), line(self.say("receipt?")), columns, give)

    def to_officer(self) -> None:
        """The officer's passphrase; the person may still go back to where they were."""
        back = {"language": self.to_language, "statement": self.to_statement, "writing": self.to_writing}.get(
            self.step, self.to_receipt
        )
        self._desk().keeper.flush()
        app = self._app
        control_words.use(app.language)
        self.passphrase = PassphraseBox()
        self.passphrase.bind(on_enter=lambda *_: self._confirm())
        self.asked = Question(input=self.passphrase, label=app.say("tablet.unlock.passphrase"), whole_row=True)
        self.button = PrimaryButton(words=app.say("tablet.handover.take"), icon="lock", size_hint_x=1)
        self.button.bind(on_release=lambda _b: self._confirm())
        not_yet = LinkButton(words=self.say("not_yet"), icon="back")
        not_yet.bind(on_release=lambda _b: self._return(back))
        self._step(
            "officer", heading(app.say("tablet.handover.officer")), line(app.say("tablet.handover.officer?")),
            self.asked, self.button, not_yet,
        )  # fmt: skip

    # acts

    def seal(self) -> None:
        """I am done: what stands there becomes an object of its own, and its receipt is shown."""
        desk = self._desk()
        if not self._text().strip():
            if self.step == "writing":
                self.asked.error = self.say("nothing")
            return
        try:
            if not desk.keeper.flush():
                raise StoreError(desk.keeper.trouble, "the statement is not stored")
            self.sealed, changed = desk.editing.seal_statement(self.address.row, self.language)
        except (StoreError, DraftError, NotCanonical) as error:
            self._refuse("full" if getattr(error, "code", "") == "store.full" else "failed")
            return
        desk.keeper.act(lambda: changed)
        self.to_receipt()

    def _refuse(self, code: str) -> None:
        if self.step != "writing":
            self.to_writing()
        self.asked.error = self.say(code)

    def _choose(self, language: str) -> None:
        self.language = language
        control_words.use(language)
        self.to_statement()

    def _typed(self, _box: TextBox, value: str | None) -> None:
        self.asked.error = ""
        self._desk().keeper.type(self.address, value)
        self._name_page()

    def _look_at_cursor(self, _dt: float) -> None:
        """A long text grows past the window's edge: the line that is being written stays in sight."""
        if self.box is not None and self.box.entry.focus:
            entry = self.box.entry
            top = entry.to_window(*entry.cursor_pos)[1]
            self._page.reveal(top - entry.line_height * 1.5, top + dp(8))

    def _turn_page(self) -> None:
        """An empty page, or the text that stood there before it was emptied."""
        if self.box is None:
            return
        text, self._was = (self._was, "") if not self._text() else ("", self._text())
        self.box.show(text or None)
        self._typed(self.box, text or None)
        self.box.entry.focus = True

    def _name_page(self) -> None:
        empty = not self._text()
        self.empty.words = self.say("again" if empty and self._was else "empty")
        self.empty.disabled = empty and not self._was

    def _return(self, back: Callable[[], None]) -> None:
        control_words.use(self.language)
        back()

    def _confirm(self) -> None:
        passphrase = str(self.passphrase.value or "")
        if self.button.disabled or self._app.session is None or not passphrase:
            return
        self.asked.error = ""
        self.button.disabled, self.button.words = True, self._app.say("tablet.handover.checking")
        # One guess costs a quarter of a second on purpose: never on the thread that draws.
        folder = self._app.session.vault.folder
        threading.Thread(target=self._try, args=(folder, passphrase), daemon=True).start()

    def _try(self, folder: Path, passphrase: str) -> None:
        try:
            confirm(folder, passphrase, self._app.clock)
        except (VaultError, StoreError) as error:
            self._wrong(self._app.say(error.code, **getattr(error, "params", {})))
        else:
            self._right()

    @mainthread
    def _wrong(self, sentence: str) -> None:
        if self.step != "officer":  # given back to the person meanwhile
            return
        self.button.disabled, self.button.words = False, self._app.say("tablet.handover.take")
        self.asked.error = sentence
        self.passphrase.show(None)
        self.passphrase.entry.focus = True

    @mainthread
    def _right(self) -> None:
        if self._app.session is None or self.step != "officer":  # locked, or given back to the person meanwhile
            return
        self._close()
        self._page.show()
        self.held, self.desk, self.box, self.sealed = False, None, None, None
        self._app.back()

    # parts

    def say(self, code: str) -> str:
        """Words of this screen in the person's language."""
        return say(f"tablet.handover.{code}", self.language)

    def _desk(self) -> Desk:
        if self.desk is None:
            raise LookupError("nothing is handed over")
        return self.desk

    def _text(self) -> str:
        """The statement as it stands: typed, or stored."""
        if self.step == "writing" and self.box is not None:
            return str(self.box.value or "")
        desk = self._desk()
        # What the store refuses just now is not in the model yet, and not lost.
        given = desk.keeper.typing.get(self.address, desk.model.line(self.address).given)
        return given if isinstance(given, str) else ""

    def _sealed(self, media: str) -> Statement | None:
        desk = self._desk()
        digest = str(desk.model.row("media", media).get("sha256", "")) if media else ""
        content = desk.session.reports.file_content(digest) if digest else None
        return parse_statement(content) if content else None

    def _step(self, step: str, *shown: Widget) -> None:
        self.step = step
        if self._desk().editing.draft.practice:  # a receipt of what never leaves must not look like one
            shown = (Banner(words=say("tablet.practice.banner", self.language), icon="practice", tone="warn"), *shown)
        self._page.show(*shown)
        if step != "writing":
            self.box = None
        # For the keyboard; what is to be read stays at the top.
        first = next(filter(None, (first_control(each) for each in shown)), None)
        Clock.schedule_once(lambda _dt: self._begin(step, first))

    def _begin(self, step: str, first: Widget | None) -> None:
        if first is not None and step == self.step and self.held:
            first.focus = True

    def _say_saving(self, *_: object) -> None:
        if self.box is not None and self.desk is not None:
            self.box.saving = self.desk.keeper.state

    def _done(self) -> PrimaryButton:
        button = PrimaryButton(words=self.say("done"), icon="check", size_hint_x=1)
        button.bind(on_release=lambda _b: self.seal())
        return button

    def _buttons(self, *buttons: Widget) -> Columns:
        columns = Columns(cols=2, narrowest=dp(260), gap_x=dp(16), gap_y=dp(12))
        for each in buttons:
            columns.add_widget(each)
        return columns

    def _give_back(self, words: str = "") -> LinkButton:
        button = LinkButton(words=words or self.say("give_back"), icon="reply")
        button.bind(on_release=lambda _b: self.to_officer())
        return button


class Paper(Boxed, BoxLayout):
    """What is there to be read, as on a sheet of paper."""

    def __init__(self) -> None:
        super().__init__(orientation="vertical", size_hint_y=None, padding=dp(24), spacing=dp(10), corner=dp(14))
        self.bind(minimum_height=self.setter("height"))
        theme.follow(self)
        self.restyle()

    def restyle(self) -> None:
        """The theme changed."""
        self.fill, self.edge, self.edge_width = theme.surface, theme.border, theme.line


def _large(words: str) -> Text:
    return Text(words=words, style="title")


def _enlarge(entry: Widget, *_: object) -> None:
    """Larger letters than in the form, whatever the theme has just set."""
    if entry.font_size != theme.title:
        entry.font_size = theme.title
