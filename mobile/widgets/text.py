"""Words and icons as drawn: text that wraps and grows, text that is as wide as it needs, and one icon."""

from __future__ import annotations

from kivy.core.text import Label as CoreLabel
from kivy.properties import ColorProperty, NumericProperty, OptionProperty, StringProperty
from kivy.uix.label import Label

from mobile.theme import SIZES, TONES
from mobile.widgets.loading import load_kv

_TONES = ("", "text", "muted", *TONES)


class Text(Label):
    """Words that wrap at the widget's width and set its height. `style` is a text size, `tone` a colour by meaning."""

    words = StringProperty("")
    style = OptionProperty("body", options=list(SIZES))
    tone = OptionProperty("", options=_TONES)


class Fit(Label):
    """Words as wide as they need, at most `most` pixels (0: no limit), then they wrap."""

    words = StringProperty("")
    style = OptionProperty("body", options=list(SIZES))
    ink = ColorProperty([0, 0, 0, 1])
    most = NumericProperty(0)
    natural = NumericProperty(0)

    def fit(self, *_: object) -> None:
        """Measure the words on one line and wrap them when that is wider than `most`."""
        core = CoreLabel(text=self.text, font_size=self.font_size, font_name=self.font_name, bold=self.bold)
        self.natural = core.get_extents(self.text)[0] + 1 if self.text else 0
        self.text_size = (self.most if self.most and self.natural > self.most else None, None)

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        for name in ("text", "font_size", "bold", "most"):
            self.fbind(name, self.fit)
        self.fit()


class Icon(Label):
    """One icon by name (`mobile.icons.GLYPHS`). Without a name it takes no room."""

    icon = StringProperty("")
    tone = OptionProperty("muted", options=_TONES)
    ink = ColorProperty(None, allownone=True)  # when set, it wins over tone
    factor = NumericProperty(1.3)


load_kv(__file__)
