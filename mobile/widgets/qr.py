"""A QR code on the screen: black on white in every look, because cameras read it."""

from __future__ import annotations

from typing import Any

import segno
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.metrics import dp
from kivy.uix.widget import Widget

QUIET = 4  # modules of white around it (ISO/IEC 18004)


class QrCode(Widget):
    """`text` as a QR code of level M, about `side` pixels wide and high; a module is a whole number of them."""

    def __init__(self, text: str, *, side: float = dp(300), **kwargs: Any) -> None:
        super().__init__(size_hint=(None, None), **kwargs)
        self.says = text
        modules = [list(row) for row in segno.make_qr(text, error="m").matrix_iter(border=QUIET)]
        self.modules = len(modules)
        texture = Texture.create(size=(self.modules, self.modules), colorfmt="luminance")
        texture.mag_filter = texture.min_filter = "nearest"
        texture.blit_buffer(
            bytes(0 if dark else 255 for row in modules for dark in row), colorfmt="luminance", bufferfmt="ubyte"
        )
        texture.flip_vertical()
        self.size = (each := max(1, int(side) // self.modules) * self.modules, each)
        with self.canvas:
            Color(1, 1, 1, 1)
            self._drawn = Rectangle(texture=texture, size=self.size)
        self.bind(pos=self._place)

    def _place(self, *_: object) -> None:
        self._drawn.pos = int(self.x), int(self.y)
