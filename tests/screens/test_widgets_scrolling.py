"""Dragging a page: it follows the finger, goes on a little, never runs away or back, and presses nothing."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from kivy.clock import Clock
from kivy.tests.common import UnitTestTouch
from kivy.uix.boxlayout import BoxLayout

from mobile.widgets import QuietButton, Scroll
from mobile.widgets.scrolling import FASTEST, SteadyEffect


@pytest.fixture
def page(pilot: Any) -> tuple[Scroll, list[str]]:
    """Fifty buttons below each other, and the words of those that were pressed."""
    pressed: list[str] = []
    column = BoxLayout(orientation="vertical", size_hint_y=None)
    column.bind(minimum_height=column.setter("height"))
    for number in range(50):
        button = QuietButton(words=f"Button {number}")
        button.bind(on_release=lambda each: pressed.append(each.words))
        column.add_widget(button)
    scroll = Scroll()
    scroll.add_widget(column)
    pilot.put(scroll)
    return scroll, pressed


def place(pilot: Any) -> tuple[float, float]:
    """The middle of a button that is well below the top."""
    button = pilot.find("Button 7")
    return button.to_window(*button.center)


def test_a_finger_that_rests_before_it_drags_moves_the_page_and_presses_nothing(
    pilot: Any, page: tuple[Scroll, list[str]]
) -> None:
    scroll, pressed = page
    x, y = place(pilot)
    finger = UnitTestTouch(x, y)
    finger.touch_down()
    pilot.wait(lambda: pilot.find_all(QuietButton, state="down"), "the button is held")
    for way in range(10, 310, 20):
        finger.touch_move(x, y + way)
        pilot.frame()
    moved = (1 - scroll.scroll_y) * (scroll.children[0].height - scroll.height)
    finger.touch_up()
    pilot.frame(3)
    assert pressed == [] and not pilot.find_all(QuietButton, state="down")
    assert moved > 200


def test_a_tap_and_a_finger_that_trembles_still_press(pilot: Any, page: tuple[Scroll, list[str]]) -> None:
    scroll, pressed = page
    x, y = place(pilot)
    finger = UnitTestTouch(x, y)
    finger.touch_down()
    pilot.wait(lambda: pilot.find_all(QuietButton, state="down"), "the button is held")
    finger.touch_move(x + 3, y + 6)
    pilot.frame()
    finger.touch_up()
    pilot.wait(lambda: pressed, "it was pressed")
    pilot.tap("Button 2")
    pilot.wait(lambda: len(pressed) == 2, "and the other")
    assert scroll.scroll_y == 1


@pytest.mark.parametrize("frame", [0.017, 0.1, 0.4, 1.5])
def test_the_page_never_turns_round_however_slow_the_frames_are(frame: float) -> None:
    effect, been = SteadyEffect(min=0, max=-100_000), []
    effect.start(0.0, 10.0)
    for step in range(1, 6):
        effect.update(-90.0 * step, 10.0 + 0.05 * step)
    effect.stop(-460.0, 10.3)
    for _ in range(200):
        been.append(effect.value)
        effect.update_velocity(frame)
    assert all(later <= earlier for earlier, later in pairwise(been))
    assert -460 - 1500 < been[-1] < -460


def test_touches_that_waited_for_one_frame_are_no_throw() -> None:
    effect = SteadyEffect(min=0, max=-100_000)
    effect.start(0.0, 10.0)
    for step in range(1, 8):
        effect.update(-60.0 * step, 10.4 + step / 10_000)
    effect.stop(-460.0, 10.401)
    assert abs(effect.velocity) <= min(FASTEST, 2 * 460 / 0.4)
    Clock.unschedule(effect.update_velocity)
