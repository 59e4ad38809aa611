"""A pad to sign on: one finger at a time, whatever rests beside it."""

from __future__ import annotations

from typing import Any

import pytest
from kivy.tests.common import UnitTestTouch

from mobile.widgets.picture import Pad


class Finger(UnitTestTouch):
    """A finger that comes down on the pad, at a place in pixels from its lower left corner."""

    def __init__(self, pad: Pad, x: float, y: float) -> None:
        self._corner = pad.to_window(pad.x, pad.y)
        super().__init__(self._corner[0] + x, self._corner[1] + y)
        self.touch_down()

    def slide(self, x: float, y: float) -> None:
        self.touch_move(self._corner[0] + x, self._corner[1] + y)


@pytest.fixture
def pad(pilot: Any) -> Pad:
    return pilot.put(Pad(size_hint=(None, None), size=(600, 200), pos=(100, 100)))  # type: ignore[no-any-return]


def drawn(pad: Pad) -> list[list[tuple[float, float]]]:
    """The strokes to a hundredth of the pad."""
    return [[(round(x, 2), round(y, 2)) for x, y in stroke] for stroke in pad.strokes]


def told(pad: Pad) -> list[int]:
    """How many strokes there were at each event."""
    heard: list[int] = []
    pad.bind(on_draw=lambda _pad: heard.append(len(pad.strokes)))
    return heard


def test_one_finger_signs_in_strokes(pad: Pad) -> None:
    heard = told(pad)
    for x in (60, 240):
        finger = Finger(pad, x, 100)
        finger.slide(x + 60, 50)
        finger.touch_up()
    assert drawn(pad) == [[(0.1, 0.5), (0.2, 0.75)], [(0.4, 0.5), (0.5, 0.75)]] and heard == [1, 2]


def test_a_second_finger_beside_it_is_none_of_the_signature(pad: Pad) -> None:
    heard = told(pad)
    signing = Finger(pad, 60, 100)
    palm = Finger(pad, 480, 20)
    palm.slide(540, 10)
    signing.slide(120, 50)
    palm.touch_up()
    signing.slide(180, 100)
    assert heard == [], "the stroke goes on"
    signing.touch_up()
    assert drawn(pad) == [[(0.1, 0.5), (0.2, 0.75), (0.3, 0.5)]] and heard == [1]
    Finger(pad, 480, 20).touch_up()
    assert len(pad.strokes) == 2, "alone it signs"


def test_cleared_in_the_middle_of_a_stroke_it_begins_with_the_next(pad: Pad) -> None:
    heard = told(pad)
    resting = Finger(pad, 60, 100)
    pad.clear()
    resting.slide(120, 50)
    assert drawn(pad) == []
    signing = Finger(pad, 300, 100)
    resting.slide(180, 50)
    signing.slide(360, 100)
    resting.touch_up()
    signing.touch_up()
    assert drawn(pad) == [[(0.5, 0.5), (0.6, 0.5)]] and heard == [0, 1]


def test_it_is_drawn_where_the_finger_was_when_it_moves_out_of_the_pad(pad: Pad) -> None:
    finger = Finger(pad, 300, 100)
    finger.slide(2000, -500)
    finger.touch_up()
    assert drawn(pad) == [[(0.5, 0.5), (1.0, 1.0)]]
