"""The frame around an input: its label, whether it is required or owed, help, why it is asked, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.metrics import dp
from kivy.properties import BooleanProperty, ObjectProperty, OptionProperty, StringProperty
from kivy.uix.widget import Widget

from mobile.theme import theme
from mobile.widgets.buttons import LinkButton
from mobile.widgets.fitting import Fitted, put, take
from mobile.widgets.lettering import Drawn, fitting, letters, sign
from mobile.widgets.words import say

LABEL_LEAST = dp(120)


class Note(Fitted, Widget):
    """A line of words with its icon; nothing at all when there are no words."""

    words = StringProperty("")
    icon = StringProperty("")
    tone = StringProperty("muted")
    font_name = "Roboto"

    def __init__(self, **kwargs: Any) -> None:
        self.texture_size = (0, 0)
        super().__init__(**kwargs)
        self.size_hint_y = None
        self._sign, self._words = Drawn(self.canvas), Drawn(self.canvas)
        for name in ("words", "icon"):
            self.fbind(name, self.refit)
        self.fbind("tone", self._tint)
        theme.follow(self)
        self._tint()

    @property
    def text(self) -> str:
        """The words as drawn."""
        return str(self.words)

    def restyle(self) -> None:
        """The theme changed."""
        self._tint()
        self.refit()

    def _tint(self, *_: object) -> None:
        for each in (self._sign, self._words):
            each.ink(theme.tone[self.tone])

    def measure(self, width: float) -> tuple[float, float]:
        said = bool(self.words)
        side = theme.body * 1.1 if self.icon and said else 0
        self._beside = dp(2) + side + (dp(8) if side else 0)
        self._sign.say(sign(self.icon, theme.body * 1.1) if side else None)
        self._words.say(letters(self.words, theme.caption, False, int(max(dp(60), width - self._beside)), "left", 1.1))
        self.texture_size = self._words.size
        return width, max(self._words.size[1], side) + dp(6) if said else 0

    def place(self) -> None:
        self._words.put(self.x + self._beside, self.y)
        self._sign.put(self.x + dp(2), (self.y + self.height) - dp(6) - self._sign.size[1])


class Question(Fitted, Widget):
    """One question around the widget passed as `input=`.

    `mark`: "", "required" or "owed"; `mark_words` replaces its words ("Owed by 14:32"). `help` stands under the input.
    With `clause` (its name, "ED 17 §4(b)") a button dispatches `on_why()`. `error` and `warning` are sentences; each
    is drawn with its icon, and the border of the input follows (error first). `remark(words)` sets what a reviewer
    said above the input.
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
    font_name = "Roboto"

    def __init__(self, **kwargs: Any) -> None:
        self.texture_size = (0, 0)
        self._why: LinkButton | None = None
        self._marking: Marking | None = None
        self._notes: dict[str, Note] = {}
        self.remarks: list[Note] = []
        self._held: Any = None
        self._more: list[Any] = []
        super().__init__(**kwargs)
        self.size_hint_y = None
        self._label = Drawn(self.canvas)
        for name, act in (("label", self.refit), ("mark", self._mark), ("mark_words", self._mark),
                          ("clause", self._clause), ("error", self._tone), ("warning", self._tone),
                          ("help", self._help), ("input", self._hold)):  # fmt: skip
            self.fbind(name, act)
        theme.follow(self)
        self._label.ink(theme.text)
        self._clause()
        self._hold()
        self._help()
        self._mark()

    @property
    def text(self) -> str:
        """The label as drawn."""
        return str(self.label)

    def restyle(self) -> None:
        """The theme changed."""
        self._label.ink(theme.text)
        self.refit()

    def remark(self, said: Sequence[str]) -> None:
        """What a reviewer said, above the input, in the reviewer's words."""
        if list(said) == [each.words for each in self.remarks]:
            return
        self.clear_widgets(self.remarks)
        self.remarks = [Note(words=words, icon="reply", tone="danger") for words in said]
        for note in self.remarks:
            self.add_widget(note)
        self.refit()

    def under(self, widget: Widget) -> None:
        """One more thing right under the input."""
        self._more.append(widget)
        self._follow(widget)

    # its parts

    def _hold(self, *_: object) -> None:
        if self._held is not None:
            self.remove_widget(self._held)
        self._held = self.input
        if self._held is not None:
            self._follow(self._held)
            self._tone()
        self.refit()

    def _follow(self, widget: Widget) -> None:
        self.add_widget(widget)
        if not isinstance(widget, Fitted):
            widget.fbind("height", self.refit)

    def _mark(self, *_: object) -> None:
        if self.mark and self._marking is None:
            self._marking = Marking()
            self.add_widget(self._marking)
        elif not self.mark and self._marking is not None:
            self.remove_widget(self._marking)
            self._marking = None
        if self._marking is not None:
            self._marking.show(self.mark_words or say(self.mark), owed=self.mark == "owed")
        self.refit()

    def _clause(self, *_: object) -> None:
        if self._why is not None:
            self.remove_widget(self._why)
            self._why = None
        if self.clause:
            self._why = LinkButton(words=say("why"), icon="help", side=dp(4))
            self._why.fbind("on_release", lambda _b: self.dispatch("on_why"))
            self.add_widget(self._why, index=len(self.children))  # first in the order of Tab
        self.refit()

    def _tone(self, *_: object) -> None:
        if self.input is not None and hasattr(self.input, "tone"):
            self.input.tone = "error" if self.error else "warning" if self.warning else ""
        self._note("error", self.error, "error", "danger")
        self._note("warning", self.warning, "warning", "warn")

    def _help(self, *_: object) -> None:
        self._note("help", self.help, "", "muted")

    def _note(self, name: str, words: str, icon: str, tone: str) -> None:
        note = self._notes.get(name)
        if words and note is None:
            self._notes[name] = note = Note(words=words, icon=icon, tone=tone)
            self.add_widget(note)
            self.refit()
        elif note is not None and not words:
            self.remove_widget(self._notes.pop(name))
            self.refit()
        elif note is not None:
            note.words = words

    def _below(self) -> list[Any]:
        """What stands under the label, from the top."""
        notes = [self._notes[name] for name in ("error", "warning", "help") if name in self._notes]
        return [*self.remarks, *([self._held] if self._held is not None else []), *self._more, *notes]

    def measure(self, width: float) -> tuple[float, float]:
        beside, self._line = dp(30), 0.0
        if self._why is not None:
            self._why.fit(width)
            beside += dp(120) * theme.scale
        if self._marking is not None:
            self._marking.fit(width)
            if width - beside - self._marking.width < LABEL_LEAST:
                self._line = self._marking.height + dp(8)  # no room beside the label: a line of its own
            else:
                beside += self._marking.width
        self._label.say(fitting(self.label, theme.label, True, max(LABEL_LEAST, width - beside)))
        self.texture_size = self._label.size
        self._head = max(self.texture_size[1] + dp(10), theme.target - dp(4) if self._why is not None else 0)
        return width, self._head + self._line + sum(take(each, width) for each in self._below())

    def place(self) -> None:
        x, middle = self.x, (self.y + self.height) - self._head / 2
        self._label.put(x, middle - self.texture_size[1] / 2)
        x += self.texture_size[0] + dp(10)
        if self._marking is not None and self._line:
            self._marking.settle(self.x, (self.y + self.height) - self._head - self._marking.height)
        elif self._marking is not None:
            self._marking.settle(x, middle - self._marking.height / 2)
        if self._why is not None:
            self._why.settle((self.x + self.width) - self._why.width, middle - self._why.height / 2)
        y = (self.y + self.height) - self._head - self._line
        for each in self._below():
            y -= each.height
            put(each, self.x, y)

    def on_why(self) -> None:
        """Event: the person asks why this is asked."""


class Marking(Fitted, Widget):
    """Required or owed, beside the label: an icon and a word."""

    font_name = "Roboto"

    def __init__(self, **kwargs: Any) -> None:
        self.text, self._owed, self.texture_size = "", False, (0, 0)
        super().__init__(**kwargs)
        self.size_hint = (None, None)
        self._sign, self._words = Drawn(self.canvas), Drawn(self.canvas)
        theme.follow(self)

    def show(self, words: str, *, owed: bool) -> None:
        """Say this."""
        self.text, self._owed = words, owed
        self.restyle()

    def restyle(self) -> None:
        """The theme changed."""
        self._sign.ink(theme.warn if self._owed else theme.muted)
        self._words.ink(theme.warn if self._owed else theme.muted)
        self.refit()

    def measure(self, width: float) -> tuple[float, float]:
        side = theme.body * 0.9
        self._sign.say(sign("clock" if self._owed else "required", side))
        self._words.say(letters(self.text, theme.caption))
        self.texture_size = self._words.size
        return side + dp(5) + self._words.size[0], max(side, self._words.size[1])

    def place(self) -> None:
        side = theme.body * 0.9
        self._sign.put(self.x + (side - self._sign.size[0]) / 2, (self.y + self.height / 2) - self._sign.size[1] / 2)
        self._words.put(self.x + side + dp(5), (self.y + self.height / 2) - self._words.size[1] / 2)
