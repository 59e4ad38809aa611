"""Choices that are all in sight: chips (one or several) and segments (a few short answers side by side)."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from kivy.metrics import dp
from kivy.properties import BooleanProperty, ListProperty, NumericProperty, StringProperty
from kivy.uix.widget import Widget

from mobile.theme import theme
from mobile.widgets.buttons import Look, Pressed
from mobile.widgets.fitting import Fitted
from mobile.widgets.lettering import natural
from mobile.widgets.value import ValueIn

Option = tuple[str, str]  # code, words


class Chip(Pressed):
    """One choice. `chosen` is drawn as fill, filled mark and bold words, never as colour alone. `urgent`: in red; its
    words say why."""

    code = StringProperty("")
    chosen = BooleanProperty(False)
    several = BooleanProperty(False)
    room = NumericProperty(0)  # pixels the words may take before they wrap; 0: no limit
    tone = StringProperty("")
    urgent = BooleanProperty(False)
    style, factor, bold, halign = "body", 1.2, False, "left"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("least", 0)
        super().__init__(**kwargs)
        self.fbind("chosen", self._turn)
        self.fbind("tone", self.dress)
        self.fbind("urgent", self.dress)
        self.fbind("room", self.refit)

    @property
    def mark(self) -> str:
        """The icon before the words."""
        kind = "tick" if self.several else "radio"
        return f"{kind}-on" if self.chosen else kind

    @property
    def natural(self) -> float:
        """Pixels wide with the words on one line."""
        words = natural(self.words, theme.sizes[self.style], self.bold)
        return float(words + theme.body * self.factor + self.gap + 2 * self.inset())

    def inset(self) -> float:
        return float(dp(18))

    def most(self, width: float, beside: float) -> float:
        return float(self.room)

    def look(self) -> Look:
        fill = theme.pressed if self.state == "down" else theme.field
        ink, edge = theme.text, theme.border
        if self.disabled:
            fill, ink = theme.disabled, theme.disabled_ink
        if self.urgent:
            ink, edge = theme.danger, theme.danger
        if self.chosen:
            fill, ink, edge = theme.primary, theme.primary_ink, theme.primary
        if self.tone:
            edge = theme.danger if self.tone == "error" else theme.warn
        return fill, edge, ink, theme.line * 2 if self.tone else theme.line

    def _turn(self, *_: object) -> None:
        self.restyle()


class Choices(ValueIn, Fitted, Widget):
    """What chips and segments share: chips made from `options`, and the chosen one marked."""

    options = ListProperty([])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.size_hint_y = None
        self.fbind("options", self._build)
        for name in ("shown", "tone"):
            self.fbind(name, self._mark)
        theme.follow(self)
        self._build()

    def restyle(self) -> None:
        """The theme changed."""
        self.refit()

    def codes(self) -> tuple[str, ...]:
        """The chosen ones."""
        return () if self.value is None else (self.value,)

    def chip(self, code: str, words: str) -> Chip:
        """One chip."""
        return Chip(code=code, words=words)

    @abstractmethod
    def tapped(self, chip: Chip) -> None:
        """A person tapped a chip."""

    def _build(self, *_: object) -> None:
        self.clear_widgets()
        for code, words in self.options:
            chip = self.chip(code, words)
            chip.fbind("on_release", self.tapped)
            self.add_widget(chip)
        self._mark()
        self.refit()

    def _mark(self, *_: object) -> None:
        codes = self.codes()
        for chip in self.children:
            chip.chosen = chip.code in codes
            chip.tone = self.tone


class ChipGroup(Choices):
    """Chips that flow over as many lines as they need.

    `options`: (code, words) pairs. `several=False`: the value is a code, and a second tap on it clears when
    `clearable`. `several=True`: the value is a tuple of codes in the order of `options`. A code in `exclusive`
    ("none", "unknown") stands alone: choosing it drops the others, choosing another drops it.
    """

    several = BooleanProperty(False)
    exclusive = ListProperty([])
    clearable = BooleanProperty(True)

    def chip(self, code: str, words: str) -> Chip:
        return Chip(code=code, words=words, several=self.several)

    def codes(self) -> tuple[str, ...]:
        if self.value is None:
            return ()
        return tuple(self.value) if self.several else (self.value,)

    def measure(self, width: float) -> tuple[float, float]:
        gap, x, y, tallest = theme.gap + dp(2), 0.0, 0.0, 0.0
        self._spots: list[tuple[Any, float, float]] = []
        for chip in reversed(self.children):
            chip.room = max(dp(80), width - dp(88))
            high = chip.fit(width)
            if x and x + chip.width > width:
                x, y, tallest = 0.0, y + tallest + gap, 0.0
            self._spots.append((chip, x, y))
            x += chip.width + gap
            tallest = max(tallest, high)
        return width, y + tallest

    def place(self) -> None:
        for chip, x, y in self._spots:
            chip.settle(self.x + x, (self.y + self.height) - y - chip.height)

    def tapped(self, chip: Chip) -> None:
        self.give(self._after(chip.code))

    def _after(self, code: str) -> str | tuple[str, ...] | None:
        """The value after a tap on `code`."""
        codes = self.codes()
        if not self.several:
            return code if code not in codes else None if self.clearable else code
        if code in codes:
            kept = {c for c in codes if c != code}
        elif code in self.exclusive:
            kept = {code}
        else:
            kept = {c for c in codes if c not in self.exclusive} | {code}
        return tuple(c for c, _ in self.options if c in kept) or None


class Segments(Choices):
    """A few short answers side by side: one tap answers. They stand under each other when they would not fit.

    `options`: (code, words) pairs. A second tap on the answer keeps it, unless `clearable`. `wraps`: two lines are
    tried before that. `cols` is how many stand side by side now. `urgent`: codes that somebody has to look at.
    """

    clearable = BooleanProperty(False)
    urgent = ListProperty([])
    wraps = BooleanProperty(False)
    cols = 1

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fbind("urgent", self._mark)

    def chip(self, code: str, words: str) -> Chip:
        return Chip(code=code, words=words, size_hint_x=1)

    def _mark(self, *_: object) -> None:
        super()._mark()
        for chip in self.children:
            chip.urgent = chip.code in self.urgent

    def measure(self, width: float) -> tuple[float, float]:
        gap, chips = theme.gap + dp(2), self.children
        if not chips:
            return width, 0
        natural = max(chip.natural for chip in chips)
        lines = (len(chips), -(-len(chips) // 2)) if self.wraps else (len(chips),)
        self.cols = next((cols for cols in lines if natural <= (width - gap * (cols - 1)) / cols), 1)
        own = (width - gap * (self.cols - 1)) / self.cols
        high = []
        for chip in reversed(chips):
            chip.room = max(dp(60), own - dp(72))
            high.append(chip.fit(own))
        self._lines = [max(high[at : at + self.cols]) for at in range(0, len(high), self.cols)]
        return width, sum(self._lines) + gap * (len(self._lines) - 1)

    def place(self) -> None:
        gap, x, top = theme.gap + dp(2), self.x, self.y + self.height
        for number, chip in enumerate(reversed(self.children)):
            line, col = divmod(number, self.cols)
            if not col:
                x = self.x
                top -= self._lines[line - 1] + gap if line else 0
            chip.settle(x, top - chip.height)
            x += chip.width + gap

    def tapped(self, chip: Chip) -> None:
        self.give(None if self.clearable and chip.code == self.value else chip.code)
