"""Home: a list of any length that is read as far as it is seen; what left the tablet still shows its receipts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mobile.screens.pages import KEPT, PAGE
from mobile.store import drafts, leaving
from mobile.widgets import FixedRow, Sheet, Text
from shared.answers import Address

LANDMARK = Address("incident", "-", "location_landmark")


MANY = PAGE * (KEPT + 2) + 7


@pytest.fixture
def many(tablet: Any, drafting: Any) -> Any:
    """Home's list of very many delivered reports; the list."""
    report = drafting.start()
    with drafting._store.writing() as database:
        known = drafts.get(database, report)
        drafts.delete(database, report)
        for number in range(MANY):
            each = replace(
                known, report=str(number), state="delivered", open=False, reference=f"F-{number:04d}",
                title=f"Block {number:04d}", search=f"block {number:04d}",
            )  # fmt: skip
            drafts.add(database, each)
    home = tablet.screen("home")
    home.groups.show("delivered")
    home.refresh()
    tablet.pilot.frame(4)
    return home.rows


def titles(tablet: Any) -> list[str]:
    """What is on the screen, from the top down."""
    rows = [each for each in tablet.pilot.find_all(FixedRow) if shown(tablet, each)]
    return [each.title for each in sorted(rows, key=lambda row: -row.y)]


def shown(tablet: Any, row: FixedRow) -> bool:
    low, high = tablet.screen("home").rows.to_window(0, tablet.screen("home").rows.y)[1], row.height
    place = row.to_window(*row.pos)[1]
    return bool(low - 1 <= place <= low + tablet.screen("home").rows.height - high + 1)


def test_a_long_list_goes_to_its_end_and_only_what_is_seen_exists(tablet: Any, many: Any) -> None:
    assert many.count == MANY
    assert titles(tablet)[0] == f"Block {MANY - 1:04d}", "the last changed first"
    assert len(tablet.pilot.find_all(FixedRow)) < 20
    for part in (0.5, 0.0):
        many.scroll_y = part
        tablet.pilot.frame(4)
        assert len(tablet.pilot.find_all(FixedRow)) < 20
    assert titles(tablet)[-1] == "Block 0000"
    many.scroll_y = 1
    tablet.pilot.frame(4)
    assert titles(tablet)[0] == f"Block {MANY - 1:04d}"


def test_what_is_on_the_screen_stays_there_when_the_exchange_has_news(tablet: Any, many: Any) -> None:
    many.scroll_y = 0.4
    tablet.pilot.frame(4)
    before = titles(tablet)
    tablet.app.screens.current_screen.refresh()
    tablet.pilot.frame(4)
    assert titles(tablet) == before
    tablet.tap(next(each for each in tablet.pilot.find_all(FixedRow) if each.title == before[1]))
    assert tablet.app.screens.current == "form"


def test_a_search_begins_at_the_top_and_finds_the_oldest(tablet: Any, many: Any) -> None:
    many.scroll_y = 0
    tablet.pilot.frame(4)
    home = tablet.screen("home")
    tablet.type_into(home.search, "Block 000")
    tablet.pilot.wait(lambda: many.count == 10)
    assert titles(tablet)[0] == "Block 0009" and many.scroll_y == 1


def test_the_keyboard_goes_through_the_list_in_its_order(tablet: Any, many: Any) -> None:
    many.scroll_y = 0.7
    tablet.pilot.frame(4)
    order = titles(tablet)
    next(each for each in tablet.pilot.find_all(FixedRow) if each.title == order[0]).focus = True
    walked = [tablet.pilot.focused.title]
    for _ in range(len(order) + 3):
        tablet.pilot.key("tab")
        tablet.pilot.frame(3)
        walked.append(tablet.pilot.focused.title)
    begin = int(walked[0].split()[1])
    assert walked == [f"Block {begin - step:04d}" for step in range(len(walked))], "also past what was in sight"


def test_another_text_size_keeps_the_place_and_a_locked_tablet_asks_nothing(tablet: Any, many: Any) -> None:
    many.scroll_y = 0.5
    tablet.pilot.frame(4)
    first = titles(tablet)[0]
    tablet.app.choose(scale=160)
    tablet.pilot.frame(6)
    assert abs(int(titles(tablet)[0].split()[1]) - int(first.split()[1])) <= 1
    many.scroll_y = 0.1  # rows come into sight with the next frame
    tablet.app.locked()
    tablet.app.choose(scale=100)
    tablet.pilot.frame(4)
    assert tablet.app.screens.current == "unlock"


def test_a_report_that_went_meanwhile_leaves_the_list_standing(tablet: Any, drafting: Any, many: Any) -> None:
    with drafting._store.writing() as database:
        database.conn.execute("DELETE FROM draft WHERE CAST(report AS INTEGER) >= 100")
    many.scroll_y = 0
    tablet.pilot.frame(4)
    assert tablet.app.screens.current == "home"
    tablet.screen("home").refresh()
    tablet.pilot.frame(4)
    assert many.count == 100 and titles(tablet)[-1] == "Block 0000"


def gone(tablet: Any, drafting: Any) -> str:
    """A report that was delivered, approved, and has left."""
    report = str(drafting.start())
    drafting.answer(report, LANDMARK, "Alvarado lot")
    version = drafting.seal(report, "interim")
    tablet.app.session.runner.pause()
    with drafting._store.writing() as database:
        drafts.move(database, report, "waiting", open=False)
    tablet.server.say(
        "approved", report, {"version": version.digest, "by": "D. Okafor", "at": version.sealed_at, "note": ""}
    )
    tablet.app.session.runner.once()
    with drafting._store.writing() as database:
        leaving.leave(database, report, drafts.get(database, report).reference.casefold(), "2026-05-20T16:00:00.000Z")
    return report


def test_what_left_the_tablet_says_so_and_shows_its_receipts(tablet: Any, drafting: Any) -> None:
    report = gone(tablet, drafting)
    home = tablet.screen("home")
    home.groups.show("delivered")
    home.refresh()
    tablet.pilot.frame(6)
    (row,) = tablet.pilot.find_all(FixedRow)
    behind = tablet.app.session.reports.behind(report)
    assert row.icon == "box" and row.state_words == tablet.say("tablet.pill.left_approved")
    assert "Alvarado" not in f"{row.title} {row.subtitle}" and behind.row.reference in row.subtitle
    tablet.tap(row)
    (sheet,) = tablet.pilot.find_all(Sheet)
    said = " ".join(each.words for each in tablet.pilot.find_all(Text))
    assert behind.versions[0].digest in said and str(behind.receipts[behind.versions[0].digest].entry) in said
    assert tablet.app.screens.current == "home"
    sheet.dismiss()


def footer(tablet: Any) -> tuple[str, str]:
    ways = tablet.screen("home").ways
    return tuple(way.said.words if way.parent is not None else "" for way in (ways.up, ways.down))  # type: ignore[return-value]


def test_what_went_up_and_what_was_heard_are_two_facts_with_their_times(tablet: Any, drafting: Any) -> None:
    runner, home = tablet.app.session.runner, tablet.screen("home")
    runner.pause()
    runner.once()
    home.refresh()
    assert footer(tablet) == ("", tablet.say("tablet.sync.down", at="09:18"))
    drafting.seal(drafting.start(), "interim")
    tablet.clock.at += timedelta(minutes=10)  # not its monotonic part: the tablet would lock
    runner.once()
    tablet.network.away()
    tablet.clock.at += timedelta(minutes=10)
    runner.once()
    home.refresh()
    tablet.pilot.frame(4)
    assert footer(tablet) == (tablet.say("tablet.sync.up", at="09:28"), tablet.say("tablet.sync.down", at="09:28"))
    left, right = home.ways.up.said, home.ways.down.said
    assert left.right <= right.x and tablet.pilot.says(left.words) and tablet.pilot.says(right.words)


def test_what_came_back_is_counted_in_red_until_it_is_gone(tablet: Any, drafting: Any) -> None:
    home = tablet.screen("home")
    report = drafting.start()

    def chip() -> Any:
        return next(each for each in home.groups.children if each.code == "returned")

    home.refresh()
    assert not chip().urgent and chip().words == tablet.say("tablet.home.returned", count=0)
    for state, urgent in (("returned", True), ("draft", False)):
        with drafting._store.writing() as database:
            drafts.move(database, report, state)
        home.refresh()
        assert chip().urgent is urgent and chip().words == tablet.say("tablet.home.returned", count=int(urgent))
