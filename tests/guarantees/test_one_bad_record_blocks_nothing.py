"""One bad record never blocks another. What cannot be sent is set aside, visible, exportable, never deletable.

Among good reports lie bad ones: one that the server refuses, one with words the form does not know, and one that
something on the way chokes on every time. All others arrive. The bad ones stay on the tablet, are named in the list
with the reason, their sealed bytes are whole and prove themselves, and no verb of the app deletes them.
"""

import json

import pytest

from mobile.drafting import DraftError
from mobile.reports import GROUPS, STUCK_AFTER
from mobile.store import StoreError, drafts
from mobile.store import versions as rows
from shared.samples import scene
from shared.seal import Packed, unseal
from shared.words import LANGUAGES, knows


@pytest.fixture
def crowd(department, tablet):
    """(good reports, bad reports by what is wrong with them), all waiting, the bad ones first and in between."""
    good, bad = [], {}
    for number in range(9):
        report = tablet.drafting.start()
        tablet.fact(report, f"Lot {number}")
        if number == 0:
            bad["unknown answer"] = report
            tablet.put(report, {"incident": {"source": "a bird told us"}})
        elif number == 3:
            bad["incomplete"] = report
            tablet.put(report, {"incident": {"source": "radio_call"}}, kind="final")
        elif number == 6:
            bad["choked on"] = report
            version = tablet.put(report, dict(scene("S1").answers), kind="final")
            tablet.line.chokes_on = (json.loads(version.packed)["signature"].encode(),)
        else:
            good.append(report)
            tablet.seal(report)
    return good, bad


def test_every_good_report_arrives_and_every_bad_one_is_named(department, tablet, crowd):
    good, bad = crowd
    for _ in range(60):
        tablet.exchange()
    assert {each.row.report_id for each in department.stored()} == set(good)
    for report in good:
        assert [each.state for each in tablet.versions(report)] == ["stored"]
    page = {row.report: row for row in tablet.reports.page()}
    assert set(page) == {*good, *bad.values()}, "nothing is left out of the list"
    codes = {wrong: page[report].code for wrong, report in bad.items()}
    assert codes == {"unknown answer": "needs_you", "incomplete": "needs_you", "choked on": "set_aside"}
    with tablet.vault.store.reading() as database:
        assert len(rows.queued(database)) == 1, "what the server never answered for is still being tried"
    assert page[bad["choked on"]].params["tries"] >= STUCK_AFTER
    counts = tablet.reports.counts()
    assert counts["returned"] == 3 and sum(counts.values()) == len(page)
    assert {"needs_you", "set_aside"} <= set(GROUPS["returned"])


def test_each_reason_is_kept_with_words_in_both_languages(department, tablet, crowd):
    _, bad = crowd
    for _ in range(10):
        tablet.exchange()
    for wrong in ("unknown answer", "incomplete"):
        problems = tablet.versions(bad[wrong])[-1].problems
        assert problems
        for each in problems:
            assert all(knows(each["code"], language) for language in LANGUAGES), each


def test_what_is_set_aside_is_whole_and_proves_itself(tablet, crowd):
    """Its bytes can be handed over on any other way: they open with the officer's key."""
    _, bad = crowd
    for _ in range(40):
        tablet.exchange()
    for report in bad.values():
        (version,) = tablet.versions(report)
        packed = Packed.from_data(json.loads(version.packed))
        opened = unseal(packed.sealed(), tablet.vault.version_key.public_key())
        assert opened.digest == version.digest
        assert opened.header.report == report


def test_no_verb_deletes_what_was_sealed(tablet, crowd):
    good, bad = crowd
    for _ in range(40):
        tablet.exchange()
    for report in (*good, *bad.values()):
        assert not tablet.drafting.may_discard(report)
        with pytest.raises(DraftError, match=r"draft\.sealed"):
            tablet.drafting.discard(report)
    with pytest.raises(StoreError), tablet.vault.store.writing() as database:
        database.conn.execute("DELETE FROM version WHERE state = 'refused'")
    with tablet.vault.store.reading() as database:
        assert all(drafts.get(database, each) is not None for each in (*good, *bad.values()))


def test_when_the_way_is_free_again_the_stuck_one_goes_too(department, tablet, crowd):
    _, bad = crowd
    for _ in range(40):
        tablet.exchange()
    tablet.line.chokes_on = ()
    tablet.exchange_all()
    assert tablet.versions(bad["choked on"])[-1].state in ("stored", "refused")
    with tablet.vault.store.reading() as database:
        assert not rows.queued(database)
