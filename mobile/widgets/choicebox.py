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
from mobile.widgets.scrolling import Gliding
from mobile.widgets.sheet import Sheet
from mobile.widgets.surfaces import ListRow
from mobile.widgets.text import Fit, Text
from mobile.widgets.textbox import TextBox
from mobile.widgets.value import ValueIn
from mobile.widgets.words import say

SEARCH_FROM = 8  # a list shorter than this needs no search


def plain(text: str) -> str:
    """Letters as they are searched: no accents, no case. "José" is found by "jose"."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


class Picks(Gliding, RecycleView):
    """The list in the sheet: rows of one height, however many there are."""

    row_height = NumericProperty(dp(64))


class ChoiceSheet(Sheet):
    """The sheet of a `ChoiceBox`. Arrow keys move in the list while letters go to the search, Enter picks.

    `options`: (code, words) or (code, words, note) tuples. Event: `on_pick(code)`; code is None for "clear".
    """

    __events__: tuple[str, ...] = ("on_pick",)

    options = ListProperty([])
    chosen = StringProperty(None, allownone=True)
    clearable = BooleanProperty(True)

    def __init__(self, **kwargs: Any) -> None:
        self._long = len(kwargs.get("options", ())) >= SEARCH_FROM
        kwargs.setdefault("fills", self._long)
        super().__init__(**kwargs)
        self._at = -1
        self._found: list[tuple[str, ...]] = list(self.options)
        self.search = TextBox(hint=say("search"))
        self.list = Picks()
        self.nothing = Text(words=say("nothing-found"), tone="muted", halign="center")
        if self._long:
            self._lay_out_search()
        else:
            self.body.padding = (0, 0, 0, theme.gap)
            self.body.spacing = 0
            for row in self._rows():
                self.body.add_widget(ListRow(**row))
        if self.clearable and self.chosen is not None:
            clear = QuietButton(words=say("clear"), icon="close")
            clear.bind(on_release=lambda _b: self._pick(None))
            self.buttons.add_widget(clear)

    def _lay_out_search(self) -> None:
        """A long list: the search above, the rows below. The rows are walked with the arrow keys, not with Tab."""
        middle = self.ids.middle
        middle.clear_widgets()
        middle.padding = (0, 0, 0, theme.gap)
        middle.spacing = theme.space
        self.search.bind(on_value=lambda _box, text: self._find(text or ""), on_enter=lambda _box: self._pick_lit())
        self.search.entry.steer = self._steer
        self.first = self.search.entry
        top = BoxLayout(size_hint_y=None, padding=(theme.room, dp(6), theme.room, 0))
        top.bind(minimum_height=top.setter("height"))
        top.add_widget(self.search)
        middle.add_widget(top)
        middle.add_widget(self.list)
        self.bind(width=self._measure)
        self._measure()
        self._fill()

    def _measure(self, *_: object) -> None:
        """One row height for all: that of the longest words, so that nothing is cut off."""
        room = max(dp(120), self.width - 2 * theme.room - theme.body * 1.3 - dp(24))
        widest = max(Fit(words=option[1], style="body").natural for option in self.options)
        noted = any(len(option) > 2 and option[2] for option in self.options)
        lines = int(widest // room) + 1
        height = lines * theme.body * 1.4 + (theme.caption * 1.4 + dp(4) if noted else 0) + dp(28)
        self.list.row_height = max(dp(64), height)

    def _find(self, text: str) -> None:
        words = plain(text).split()
        self._found = [o for o in self.options if all(w in plain(" ".join(o)) for w in words)]
        self._at = 0 if words and self._found else -1
        self._fill()
        self.list.scroll_y = 1
        if self.nothing.parent:
            self.nothing.parent.remove_widget(self.nothing)
        if not self._found:
            self.ids.middle.add_widget(self.nothing, index=1)

    def _fill(self) -> None:
        self.list.data = self._rows()

    def _rows(self) -> list[dict[str, Any]]:
        return [
            {
                "key": option[0],
                "title": option[1],
                "subtitle": option[2] if len(option) > 2 else "",
                "icon": "radio-on" if option[0] == self.chosen else "radio",
                "chosen": option[0] == self.chosen,
                "lit": index == self._at,
                "pick": self._pick,
                "is_focusable": not self._long,
            }
            for index, option in enumerate(self._found)
        ]

    def _steer(self, key: str) -> bool:
        """Arrow keys in the search field move in the list; True when the key was one."""
        step = {"down": 1, "up": -1}.get(key)
        if step is None:
            return False
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
        self.sheet = ChoiceSheet(title=self.title, options=self.options, chosen=self.value, clearable=self.clearable)
        self.sheet.bind(on_pick=lambda _sheet, code: self.give(code))
        self.sheet.open()


load_kv(__file__)
