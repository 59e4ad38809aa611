"""A picture on the screen, from bytes that never touch a disk; and a pad on which a finger signs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.graphics import Color, Line
from kivy.graphics.texture import Texture
from kivy.metrics import dp
from kivy.properties import NumericProperty, ObjectProperty, StringProperty
from kivy.uix.anchorlayout import AnchorLayout
from kivy.uix.widget import Widget

from mobile.drawing import SIGNATURE_HEIGHT, SIGNATURE_WIDTH, Small, Stroke, signature
from mobile.theme import theme
from mobile.widgets.focus import Boxed, Pressable
from mobile.widgets.loading import load_kv


def texture_of(made: Small) -> Texture:
    """A small picture, to be drawn."""
    texture = Texture.create(size=(made.width, made.height), colorfmt="rgb")
    texture.blit_buffer(made.pixels, colorfmt="rgb", bufferfmt="ubyte")
    texture.flip_vertical()
    return texture


class Picture(Boxed, AnchorLayout):
    """A picture in the middle of its place, as large as fits; an icon where there is none to show."""

    texture = ObjectProperty(None, allownone=True)
    icon = StringProperty("document")


class PictureButton(Pressable, Picture):
    """A picture that opens when it is pressed. `words` names it."""

    words = StringProperty("")


class Pad(Boxed, Widget):
    """A place to sign with a finger. `strokes` are what was drawn; `clear()` begins anew; `file()` makes its file.

    Event: `on_draw()` after each stroke and after clearing. A touch that starts outside is none of its business.
    """

    __events__: tuple[str, ...] = ("on_draw",)

    wide = NumericProperty(dp(2.5))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.strokes: list[list[tuple[float, float]]] = []
        self._lines: list[Line] = []
        self._touch: Any = None  # the one finger that signs: a palm beside it is none of the signature
        self.bind(pos=self._again, size=self._again)
        theme.bind(mode=self._again)

    def on_touch_down(self, touch: Any) -> bool:
        """A finger comes down: a new stroke."""
        if self.disabled or not self.collide_point(*touch.pos) or touch.is_mouse_scrolling:
            return bool(super().on_touch_down(touch))
        if self._touch is not None:
            return True
        self._touch = touch
        touch.grab(self)
        self.strokes.append([self._place(touch)])
        with self.canvas:
            Color(rgba=theme.text)
            self._lines.append(Line(points=[*touch.pos, *touch.pos], width=self.wide, cap="round", joint="round"))
        return True

    def on_touch_move(self, touch: Any) -> bool:
        """It moves on."""
        if touch.grab_current is not self:
            return bool(super().on_touch_move(touch))
        if touch is not self._touch:
            return True
        self.strokes[-1].append(self._place(touch))
        x, y = self._inside(touch)
        self._lines[-1].points = [*self._lines[-1].points, x, y]
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """It is lifted."""
        if touch.grab_current is not self:
            return bool(super().on_touch_up(touch))
        touch.ungrab(self)
        if touch is self._touch:
            self._touch = None
            self.dispatch("on_draw")
        return True

    def clear(self) -> None:
        """Begin anew."""
        self.strokes.clear()
        self._touch = None
        self._again()
        self.dispatch("on_draw")

    def file(self) -> Callable[[], bytes]:
        """What is drawn now: call it, in any thread, to make a PNG file of it."""
        made: list[Stroke] = [list(each) for each in self.strokes]
        return lambda: signature(made)

    def _inside(self, touch: Any) -> tuple[float, float]:
        return min(max(touch.x, self.x), self.right), min(max(touch.y, self.y), self.top)

    def _place(self, touch: Any) -> tuple[float, float]:
        x, y = self._inside(touch)
        return (x - self.x) / self.width, (self.top - y) / self.height

    def _again(self, *_: object) -> None:
        """Draw the strokes at the pad's place and in the theme's ink."""
        self.canvas.clear()
        self._lines.clear()
        with self.canvas:
            for stroke in self.strokes:
                Color(rgba=theme.text)
                points = [at for x, y in stroke for at in (self.x + x * self.width, self.top - y * self.height)]
                self._lines.append(Line(points=points, width=self.wide, cap="round", joint="round"))

    def on_draw(self) -> None:
        """Event: a stroke was drawn, or all were cleared."""


RATIO = SIGNATURE_HEIGHT / SIGNATURE_WIDTH
"""A pad's height over its width, so that its file looks as it did."""

load_kv(__file__)
