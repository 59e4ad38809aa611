"""Times: one tap takes this moment, a sheet corrects it, and the clock always comes from outside."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mobile.widgets import TimeBox

LA = ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 10, 14, 14, 32, 7, tzinfo=LA)


def _box(**more: Any) -> tuple[TimeBox, list[Any]]:
    box = TimeBox(now=lambda: NOW, zone=LA, zone_text="PDT", title="Time of arrival", **more)
    heard: list[Any] = []
    box.bind(on_value=lambda _w, value: heard.append((value, box.source)))
    return box, heard


def test_now_takes_the_moment_and_says_where_it_came_from(pilot: Any) -> None:
    box, heard = _box()
    pilot.put(box)
    assert pilot.says("No time yet")
    pilot.tap("Now")
    assert heard == [(NOW, "now")]
    assert pilot.says("14:32")
    assert pilot.says("PDT")


def test_a_corrected_time_is_told_once_and_came_by_hand(pilot: Any) -> None:
    box, heard = _box(value=NOW)
    pilot.put(box)
    pilot.tap(box.ids.face)
    pilot.tap("−15 min")
    pilot.tap("−1 min")
    assert heard == []
    pilot.tap("Set time")
    assert heard == [(datetime(2026, 10, 14, 14, 16, tzinfo=LA), "hand")]
    pilot.wait(lambda: pilot.says("14:16"), "the sheet has gone")


def test_the_day_before_is_one_press_and_called_yesterday(pilot: Any) -> None:
    box, heard = _box()
    pilot.put(box)
    pilot.tap(box.ids.face)
    box.sheet.move_day(-1)
    pilot.frame(2)
    assert pilot.says("Yesterday · PDT")
    pilot.tap("Set time")
    assert heard[0][0].date() == (NOW - timedelta(days=1)).date()


def test_an_hour_and_a_minute_are_typed(pilot: Any) -> None:
    box, heard = _box(value=NOW)
    pilot.put(box)
    pilot.tap(box.ids.face)
    pilot.wait(lambda: box.sheet.content.ids.hour.box.entry.selection_text, "the hour is ready to be typed over")
    pilot.type("09")
    minute = box.sheet.content.ids.minute.box.entry
    pilot.tap(minute)
    pilot.wait(lambda: minute.selection_text)
    pilot.type("05")
    pilot.tap("Set time")
    assert (heard[0][0].hour, heard[0][0].minute) == (9, 5)


def test_cancel_and_esc_change_nothing(pilot: Any) -> None:
    box, heard = _box(value=NOW)
    pilot.put(box)
    pilot.tap(box.ids.face)
    pilot.tap("−5 min")
    pilot.tap("Cancel")
    pilot.wait(lambda: not box.sheet.parent)
    pilot.tap(box.ids.face)
    pilot.tap("−5 min")
    pilot.key("escape")
    pilot.wait(lambda: not box.sheet.parent)
    assert (heard, box.value) == ([], NOW)


def test_an_answer_can_be_cleared(pilot: Any) -> None:
    box, heard = _box(value=NOW)
    pilot.put(box)
    pilot.tap(box.ids.face)
    pilot.tap("Clear answer")
    assert heard == [(None, "")]


def test_a_step_over_the_clock_change_is_a_real_minute(pilot: Any) -> None:
    box, _ = _box()
    box.show(datetime(2026, 11, 1, 8, 59, tzinfo=UTC).astimezone(LA))  # 01:59 PDT, then comes 01:00 PST
    box.correct()
    box.sheet.nudge(1)
    assert box.sheet.when.astimezone(UTC) == datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


def test_a_time_is_shown_on_its_own_clock(pilot: Any) -> None:
    box, heard = _box()
    pilot.put(box)
    box.show(datetime(2026, 1, 2, 3, 4, tzinfo=timezone(timedelta(hours=2))))
    pilot.frame()
    assert pilot.says("03:04")
    assert heard == []


def test_a_time_without_its_offset_is_refused(pilot: Any) -> None:
    with pytest.raises(ValueError, match="offset"):
        TimeBox().show(datetime(2026, 1, 1))  # noqa: DTZ001


def test_a_tap_on_the_hour_that_is_ready_already_still_lets_it_be_typed_over(pilot: Any) -> None:
    box, _ = _box(value=NOW)
    pilot.put(box)
    pilot.tap(box.ids.face)
    hour = box.sheet.content.ids.hour.box.entry
    pilot.wait(lambda: hour.focus, "the sheet begins in the hour")
    pilot.tap(hour)
    pilot.type("09")
    assert box.sheet.when.hour == 9
