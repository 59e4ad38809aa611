"""Real server processes: killed in the middle of work, ended politely, two on one database."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from server import log
from server.checking import first_broken_version
from server.services import open_services
from server.store import versions
from shared import checkpoint, merkle
from shared.canonical import un_b64u


@pytest.fixture
def engine():
    return "sqlite"


@dataclass
class Line:
    """HTTP over a real socket, in the clothes of Flask's test client."""

    port: int

    def post(self, path, data, headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", path, data, headers)
            reply = connection.getresponse()
            body = reply.read()
        finally:
            connection.close()
        held = json.loads(body)
        return SimpleNamespace(
            status_code=reply.status, data=body, json=held, text=body.decode(), headers=reply.headers
        )


def check_whole(services):
    with services.store.reading() as db:
        assert log.first_broken_entry(db) is None
        assert first_broken_version(db) is None
        return {held.row.digest: held.row.log_index for held in versions.all_of_them(db)}


def test_what_was_acknowledged_survives_a_kill(world, settings, start, answers):
    tablet = world.tablet()
    attempted, acknowledged = set(), {}

    def push(line, stop):
        tablet.client = line
        while not stop.is_set():
            batch = [tablet.version(answers) for _ in range(3)]
            attempted.update(each.sealed().digest for each in batch)
            try:
                reply = tablet.exchange(*batch)
            except (OSError, http.client.HTTPException):
                return
            acknowledged.update({each["version"]: each["receipt"]["index"] for each in reply["outcomes"]})

    for most in (3, 12, 24):
        process, port = start()
        stop = threading.Event()
        pushing = threading.Thread(target=push, args=(Line(port), stop))
        before = len(acknowledged)
        pushing.start()
        while len(acknowledged) < before + most and pushing.is_alive():
            time.sleep(0.001)  # the kill then falls anywhere in the next request
        process.send_signal(signal.SIGKILL)
        process.wait()
        stop.set()
        pushing.join()
        assert len(acknowledged) >= before + most
    services = open_services(settings)
    stored = check_whole(services)
    services.store.close()
    assert acknowledged.items() <= stored.items()
    assert stored.keys() <= attempted


def test_after_a_kill_the_repeat_is_already_there(world, start, answers):
    tablet = world.tablet()
    process, port = start()
    tablet.client = Line(port)
    packed = tablet.version(answers)
    first = tablet.exchange(packed)["outcomes"][0]
    process.send_signal(signal.SIGKILL)
    process.wait()
    _, port = start()
    tablet.client = Line(port)
    again = tablet.exchange(packed)["outcomes"][0]
    assert again["outcome"] == "already"
    assert again["receipt"]["opening"] == first["receipt"]["opening"]


def test_a_polite_end_answers_what_is_running(world, start, answers):
    tablet = world.tablet()
    process, port = start()
    tablet.client = Line(port)
    batch = [tablet.version(answers) for _ in range(25)]
    replies = []
    sending = threading.Thread(target=lambda: replies.append(tablet.exchange(*batch)))
    with world.services.store.writing() as db:
        size = log.head(db).size
        sending.start()
        while f"-> FLOCK  ADVISORY  WRITE {process.pid}" not in Path("/proc/locks").read_text():
            time.sleep(0.01)  # until the request waits for its turn to write; SIGTERM comes meanwhile
        process.send_signal(signal.SIGTERM)
        assert log.head(db).size == size
    sending.join()
    assert process.wait(30) == 0
    assert {each["outcome"] for each in replies[0]["outcomes"]} == {"stored"}


def test_two_processes_and_many_threads_keep_one_log(world, start, answers):
    lines = [Line(start()[1]) for _ in range(2)]
    tablets = [world.tablet(world.officer(f"9100{number}")) for number in range(6)]
    heads, sent, wrong = [], set(), []

    def work(tablet, number):
        try:
            for turn in range(6):
                tablet.client = lines[(number + turn) % 2]
                batch = [tablet.version(answers) for _ in range(2)]
                sent.update(each.sealed().digest for each in batch)
                reply = tablet.exchange(*batch)
                refused = [each["problems"] for each in reply["outcomes"] if each["outcome"] != "stored"]
                assert refused == []
                head = checkpoint.verify(reply["head"], world.services.log_key.public_key())
                if tablet.head["size"]:
                    old = tablet.seen
                    proof = [un_b64u(each) for each in reply["consistency"]]
                    merkle.check_consistency(old.size, head.size, old.root, head.root, proof)
                tablet.seen, tablet.head = head, {"origin": head.origin, "size": head.size}
                heads.append(head)
        except Exception as error:
            wrong.append(f"{error!r:.2000}")

    threads = [threading.Thread(target=work, args=pair) for pair in zip(tablets, range(6), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len({head.size for head in heads}) == 36, "every exchange has a head of its own"
    assert set(check_whole(world.services)) == sent
    with world.services.store.reading() as db:
        assert all(log.agrees_with(db, head) for head in heads)


def test_a_port_that_is_taken_is_a_sentence(world, settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        environment = {**os.environ, "SCENEBOOK_DATA": str(settings.data), "SCENEBOOK_PORT": port}
        command = [sys.executable, "-m", "server", "serve"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr and "in use" in done.stderr
