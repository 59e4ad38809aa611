"""What every control shares: it can be tapped, reached with Tab, pressed with Enter or Space, and shows where it is.

The focus ring appears only while the keyboard is in use, so that a tap leaves no ring behind.
"""

from __future__ import annotations

from typing import Any
from weakref import ReferenceType, ref

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.event import EventDispatcher
from kivy.graphics import Color, SmoothLine
from kivy.metrics import dp
from kivy.properties import BooleanProperty, ColorProperty, NumericProperty
from kivy.uix.behaviors import ButtonBehavior, FocusBehavior
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

from mobile.theme import theme
from mobile.widgets.lettering import Box

_KEYS_THAT_STEER = {9, 13, 32, 271, 273, 274, 275, 276}  # tab, enter, space, keypad enter, arrows


class Hand(EventDispatcher):
    """How the person is working now: `keys` is True from a steering key until the next touch."""

    keys = BooleanProperty(False)
    _last: ReferenceType[Widget] | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        Window.bind(on_key_down=self._on_key, on_touch_down=self._on_touch)

    def _on_key(self, _window: object, key: int, *_: object) -> None:
        if key in _KEYS_THAT_STEER:
            self.keys = True

    def _on_touch(self, *_: object) -> None:
        self.keys = False

    def on_keys(self, *_: object) -> None:
        """The ring comes or goes where the focus is."""
        if isinstance(self.last, Ringed):
            self.last.turn_ring()

    @property
    def last(self) -> Widget | None:
        """The control that had the focus last, if it still exists."""
        return self._last() if self._last else None

    def remember(self, widget: Widget) -> None:
        """Note that `widget` has the focus now."""
        self._last = ref(widget)


hand = Hand()


def first_control(root: Widget) -> Widget | None:
    """The first control under `root` that can take the focus now, in reading order."""
    for widget in root.walk(restrict=True):
        if isinstance(widget, FocusBehavior) and widget.is_focusable and not widget.disabled:
            return widget
    return None


def bring_into_view(widget: Widget) -> None:
    """Scroll the nearest scrolling parent so that `widget` can be seen."""
    parent = widget.parent
    while parent is not None and not isinstance(parent, ScrollView):
        parent = parent.parent if isinstance(parent, Widget) else None
    if parent is None or not parent.children or parent.children[0].height <= parent.height:
        return
    # Not ScrollView.scroll_to: it fails in a RecycleView (Kivy 2.3.1).
    hidden, margin = parent.children[0].height - parent.height, dp(32)
    low = widget.to_window(widget.x, widget.y)[1] - parent.to_window(parent.x, parent.y)[1]
    over = low + widget.height - parent.height
    move = low - margin if low < 0 else over + margin if over > 0 else 0
    parent.scroll_y = min(1, max(0, parent.scroll_y + move / hidden))


class Ringed(FocusBehavior):
    """A control with a focus ring: `ring` is True when it has the focus and the keyboard is in use.

    The ring is made when it is seen for the first time: most controls never show one.
    """

    ring = BooleanProperty(False)
    ring_corner = NumericProperty(theme.radius)
    _ring_drawn: tuple[Color, SmoothLine] | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fbind("focus", self._focused)
        self.fbind("ring", self._draw_ring)

    def ringed(self) -> tuple[float, float, float, float]:
        """What the ring goes around: x, y, width, height."""
        return self.x, self.y, self.width, self.height

    def turn_ring(self, *_: object) -> None:
        """The focus or the way of working changed."""
        self.ring = self.focus and hand.keys

    def _focused(self, _widget: object, focused: bool) -> None:
        if focused:
            hand.remember(self)
            if hand.keys:
                Clock.schedule_once(lambda _dt: bring_into_view(self))
        self.turn_ring()

    def _draw_ring(self, *_: object) -> None:
        if self._ring_drawn is None:
            if not self.ring:
                return
            self._ring_drawn = (Color(), SmoothLine(width=dp(1.9)))
            for each in self._ring_drawn:
                self.canvas.after.add(each)
            self.fbind("pos", self._place_ring)
            self.fbind("size", self._place_ring)
            theme.bind(focus=self._draw_ring)
        self._ring_drawn[0].rgba = (*theme.focus[:3], 1 if self.ring else 0)
        self._place_ring()

    def _place_ring(self, *_: object) -> None:
        if self.ring and self._ring_drawn is not None:
            x, y, width, height = self.ringed()
            off = dp(4)
            around = (x - off, y - off, width + 2 * off, height + 2 * off, self.ring_corner + off)
            self._ring_drawn[1].rounded_rectangle = around


class Pressable(Ringed, ButtonBehavior):
    """Anything that is pressed: by tap, Enter or Space. Dispatches `on_release`, as Kivy's buttons do."""

    def keyboard_on_key_down(self, window: Any, keycode: tuple[int, str], text: str, modifiers: list[str]) -> bool:
        if super().keyboard_on_key_down(window, keycode, text, modifiers):
            return True
        if keycode[1] in {"enter", "numpadenter", "spacebar"} and not self.disabled:
            self.trigger_action(0)
            return True
        return False

    def keyboard_on_key_up(self, window: Any, keycode: tuple[int, str]) -> bool:
        """The Esc that closed a sheet is let go here, when the focus is already back: it must not take it away."""
        return False


class Boxed:
    """A rounded box behind a widget: `fill` inside an `edge` that is `edge_width` wide."""

    fill = ColorProperty([0, 0, 0, 0])
    edge = ColorProperty([0, 0, 0, 0])
    edge_width = NumericProperty(0)
    corner = NumericProperty(theme.radius)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.box_drawn = Box(self.canvas.before)  # type: ignore[attr-defined]
        for names, act in (
            (("fill", "edge", "edge_width"), self._dress_box),
            (("pos", "size", "corner"), self._put_box),
        ):
            for name in names:
                self.fbind(name, act)  # type: ignore[attr-defined]
        self._put_box()
        self._dress_box()

    def _dress_box(self, *_: object) -> None:
        self.box_drawn.dress(self.fill, self.edge, self.edge_width)

    def _put_box(self, *_: object) -> None:
        self.box_drawn.put(self.x, self.y, self.width, self.height, self.corner)  # type: ignore[attr-defined]
