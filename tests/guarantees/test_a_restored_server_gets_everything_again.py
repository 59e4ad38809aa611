"""A server restored from a backup gets again from the tablets what it had lost, and both logs stay provable.

The database is put back as an administrator does it, with `scenebook restore`. The log goes on under a new origin; each
tablet follows it only as far as its own tree heads prove, sends what came after the backup once more, and says so.
"""

import io
import shutil
from hashlib import sha256

from mobile.capture import capture
from mobile.retention import Retention
from mobile.store import exchanges
from mobile.uploading import Pace, upload_next
from server import log
from server.files import read
from shared import checkpoint
from shared.canonical import un_b64u
from shared.entry import commitment, leaf_of, open_entry
from shared.keys import parse_public
from shared.merkle import check_inclusion
from shared.samples import scene
from tests.twins import CHANCE


def note(tablet, text):
    report = tablet.drafting.start()
    tablet.fact(report, text)
    tablet.seal(report)
    tablet.exchange_all()
    return report


def landmarks(department):
    return sorted(
        str(department.read(each.row.report_id, each.row.digest).shown.answers["incident"]["location_landmark"])
        for each in department.stored()
    )


def kept(tablet):
    with tablet.vault.store.reading() as database:
        return exchanges.alarms(database), exchanges.notices(database)


def receipt_of(tablet, report, *, earlier=False):
    digest = tablet.versions(report)[-1].digest
    with tablet.vault.store.reading() as database:
        return (exchanges.earlier_receipts if earlier else exchanges.receipt)(database, digest)


def proves(receipt, tablet):
    """Whether a receipt proves its version by itself, in the log that its head names."""
    head = checkpoint.verify(receipt.head, parse_public(tablet.vault.trust.log_key))
    path = [un_b64u(each) for each in receipt.proof]
    check_inclusion(leaf_of(commitment(receipt.opening)), receipt.entry, head.size, path, head.root)
    return open_entry(receipt.opening).details["version"] == receipt.digest


def test_what_came_after_the_backup_comes_again_and_both_logs_prove_it(department, tablet):
    before = note(tablet, "before")
    backup = department.back_up()
    after = [note(tablet, f"after {number}") for number in range(3)]
    old = receipt_of(tablet, after[0])
    department.put_back(backup)
    assert landmarks(department) == ["before"]
    assert tablet.exchange_all().kind == "done"
    assert landmarks(department) == ["after 0", "after 1", "after 2", "before"]
    assert receipt_of(tablet, after[0], earlier=True) == [old] and proves(old, tablet)
    again = receipt_of(tablet, after[0])
    assert proves(again, tablet) and checkpoint.parse(again.head).origin != checkpoint.parse(old.head).origin
    assert receipt_of(tablet, before, earlier=True) == [], "what the backup has needs no other proof"
    assert {tablet.versions(each)[-1].state for each in [before, *after]} == {"stored"}


def test_it_shows_in_the_log_and_on_the_tablet_and_is_no_alarm(department, tablet):
    note(tablet, "one")
    backup = department.back_up()
    note(tablet, "two")
    done = department.put_back(backup)
    first = tablet.exchange()
    assert (first.kind, first.code) == ("done", "log.restored")
    alarms, notices = kept(tablet)
    assert alarms == [] and [each.code for each in notices] == ["log.restored"]
    started = department.acts("log.started")
    assert [bool(each.details["previous"]) for each in started] == [False, True]
    assert checkpoint.parse(started[1].details["previous"]) == done.before
    assert started[1].details["origin"] == done.origin != done.before.origin
    with department.services.store.reading() as db:
        assert log.first_broken_entry(db) is None
    tablet.exchange_all()
    assert len(kept(tablet)[1]) == 1, "and it is said once"


def test_a_report_is_delivered_again_with_its_files(department, tablet):
    content = CHANCE.token(100_000)
    backup = department.back_up()
    report = tablet.write(scene("S1").answers)
    tablet.drafting.attach(report, capture(io.BytesIO(content)), kind="document")
    tablet.seal(report, "final")

    def deliver():
        tablet.exchange_all()
        upload_next(tablet.vault, tablet.line, tablet.clock, CHANCE, Pace())
        tablet.exchange_all()

    deliver()
    assert tablet.state(report) == "delivered"
    shutil.rmtree(department.services.settings.files)
    department.put_back(backup)
    assert tablet.exchange().code == "log.restored"
    assert tablet.state(report) != "delivered", "it is not, until the server says so again"
    deliver()
    assert tablet.state(report) == "delivered" and department.report(report).final
    assert b"".join(read(department.services, sha256(content).hexdigest())) == content


def test_what_had_left_the_tablet_is_told_and_its_receipts_stay(department, tablet):
    """The backup was older than the days the city keeps reports: here is nothing to send again, but the proof."""
    backup = department.back_up()
    gone = tablet.file()
    department.approve(gone)
    tablet.exchange_all()
    Retention(tablet.vault).let_go()
    department.clock.pass_by(days=31)
    tablet.exchange_all()
    assert Retention(tablet.vault).let_go() == 1
    here = note(tablet, "still here")
    receipt = receipt_of(tablet, gone)
    department.put_back(backup)
    assert tablet.exchange().code == "log.restored"
    tablet.exchange_all()
    assert landmarks(department) == ["still here"] and tablet.versions(here)[-1].state == "stored"
    assert tablet.state(gone) == "left_lost" and tablet.reports.counts()["returned"] == 1
    assert receipt_of(tablet, gone) == receipt and proves(receipt, tablet)


def test_what_was_not_sent_yet_goes_behind_what_was_lost(department, tablet):
    """A report continued meanwhile: its earlier version goes first, so the chain is the same and nothing branches."""
    backup = department.back_up()
    report = note(tablet, "first words")
    tablet.fact(report, "second words")
    tablet.seal(report)
    department.put_back(backup)
    tablet.exchange_all()
    assert landmarks(department) == ["first words", "second words"]
    assert department.report(report).branches == 0


def test_a_server_restored_twice_loses_nothing_either(department, tablet):
    note(tablet, "a")
    older = department.back_up("older.db")
    note(tablet, "b")
    younger = department.back_up("younger.db")
    note(tablet, "c")
    for backup, fresh in ((older, "d"), (younger, "e"), (older, "f")):
        department.put_back(backup)
        note(tablet, fresh)
        tablet.exchange_all()
        assert kept(tablet)[0] == []
    assert landmarks(department) == ["a", "b", "c", "d", "e", "f"]


def test_a_tablet_that_was_away_for_two_restores_follows_both(department, tablet):
    note(tablet, "a")
    first = department.back_up("first.db")
    note(tablet, "b")
    department.put_back(first)
    second = department.back_up("second.db")
    other = department.tablet("47113", name="B. Lindqvist")
    note(other, "of another")
    department.put_back(second)
    assert tablet.exchange_all().kind == "done"
    assert kept(tablet)[0] == []
    assert landmarks(department) == ["a", "b"], "the other tablet was enrolled after the backup"


def test_what_the_officer_is_told_after_the_restore_arrives_and_nothing_twice(department, tablet):
    """The restored server counts its messages on from the backup: where the tablet already has others."""
    report = tablet.file("S1")
    assert department.supervisor, "who was hired before the backup"
    backup = department.back_up()
    department.send_back(report, "Said before the server was lost.")
    tablet.exchange_all()
    for number in range(20):
        note(tablet, f"more {number}")
    department.put_back(backup)
    tablet.exchange_all()
    assert tablet.state(report) == "returned", "what the tablet was told stays"
    department.send_back(report, "Said again.")
    tablet.exchange_all()
    with tablet.vault.store.reading() as database:
        said = [each.body["text"] for each in exchanges.comments(database, report)]
        assert said == ["Said before the server was lost.", "Said again."]
        assert len(exchanges.items(database, report)) == 2


def test_an_approval_that_the_backup_has_comes_back_with_its_report(department, tablet):
    report = tablet.file("S1")
    department.approve(report)
    backup = department.back_up()
    tablet.exchange_all()
    assert tablet.state(report) == "approved"
    department.put_back(backup)
    tablet.exchange_all()
    assert tablet.state(report) == "approved"


def test_a_copy_put_back_without_a_new_origin_stays_an_alarm(department, tablet):
    note(tablet, "one")
    backup = department.back_up()
    late = note(tablet, "two")
    department.put_by_hand(backup)
    assert (tablet.exchange().kind, kept(tablet)[1]) == ("alarm", [])
    assert receipt_of(tablet, late) is not None, "nothing was settled"


def test_an_origin_that_was_left_is_not_gone_back_to(department, tablet):
    """The old database turns up again and is put back by hand: its log is not the one the tablet follows now."""
    note(tablet, "one")
    backup = department.back_up()
    note(tablet, "two")
    department.put_back(backup)
    tablet.exchange_all()
    department.put_by_hand(backup)
    done = tablet.exchange()
    assert (done.kind, done.code) == ("alarm", "log.origin")
