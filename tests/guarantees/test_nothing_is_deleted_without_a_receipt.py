"""The tablet deletes nothing without a receipt that names it.

The only deleting verb is tried on everything a report can be. The file itself refuses what no verb offers: a sealed
version goes only beside a receipt with its own digest, and a proof that failed never goes. Rows that an officer takes
out come back, and what was delivered is still there after locking, updating and opening again.

When the city's days are over, what the server has whole leaves by itself; its receipts and digests stay. Whatever the
server does not have whole stays, however many days pass.
"""

import io
import json

import pytest

from mobile.capture import capture
from mobile.drafting import DraftError
from mobile.retention import Retention
from mobile.store import StoreError, drafts, exchanges
from mobile.store.exchanges import Receipt
from mobile.uploading import Pace, upload_next
from shared.answers import Address
from shared.canonical import un_b64u
from shared.checkpoint import verify
from shared.entry import commitment, leaf_of, open_entry
from shared.keys import parse_public
from shared.merkle import check_inclusion
from shared.samples import scene
from tests.twins import CHANCE

PHOTO = b"%PDF-1.7 invented notice with a Canary"


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


def days_pass(department, tablet, days):
    """Days on both clocks, with one exchange at their end; how many reports left."""
    department.clock.pass_by(days=days)
    assert tablet.exchange_all().kind == "done"
    return Retention(tablet.vault).let_go()


def with_a_file(tablet):
    report = tablet.write(scene("S1").answers)
    tablet.drafting.attach(report, capture(io.BytesIO(PHOTO)), kind="document")
    tablet.seal(report, "final")
    tablet.exchange_all()
    return report


def send_file(tablet):
    assert upload_next(tablet.vault, tablet.line, tablet.clock, CHANCE, Pace()).kind == "whole"
    tablet.exchange_all()


def content_of(tablet, report):
    """Everything in the file of what was written, said and attached."""
    with tablet.vault.store.reading() as database:
        return {
            table: database.conn.execute(f'SELECT count(*) FROM "{table}" WHERE report = ?', (report,)).fetchone()[0]
            for table in ("answer", "row", "comment", "inbox")
        } | {
            "packed": sum(len(each.packed) for each in tablet.versions(report)),
            "pieces": database.conn.execute("SELECT count(*) FROM file_piece").fetchone()[0],
        }


def test_an_approved_report_leaves_after_the_citys_days_and_its_receipts_stay(department, tablet):
    report = with_a_file(tablet)
    send_file(tablet)
    assert tablet.state(report) == "delivered"
    department.send_back(report)
    tablet.exchange_all()
    tablet.seal(report, "final")
    tablet.exchange_all()
    department.approve(report)
    assert days_pass(department, tablet, 0) == 0
    before = tablet.reports.behind(report)
    assert days_pass(department, tablet, 29) == 0
    assert tablet.state(report) == "approved" and all(content_of(tablet, report).values())
    assert days_pass(department, tablet, 1) == 1
    assert not any(content_of(tablet, report).values())
    after = tablet.reports.behind(report)
    assert after.row.code == "left_approved" and not after.row.title and after.row.reference == before.row.reference
    assert [each.digest for each in after.versions] == [each.digest for each in before.versions]
    assert after.receipts == before.receipts and after.files == (1, 1)
    receipt = after.receipts[after.versions[-1].digest]
    head = verify(receipt.head, parse_public(tablet.vault.trust.log_key))
    assert open_entry(receipt.opening).details["version"] == after.versions[-1].digest
    leaf, path = leaf_of(commitment(receipt.opening)), [un_b64u(each) for each in receipt.proof]
    check_inclusion(leaf, receipt.entry, head.size, path, head.root)
    assert days_pass(department, tablet, 400) == 0, "it leaves once"
    tablet.vault.lock()
    tablet.open()
    assert tablet.state(report) == "left_approved"
    (row,) = tablet.reports.page(search=before.row.reference)
    assert row.report == report and not row.here


def test_one_that_nobody_approved_stays_longer_and_one_that_came_back_begins_anew(department, tablet):
    report = tablet.file()
    days_pass(department, tablet, 0)
    assert days_pass(department, tablet, 20) == 0
    department.send_back(report)
    assert days_pass(department, tablet, 0) == 0 and tablet.state(report) == "returned"
    tablet.drafting.answer(report, Address("narrative", "-", "late_entry_reason"), "Asked which door; invented")
    tablet.seal(report, "final")
    assert days_pass(department, tablet, 1) == 0 and tablet.state(report) == "delivered"
    assert days_pass(department, tablet, 179) == 0
    assert days_pass(department, tablet, 1) == 1
    assert tablet.state(report) == "left_delivered"
    department.send_back(report)
    assert days_pass(department, tablet, 1) == 0
    assert tablet.state(report) == "left_returned" and tablet.reports.counts()["returned"] == 1
    with pytest.raises(DraftError, match=r"draft\.closed"):
        tablet.fact(report, "words that would be sealed alone")


def test_a_returned_report_waits_for_its_officer_however_long(department, tablet):
    report = tablet.file()
    department.send_back(report)
    for _ in range(3):
        assert days_pass(department, tablet, 1000) == 0
    assert tablet.state(report) == "returned" and all(each.packed for each in tablet.versions(report))


def test_what_the_server_does_not_have_whole_never_leaves(department, tablet):
    """A file that never arrived, a version without its receipt, a refused one, a draft: years pass."""
    unsent, drafted = with_a_file(tablet), tablet.drafting.start()
    refused = tablet.drafting.start()
    tablet.put(refused, {"incident": {"source": "no such code"}})
    for _ in range(4):
        assert days_pass(department, tablet, 1000) == 0
    sealed = tablet.seal(drafted)
    tablet.line.faults += ["lost_after"] * 3
    tablet.exchange()
    for clock in (department.clock, tablet.clock):
        clock.pass_by(days=1000)
    assert Retention(tablet.vault).let_go() == 0
    assert [each.digest for each in tablet.versions(drafted)] == [sealed.digest]
    for report in (unsent, refused, drafted):
        assert all(each.packed for each in tablet.versions(report)), report
    assert tablet.reports.file_content(json.loads(tablet.versions(unsent)[-1].packed)["answers"]["media"][-1]["sha256"])


def test_the_file_itself_keeps_content_that_the_server_does_not_have(department, tablet):
    report = with_a_file(tablet)
    (version,) = tablet.versions(report)
    with pytest.raises(StoreError):
        delete(tablet, "UPDATE version SET packed = x''")
    assert tablet.reports.behind(report).receipts, "the record is there, its file is not"
    with pytest.raises(StoreError):
        delete(tablet, "DELETE FROM file_piece")
    send_file(tablet)
    with pytest.raises(StoreError):
        delete(tablet, "UPDATE version SET packed = x'00'")
    waiting = tablet.seal(tablet.drafting.start())
    with pytest.raises(StoreError):
        delete(tablet, "UPDATE version SET packed = x'' WHERE digest = ?", waiting.digest)
    assert delete(tablet, "UPDATE version SET packed = x'' WHERE digest = ?", version.digest) == 1


def test_a_photo_that_another_report_needs_stays(department, tablet):
    first = with_a_file(tablet)
    send_file(tablet)
    second = tablet.drafting.start()
    tablet.drafting.attach(second, capture(io.BytesIO(PHOTO)), kind="document")
    department.approve(first)
    days_pass(department, tablet, 0)
    assert days_pass(department, tablet, 31) == 1
    assert content_of(tablet, first)["pieces"] == 1
    tablet.seal(second)
    assert days_pass(department, tablet, 1) == 0 and content_of(tablet, first)["pieces"] == 1


def test_a_report_that_is_on_the_screen_stays_until_it_was_left(department, tablet):
    report = tablet.file()
    department.approve(report)
    days_pass(department, tablet, 0)
    tablet.drafting.opened(report)
    assert days_pass(department, tablet, 60) == 0
    tablet.drafting.left(report)
    assert days_pass(department, tablet, 0) == 1
