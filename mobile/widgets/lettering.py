"""What the hot widgets are drawn with: letters as shared textures, and rounded boxes. No widget, no kv rule.

Letters are made once for the same words and drawn in white, so that their colour is only the colour of the moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import hypot
from typing import Any, Final

from kivy.core.text import Label as CoreLabel
from kivy.graphics import BorderImage, Color, InstructionGroup, Rectangle
from kivy.graphics.texture import Texture

from mobile.fonts import ICONS, display, font_of, has_right_to_left, lines_of, side_of
from mobile.icons import glyph

KEPT: Final = 800  # textures of words that are kept for the next widget that says the same
Ink = Sequence[float]
CLEAR: Final = (0.0, 0.0, 0.0, 0.0)


@lru_cache(maxsize=KEPT)
def letters(
    words: str, size: float, bold: bool = False, width: float = 0, halign: str = "left", line: float = 1.0
) -> Any:
    """The drawn words (`.texture`), wrapped at `width` pixels (0: never). None for no words."""
    text = display(words)
    if not text:
        return None
    made = CoreLabel(
        font_size=size, font_name=font_of(words), bold=bold, halign=halign, line_height=line,
        text_size=(width or None, None),
    )  # fmt: skip
    if width and has_right_to_left(words):
        text = lines_of(words, lambda piece: made.get_extents(piece)[0] <= width)
        made.options["halign"] = side_of(words)
    made.text = text
    made.refresh()
    return made


@lru_cache(maxsize=KEPT)
def natural(words: str, size: float, bold: bool = False) -> float:
    """Pixels wide on one line."""
    text = display(words)
    if not text:
        return 0.0
    return float(CoreLabel(text=text, font_size=size, font_name=font_of(words), bold=bold).get_extents(text)[0] + 1)


def fitting(words: str, size: float, bold: bool, most: float, halign: str = "left") -> Any:
    """The drawn words on one line, or wrapped when that is wider than `most` pixels (0: never)."""
    wraps = bool(most) and natural(words, size, bold) > most
    return letters(words, size, bold, int(most) if wraps else 0, halign if wraps else "left")


@lru_cache(maxsize=200)
def sign(icon: str, size: float) -> Any:
    """The drawn icon. None for no icon."""
    if not icon:
        return None
    made = CoreLabel(text=glyph(icon), font_size=size, font_name=ICONS)
    made.refresh()
    return made


def extent(drawn: Any) -> tuple[int, int]:
    """Pixels of what `letters`, `fitting` or `sign` returned."""
    return drawn.texture.size if drawn is not None else (0, 0)


class Drawn:
    """Letters or an icon on a canvas: `say` what, `ink` in which colour, `put` where (pixels of the lower left)."""

    __slots__ = ("_color", "_shape", "size")

    def __init__(self, canvas: Any) -> None:
        self._color, self._shape = Color(1, 1, 1, 1), Rectangle(size=(0, 0))
        canvas.add(self._color)
        canvas.add(self._shape)
        self.size = (0, 0)

    def say(self, drawn: Any) -> None:
        """Show this, or nothing for None."""
        self.size = extent(drawn)
        if drawn is not None:
            self._shape.texture = drawn.texture
        self._shape.size = self.size

    def ink(self, colour: Ink) -> None:
        """In this colour."""
        self._color.rgba = colour

    def put(self, x: float, y: float) -> None:
        """Whole pixels: letters between two are blurred."""
        self._shape.pos = (int(x), int(y))


class Box:
    """A rounded box on a canvas: a fill inside an edge. Nothing is made before there is something to see."""

    __slots__ = ("_at", "_colours", "_group", "_shape")

    def __init__(self, canvas: Any) -> None:
        self._group = InstructionGroup()  # keeps its place behind what is drawn later
        canvas.insert(0, self._group)
        self._shape: Any = None
        self._colours: tuple[Any, ...] = ()
        self._at: tuple[float, float, float, float, int] = (0, 0, 0, 0, 1)

    def dress(self, fill: Ink, edge: Ink = CLEAR, line: float = 0) -> None:
        """The colours, and how wide the edge is (0: none)."""
        colours = (tuple(fill), tuple(edge) if line else CLEAR, line)
        if colours == self._colours or (self._shape is None and not fill[3] and not colours[1][3]):
            return
        self._colours = colours
        if self._shape is None:
            self._shape = BorderImage(size=(0, 0))
            self._group.add(Color(1, 1, 1, 1))
            self._group.add(self._shape)
        self._draw()

    def put(self, x: float, y: float, width: float, height: float, corner: float) -> None:
        """Stand there, on whole pixels."""
        left, low = round(x), round(y)
        wide, high = max(0, round(x + width) - left), max(0, round(y + height) - low)
        before, self._at = self._at, (left, low, wide, high, max(1, min(round(corner), wide // 2, high // 2)))
        if self._shape is not None and before != self._at:
            self._draw()

    def _draw(self) -> None:
        left, low, wide, high, corner = self._at
        if not wide or not high:  # a border would still be drawn around nothing
            self._shape.border, self._shape.size = (0, 0, 0, 0), (0, 0)
            return
        self._shape.texture = patch(corner, *self._colours)
        self._shape.border = (corner,) * 4
        self._shape.pos, self._shape.size = (left, low), (wide, high)


@lru_cache(maxsize=400)
def patch(corner: int, fill: Ink, edge: Ink, line: float) -> Texture:
    """A small picture of a rounded box, to be stretched between its corners: one draw instead of hundreds of triangles.

    `corner` pixels is the radius of the outer corner, `line` the width of the edge.
    """
    side = 2 * corner + 2
    pixels = bytearray()
    for down in range(side):
        for right in range(side):
            x, y = min(right, side - 1 - right), min(down, side - 1 - down)
            # Distance of the middle of the pixel from the outer border, positive inside.
            far = corner - hypot(max(0.0, corner - x - 0.5), max(0.0, corner - y - 0.5))
            inside = far if x < corner and y < corner else min(x, y) + 0.5
            outer, inner = min(1.0, max(0.0, inside + 0.5)), min(1.0, max(0.0, inside - line + 0.5))
            by_edge, by_fill = edge[3] * (outer - inner) if line else 0.0, fill[3] * (inner if line else outer)
            alpha = by_edge + by_fill
            mixed = [
                (e * by_edge + f * by_fill) / alpha if alpha else f for e, f in zip(edge[:3], fill[:3], strict=True)
            ]
            pixels += bytes(round(255 * each) for each in (*mixed, alpha))
    made = Texture.create(size=(side, side), colorfmt="rgba")

    def paint(texture: Texture) -> None:
        texture.blit_buffer(bytes(pixels), colorfmt="rgba", bufferfmt="ubyte")

    paint(made)
    made.add_reload_observer(paint)  # Android takes the pictures away while the app sleeps
    return made
