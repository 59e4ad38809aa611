"""Chips and segments: one tap answers, and a code that stands alone drops the others."""

from __future__ import annotations

from typing import Any

from mobile.widgets import Chip, ChipGroup, Segments

SEEN = [("ice", "ICE"), ("cbp", "Border Patrol"), ("other", "Other"), ("none", "None seen")]


def _heard(widget: Any) -> list[Any]:
    heard: list[Any] = []
    widget.bind(on_value=lambda _w, value: heard.append(value))
    return heard


def test_one_tap_answers_and_a_second_clears(pilot: Any) -> None:
    group = pilot.put(ChipGroup(options=SEEN, width=900))
    heard = _heard(group)
    pilot.tap("Border Patrol")
    assert group.value == "cbp"
    pilot.tap("Border Patrol")
    assert heard == ["cbp", None]


def test_several_keep_the_order_of_the_options(pilot: Any) -> None:
    group = pilot.put(ChipGroup(options=SEEN, several=True, exclusive=["none"]))
    pilot.tap("Other")
    pilot.tap("ICE")
    assert group.value == ("ice", "other")


def test_a_code_that_stands_alone_drops_the_others_and_is_dropped_by_them(pilot: Any) -> None:
    group = pilot.put(ChipGroup(options=SEEN, several=True, exclusive=["none"]))
    heard = _heard(group)
    pilot.tap("ICE")
    pilot.tap("None seen")
    pilot.tap("Other")
    pilot.tap("Other")
    assert heard == [("ice",), ("none",), ("other",), None]


def test_a_value_shown_by_code_tells_nobody(pilot: Any) -> None:
    group = pilot.put(ChipGroup(options=SEEN, several=True))
    heard = _heard(group)
    group.show(("ice",))
    pilot.frame()
    assert heard == []
    assert pilot.find(Chip, code="ice").chosen


def test_a_chosen_chip_differs_by_its_mark_too(pilot: Any) -> None:
    pilot.put(ChipGroup(options=SEEN, several=True, value=("ice",)))
    assert pilot.find(Chip, code="ice").mark != pilot.find(Chip, code="cbp").mark


def test_segments_keep_their_answer_at_a_second_tap(pilot: Any) -> None:
    bar = pilot.put(Segments(options=[("yes", "Yes"), ("no", "No")]))
    heard = _heard(bar)
    pilot.tap("Yes")
    pilot.tap("Yes")
    assert heard == ["yes"]


def test_clearable_segments_clear_at_a_second_tap(pilot: Any) -> None:
    bar = pilot.put(Segments(options=[("yes", "Yes"), ("no", "No")], clearable=True))
    heard = _heard(bar)
    pilot.tap("No")
    pilot.tap("No")
    assert heard == ["no", None]


def test_segments_that_do_not_fit_stand_under_each_other(pilot: Any) -> None:
    long = [("a", "Gave name and badge number"), ("b", "Refused to give a name"), ("c", "Left before being asked")]
    bar = pilot.put(Segments(options=long, size_hint_x=None, width=1100))
    assert bar.cols == 3
    bar.width = 400
    pilot.frame(4)
    assert bar.cols == 1
    assert bar.height >= 3 * 48


def test_tab_and_space_answer_without_a_touch(pilot: Any) -> None:
    bar = pilot.put(Segments(options=[("yes", "Yes"), ("no", "No")]))
    pilot.find(Chip, code="yes").focus = True
    pilot.key("tab")
    pilot.key("space")
    assert bar.value == "no"
    assert pilot.find(Chip, code="no").ring
