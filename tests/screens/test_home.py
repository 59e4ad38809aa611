"""Home: what left the tablet is still found, says so, and shows its receipts."""

from __future__ import annotations

from typing import Any

from mobile.store import drafts, leaving
from mobile.widgets import FixedRow, Sheet, Text
from shared.answers import Address

LANDMARK = Address("incident", "-", "location_landmark")


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
