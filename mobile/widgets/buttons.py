"""Buttons: one main act, quiet acts, acts that destroy, and icons that everybody knows.

Each is one widget that draws its box, its icon and its words itself: a page has a hundred of them.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from kivy.metrics import dp
from kivy.properties import ColorProperty, NumericProperty, StringProperty
from kivy.uix.widget import Widget

from mobile.icons import STATES
from mobile.theme import theme
from mobile.widgets.fitting import Fitted
from mobile.widgets.focus import Pressable
from mobile.widgets.lettering import Box, Drawn, Ink, fitting, natural, sign

NOTHING: Ink = (0, 0, 0, 0)
Look = tuple[Ink, Ink, Ink, float]  # fill, edge, letters, width of the edge


class Pressed(Pressable, Fitted, Widget):
    """What every button here draws: a box, an icon, words beside it. Subclasses say which and in which colours.

    As wide as it needs; with `size_hint_x=1` it fills the width it is given and wraps. At least `least` pixels wide
    and `tall` high.
    """

    words = StringProperty("")
    icon = StringProperty("")
    least = NumericProperty(dp(120))
    tall = NumericProperty(0)
    font_name = "Roboto"
    style, factor, bold = "label", 1.25, True
    gap = dp(10)

    def __init__(self, **kwargs: Any) -> None:
        self._fills = kwargs.get("size_hint_x") is not None
        self.texture_size = (0, 0)
        super().__init__(**kwargs)
        self.size_hint = (1 if self._fills else None, None)
        self.box = Box(self.canvas.before)
        self._icon, self._words = Drawn(self.canvas), Drawn(self.canvas)
        for name in ("words", "icon", "least", "tall"):
            self.fbind(name, self.refit)
        for name in ("state", "disabled"):
            self.fbind(name, self.dress)
        theme.follow(self)
        self.dress()

    @property
    def text(self) -> str:
        """The words as drawn."""
        return str(self.words)

    @property
    def mark(self) -> str:
        """The icon as drawn."""
        return str(self.icon)

    @abstractmethod
    def look(self) -> Look:
        """The colours of the moment."""

    def inset(self) -> float:
        """Pixels kept free at each side."""
        return float(dp(22))

    def dress(self, *_: object) -> None:
        """Draw in the colours of the moment."""
        fill, edge, ink, line = self.look()
        self.box.dress(fill, edge, line)
        self._icon.ink(ink)
        self._words.ink(ink)

    def restyle(self) -> None:
        """The theme changed."""
        self.dress()
        self.refit()

    def most(self, width: float, beside: float) -> float:
        """Pixels the words may take before they wrap; 0: no limit."""
        return float(max(dp(40), width - beside - 2 * min(self.inset(), dp(12)))) if self._fills else 0

    def measure(self, width: float) -> tuple[float, float]:
        side = theme.body * self.factor if self.mark else 0
        beside = side + (self.gap if side and self.words else 0)
        self._icon.say(sign(self.mark, theme.body * self.factor))
        size = theme.sizes[self.style]
        self._words.say(fitting(self.words, size, self.bold, self.most(width, beside), self.halign))
        self.texture_size = wide, high = self._words.size
        self._row = (side, beside)
        own = max(self.least, natural(self.words, size, self.bold) + beside + 2 * self.inset())
        if self._fills:
            own = width
        elif self.most(width, beside):
            own = wide + beside + 2 * self.inset()
        return own, max(theme.target, high + dp(20), self.tall)

    halign = "center"

    def place(self) -> None:
        side, beside = self._row
        wide, high = self.texture_size
        x, middle = (self.x + self.width / 2) - (wide + beside) / 2, self.y + self.height / 2
        icon_wide, icon_high = self._icon.size
        self._icon.put(x + (side - icon_wide) / 2, middle - icon_high / 2)
        self._words.put(x + beside, middle - high / 2)
        self.box.put(self.x, self.y, self.width, self.height, self.corner())

    def corner(self) -> float:
        """The radius of the box."""
        return float(theme.radius)


class PlainButton(Pressed):
    """The common shape of the buttons below: words, an optional icon before them. `side`: pixels free at each side."""

    side = NumericProperty(dp(22))

    def inset(self) -> float:
        return float(self.side)


class PrimaryButton(PlainButton):
    """The one main act of a screen or sheet."""

    def look(self) -> Look:
        if self.disabled:
            return theme.disabled, NOTHING, theme.disabled_ink, 0
        return (theme.primary_pressed if self.state == "down" else theme.primary), NOTHING, theme.primary_ink, 0


class QuietButton(PlainButton):
    """Any other act."""

    def look(self) -> Look:
        if self.disabled:
            return theme.disabled, theme.hairline, theme.disabled_ink, theme.line
        return (theme.pressed if self.state == "down" else theme.surface), theme.border, theme.primary, theme.line


class DangerButton(PlainButton):
    """An act that destroys or cannot be taken back."""

    def look(self) -> Look:
        if self.disabled:
            return theme.disabled, NOTHING, theme.disabled_ink, 0
        return (theme.danger_pressed if self.state == "down" else theme.danger), NOTHING, theme.danger_ink, 0


class LinkButton(PlainButton):
    """A small act beside other words; no border, still a full target high."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("least", theme.target)
        kwargs.setdefault("side", dp(14))
        super().__init__(**kwargs)

    def look(self) -> Look:
        fill = theme.pressed if self.state == "down" else NOTHING
        return fill, NOTHING, theme.disabled_ink if self.disabled else theme.primary, 0


class IconButton(Pressed):
    """An icon alone, for what everybody knows (back, close). `words` names it for tests and assistive technology.

    Without an icon it takes no room.
    """

    ink = ColorProperty(None, allownone=True)  # when set, it wins over the usual colour

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fbind("ink", self.dress)

    @property
    def text(self) -> str:
        """No words are drawn."""
        return ""

    def look(self) -> Look:
        fill = theme.pressed if self.state == "down" else NOTHING
        ink = self.ink if self.ink is not None else theme.disabled_ink if self.disabled else theme.text
        return fill, NOTHING, ink, 0

    def measure(self, width: float) -> tuple[float, float]:
        high = theme.body * 1.4 if self.icon else 0
        self._icon.say(sign(self.icon, theme.body * 1.4))
        self._row = (high, high)
        own = max(theme.target, high + dp(20)) if self.icon else 0
        return own, own


class StatusButton(PlainButton):
    """A state that can be tapped to learn more: words, with the icon and tone of `state_code`."""

    state_code = StringProperty("")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fbind("state_code", lambda *_: self.restyle())

    @property
    def mark(self) -> str:
        return STATES[self.state_code].icon

    def look(self) -> Look:
        tone = STATES[self.state_code].tone
        ink = theme.text if tone == "neutral" else theme.tone[tone]
        return theme.pressed if self.state == "down" else theme.tint[tone], ink, ink, theme.line

    def corner(self) -> float:
        return float(self.height / 2)
