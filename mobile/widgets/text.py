"""Words and icons as drawn: text that wraps and grows, text that is as wide as it needs, and one icon.

They are drawn by themselves, without kv rules: a page has hundreds of them.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, OptionProperty, StringProperty
from kivy.uix.widget import Widget

from mobile.fonts import ICONS, TEXT
from mobile.icons import glyph
from mobile.theme import SIZES, TONES, theme
from mobile.widgets.fitting import Fitted
from mobile.widgets.lettering import Drawn, fitting, letters, natural, sign

_TONES = ("", "text", "muted", *TONES)


class Written(Fitted, Widget):
    """What the three below share. `text` is what is drawn, `texture_size` its pixels."""

    font_name = TEXT
    ready = False

    def __init__(self, **kwargs: Any) -> None:
        self.texture_size = (0, 0)
        super().__init__(**kwargs)
        self.drawn = Drawn(self.canvas)
        self.ready = True
        theme.follow(self)
        self.tint()

    @property
    @abstractmethod
    def text(self) -> str:
        """What is drawn."""

    @abstractmethod
    def shape(self, width: float) -> Any:
        """The drawn letters at a width."""

    @abstractmethod
    def colour(self) -> Any:
        """Their colour now."""

    def tint(self, *_: object) -> None:
        """Draw in the colour of the moment."""
        if self.ready:
            self.drawn.ink(self.colour())

    def restyle(self) -> None:
        """The theme changed."""
        self.tint()
        self.refit()

    def measure(self, width: float) -> tuple[float, float]:
        drawn = self.shape(width)
        self.drawn.say(drawn)
        self.texture_size = self.drawn.size
        return self.drawn.size

    def place(self) -> None:
        wide, high = self.texture_size
        self.drawn.put((self.x + self.width / 2) - wide / 2, (self.y + self.height / 2) - high / 2)


class Text(Written):
    """Words that wrap at the widget's width and set its height. `style` is a text size, `tone` a colour by meaning."""

    words = StringProperty("")
    style = OptionProperty("body", options=list(SIZES))
    tone = OptionProperty("", options=_TONES)
    bold = BooleanProperty(False)
    halign = OptionProperty("left", options=["left", "center", "right"])

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("width", 0)  # nothing is wrapped before somebody gave it a width
        super().__init__(**kwargs)
        self.size_hint_y = None
        for name in ("words", "style", "bold", "halign"):
            self.fbind(name, self.refit)
        self.fbind("tone", self.tint)

    @property
    def text(self) -> str:
        """What is drawn."""
        return str(self.words)

    def shape(self, width: float) -> Any:
        return letters(self.words, theme.sizes[self.style], self.bold, int(width), self.halign, 1.1) if width else None

    def colour(self) -> Any:
        return theme.tone[self.tone]

    def measure(self, width: float) -> tuple[float, float]:
        return width, super().measure(width)[1]


class Fit(Written):
    """Words as wide as they need, at most `most` pixels (0: no limit), then they wrap."""

    words = StringProperty("")
    style = OptionProperty("body", options=list(SIZES))
    bold = BooleanProperty(False)
    halign = OptionProperty("center", options=["left", "center", "right"])
    ink = ColorProperty([0, 0, 0, 1])
    most = NumericProperty(0)
    natural = NumericProperty(0)  # pixels wide on one line

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("size_hint", (None, None))
        kwargs.setdefault("pos_hint", {"center_y": 0.5})
        super().__init__(**kwargs)
        for name in ("words", "style", "bold", "most", "halign"):
            self.fbind(name, self.refit)
        self.fbind("ink", self.tint)

    @property
    def text(self) -> str:
        """What is drawn."""
        return str(self.words)

    def shape(self, width: float) -> Any:
        size = theme.sizes[self.style]
        self.natural = natural(self.words, size, self.bold)
        return fitting(self.words, size, self.bold, self.most, self.halign)

    def colour(self) -> Any:
        return self.ink


class Icon(Written):
    """One icon by name (`mobile.icons.GLYPHS`). Without a name it takes no room."""

    font_name = ICONS
    icon = StringProperty("")
    tone = OptionProperty("muted", options=_TONES)
    ink = ColorProperty(None, allownone=True)  # when set, it wins over tone
    factor = NumericProperty(1.3)

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("size_hint", (None, None))
        kwargs.setdefault("pos_hint", {"center_y": 0.5})
        super().__init__(**kwargs)
        for name in ("icon", "factor"):
            self.fbind(name, self.refit)
        for name in ("tone", "ink"):
            self.fbind(name, self.tint)

    @property
    def text(self) -> str:
        """What is drawn."""
        return glyph(self.icon)

    def shape(self, width: float) -> Any:
        return sign(self.icon, theme.body * self.factor)

    def colour(self) -> Any:
        return theme.tone[self.tone] if self.ink is None else self.ink

    def measure(self, width: float) -> tuple[float, float]:
        super().measure(width)
        side = theme.body * self.factor if self.icon else 0
        return side, side
