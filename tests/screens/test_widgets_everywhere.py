"""What holds for every widget on every page of the gallery: nothing small, nothing cut off, all by key."""

from __future__ import annotations

from typing import Any

import pytest
from kivy.core.window import Window
from kivy.uix.behaviors import FocusBehavior

from mobile.theme import theme
from mobile.widgets import gallery

SMALLEST = 48  # dp: Material and WCAG 2.2 say 48 and 24; gloves need the larger


def _draw(pilot: Any, page: str, look: str) -> None:
    theme.mode, theme.scale = gallery.LOOKS[look]
    pilot.put(gallery.PAGES[page]())
    pilot.frame(12)


def _cut_off(label: Any) -> bool:
    wide, high = label.texture_size
    left, _ = label.to_window(label.x, label.y)
    middle = left + label.width / 2
    inside = wide <= label.width + 2 and high <= label.height + 2
    return not (inside and middle - wide / 2 >= -1 and middle + wide / 2 <= Window.width + 1)


def _apart(one: Any, other: Any) -> bool:
    (x1, y1), (x2, y2) = one.to_window(*one.pos), other.to_window(*other.pos)
    beside = x1 + one.width <= x2 + 1 or x2 + other.width <= x1 + 1
    return beside or y1 + one.height <= y2 + 1 or y2 + other.height <= y1 + 1


@pytest.mark.parametrize("look", ["day", "large"])
@pytest.mark.parametrize("page", gallery.PAGES)
def test_nothing_is_too_small_to_press_or_cut_off_or_on_top_of_another(pilot: Any, page: str, look: str) -> None:
    _draw(pilot, page, look)
    pressed = [w for w in pilot.find_all(FocusBehavior) if not w.disabled]
    words = pilot.lettered()
    assert words
    assert [(w, w.size) for w in pressed if w.width < SMALLEST or w.height < SMALLEST] == []
    assert [(w.text, w.size, w.texture_size) for w in words if _cut_off(w)] == []
    # Only neighbours are compared: a list may run on below a bar.
    pairs = [(a, b) for a in pressed for b in pressed if a is not b and a.parent is b.parent]
    assert [(a, b) for a, b in pairs if not _apart(a, b)] == []


@pytest.mark.parametrize("page", ["controls", "choices", "form", "rows", "time_sheet", "choice_sheet"])
def test_tab_reaches_every_control_and_shows_where_it_is(pilot: Any, page: str) -> None:
    _draw(pilot, page, "day")
    wanted = [w for w in pilot.find_all(FocusBehavior) if w.is_focusable and not w.disabled]
    if pilot.focused is None:
        wanted[0].focus = True
    reached = set()
    for _ in range(len(wanted) + 1):
        pilot.key("tab")
        assert pilot.focused is not None
        assert pilot.focused.ring
        reached.add(pilot.focused)
    assert set(wanted) <= reached


def test_each_look_is_drawn_to_a_picture(pilot: Any, tmp_path: Any) -> None:
    with pilot.seeing():
        pictures = {look: gallery.draw("choices", look, tmp_path).read_bytes() for look in gallery.LOOKS}
    assert all(picture.startswith(b"\x89PNG") for picture in pictures.values())
    assert len(set(pictures.values())) == len(gallery.LOOKS)
