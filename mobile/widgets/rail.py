"""The list of a form's sections at the side of the screen."""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock
from kivy.properties import BooleanProperty, ListProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from mobile.widgets.focus import Boxed, Pressable
from mobile.widgets.loading import load_kv
from mobile.widgets.surfaces import Scroll


class Rail(Scroll):
    """The sections of a form, one under the other: words, and state as icon and words ("2 owed").

    `items`: (code, words, state, state words) for each; `chosen` is the code of the one being shown.
    Events: `on_pick(code)`.
    """

    __events__: tuple[str, ...] = ("on_pick",)

    items = ListProperty([])
    chosen = StringProperty("")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._entries: dict[str, RailItem] = {}
        self.fbind("items", self._build)
        self.fbind("chosen", self._mark)
        self._build()

    def on_kv_post(self, _base: object) -> None:
        """Kivy calls this when the parts named in the kv rule exist, which may be after `__init__`."""
        Clock.schedule_once(self._build)

    def _build(self, *_: object) -> None:
        if "column" not in self.ids:
            return
        if [item[0] for item in self.items] != list(self._entries):
            self.ids.column.clear_widgets()
            self._entries = {item[0]: RailItem(code=item[0]) for item in self.items}
            for entry in self._entries.values():
                entry.bind(on_release=lambda pressed: self.dispatch("on_pick", pressed.code))
                self.ids.column.add_widget(entry)
        for code, words, state, state_words in self.items:
            entry = self._entries[code]
            entry.words, entry.state_code, entry.state_words = words, state, state_words
        self._mark()

    def _mark(self, *_: object) -> None:
        for code, entry in self._entries.items():
            entry.chosen = code == self.chosen

    def on_pick(self, code: str) -> None:
        """Event: a person chose a section."""


class RailItem(Pressable, Boxed, BoxLayout):
    """One section in the rail."""

    code = StringProperty("")
    words = StringProperty("")
    state_code = StringProperty("")
    state_words = StringProperty("")
    chosen = BooleanProperty(False)


load_kv(__file__)
