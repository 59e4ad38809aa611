"""States say what they are: a refusal on record is no alarm, nothing sent is not called delivered."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from mobile.screens.duty_strip import explained
from mobile.screens.times import clock_words
from shared.duties import Duty, State


@pytest.mark.parametrize(
    ("state", "reason", "status", "calm"),
    [
        (State.NOT_MET, "supervisor_status", "refused", True),
        (State.NOT_MET, "supervisor_status", "not_attempted", False),
        (State.NOT_MET, "camera_off", "", True),
        (State.NOT_MET, "not_recorded", "", False),
        (State.NOT_MET, "not_summoned", "", False),
        (State.OWED, "supervisor_missing", "", False),
    ],
)
def test_only_a_reason_on_record_calms(state: State, reason: str, status: str, calm: bool) -> None:
    assert explained(Duty("supervisor", "ED17-L3", state, reason=reason, params={"supervisor_status": status})) is calm


def test_another_day_is_written_with_its_date() -> None:
    now, before = datetime(2026, 4, 15, 9, 0, tzinfo=UTC), datetime(2026, 4, 14, 23, 41, tzinfo=UTC)
    assert clock_words(before, now) == "Tue, Apr 14, 2026, 23:41" and clock_words(now, now) == "09:00"


def test_nothing_sent_yet_is_not_called_delivered(tablet: Any) -> None:
    home = tablet.screen("home")
    tablet.pilot.wait(lambda: home.banner.words)
    tablet.pilot.shot("home-footer")
    assert "delivered" not in home.banner.words.casefold() and "never" not in home.banner.words.casefold()
    assert tablet.say("tablet.sync.none") in home.banner.words
