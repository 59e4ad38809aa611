"""People at the pages go first: the work for tablets steps aside for them, and goes on all the same."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from server import log, people
from server.people import People


@pytest.fixture
def engine():
    return "sqlite"


@pytest.fixture
def apart():
    """Work in a thread of its own; what is still running at the end is waited for."""
    with ThreadPoolExecutor(1) as pool:
        yield pool


def size_of(world):
    with world.services.store.reading() as db:
        return log.head(db).size


def test_whoever_asks_for_anything_but_the_tablets_interface_is_somebody_at_a_page():
    here = People()
    seen = []
    application = here.noticed(lambda environ, start: seen.append(not here.gone(0)) or [])
    for path in ("/", "/reports", "/api/v1/exchange", "/apiary"):
        application({"PATH_INFO": path}, None)
    assert seen == [True, True, False, True] and here.gone(0), "and nobody stays behind"


def test_whose_page_fails_is_gone_too():
    here = People()
    with pytest.raises(ZeroDivisionError), here.served():
        raise ZeroDivisionError
    assert here.gone(0)


def test_the_server_notices_who_asks_for_a_page(world, monkeypatch):
    seen = []
    monkeypatch.setattr(world.services.clock, "now", lambda now=world.services.clock.now: seen.append(here()) or now())

    def here():
        return not world.services.people.gone(0)

    world.client.get("/sign-in")
    world.client.get("/reports")  # which is refused, and written down with the time
    assert seen and all(seen)


def test_a_tablet_waits_while_somebody_is_at_a_page(world, tablet, answers, apart, monkeypatch):
    monkeypatch.setattr(people, "GIVEN_S", 600)
    before = size_of(world)
    with world.services.people.served():
        request = apart.submit(tablet.exchange, tablet.version(answers))
        with pytest.raises(TimeoutError):
            request.result(0.5)
        assert size_of(world) == before
    assert [each["outcome"] for each in request.result(60)["outcomes"]] == ["stored"]


def test_a_tablet_is_heard_in_the_end_though_somebody_stays(world, tablet, answers):
    with world.services.people.served():
        assert [each["outcome"] for each in tablet.exchange(tablet.version(answers))["outcomes"]] == ["stored"]


def test_only_one_tablet_asks_for_the_writers_turn_and_a_person_need_not_wait_for_it(world, tablet, answers, apart):
    with world.services.people.one_tablet:
        request = apart.submit(tablet.exchange, tablet.version(answers))
        with pytest.raises(TimeoutError):
            request.result(0.5)
        before = size_of(world)
        assert world.client.get("/reports").status_code == 302
        assert size_of(world) == before + 1, "the refusal is written down"
    assert [each["outcome"] for each in request.result(60)["outcomes"]] == ["stored"]
