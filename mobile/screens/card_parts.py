"""What the card is made of: a row with its name at the left, and a button that stamps a time once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kivy.metrics import dp
from kivy.properties import BooleanProperty, ListProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.gridlayout import GridLayout

from mobile.screens.desk import Desk
from mobile.theme import theme
from mobile.widgets import DangerButton, PrimaryButton, QuietButton, TimeBox
from mobile.widgets.focus import Boxed, Pressable
from mobile.widgets.loading import load_kv
from mobile.widgets.value import ValueIn
from shared.canonical import Value
from shared.fields import moment


class CardRow(BoxLayout):
    """A line of the card: its name, and what is tapped in `body`."""

    label = StringProperty("")
    body = ObjectProperty(None, allownone=True)

    def on_kv_post(self, _base: object) -> None:
        """Kivy calls this when the parts named in the kv rule exist."""
        self.body = self.ids.body.__self__


class Tap(Pressable, Boxed, FloatLayout):
    """One choice of the card. Chosen is fill, a tick and bold words, never colour alone."""

    code = StringProperty("")
    words = StringProperty("")
    icon = StringProperty("")
    chosen = BooleanProperty(False)


class Taps(ValueIn, GridLayout):
    """A few short choices in equal cells, `most` in a line where they fit: the value is a code, a second tap clears.

    `options`: (code, words). With `acts` nothing stays chosen: each tap only tells its code.
    """

    options = ListProperty([])
    most = NumericProperty(3)
    narrowest = NumericProperty(dp(78))
    acts = BooleanProperty(False)
    clearable = BooleanProperty(True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(size_hint_y=None, cols=3, **kwargs)
        self.fbind("options", self._build)
        self.fbind("shown", self._mark)
        for name in ("width", "most"):
            self.fbind(name, self._arrange)
        theme.bind(scale=self._arrange)
        self._build()

    def _build(self, *_: object) -> None:
        self.clear_widgets()
        for code, words in self.options:
            tap = Tap(code=code, words=words, icon="plus" if self.acts else "")
            tap.bind(on_release=self._tapped)
            self.add_widget(tap)
        self._mark()
        self._arrange()

    def _arrange(self, *_: object) -> None:
        fits = int((self.width + theme.gap) // (self.narrowest * theme.scale + theme.gap))
        cols = max(1, min(int(self.most), fits))
        lines = -(-len(self.options) // cols) or 1
        self.cols = -(-len(self.options) // lines) or 1  # even lines look better than one left over

    def _mark(self, *_: object) -> None:
        for tap in self.children:
            tap.chosen = tap.code == self.value

    def _tapped(self, tap: Tap) -> None:
        if self.acts:
            self.dispatch("on_value", tap.code)
        else:
            self.give(None if tap.code == self.value and self.clearable else tap.code)


class Stamp(BoxLayout):
    """One tap takes this moment. A second tap never overwrites it: it opens the sheet that corrects a time.

    `ready(desk)` first; `show(answer)` displays. Event: `on_value(answer)`.
    """

    __events__: tuple[str, ...] = ("on_value",)

    danger = BooleanProperty(False)

    def __init__(self, words: str, icon: str, *, danger: bool = False) -> None:
        super().__init__(size_hint_y=None)
        self.bind(minimum_height=self.setter("height"))
        kind = DangerButton if danger else PrimaryButton
        self.button = kind(words=words, icon=icon, size_hint_x=1)
        self.face = QuietButton(icon="done", size_hint_x=1)
        self.button.bind(on_release=lambda _b: self._stamp())
        self.face.bind(on_release=lambda _b: self._correct())
        self.words = words
        self.desk: Desk | None = None
        self.box: TimeBox | None = None
        self.given: Value | None = None
        self.show(None)

    def ready(self, desk: Desk) -> None:
        """Take the desk whose clock stamps."""
        self.desk = desk
        self.box = TimeBox(now=desk.now, zone=desk.zone, zone_text=desk.now().strftime("%Z"), title=self.words)
        self.box.bind(on_value=lambda _box, when: self._corrected(when))

    def show(self, given: Value | None) -> None:
        """Display an answer, or that there is none yet."""
        self.given = given
        when = moment(given)
        if when is not None and self.desk is not None:
            self.face.words = f"{when.astimezone(self.desk.zone):%H:%M:%S}"
        wanted = self.button if when is None else self.face
        if self.children != [wanted]:
            self.clear_widgets()
            self.add_widget(wanted)

    def _stamp(self) -> None:
        if self.desk is not None:
            self.dispatch("on_value", self.desk.instant())

    def _correct(self) -> None:
        if self.box is not None:
            self.box.show(moment(self.given))
            self.box.correct()

    def _corrected(self, when: datetime | None) -> None:
        answer: Value | None = None
        if when is not None:
            answer = {"at": when.isoformat(timespec="seconds"), "clock": "typed"}
        self.dispatch("on_value", answer)

    def on_value(self, value: Value | None) -> None:
        """Event: stamped, or corrected."""


load_kv(__file__)
