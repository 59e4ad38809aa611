"""Typed answers: text of one or many lines, a passphrase, and a small count with minus and plus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.clock import Clock
from kivy.properties import (
    BooleanProperty,
    NumericProperty,
    ObjectProperty,
    OptionProperty,
    StringProperty,
)
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.textinput import TextInput

from mobile.widgets.focus import Boxed, Ringed
from mobile.widgets.loading import load_kv
from mobile.widgets.value import ValueIn
from mobile.widgets.words import say


class Entry(Ringed, TextInput):
    """The bare field inside the boxes below: it holds back what is longer than `limit` or is no digit."""

    limit = NumericProperty(0)
    digits = BooleanProperty(False)
    steer: Callable[[str], bool] | None = None  # sees each key first; True when it took it
    busy = False
    parent_foot = NumericProperty(0)  # what the box around it adds below and beside, inside the focus ring
    parent_side = NumericProperty(0)

    def insert_text(self, substring: str, from_undo: bool = False) -> None:
        """Insert what fits: the rest of a paste beyond `limit` is left out, and the counter shows that it is full."""
        if self.digits:
            substring = "".join(letter for letter in substring if letter in "0123456789")
        if self.limit and not from_undo:
            substring = substring[: max(0, self.limit - len(self.text) + len(self.selection_text))]
        super().insert_text(substring, from_undo)

    def keyboard_on_key_down(self, window: Any, keycode: tuple[int, str], text: str, modifiers: list[str]) -> Any:
        """Esc goes on to the sheet or screen around the field; the field would only give up its focus."""
        if keycode[1] == "escape":
            return False
        if self.steer is not None and self.steer(keycode[1]):
            return True
        return super().keyboard_on_key_down(window, keycode, text, modifiers)

    def keyboard_on_textinput(self, window: Any, text: str) -> None:
        """A letter typed over marked text is one change, not a deletion and then an insertion."""
        if self.digits and not text.isdigit():
            return
        self.busy = True
        super().keyboard_on_textinput(window, text)
        self.busy = False
        self.property("text").dispatch(self)

    def on_touch_down(self, touch: Any) -> Any:
        """Remember that this tap began here."""
        if self.collide_point(*touch.pos):
            touch.ud[self] = "fresh"
        return super().on_touch_down(touch)

    def on_touch_up(self, touch: Any) -> Any:
        """A tap into a number marks it, so that the next digit replaces it."""
        taken = super().on_touch_up(touch)
        if self.digits and touch.ud.pop(self, "") == "fresh":
            self.mark_all()
        return taken

    def mark_all(self) -> None:
        """Mark all that is there, once Kivy is done with the touch or key that brought the focus."""
        Clock.schedule_once(lambda _dt: self.select_all())


class TextBox(ValueIn, Boxed, FloatLayout):
    """A text answer. `value` is the text exactly as typed, None when empty.

    `lines` above 1 makes it a box of at least that many lines that grows with the text. `limit` is the most characters
    it takes (0: no limit), counted in the corner. `saving`: "", "saving", "saved" or "failed", said in the corner in
    words. `hint` is an example shown while it is empty. `digits` lets only 0 to 9 through.
    Events: `on_value(text)` at each change, `on_enter()` at Enter in a box of one line, `on_leave()` when focus goes.
    """

    __events__: tuple[str, ...] = ("on_enter", "on_leave")

    lines = NumericProperty(1)
    limit = NumericProperty(0)
    hint = StringProperty("")
    digits = BooleanProperty(False)
    centred = BooleanProperty(False)
    secret = BooleanProperty(False)
    saving = OptionProperty("", options=["", "saving", "saved", "failed"])
    entry = ObjectProperty(None, allownone=True)
    counter = StringProperty("")
    note = StringProperty("")
    focused = BooleanProperty(False)
    side = NumericProperty(0)  # pixels kept free at the right for a button

    def on_kv_post(self, _base: object) -> None:
        """Kivy calls this when the parts named in the kv rule exist."""
        self.entry = entry = self.ids.entry.__self__
        entry.fbind("text", self._typed)
        entry.fbind("focus", self._focused)
        entry.bind(on_text_validate=lambda _entry: self.dispatch("on_enter"))
        for name in ("limit", "lines"):
            self.fbind(name, self._count)
        self.fbind("saving", self._say_saving)
        self._count()
        self._say_saving()

    def show(self, value: str | None) -> None:
        """Display `value` without dispatching; the cursor goes to its end."""
        self.shown = value or None
        if self.entry.text != (value or ""):
            self.entry.text = value or ""
        self._count()

    def _typed(self, _entry: Entry, text: str) -> None:
        if not self.entry.busy and (text or None) != self.shown:
            self.shown = text or None
            self.dispatch("on_value", self.shown)
        self._count()

    def _count(self, *_: object) -> None:
        used = len(self.entry.text)
        nearly = self.limit and not self.digits and (self.lines > 1 or used >= 0.8 * self.limit)
        self.counter = say("count", used=used, limit=int(self.limit)) if nearly else ""

    def _say_saving(self, *_: object) -> None:
        words = {"": "", "saving": say("saving"), "saved": say("saved"), "failed": say("unsaved")}
        self.note = words[self.saving]

    def _focused(self, _entry: Entry, focused: bool) -> None:
        self.focused = focused
        if focused and self.digits:  # a new number replaces the old one
            self.entry.mark_all()
        if not focused:
            self.dispatch("on_leave")

    def on_enter(self) -> None:
        """Event: Enter was pressed in a box of one line."""

    def on_leave(self) -> None:
        """Event: the focus left the box."""


class PassphraseBox(TextBox):
    """A secret, typed unseen; the eye button shows it and hides it again. The button says which in words."""

    revealed = BooleanProperty(False)

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("secret", True)
        super().__init__(**kwargs)

    def toggle(self) -> None:
        """Show the passphrase, or hide it again."""
        self.revealed = not self.revealed
        self.secret = not self.revealed

    def words_for(self, revealed: bool) -> str:
        """The words on the eye button."""
        return say("hide" if revealed else "show")


class NumberBox(ValueIn, BoxLayout):
    """A count with minus and plus, or typed. `value` is an int from `least` to `most`, None when blank.

    From blank, plus gives 1 (or `least`) and minus gives `least`: so a zero is always an answer somebody gave.
    """

    least = NumericProperty(0)
    most = NumericProperty(999)
    wraps = BooleanProperty(False)  # past the last comes the first again (hours, minutes)
    box = ObjectProperty(None, allownone=True)
    pad = NumericProperty(0)  # least digits shown: 2 shows 7 as 07

    def on_kv_post(self, _base: object) -> None:
        """Kivy calls this when the parts named in the kv rule exist."""
        self.box = self.ids.box.__self__
        self.box.bind(on_value=self._typed, on_leave=lambda _box: self.show(self.value))

    def show(self, value: int | None) -> None:
        """Display `value` without dispatching."""
        self.shown = value
        self.box.show("" if value is None else str(value).zfill(int(self.pad)))

    def step(self, by: int) -> None:
        """A press on minus (-1) or plus (+1)."""
        least, most = int(self.least), int(self.most)
        if self.value is None:
            self.give(min(most, max(1, least)) if by > 0 else least)
        elif self.wraps:
            self.give(least + (self.value + by - least) % (most - least + 1))
        else:
            self.give(min(most, max(least, self.value + by)))

    def _typed(self, _box: TextBox, text: str | None) -> None:
        number = None if text is None else min(int(self.most), max(int(self.least), int(text)))
        if number != self.shown:
            self.shown = number
            self.dispatch("on_value", number)


load_kv(__file__)
