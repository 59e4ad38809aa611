"""Many tablets at once: a few are heard, the others are told when to come back, and people's pages go on."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from server import create_app, serve
from server.api import exchange
from server.turns import LONGEST, Busy, Turns
from shared import words
from shared.protocol import EXCHANGE_PATH
from shared.signing import check_reply

from .conftest import Tablet


@pytest.fixture
def engine():
    return "sqlite"


class TestTurns:
    def test_who_finds_it_full_is_given_a_time_that_nobody_else_has(self, clock):
        turns = Turns(clock, inside=1, working=1)
        told = []
        with turns.taken():
            for _ in range(20):
                with pytest.raises(Busy) as busy, turns.taken():
                    pass
                told.append(busy.value.seconds)
        assert told == sorted(told) and told[0] == 1 and told[-1] >= 5
        with turns.taken():
            pass

    def test_nobody_is_sent_away_for_long(self, clock):
        turns = Turns(clock, inside=1, working=1)
        with turns.taken():
            for _ in range(2000):
                with pytest.raises(Busy) as busy, turns.taken():
                    pass
        assert busy.value.seconds == LONGEST

    def test_times_that_passed_are_given_away_again(self, clock):
        turns = Turns(clock, inside=1, working=1)
        with turns.taken():
            for _ in range(100):
                with pytest.raises(Busy), turns.taken():
                    pass
            clock.pass_by(minutes=5)
            with pytest.raises(Busy) as busy, turns.taken():
                pass
        assert busy.value.seconds == 1

    def test_it_learns_how_long_a_turn_takes(self, clock):
        turns = Turns(clock, inside=1, working=1)
        for _ in range(100):
            with turns.taken():
                clock.pass_by(seconds=10)
        with turns.taken(), pytest.raises(Busy) as busy, turns.taken():
            pass
        assert 15 <= busy.value.seconds <= 21, "one is inside, and then one's own"

    def test_a_turn_that_fails_is_given_back(self, clock):
        turns = Turns(clock, inside=1, working=1)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError), turns.taken():
                raise ZeroDivisionError
        with turns.taken():
            pass

    def test_few_are_worked_on_and_the_others_wait_inside(self, clock):
        turns, go_on = Turns(clock, inside=6, working=2), threading.Event()
        begun = threading.Semaphore(0)
        at_once, most, lock = 0, 0, threading.Lock()

        def work():
            nonlocal at_once, most
            with turns.taken():
                with lock:
                    at_once += 1
                    most = max(most, at_once)
                begun.release()
                assert go_on.wait(60)
                with lock:
                    at_once -= 1

        with ThreadPoolExecutor(6) as pool:
            done = [pool.submit(work) for _ in range(6)]
            assert begun.acquire(timeout=60) and begun.acquire(timeout=60)
            go_on.set()
            for each in done:
                each.result(60)
        assert most == 2


class TestTheServer:
    @pytest.fixture
    def full(self, world, monkeypatch):
        """An application with one place for tablets, and a tablet in it until `leave`."""
        tablet = world.tablet()
        settings = replace(world.services.settings, threads=1)
        app = create_app(replace(world.services, settings=settings))
        entered, leave = threading.Event(), threading.Event()
        accept = exchange.accept

        def slowly(*arguments):
            entered.set()
            assert leave.wait(60)
            return accept(*arguments)

        monkeypatch.setattr(exchange, "accept", slowly)
        first = Tablet(app.test_client(), tablet.form, **{name: getattr(tablet, name) for name in VAULT})
        with ThreadPoolExecutor(1) as pool:
            inside = pool.submit(first.exchange)
            assert entered.wait(60)
            yield app, replace(first, client=app.test_client())
            leave.set()
            assert inside.result(60)["outcomes"] == []

    def test_a_tablet_that_finds_it_full_is_told_so_in_a_signed_problem(self, world, full, answers):
        _, tablet = full
        tablet.sequence = 10
        reply = tablet.post(EXCHANGE_PATH, tablet.request(tablet.version(answers)))
        assert (reply.status_code, reply.mimetype) == (503, "application/problem+json")
        problem = json.loads(reply.data)
        assert problem["code"] == "server.busy" and problem["detail"] == words.say("server.busy", "en")
        assert 1 <= problem["retry_after"] <= LONGEST
        assert reply.headers["Retry-After"] == str(problem["retry_after"])
        asked = reply.request.headers["Content-Digest"]
        check_reply(503, reply.headers, reply.data, asked, world.services.reply_key.public_key())

    def test_people_and_who_looks_after_it_are_answered_all_the_same(self, full):
        app, _ = full
        assert app.test_client().get("/sign-in").status_code == 200
        assert app.test_client().get("/readyz").status_code == 200
        assert app.test_client().get("/api/v1/trust").status_code == 200

    def test_a_herd_is_not_written_to_the_log(self, world, full):
        from server import log

        _, tablet = full
        with world.services.store.reading() as db:
            before = log.head(db).size
        for _ in range(5):
            assert tablet.post(EXCHANGE_PATH, tablet.request()).status_code == 503
        with world.services.store.reading() as db:
            assert log.head(db).size == before


VAULT = ("device", "incarnation", "device_key", "version_key", "person")


def test_a_real_server_keeps_threads_for_people(world, start):
    """More tablets than places, over real sockets: pages are answered meanwhile, and nobody is told of a failure."""
    from .test_processes import Line

    process, port = start(SCENEBOOK_THREADS="2")
    tablets = [world.tablet(world.officer(f"9400{number}")) for number in range(8)]
    said, done = [], threading.Event()

    def work(tablet):
        tablet.client = Line(port)
        for _ in range(4):
            batch = [tablet.version({"incident": {"source": "radio_call"}}) for _ in range(10)]
            reply = tablet.post(EXCHANGE_PATH, tablet.request(*batch))
            said.append((reply.status_code, reply.headers.get("Retry-After")))

    def read():
        pages = []
        while not done.is_set() or not pages:
            pages.append(get(port, "/sign-in"))
        return pages

    with ThreadPoolExecutor(9) as pool:
        person = pool.submit(read)
        for each in [pool.submit(work, tablet) for tablet in tablets]:
            each.result(120)
        done.set()
        assert set(person.result(120)) == {200}
    assert {status for status, _ in said} <= {200, 503} and (200, None) in said
    assert all(int(after) >= 1 for status, after in said if status == 503)
    assert serve.FOR_PEOPLE >= 2 and process.poll() is None


def get(port, path):
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()
