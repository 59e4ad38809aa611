"""The frame around an input: its label, whether it is required or owed, help, why it is asked, and what is wrong."""

from __future__ import annotations

from typing import Any

from kivy.metrics import dp
from kivy.properties import BooleanProperty, ObjectProperty, OptionProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from mobile.widgets.buttons import LinkButton
from mobile.widgets.loading import load_kv
from mobile.widgets.words import say


class Question(BoxLayout):
    """One question around the widget passed as `input=`.

    `mark`: "", "required" or "owed"; `mark_words` replaces its words ("Owed by 14:32"). `help` stands under the input.
    With `clause` (its name, "ED 17 §4(b)") a button dispatches `on_why()`. `error` and `warning` are sentences; each
    is drawn with its icon, and the border of the input follows (error first).
    """

    __events__: tuple[str, ...] = ("on_why",)

    label = StringProperty("")
    mark = OptionProperty("", options=["", "required", "owed"])
    mark_words = StringProperty("")
    help = StringProperty("")
    clause = StringProperty("")
    error = StringProperty("")
    warning = StringProperty("")
    input = ObjectProperty(None, allownone=True)
    whole_row = BooleanProperty(False)  # for `Columns`
    marking = StringProperty("")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._why: LinkButton | None = None
        for name, act in (("mark", self._mark), ("mark_words", self._mark), ("clause", self._clause),
                          ("error", self._tone), ("warning", self._tone), ("input", self._place)):  # fmt: skip
            self.fbind(name, act)
        self._mark()
        self._clause()
        self._place()

    def _place(self, *_: object) -> None:
        self.ids.slot.clear_widgets()
        if self.input is not None:
            self.ids.slot.add_widget(self.input)
            self._tone()

    def _mark(self, *_: object) -> None:
        self.marking = (self.mark_words or say(self.mark)) if self.mark else ""

    def _clause(self, *_: object) -> None:
        if self._why is not None:
            self.ids.head.remove_widget(self._why)
            self._why = None
        if self.clause:
            self._why = LinkButton(words=say("why"), icon="help", side=dp(4))
            self._why.bind(on_release=lambda _b: self.dispatch("on_why"))
            self.ids.head.add_widget(self._why)

    def _tone(self, *_: object) -> None:
        if self.input is not None and hasattr(self.input, "tone"):
            self.input.tone = "error" if self.error else "warning" if self.warning else ""

    def on_why(self) -> None:
        """Event: the person asks why this is asked."""


class Note(BoxLayout):
    """A line of words with its icon; nothing at all when there are no words."""

    words = StringProperty("")
    icon = StringProperty("")
    tone = StringProperty("muted")


load_kv(__file__)
