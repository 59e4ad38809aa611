"""The list: what each row says, page by page, and what stands behind it."""

import io

import pytest

from mobile.capture import capture
from mobile.drafting import Drafting
from mobile.editing import Editing
from mobile.reports import GROUPS, STATES, Reports
from mobile.store import drafts, exchanges
from mobile.store.exchanges import Comment
from mobile.vault import Vault
from shared.answers import Address
from tests.mobile.small_server import FrozenClock

LANDMARK = Address("incident", "-", "location_landmark")


@pytest.fixture
def reports(vault: Vault) -> Reports:
    return Reports(vault.store)


def test_every_state_has_its_group() -> None:
    assert sorted(state for states in GROUPS.values() for state in states) == sorted(STATES)


def test_an_empty_tablet_counts_nothing(reports: Reports) -> None:
    assert reports.page() == [] and reports.counts() == dict.fromkeys(GROUPS, 0)


def test_a_draft_says_whether_something_is_missing(
    reports: Reports, drafting: Drafting, vault: Vault, clock: FrozenClock
) -> None:
    report = drafting.start()
    (row,) = reports.page()
    assert (row.code, row.open, row.title) == ("draft_new", True, "")
    editing = Editing(vault, drafting, report)
    clock.wait(60)
    editing.answer(LANDMARK, "Lot A")
    editing.leave()
    (row,) = reports.page()
    assert (row.code, row.title) == ("draft_errors", "Lot A")
    assert row.params["at"] == "2026-04-14T09:19:20-07:00" and int(str(row.params["count"])) > 5
    drafting.answer(report, LANDMARK, "Lot B")
    assert reports.page()[0].code == "draft_new", "a count is not shown after the report changed"


def test_an_old_count_is_not_kept_for_a_changed_report(vault: Vault, drafting: Drafting) -> None:
    report = drafting.start()
    seen = drafting.content(report).draft.edits
    drafting.answer(report, LANDMARK, "Lot A")
    with vault.store.writing() as database:
        drafts.count(database, report, seen, 0, 0, 0)
    assert not drafting.content(report).draft.checked


def test_reports_are_found_by_place_and_number_whatever_the_accents(reports: Reports, drafting: Drafting) -> None:
    named = {}
    for words in ("Plaza Peñarol", "Lot 50%", "Union Ave"):
        named[words] = drafting.start()
        drafting.answer(named[words], LANDMARK, words)
    drafting.answer(named["Union Ave"], Address("incident", "-", "incident_number_raw"), "3284")
    assert [row.report for row in reports.page(search="penarol")] == [named["Plaza Peñarol"]]
    assert [row.report for row in reports.page(search="50%")] == [named["Lot 50%"]]
    assert [row.report for row in reports.page(search="3284")] == [named["Union Ave"]]
    assert [row.title for row in reports.page(search=" UNION ")] == ["Union Ave"]
    assert reports.page(search="nowhere") == []


def test_the_last_changed_comes_first_page_by_page(reports: Reports, drafting: Drafting) -> None:
    made = [drafting.start() for _ in range(5)]
    drafting.answer(made[0], LANDMARK, "again")
    order = [made[0], *made[:0:-1]]
    assert [row.report for row in reports.page(limit=3)] == order[:3]
    assert [row.report for row in reports.page(limit=3, offset=3)] == order[3:]


def test_practice_is_said(reports: Reports, drafting: Drafting) -> None:
    drafting.start(practice=True)
    assert [row.code for row in reports.page()] == ["practice"]


def test_the_newest_version_says_which_files_count(reports: Reports, drafting: Drafting) -> None:
    report = drafting.start()
    assert reports.files(report) == (0, 0)
    row = drafting.attach(report, capture(io.BytesIO(b"%PDF-1.7 invented")), kind="document")
    drafting.seal(report, "interim")
    assert reports.files(report) == reports.behind(report).files == (0, 1)
    drafting.remove_row(report, "media", row)
    drafting.seal(report, "interim")
    assert reports.files(report) == reports.behind(report).files == (0, 0)


def test_a_remark_stands_until_a_version_answers_it(reports: Reports, drafting: Drafting, vault: Vault) -> None:
    report = drafting.start()
    remarks = [
        Comment(1, number, report, LANDMARK, {"text": text}, "") for number, text in enumerate(("Which?", "Why?"))
    ]
    with vault.store.writing() as database:
        for each in remarks:
            exchanges.add_comment(database, each)
    assert reports.comments(report) == tuple(remarks)
    version = drafting.seal(report, "interim")
    assert version is not None
    with vault.store.writing() as database:
        exchanges.answer_comments(database, report, version.digest)
    assert reports.comments(report) == ()


def test_a_report_that_is_not_here_is_said_so(reports: Reports) -> None:
    with pytest.raises(LookupError):
        reports.behind("11111111-1111-4111-8111-111111111111")
