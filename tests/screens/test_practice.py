"""Practice cannot be taken for a report, never leaves the tablet, and is thrown away at any time."""

from __future__ import annotations

from typing import Any

import pytest

from mobile.drafting import DraftError, Drafting
from mobile.icons import STATES
from mobile.store import drafts, versions
from mobile.theme import theme
from mobile.widgets import Banner, FixedRow
from mobile.widgets.surfaces import Pill
from shared.answers import Address

LANDMARK = Address("incident", "-", "location_landmark")


@pytest.fixture
def practice(tablet: Any) -> str:
    """Practice, open on the card."""
    tablet.tap(tablet.screen("home").practise)
    tablet.wait_for("card")
    return str(tablet.card.desk.editing.report)


def said(tablet: Any) -> Banner:
    """The banner that says it is practice."""
    (found,) = [each for each in tablet.pilot.find_all(Banner) if each.words == tablet.say("tablet.practice.banner")]
    return found


def dressed(tablet: Any, screen: Any) -> None:
    """Words, an icon and another bar: each alone would do."""
    assert said(tablet).icon == "practice" and said(tablet).tone == "warn"
    top = screen.ids.top
    assert top.tone == "warn" and top.title.startswith("PRACTICE")


def nothing_to_send(tablet: Any) -> bool:
    with tablet.app.session.vault.store.reading() as database:
        found = [each for report in drafts.everything(database) for each in versions.of_report(database, report.report)]
        return not found and not versions.queued(database)


@pytest.mark.parametrize("mode", ["day", "night", "contrast"])
def test_it_is_said_on_the_card_the_form_and_home(tablet: Any, practice: str, mode: str) -> None:
    tablet.app.choose(mode=mode)
    dressed(tablet, tablet.card)
    tablet.full_report()
    dressed(tablet, tablet.form)
    tablet.app.go("home")
    tablet.pilot.frame(6)
    (row,) = tablet.pilot.find_all(FixedRow)
    assert (row.icon, row.state_words) == ("practice", tablet.say("tablet.pill.practice"))
    assert STATES[row.state_code].icon == "practice"
    assert theme.mode == mode


def test_a_report_after_it_is_dressed_as_one(tablet: Any, practice: str) -> None:
    tablet.app.go("home")
    tablet.start_report()
    assert tablet.card.ids.top.tone == "neutral" and not tablet.card.ids.bars.children
    tablet.full_report()
    assert tablet.form.ids.top.tone == "neutral" and "PRACTICE" not in tablet.form.ids.top.title


def test_nothing_of_it_is_ever_sent(tablet: Any, practice: str) -> None:
    tablet.tap("Present")
    tablet.done()
    assert nothing_to_send(tablet)
    session = tablet.app.session
    before = session.runner.banner.down_at
    tablet.clock.wait(60)
    session.runner.kick()
    tablet.pilot.wait(lambda: session.runner.banner.down_at != before, "an exchange")
    assert nothing_to_send(tablet) and not tablet.server.packed and not tablet.server.stored
    assert not any(each["versions"] for each in tablet.server.requests)
    assert session.reports.behind(practice).row.code == "practice"


@pytest.mark.parametrize("screen", ["card", "form"])
def test_it_is_thrown_away_from_where_it_is_open(tablet: Any, practice: str, drafting: Drafting, screen: str) -> None:
    if screen == "form":
        tablet.full_report()
        tablet.answer(LANDMARK, "Lot A")
    tablet.tap(said(tablet).act)
    tablet.settle()
    tablet.tap(tablet.say("tablet.practice.keep"))
    tablet.settle()
    assert drafting.content(practice).draft.practice, "asked first"
    tablet.tap(said(tablet).act)
    tablet.settle()
    sheet = tablet.pilot.find(tablet.say("tablet.practice.throw?"))
    tablet.tap(next(each for each in sheet.buttons.children if each.words == tablet.say("tablet.practice.throw")))
    tablet.wait_for("home")
    with pytest.raises(DraftError, match=r"draft\.unknown"):
        drafting.content(practice)
    assert not tablet.pilot.find_all(FixedRow)


def test_it_is_thrown_away_after_it_was_finished_too(tablet: Any, practice: str, drafting: Drafting) -> None:
    with tablet.app.session.vault.store.writing() as database:
        drafts.move(database, practice, "practice", open=False)
    tablet.app.go("form", report=practice)
    tablet.pilot.frame(6)
    tablet.tap(said(tablet).act)
    tablet.settle()
    sheet = tablet.pilot.find(tablet.say("tablet.practice.throw?"))
    tablet.tap(next(each for each in sheet.buttons.children if each.words == tablet.say("tablet.practice.throw")))
    tablet.wait_for("home")
    assert not tablet.app.session.reports.counts()["drafts"]


def test_a_row_without_a_state_draws_none(tablet: Any) -> None:
    pill = tablet.pilot.put(Pill())
    assert tuple(pill.size) == (0, 0) and tuple(pill.box_drawn._shape.border) == (0, 0, 0, 0)
