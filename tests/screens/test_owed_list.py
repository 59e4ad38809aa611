"""The owed list: everything that is still wanted, by when, and the way to it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from mobile.widgets import FixedRow, Sheet
from shared.answers import Address


@pytest.fixture
def form(tablet: Any) -> Any:
    """A report that was begun on the card and opened as a form."""
    tablet.start_report()
    tablet.tap(tablet.say("tablet.card.arrive"))
    tablet.full_report()
    tablet.pilot.wait(lambda: tablet.model.owed, "the rules have answered")
    return tablet.form


def test_it_names_everything_owed_by_when_and_leads_there(tablet: Any, form: Any) -> None:
    owed = tablet.model.owed
    tablet.pilot.wait(lambda: tablet.pilot.says(tablet.say("tablet.form.owed", count=len(owed))), "the number")
    tablet.tap(tablet.say("tablet.form.owed", count=len(owed)))
    tablet.settle()
    (sheet,) = tablet.pilot.find_all(Sheet)
    rows = [each for each in sheet.body.walk() if isinstance(each, FixedRow)]
    assert [each.key for each in rows] == [each.address for each in owed]
    assert tablet.say("tablet.owed_list.due", at="21:18") in {each.subtitle for each in rows}
    assert rows[0].subtitle == tablet.say("tablet.owed_list.now.open")
    target = next(each for each in rows if each.key == Address("incident", "-", "agents_present_on_arrival"))
    tablet.tap(target)
    tablet.settle()
    assert not tablet.pilot.find_all(Sheet) and tablet.form.section == "scene"
    tablet.pilot.shot("owed-list-led-here")


def test_what_was_due_is_said_to_be_late_and_still_wanted(tablet: Any, form: Any) -> None:
    tablet.clock.at += timedelta(hours=13)  # the wall clock alone: the tablet is in use and does not lock itself
    form.owes.dispatch("on_release")
    tablet.settle()
    (sheet,) = tablet.pilot.find_all(Sheet)
    said = {each.subtitle for each in sheet.body.walk() if isinstance(each, FixedRow)}
    assert tablet.say("tablet.owed_list.late", at="21:18") in said
    tablet.pilot.shot("owed-list")
