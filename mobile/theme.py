"""How everything on the tablet looks: colours for day, night and strong light, text sizes, spacing.

One `theme` object for the whole app. Kv rules read it (`#:import theme mobile.theme.theme`) and follow it live: change
`theme.mode` or `theme.scale` and every widget already on the screen changes with it. Python code must not copy a colour
into a widget, because the copy would stay behind at the next change.

Contrast follows WCAG 2.2: text 4.5:1 or more (7:1 in high contrast), field borders and icons 3:1 or more. A test
computes every pair in `PAIRS`, so a colour that breaks the promise cannot be committed unnoticed.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final
from weakref import WeakSet

from kivy.event import EventDispatcher
from kivy.metrics import dp, sp
from kivy.properties import BoundedNumericProperty, ColorProperty, DictProperty, NumericProperty, OptionProperty
from kivy.utils import get_color_from_hex


@dataclass(frozen=True)
class Palette:
    """One mode's colours as `#rrggbb`. `x_tint` is the quiet background on which `x` words stand."""

    ground: str
    surface: str
    field: str
    hairline: str
    border: str
    text: str
    muted: str
    primary: str
    primary_pressed: str
    primary_ink: str
    primary_tint: str
    danger: str
    danger_pressed: str
    danger_ink: str
    danger_tint: str
    warn: str
    warn_tint: str
    ok: str
    ok_tint: str
    neutral_tint: str
    disabled: str
    disabled_ink: str
    focus: str
    pressed: str
    selection: str


DAY: Final = Palette(
    ground="#F2F4F8", surface="#FFFFFF", field="#FFFFFF", hairline="#DCE1EA", border="#6C778A",
    text="#121926", muted="#4B5668",
    primary="#124A8F", primary_pressed="#0C3569", primary_ink="#FFFFFF", primary_tint="#E4EDF9",
    danger="#AE1E1B", danger_pressed="#861412", danger_ink="#FFFFFF", danger_tint="#FCEBEA",
    warn="#7A4A00", warn_tint="#FFF3DA", ok="#17643A", ok_tint="#E4F4EA",
    neutral_tint="#E9EDF3", disabled="#E3E7EE", disabled_ink="#5A6579",
    focus="#0B63E5", pressed="#E9EEF6", selection="#BBD4F6",
)  # fmt: skip
NIGHT: Final = Palette(
    ground="#0A0D12", surface="#141920", field="#1B222B", hairline="#2B3440", border="#7A879A",
    text="#E4E9F0", muted="#A5B0C0",
    primary="#8DB9FA", primary_pressed="#6C9FE8", primary_ink="#07203F", primary_tint="#1B2E48",
    danger="#FFACA3", danger_pressed="#E88B82", danger_ink="#3B0704", danger_tint="#3A1C1A",
    warn="#FFCA70", warn_tint="#33290F", ok="#84DDA4", ok_tint="#13301F",
    neutral_tint="#232B36", disabled="#232A34", disabled_ink="#98A3B3",
    focus="#FFD45C", pressed="#222B37", selection="#2C5489",
)  # fmt: skip
CONTRAST: Final = Palette(
    ground="#FFFFFF", surface="#FFFFFF", field="#FFFFFF", hairline="#000000", border="#000000",
    text="#000000", muted="#1F2329",
    primary="#00306E", primary_pressed="#001B40", primary_ink="#FFFFFF", primary_tint="#E3EDFB",
    danger="#8A0000", danger_pressed="#5C0000", danger_ink="#FFFFFF", danger_tint="#FFEDEC",
    warn="#573300", warn_tint="#FFF0CC", ok="#00471F", ok_tint="#DFF5E6",
    neutral_tint="#ECEFF3", disabled="#E4E7EC", disabled_ink="#333A44",
    focus="#B8004C", pressed="#E3EDFB", selection="#A9CBFA",
)  # fmt: skip

PALETTES: Final = {"day": DAY, "night": NIGHT, "contrast": CONTRAST}
TONES: Final = ("neutral", "primary", "ok", "warn", "danger")

# (what is drawn, on what, its kind): every pair the widgets use. Kinds: text (4.5, or 7 in contrast), edge (3).
PAIRS: Final = (
    *((ink, ground, "text") for ink in ("text", "muted", "primary", "danger", "warn", "ok")
      for ground in ("ground", "surface", "field")),
    *((tone, f"{tone}_tint", "text") for tone in ("primary", "danger", "warn", "ok")),
    *(("text", ground, "text") for ground in
      ("neutral_tint", "primary_tint", "danger_tint", "warn_tint", "ok_tint", "pressed", "selection")),
    ("muted", "neutral_tint", "text"), ("muted", "primary_tint", "text"), ("muted", "pressed", "text"),
    ("primary", "pressed", "text"),
    ("primary_ink", "primary", "text"), ("primary_ink", "primary_pressed", "text"),
    ("danger_ink", "danger", "text"), ("danger_ink", "danger_pressed", "text"),
    ("disabled_ink", "disabled", "text"),
    ("border", "surface", "edge"), ("border", "field", "edge"), ("border", "ground", "edge"),
    ("focus", "surface", "edge"), ("focus", "ground", "edge"), ("focus", "field", "edge"),
)  # fmt: skip
TEXT_RATIO: Final = {"day": 4.5, "night": 4.5, "contrast": 7.0}
EDGE_RATIO: Final = 3.0

# Text sizes in sp at scale 1: the smallest is 15, because it is read at arm's length in a moving car.
SIZES: Final = {"caption": 15, "label": 17, "body": 18, "title": 22, "heading": 28}


def _light(hex_colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, definition of relative luminance)."""
    parts = [int(hex_colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, contrast ratio)."""
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


class Theme(EventDispatcher):
    """The live look. `mode` is day, night or contrast; `scale` is 1.0 to 1.6 and multiplies every text size.

    Colours are properties named as in `Palette` (r, g, b, a from 0 to 1). `tone` and `tint` hold the same colours by
    name, for rules whose colour depends on a property (`theme.tone[root.tone]`).
    Text sizes `caption`, `label`, `body`, `title`, `heading` are in pixels and include the scale (`sizes` by name too).
    `line` is the width of borders; `target` the height of anything that is tapped.
    """

    mode = OptionProperty("day", options=list(PALETTES))
    scale = BoundedNumericProperty(1.0, min=1.0, max=1.6, errorhandler=lambda x: min(max(x, 1.0), 1.6))

    ground = ColorProperty()
    surface = ColorProperty()
    field = ColorProperty()
    hairline = ColorProperty()
    border = ColorProperty()
    text = ColorProperty()
    muted = ColorProperty()
    primary = ColorProperty()
    primary_pressed = ColorProperty()
    primary_ink = ColorProperty()
    primary_tint = ColorProperty()
    danger = ColorProperty()
    danger_pressed = ColorProperty()
    danger_ink = ColorProperty()
    danger_tint = ColorProperty()
    warn = ColorProperty()
    warn_tint = ColorProperty()
    ok = ColorProperty()
    ok_tint = ColorProperty()
    neutral_tint = ColorProperty()
    disabled = ColorProperty()
    disabled_ink = ColorProperty()
    focus = ColorProperty()
    pressed = ColorProperty()
    selection = ColorProperty()

    tone = DictProperty({})
    tint = DictProperty({})
    sizes = DictProperty({})
    line = NumericProperty(1)

    caption = NumericProperty(0)
    label = NumericProperty(0)
    body = NumericProperty(0)
    title = NumericProperty(0)
    heading = NumericProperty(0)

    # Spacing: one step of 4 dp, used everywhere, so that edges line up.
    target = NumericProperty(dp(56))
    tight = NumericProperty(dp(4))
    gap = NumericProperty(dp(8))
    space = NumericProperty(dp(16))
    room = NumericProperty(dp(24))
    radius = NumericProperty(dp(10))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._followers: WeakSet[Any] = WeakSet()
        self.bind(mode=self._paint, scale=self._size)
        self._paint()
        self._size()

    def follow(self, widget: Any) -> None:
        """Call `widget.restyle()` after each change of colours or sizes. The widget is not kept alive by it.

        For widgets that draw themselves: a binding of each colour of each widget would cost more than the widget.
        """
        self._followers.add(widget)

    def _tell(self) -> None:
        for widget in list(self._followers):
            widget.restyle()

    def _paint(self, *_: object) -> None:
        palette = PALETTES[self.mode]
        colours = {name: get_color_from_hex(value) for name, value in asdict(palette).items()}
        self.line = dp(2) if self.mode == "contrast" else dp(1.25)
        self.tone = {**colours, "neutral": colours["muted"], "": colours["text"]}
        self.tint = {tone: colours[f"{tone}_tint"] for tone in TONES}
        for name, colour in colours.items():
            setattr(self, name, colour)
        self._tell()

    def _size(self, *_: object) -> None:
        self.sizes = {name: sp(size) * self.scale for name, size in SIZES.items()}
        for name, size in self.sizes.items():
            setattr(self, name, size)
        self.target = dp(56) * (1 + (self.scale - 1) * 0.35)
        self._tell()


theme: Final = Theme()
