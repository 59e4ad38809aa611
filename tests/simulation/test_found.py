"""What the simulation found, each once as a plain story: how it went wrong, told so that nobody need run seeds."""

from datetime import UTC, datetime

import pytest

from mobile.reports import STUCK_AFTER
from server import log
from server.store import inbox
from server.store.inbox import Item
from shared.entry import Act
from tests.twins import Clock, Department


@pytest.fixture
def department(tmp_path):
    made = Department(tmp_path)
    yield made
    made.close()


def sealed(tablet, words):
    report = tablet.drafting.start()
    tablet.fact(report, words)
    tablet.seal(report)
    return report


def states(tablet, report):
    return [each.state for each in tablet.versions(report)]


def test_a_version_that_the_server_cannot_name_is_refused_and_the_others_arrive(department):
    """Signed by a strange key: the server computes no digest, and its reply was taken for silence, for ever."""
    tablet = department.tablet()
    good = sealed(tablet, "Lot 1")
    strange = department.tablet("46230", "I. Quill").vault.version_key
    own, tablet.vault.version_key = tablet.vault.version_key, strange
    bad = sealed(tablet, "Lot 2")
    tablet.vault.version_key = own
    assert tablet.exchange_all().kind == "done"
    assert states(tablet, good) == ["stored"]
    assert states(tablet, bad) == ["refused"]
    assert tablet.state(bad) == "set_aside"


def test_what_is_stuck_does_not_keep_the_officers_post_away(department):
    """Something on the way chokes on one report. What the desk sends came only with a reply that never came."""
    tablet = department.tablet()
    report = sealed(tablet, "Lot 1")
    tablet.line.chokes_on = (tablet.versions(report)[0].packed[-80:-4],)
    with department.services.store.writing() as db:
        index = log.append(db, department.services, Act.REPORT_ANNOTATED, "system", report, {})
        inbox.put(db, [Item(tablet.person, index, "annotated", report, "{}")])
    went = [tablet.exchange() for _ in range(STUCK_AFTER + 6)]
    assert [each.kind for each in went[: STUCK_AFTER + 1]] == ["refused"] * STUCK_AFTER + ["done"]
    assert sum(each.received for each in went) == 1
    assert {each.kind for each in went[STUCK_AFTER + 1 :]} == {"refused", "done"}, "it is tried again all the same"
    assert not any(each.more for each in went), "and not at once"
    assert states(tablet, report) == ["waiting"]


@pytest.mark.parametrize("year", (1969, 1970, 2038, 2101))
def test_a_clock_that_lies_by_decades_exchanges_all_the_same(department, year):
    """Before 1970 the moment of signing was a negative number, which the signature's profile has no sign for."""
    clock = Clock(datetime(year, 1, 1, tzinfo=UTC))
    tablet = department.tablet()
    tablet.clock = clock
    tablet.drafting._clock = clock
    report = sealed(tablet, "Lot 1")
    assert tablet.exchange_all().kind == "done"
    assert states(tablet, report) == ["stored"]
    department.clock.at = clock.at
    again = sealed(tablet, "Lot 2")
    assert tablet.exchange_all().kind == "done"
    assert states(tablet, again) == ["stored"]
