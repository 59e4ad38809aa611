"""Form and card at the largest text, in day, night and strong light: nothing cut off, nothing too small to press."""

from __future__ import annotations

from typing import Any

import pytest
from kivy.core.window import Window
from kivy.uix.behaviors import FocusBehavior

from mobile.theme import theme

SMALLEST = 48


def _cut_off(label: Any) -> bool:
    wide, high = label.texture_size
    left, _ = label.to_window(label.x, label.y)
    middle = left + label.width / 2
    inside = wide <= label.width + 2 and high <= label.height + 2
    return not (inside and middle - wide / 2 >= -1 and middle + wide / 2 <= Window.width + 1)


def _holds(tablet: Any) -> None:
    tablet.pilot.frame(8)
    words = tablet.pilot.lettered()
    assert words
    assert [(each.text, each.size, each.texture_size) for each in words if _cut_off(each)] == []
    pressed = [each for each in tablet.pilot.find_all(FocusBehavior) if not each.disabled]
    assert [(each, each.size) for each in pressed if each.width < SMALLEST or each.height < SMALLEST] == []


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(1280, 800), (1024, 768)])
def test_nothing_is_cut_off_at_the_largest_text(tablet: Any, size: tuple[int, int], language: str) -> None:
    tablet.app.choose(language=language)
    tablet.pilot.frame(4)
    tablet.start_report()
    tablet.tap("Border Patrol")
    tablet.tap(tablet.card.teams.teams[tablet.card.teams.shown].result.children[2])
    try:
        Window.size = size
        theme.scale = 1.6
        _holds(tablet)
        tablet.full_report()
        for section in ("scene", "federal"):
            tablet.go_to(section)
            _holds(tablet)
    finally:
        Window.size = (1280, 800)
        tablet.pilot.frame(2)


def test_a_rows_title_is_not_broken_into_letters(tablet: Any) -> None:
    tablet.start_report()
    tablet.tap("Border Patrol")
    tablet.full_report()
    page = tablet.go_to("federal")
    (head,) = [card.head for card in page.cards.values() if card.part.name == "federal_supervisor"]
    title, acts = head.ids.title, head.ids.acts
    assert not head.stacked and acts.x > title.x
    try:
        Window.size = (1024, 768)
        theme.scale = 1.6
        tablet.pilot.frame(8)
        assert head.stacked and title.y >= acts.top and title.width == head.width
        assert head.y <= acts.y and title.top <= head.top + 1
        tablet.pilot.tap(next(each for each in acts.children if each.icon == "plus"))
        tablet.pilot.wait(lambda: len(tablet.model.row_ids("federal_supervisor")) == 2, "the same again")
        tablet.pilot.shot("form-head-large")
    finally:
        Window.size = (1280, 800)
        tablet.pilot.frame(2)
