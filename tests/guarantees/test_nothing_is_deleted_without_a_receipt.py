"""The tablet deletes nothing without a receipt that names it.

The only deleting verb is tried on everything a report can be. The file itself refuses what no verb offers: a sealed
version goes only beside a receipt with its own digest, and a proof that failed never goes. Rows that an officer takes
out come back, and what was delivered is still there after locking, updating and opening again.
"""

import pytest

from mobile.drafting import DraftError
from mobile.store import StoreError, drafts, exchanges
from mobile.store.exchanges import Receipt
from shared.answers import Address


def delete(tablet, statement, *values):
    with tablet.vault.store.writing() as database:
        return database.conn.execute(statement, values).rowcount


def test_a_draft_that_was_never_sealed_is_the_only_thing_the_app_deletes(tablet):
    never, interim = tablet.drafting.start(), tablet.drafting.start()
    tablet.seal(interim)
    delivered = tablet.file()
    for report in (interim, delivered):
        assert not tablet.drafting.may_discard(report)
        with pytest.raises(DraftError, match=r"draft\.sealed"):
            tablet.drafting.discard(report)
    tablet.drafting.discard(never)
    assert {row.report for row in tablet.reports.page()} == {interim, delivered}


def test_the_file_itself_keeps_what_has_no_receipt(department, tablet):
    report = tablet.drafting.start()
    waiting = tablet.seal(report)
    with pytest.raises(StoreError):
        delete(tablet, "DELETE FROM version WHERE digest = ?", waiting.digest)
    tablet.line.faults.append("lost_after")
    tablet.exchange()
    with pytest.raises(StoreError):
        delete(tablet, "DELETE FROM version WHERE digest = ?", waiting.digest)
    assert [each.digest for each in tablet.versions(report)] == [waiting.digest]
    assert department.stored(report), "although the server has it: the tablet was not told"


def test_a_receipt_frees_its_own_version_and_no_other(department, tablet):
    first, second = (tablet.seal(tablet.drafting.start()) for _ in range(2))
    tablet.line.chokes_on = (second.packed[-80:-20],)
    for _ in range(6):
        tablet.exchange()
    held = {each: tablet.reports.behind(each.report).receipts for each in (first, second)}
    assert first.digest in held[first] and not held[second]
    with pytest.raises(StoreError):
        delete(tablet, "DELETE FROM version")
    with pytest.raises(StoreError):
        delete(tablet, "DELETE FROM version WHERE digest = ?", second.digest)
    with pytest.raises(StoreError), tablet.vault.store.writing() as database:
        stray = Receipt("f" * 64, "stored", 1, b"", (), "", "")
        exchanges.add_receipt(database, stray)  # a receipt for nothing that is here


def test_a_refused_version_has_no_receipt_and_stays(tablet):
    """Others have theirs, and nothing else in the file leans on it any more."""
    tablet.seal(tablet.drafting.start())
    tablet.exchange()
    report = tablet.drafting.start()
    version = tablet.put(report, {"incident": {"source": "no such code"}})
    tablet.exchange()
    assert tablet.versions(report)[0].state == "refused"
    with pytest.raises(StoreError):
        delete(tablet, "DELETE FROM version WHERE digest = ?", version.digest)


def test_a_proof_that_failed_is_kept(tablet):
    with tablet.vault.store.writing() as database:
        exchanges.add_alarm(database, "log.changed", "2026-04-14T10:00:00-07:00", b"what the server said")
    with pytest.raises(StoreError):
        delete(tablet, "DELETE FROM alarm")


def test_rows_taken_out_come_back_with_everything_they_own(tablet):
    report = tablet.drafting.start()
    team = tablet.drafting.add_row(report, "federal_supervisor", {"agency_claimed": "ICE_ERO"})
    tried = tablet.drafting.add_row(report, "id_attempt", parent=team)
    tablet.drafting.answer(report, Address("federal_supervisor", team, "description"), "tall, grey vest")
    before = tablet.drafting.content(report).nested
    removal = tablet.drafting.remove_row(report, "federal_supervisor", team)
    assert not {team, tried} & {row for held in tablet.drafting.content(report).rows.values() for row in held}
    tablet.vault.lock()
    tablet.open()
    assert tablet.drafting.undo(report, removal)
    assert tablet.drafting.content(report).nested == before


def test_what_was_delivered_is_still_there_after_locking_and_opening(tablet):
    report = tablet.file()
    before = tablet.reports.behind(report)
    tablet.vault.lock()
    tablet.open()
    after = tablet.reports.behind(report)
    assert (after.versions, after.receipts) == (before.versions, before.receipts)
    assert tablet.drafting.content(report).nested["narrative"]
    with tablet.vault.store.reading() as database:
        assert drafts.get(database, report) is not None
