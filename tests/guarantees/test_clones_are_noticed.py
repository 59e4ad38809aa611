"""A tablet restored from an old image, or cloned, is noticed and loses nothing.

The vault's files are copied, as a backup or a thief would, and both copies go on. The server notices the doubled
numbers at once; the copy takes a new incarnation and every word of both arrives. A vault set back to an old image does
the same. A server set back to an old backup is noticed by the tablets through the log's heads they keep.
"""

import shutil

import pytest

from mobile.store import exchanges
from mobile.vault import unlock
from tests.twins import PASSPHRASE, Tablet, answers_of


def words(department):
    """Every landmark that is stored."""
    return sorted(
        str(department.read(each.row.report_id, each.row.digest).shown.answers["incident"]["location_landmark"])
        for each in department.stored()
    )


def note(tablet, text):
    report = tablet.drafting.start()
    tablet.fact(report, text)
    tablet.seal(report)
    return report


def test_a_clone_is_noticed_and_both_sides_arrive(department, tablet, tmp_path):
    note(tablet, "before")
    tablet.exchange_all()
    clone = tablet.copy(tmp_path / "clone")
    old = clone.vault.incarnation
    for number in range(3):
        note(tablet, f"original {number}")
        note(clone, f"clone {number}")
        assert tablet.exchange_all().kind == clone.exchange_all().kind == "done"
    assert words(department) == ["before", "clone 0", "clone 1", "clone 2", "original 0", "original 1", "original 2"]
    assert clone.vault.incarnation != old
    refused = department.acts("version.refused")
    assert {tuple(each.details["codes"]) for each in refused} == {("exchange.sequence_reused",)}
    incarnations = {each.details["incarnation"] for each in department.acts("device.exchanged")}
    assert {old, clone.vault.incarnation} <= incarnations
    clone.vault.lock()


def test_a_tablet_set_back_to_an_old_image_sends_everything_again_and_loses_nothing(department, tablet, tmp_path):
    image = tmp_path / "image"
    note(tablet, "in the image")
    tablet.vault.lock()
    shutil.copytree(tablet.vault.folder, image)
    tablet.open()
    note(tablet, "after the image")
    tablet.exchange_all()
    tablet.vault.lock()
    shutil.rmtree(tablet.vault.folder)
    shutil.copytree(image, tablet.vault.folder)
    tablet.open()
    old = tablet.vault.incarnation
    fresh = note(tablet, "since the restore")
    assert tablet.exchange_all().kind == "done"
    assert words(department) == ["after the image", "in the image", "since the restore"]
    assert tablet.vault.incarnation != old
    last = tablet.versions(fresh)[-1]
    assert (last.state, last.device_sequence) == ("stored", 1)


def test_a_report_continued_on_both_is_kept_twice_and_told(department, tablet, tmp_path):
    report = note(tablet, "common")
    tablet.exchange_all()
    clone = tablet.copy(tmp_path / "clone")
    for side, text in ((tablet, "ours"), (clone, "theirs")):
        side.fact(report, text)
        side.seal(report)
        side.exchange_all()
    assert words(department) == ["common", "ours", "theirs"]
    assert department.report(report).branches == 1
    assert answers_of(clone.versions(report)[-1])["incident"]["location_landmark"] == "theirs"
    clone.vault.lock()


def test_a_server_set_back_to_an_old_backup_is_noticed_by_the_tablets(department, tablet):
    """The tablet keeps the newest head; a log that is shorter, or goes on differently, proves nothing to it."""
    note(tablet, "one")
    tablet.exchange_all()
    backup = department.back_up()
    late = note(tablet, "two")
    tablet.exchange_all()
    department.put_by_hand(backup)
    done = tablet.exchange()
    assert (done.kind, done.code) == ("alarm", "log.changed")
    with tablet.vault.store.reading() as database:
        assert [each.code for each in exchanges.alarms(database)] == ["log.changed"]
    assert tablet.versions(late)[0].packed, "and what the server lost is still on the tablet"


@pytest.mark.parametrize("copies", [3])
def test_many_clones_at_once_keep_every_word(department, tablet, tmp_path, copies):
    clones = []
    for number in range(copies):
        tablet.vault.lock()
        target = tmp_path / str(number) / tablet.vault.folder.name
        shutil.copytree(tablet.vault.folder, target)
        clones.append(Tablet(unlock(target, PASSPHRASE, tablet.clock), tablet.line, tablet.clock))
        tablet.open()
    for number, clone in enumerate(clones):
        note(clone, f"copy {number}")
    for _ in range(3):
        for clone in clones:
            clone.exchange_all()
    assert words(department) == [f"copy {number}" for number in range(copies)]
    assert len({clone.vault.incarnation for clone in clones}) == copies
    for clone in clones:
        clone.vault.lock()
