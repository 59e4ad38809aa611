"""What the simulation found, each once as a plain story: how it went wrong, told so that nobody need run seeds."""

from datetime import UTC, datetime

import pytest

from mobile.reports import STUCK_AFTER
from server import log
from server.store import inbox
from server.store.inbox import Item
from shared.entry import Act
from tests.twins import CHANCE, Clock, Department


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


def news(department, tablet):
    """Something from the desk for the officer; its place in the log."""
    with department.services.store.writing() as db:
        index = log.append(db, department.services, Act.REPORT_ANNOTATED, "system", tablet.person, {})
        inbox.put(db, [Item(tablet.person, index, "annotated", CHANCE.uuid(), "{}")])
    return index


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


def test_the_post_of_a_log_that_was_left_does_not_stand_among_that_of_an_older_one(department):
    """The server was put back to one backup, then to another that shares more with an earlier log than with the one
    just left. What that one had sent kept its places, as if the log now followed had sent it."""
    tablet = department.tablet()
    tablet.exchange_all()
    first = department.back_up("first.db")
    department.put_back(first)
    for _ in range(9):
        sealed(tablet, "Lot 1")
        tablet.exchange_all()
    second = department.back_up("second.db")
    department.put_back(first)
    tablet.exchange_all()
    lost = news(department, tablet)
    tablet.exchange_all()
    department.put_back(second)
    came = news(department, tablet)
    assert lost < came
    tablet.exchange_all()
    with tablet.vault.store.reading() as database:
        places = [position for (position,) in database.conn.execute("SELECT position FROM inbox ORDER BY position")]
    assert [each for each in places if each >= 0] == [came]
    assert len(places) == 2, "and what was lost with its log is kept all the same"
