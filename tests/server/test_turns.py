"""Many tablets at once: a few are heard, the others are told when to come back, and people's pages go on."""

import fcntl
import http.client
import json
import queue
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from server import create_app
from server.api import exchange
from server.turns import FIRST_GUESS, LONGEST, Busy, Turns
from shared import words
from shared.protocol import EXCHANGE_PATH
from shared.signing import check_reply

from .conftest import Tablet


@pytest.fixture
def engine():
    return "sqlite"


class TestTurns:
    def test_who_finds_it_full_is_given_a_time_behind_the_one_before(self, clock):
        turns = Turns(clock, inside=1, working=1)
        told = []
        with turns.taken():
            for _ in range(20):
                with pytest.raises(Busy) as busy, turns.taken():
                    pass
                told.append(busy.value.seconds)
        assert told == sorted(told) and told[0] == 1 and told[-1] >= 5
        assert max(Counter(told).values()) <= 1 + 1 / FIRST_GUESS, "no more in a second than are worked on in one"
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
            assert not begun.acquire(timeout=0.5), "a third was begun"
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


def test_a_real_server_keeps_threads_for_people(world, settings, start):
    """Every place for tablets is taken and none moves, because the writers' turn is: people are answered all the same,
    a further tablet is told when to come back, and when the turn is given back all goes on."""
    from .test_processes import Line

    places = 2
    process, port = start(SCENEBOOK_THREADS=str(places))
    tablets = [world.tablet(world.officer(f"9400{number}")) for number in range(places + 1)]
    said = queue.Queue()

    def work(tablet):
        tablet.client = Line(port)
        reply = tablet.post(EXCHANGE_PATH, tablet.request(tablet.version({"incident": {"source": "radio_call"}})))
        said.put((reply.status_code, reply.headers.get("Retry-After")))

    with ThreadPoolExecutor(len(tablets)) as pool, open(f"{settings.database_file}.gate", "rb") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        try:
            working = [pool.submit(work, tablet) for tablet in tablets]
            status, after = said.get(timeout=60)
            assert status == 503 and int(after) >= 1, "the places are taken"
            assert [get(port, "/sign-in") for _ in range(5)] == [200] * 5
            assert said.empty(), "and were taken all the while"
        finally:
            fcntl.flock(gate, fcntl.LOCK_UN)
        for each in working:
            each.result(60)
    assert [said.get_nowait() for _ in range(places)] == [(200, None)] * places and process.poll() is None


def get(port, path):
    """The status of a page, from a line that nobody is answered on for more than a while."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()
