"""One answer from a long list: a box that opens a sheet in which a few letters find it."""

from __future__ import annotations

import unicodedata
from typing import Any

from kivy.metrics import dp
from kivy.properties import BooleanProperty, ListProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.recycleview import RecycleView

from mobile.theme import theme
from mobile.widgets.buttons import QuietButton
from mobile.widgets.focus import Boxed, Pressable
from mobile.widgets.loading import load_kv
from mobile.widgets.sheet import Sheet
from mobile.widgets.text import Fit, Text
from mobile.widgets.textbox import TextBox
from mobile.widgets.value import ValueIn
from mobile.widgets.words import say

SEARCH_FROM = 8  # a list shorter than this needs no search


def plain(text: str) -> str:
    """Letters as they are searched: no accents, no case. "José" is found by "jose"."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


class Picks(RecycleView):
    """The list in the sheet: rows of one height, however many there are."""

    row_height = NumericProperty(dp(64))


class ChoiceSheet(Sheet):
    """The sheet of a `ChoiceBox`. Arrow keys move in the list while letters go to the search, Enter picks.

    `options`: (code, words) or (code, words, note) tuples. Event: `on_pick(code)`; code is None for "clear".
    """

    __events__ = ("on_pick",)

    options = ListProperty([])
    chosen = StringProperty(None, allownone=True)
    clearable = BooleanProperty(True)

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("fills", len(kwargs.get("options", ())) >= SEARCH_FROM)
        super().__init__(**kwargs)
        self._at = -1
        self._wanted = ""
        middle = self.ids.middle
        middle.clear_widgets()
        middle.padding = (0, 0, 0, theme.gap)
        middle.spacing = theme.space
        self.search = TextBox(hint=say("search"))
        self.search.bind(on_value=lambda _box, text: self._find(text or ""), on_enter=lambda _box: self._pick_lit())
        self.search.ids.entry.keyboard_on_key_down = self._steer
        self.list = Picks()
        self.nothing = Text(words=say("nothing-found"), tone="muted", halign="center")
        if len(self.options) >= SEARCH_FROM:
            top = BoxLayout(size_hint_y=None, padding=(theme.room, dp(6), theme.room, 0))
            top.bind(minimum_height=top.setter("height"))
            top.add_widget(self.search)
            middle.add_widget(top)
            self.first = self.search.ids.entry
        middle.add_widget(self.list)
        if self.clearable and self.chosen is not None:
            clear = QuietButton(words=say("clear"), icon="close")
            clear.bind(on_release=lambda _b: self._pick(None))
            self.buttons.add_widget(clear)
        self.bind(width=self._measure)
        self._measure()
        self._find("")

    def _measure(self, *_: object) -> None:
        """One row height for all: that of the longest words, so that nothing is cut off."""
        room = max(dp(120), self.width - 2 * theme.room - theme.body * 1.3 - dp(24))
        lines = 1
        for option in self.options:
            natural = Fit(words=option[1], style="body").natural
            lines = max(lines, int(natural // room) + 1)
        noted = any(len(option) > 2 and option[2] for option in self.options)
        height = lines * theme.body * 1.4 + (theme.caption * 1.4 + dp(4) if noted else 0) + dp(28)
        self.list.row_height = max(dp(64), height)
        if not self.fills:
            self.ids.body.height = self.list.row_height * len(self.options) + dp(8)

    def _find(self, text: str) -> None:
        self._wanted = plain(text)
        words = self._wanted.split()
        self._found = [o for o in self.options if all(w in plain(" ".join(o)) for w in words)]
        self._at = 0 if self._wanted and self._found else -1
        self._fill()
        self.list.scroll_y = 1
        if self.nothing.parent:
            self.nothing.parent.remove_widget(self.nothing)
        if not self._found:
            self.ids.middle.add_widget(self.nothing, index=1)

    def _fill(self) -> None:
        self.list.data = [
            {
                "key": option[0],
                "title": option[1],
                "subtitle": option[2] if len(option) > 2 else "",
                "icon": "radio-on" if option[0] == self.chosen else "radio",
                "chosen": option[0] == self.chosen,
                "lit": index == self._at,
                "pick": self._pick,
            }
            for index, option in enumerate(self._found)
        ]

    def _steer(self, window: Any, keycode: tuple[int, str], text: str, modifiers: list[str]) -> Any:
        """Arrow keys in the search field move in the list."""
        step = {"down": 1, "up": -1}.get(keycode[1])
        if step is None:
            entry = self.search.ids.entry
            return type(entry).keyboard_on_key_down(entry, window, keycode, text, modifiers)
        if self._found:
            self._at = min(len(self._found) - 1, max(0, self._at + step))
            self._fill()
            hidden = len(self._found) * self.list.row_height - self.list.height
            if hidden > 0:
                above = self._at * self.list.row_height - self.list.height / 2
                self.list.scroll_y = 1 - min(1, max(0, above / hidden))
        return True

    def _pick_lit(self) -> None:
        if 0 <= self._at < len(self._found):
            self._pick(self._found[self._at][0])

    def _pick(self, code: str | None) -> None:
        self.dismiss()
        self.dispatch("on_pick", code)

    def on_pick(self, code: str | None) -> None:
        """Event: a person picked a code, or None to clear."""


class ChoiceBox(ValueIn, Pressable, Boxed, BoxLayout):
    """One code from a list of any length. `options`: (code, words) or (code, words, note) tuples.

    The sheet has a search from eight options on. `title` is the sheet's title, `hint` what stands in the blank box.
    """

    options = ListProperty([])
    title = StringProperty("")
    hint = StringProperty("")
    clearable = BooleanProperty(True)
    words = StringProperty("")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.sheet: ChoiceSheet | None = None
        self.fbind("options", self._say)
        self.fbind("shown", self._say)
        self.fbind("hint", self._say)
        self._say()

    def _say(self, *_: object) -> None:
        by_code = {option[0]: option[1] for option in self.options}
        unknown = "" if self.value is None else str(self.value)  # a code from an older list is shown, never hidden
        self.words = by_code.get(self.value, unknown or self.hint or say("choose"))

    def on_release(self) -> None:
        """Open the sheet."""
        self.sheet = ChoiceSheet(
            title=self.title, options=self.options, chosen=self.value, clearable=self.clearable
        )
        self.sheet.bind(on_pick=lambda _sheet, code: self.give(code))
        self.sheet.open()


load_kv(__file__)
