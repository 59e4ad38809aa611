"""Layout in one pass, for what stands in pages: a width goes down, heights come back, then everything is placed once.

Kivy's own layouts answer each change with a pass of their own, level by level, over and over; a page of sixty
questions would be laid out dozens of times before its first frame.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from kivy.clock import Clock
from kivy.uix.widget import Widget

from mobile.theme import theme


class Fitted:
    """Mixed into a widget that knows its height from its width.

    Positions in `place` are reckoned from x, y, width and height: Kivy's `top`, `right` and `center` may lag behind.

    A subclass brings `measure(width)`, which returns (width, height) and sizes what is in it, and `place()`, which puts
    what is in it where it belongs. `refit()` says that something changed; it is looked at before the next frame.
    """

    _at: float | None = None  # the width for which it was measured; None: something changed since
    _wants: float | None = None  # the width it was asked to take
    _loose = True  # whether what is in it must be placed again

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fbind("size", self._sized)  # type: ignore[attr-defined]
        self.fbind("pos", self._moved)  # type: ignore[attr-defined]
        self.refit()

    @abstractmethod
    def measure(self, width: float) -> tuple[float, float]:
        """The size it takes when it is offered a width, in pixels."""

    @abstractmethod
    def place(self) -> None:
        """Put what is in it into its place."""

    def fit(self, width: float) -> float:
        """Take a width; the height that comes of it. The caller settles it afterwards."""
        if self._at is None or self._wants != width:
            wide, high = self.measure(width)
            self._at, self._wants, self._loose = wide, width, True
            self.size = (wide, high)
        return float(self.height)  # type: ignore[attr-defined]

    def settle(self, x: float, y: float) -> None:
        """Stand at (x, y) with everything in it in place."""
        self.pos = (x, y)
        if self._loose:
            self._loose = False
            self.place()

    def refit(self, *_: object) -> None:
        """Something changed that may change the size."""
        top: Any = self
        top._at = None
        while isinstance(above := top.parent, Fitted):
            top = above
            top._at = None
        _due[top] = None
        _soon()

    def _sized(self, *_: object) -> None:
        """Kivy's layouts set sizes; then it is laid out at once, so that they can ask for the height."""
        if self.width != self._at and not isinstance(self.parent, Fitted):  # type: ignore[attr-defined]
            self.fit(self.width)  # type: ignore[attr-defined]
            self.settle(*self.pos)

    def _moved(self, *_: object) -> None:
        if self._at is not None:  # else it is measured, and then placed, before the next frame
            self._loose = False
            self.place()


_due: dict[Any, None] = {}


def _look(_dt: float) -> None:
    while _due:
        top, _ = _due.popitem()
        if not isinstance(top.parent, Fitted):
            top.fit(top.width)
            top.settle(*top.pos)


_soon = Clock.create_trigger(_look, -1)


class Stack(Fitted, Widget):
    """Children under each other, each as wide as the stack: a vertical BoxLayout that is laid out in one pass.

    A child that is not `Fitted` keeps the height that it sets itself.
    """

    def gap(self) -> float:
        """Pixels between two children."""
        return 0.0

    def inset(self) -> tuple[float, float, float, float]:
        """Pixels kept free: left, top, right, bottom."""
        return 0.0, 0.0, 0.0, 0.0

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.size_hint_y = None
        self.fbind("children", self.refit)
        theme.follow(self)

    def restyle(self) -> None:
        """The theme changed."""
        self.refit()

    def add_widget(self, widget: Widget, index: int = 0, canvas: str | None = None) -> None:
        """As Kivy's; a child that sets its own height is followed."""
        super().add_widget(widget, index, canvas)
        if not isinstance(widget, Fitted):
            widget.fbind("height", self.refit)

    def remove_widget(self, widget: Widget) -> None:
        """As Kivy's."""
        if not isinstance(widget, Fitted):
            widget.funbind("height", self.refit)
        super().remove_widget(widget)

    def measure(self, width: float) -> tuple[float, float]:
        left, top, right, bottom = self.inset()
        inner = max(0.0, width - left - right)
        high = sum(take(child, inner) for child in self.children)
        return width, high + top + bottom + self.gap() * max(0, len(self.children) - 1)

    def place(self) -> None:
        left, top, _, _ = self.inset()
        x, y = self.x + left, (self.y + self.height) - top
        for child in reversed(self.children):
            y -= child.height
            put(child, x, y)
            y -= self.gap()


def take(child: Any, width: float) -> float:
    """Give a child a width; its height."""
    if isinstance(child, Fitted):
        return child.fit(width)
    if child.size_hint_x is not None and child.width != width:
        child.width = width
    return float(child.height)


def put(child: Any, x: float, y: float) -> None:
    """Put a child somewhere."""
    if isinstance(child, Fitted):
        child.settle(x, y)
    else:
        child.pos = (x, y)
