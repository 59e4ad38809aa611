"""Scrolling that a gloved finger on a slow tablet can rely on: nothing runs away, and a drag is never a tap.

Kivy's own (2.3.1) has two faults that show as soon as frames are slow. Its friction grows with the length of a frame,
so that one of a third of a second and more turns the page round; and touches that were waiting during one frame have
almost no time between them, which makes a quiet drag the fastest there is. And a finger that rests before it drags is
given to the button below it, which is then pressed.
"""

from __future__ import annotations

from typing import Any

from kivy.effects.scroll import ScrollEffect
from kivy.metrics import dp
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.scrollview import ScrollView

FASTEST = dp(3000)  # a second
LONGEST_FRAME = 0.05  # seconds that one step of the friction is reckoned with
SHORTEST_DRAG = 0.15  # seconds


class SteadyEffect(ScrollEffect):
    """A page that goes on as fast as the finger left it, slows down, and never turns round."""

    _began: tuple[float, float] = (0.0, 0.0)

    def start(self, val: float, t: float | None = None) -> None:
        """A finger comes down at `val`."""
        super().start(val, t)
        self._began = self.history[0]

    def stop(self, val: float, t: float | None = None) -> None:
        """It leaves at `val`: no faster than twice its whole way over its whole time."""
        super().stop(val, t)
        (began, where), (seen, _) = self._began, self.history[-1]
        fair = min(FASTEST, 2 * abs(val - where) / max(seen - began, SHORTEST_DRAG))
        left: float = self.velocity  # type: ignore[has-type]
        self.velocity = max(-fair, min(fair, left))

    def update_velocity(self, dt: float) -> None:
        """One step of the way on, `dt` seconds after the last."""
        super().update_velocity(min(dt, LONGEST_FRAME))


class Gliding(ScrollView):
    """A scrolling view whose drags are drags, however long the finger rested on a button before."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(effect_cls=SteadyEffect, **kwargs)

    def on_touch_move(self, touch: Any) -> bool:
        """Kivy calls this for every touch that moves, before it reaches what holds it."""
        if self._touch is not touch and touch.grab_current is None and self.collide_point(*touch.pos):
            held = [each for each in (ref() for ref in touch.grab_list) if self._is_button_here(each)]
            if held and abs(touch.y - touch.oy) > self.scroll_distance and self._can_scroll():
                self._take_back(touch, held)
        return bool(super().on_touch_move(touch))

    def _can_scroll(self) -> bool:
        return bool(self.do_scroll_y and self._viewport and self._viewport.height > self.height)

    def _is_button_here(self, widget: Any) -> bool:
        return isinstance(widget, ButtonBehavior) and any(each is self for each in widget.walk_reverse(loopback=False))

    def _take_back(self, touch: Any, held: list[Any]) -> None:
        """The button is let go without being pressed; from here on the finger moves the page."""
        for button in held:
            touch.ungrab(button)
            button.state = "normal"
        if self.on_scroll_start(touch, check_children=False):
            touch.ud[self._get_uid()]["mode"] = "scroll"
            touch.grab(self)
