"""Choices that are all in sight: chips (one or several) and segments (a few short answers side by side)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.metrics import dp
from kivy.properties import BooleanProperty, ListProperty, NumericProperty, StringProperty
from kivy.uix.anchorlayout import AnchorLayout
from kivy.uix.gridlayout import GridLayout
from kivy.uix.stacklayout import StackLayout

from mobile.theme import theme
from mobile.widgets.focus import Boxed, Pressable
from mobile.widgets.loading import load_kv
from mobile.widgets.value import ValueIn

Option = tuple[str, str]  # code, words


class Chip(Pressable, Boxed, AnchorLayout):
    """One choice. `chosen` is drawn as fill, filled mark and bold words, never as colour alone."""

    code = StringProperty("")
    words = StringProperty("")
    chosen = BooleanProperty(False)
    several = BooleanProperty(False)
    most = NumericProperty(0)  # pixels the words may take before they wrap; 0: no limit
    tone = StringProperty("")

    @property
    def natural(self) -> float:
        """Pixels wide with the words on one line."""
        return float(self.ids.words.natural + self.ids.mark.width + self.ids.row.spacing + 2 * dp(18))


class ChipGroup(ValueIn, StackLayout):
    """Chips that flow over as many lines as they need.

    `options`: (code, words) pairs. `several=False`: the value is a code, and a second tap on it clears when
    `clearable`. `several=True`: the value is a tuple of codes in the order of `options`. A code in `exclusive`
    ("none", "unknown") stands alone: choosing it drops the others, choosing another drops it.
    """

    options = ListProperty([])
    several = BooleanProperty(False)
    exclusive = ListProperty([])
    clearable = BooleanProperty(True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fbind("options", self._build)
        for name in ("shown", "tone"):
            self.fbind(name, self._mark)
        self.fbind("width", self._widths)
        self._build()

    def _build(self, *_: object) -> None:
        self.clear_widgets()
        for code, words in self.options:
            chip = Chip(code=code, words=words, several=self.several, disabled=self.disabled)
            chip.bind(on_release=self._tapped)
            self.add_widget(chip)
        self._mark()
        self._widths()

    def _widths(self, *_: object) -> None:
        for chip in self.children:
            chip.most = max(dp(80), self.width - dp(88))

    def _codes(self) -> tuple[str, ...]:
        if self.value is None:
            return ()
        return tuple(self.value) if self.several else (self.value,)

    def _mark(self, *_: object) -> None:
        codes = self._codes()
        for chip in self.children:
            chip.chosen = chip.code in codes
            chip.tone = self.tone

    def _tapped(self, chip: Chip) -> None:
        self.give(self._after(chip.code))

    def _after(self, code: str) -> str | tuple[str, ...] | None:
        """The value after a tap on `code`."""
        codes = self._codes()
        if not self.several:
            return code if code not in codes else None if self.clearable else code
        if code in codes:
            kept = {c for c in codes if c != code}
        elif code in self.exclusive:
            kept = {code}
        else:
            kept = {c for c in codes if c not in self.exclusive} | {code}
        return tuple(c for c, _ in self.options if c in kept) or None


class Segments(ValueIn, GridLayout):
    """A few short answers side by side: one tap answers. They stand under each other when they would not fit.

    `options`: (code, words) pairs. A second tap on the answer keeps it, unless `clearable`.
    """

    options = ListProperty([])
    clearable = BooleanProperty(False)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fbind("options", self._build)
        for name in ("shown", "tone"):
            self.fbind(name, self._mark)
        self.fbind("width", self._arrange)
        theme.bind(scale=self._arrange)
        self._build()

    def _build(self, *_: object) -> None:
        self.clear_widgets()
        for code, words in self.options:
            chip = Chip(code=code, words=words, disabled=self.disabled, size_hint_x=1)
            chip.bind(on_release=self._tapped)
            self.add_widget(chip)
        self._mark()
        self._arrange()

    def _arrange(self, *_: object) -> None:
        chips: Sequence[Chip] = self.children
        if not chips:
            return
        each = (self.width - self.spacing[0] * (len(chips) - 1)) / len(chips)
        fits = all(chip.natural <= each for chip in chips)
        self.cols = len(chips) if fits else 1
        for chip in chips:
            chip.most = max(dp(60), (each if fits else self.width) - dp(72))

    def _mark(self, *_: object) -> None:
        for chip in self.children:
            chip.chosen = chip.code == self.value
            chip.tone = self.tone

    def _tapped(self, chip: Chip) -> None:
        self.give(None if self.clearable and chip.code == self.value else chip.code)


load_kv(__file__)
