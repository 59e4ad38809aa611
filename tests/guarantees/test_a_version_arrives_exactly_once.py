"""A sealed version reaches the server exactly once, whatever the network does, and is on disk before it is
acknowledged.

The line between the tablet and the server loses requests, loses replies, cuts them, sends them twice, answers with a
portal's page or an old reply. Each of these is tried on a sealed report, then every pair of them, then long runs drawn
by chance. In the end the server holds each version once, its log accepted it once, and the tablet holds its receipt.
Then the server is a process of its own that is killed in the middle of its work.
"""

import itertools
import os
import random
import signal
import socket
import subprocess
import sys
import threading

import pytest

from mobile.store import exchanges
from mobile.transport import HttpTransport, Silence
from shared.answers import Address
from shared.entry import open_entry
from tests.twins import FAULTS, Tablet


def arrived_once(department, tablet, sealed):
    """Every digest in `sealed` is stored, accepted in the log and receipted on the tablet, each exactly once."""
    digests = sorted(each.digest for each in sealed)
    assert sorted(each.row.digest for each in department.stored()) == digests
    accepted = department.acts("version.accepted", "version.branched")
    assert sorted(str(each.details["version"]) for each in accepted) == digests
    assert not department.acts("version.refused")
    with tablet.vault.store.reading() as database:
        receipts = [exchanges.receipt(database, each) for each in digests]
    assert [open_entry(each.opening).details["version"] for each in receipts] == digests
    assert department.broken() is None


def seal_one(tablet, words):
    report = tablet.drafting.start()
    tablet.fact(report, words)
    return tablet.seal(report)


def test_whatever_happens_to_one_request_the_version_arrives_once(department, tablet):
    tablet.exchange()
    sealed = []
    for fault in FAULTS:
        sealed += [seal_one(tablet, f"Lot A, {fault}"), seal_one(tablet, f"Lot B, {fault}")]
        tablet.line.faults.append(fault)
        tablet.exchange()
        for _ in range(3):
            tablet.exchange_all()
        arrived_once(department, tablet, sealed)


def test_whatever_two_things_happen_in_a_row(department, tablet):
    sealed = []
    for pair in itertools.product(
        ("lost_before", "lost_after", "cut_off", "gateway_after", "sent_late_again"), repeat=2
    ):
        sealed.append(seal_one(tablet, " ".join(pair)))
        tablet.line.faults.extend(pair)
        tablet.exchange()
        tablet.exchange()
    tablet.line.faults.clear()
    for _ in range(3):
        tablet.exchange_all()
    arrived_once(department, tablet, sealed)


@pytest.mark.parametrize("seed", range(2))
def test_long_runs_of_bad_luck_and_answers_in_between(department, tablet, seed):
    luck = random.Random(seed)
    report = tablet.drafting.start()
    sealed = {}
    for turn in range(25):
        tablet.line.faults.append(luck.choice(FAULTS))
        if luck.random() < 0.6:
            tablet.fact(report, f"Lot {turn}")
            made = tablet.seal(report)
            sealed[made.digest] = made
        tablet.exchange()
    tablet.line.faults.clear()
    tablet.exchange_all()
    arrived_once(department, tablet, sealed.values())
    chain = sorted(department.stored(report), key=lambda each: each.row.sequence)
    assert [each.row.digest for each in chain] == list(sealed)


def test_a_lost_acknowledgement_is_repeated_with_the_first_receipt(department, tablet):
    version = seal_one(tablet, "Lot A")
    tablet.line.faults.append("lost_after")
    assert tablet.exchange().kind == "silence"
    index = department.stored()[0].row.log_index
    assert tablet.exchange().kind == "done"
    with tablet.vault.store.reading() as database:
        assert exchanges.receipt(database, version.digest).entry == index


def test_every_acknowledgement_is_behind_an_fsync(department, tablet):
    """Write-ahead log with full synchronisation, on every connection of both sides."""
    with department.services.store.writing() as db:
        there = [str(db.exec_driver_sql(f"PRAGMA {name}").scalar()) for name in ("journal_mode", "synchronous")]
    with tablet.vault.store.writing() as database:
        here = [str(database.conn.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("journal_mode", "synchronous")]
    assert there == here == ["wal", "2"]


# a server of its own, killed

SERVE = [sys.executable, "-m", "server", "serve"]


class Process:
    """`scenebook serve` on a port of its own."""

    def __init__(self, folder):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            self.port = taken.getsockname()[1]
        environment = {**os.environ, "SCENEBOOK_DATA": str(folder), "SCENEBOOK_PORT": str(self.port)}
        self.running = subprocess.Popen(
            SERVE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.running.stdout.readline() == f"Serving http://127.0.0.1:{self.port}\n"

    def kill(self):
        self.running.send_signal(signal.SIGKILL)
        self.running.wait()
        self.running.stdout.close()


class KillingLine:
    """Real HTTP; the server is killed while this one's `nth` request is in its hands."""

    def __init__(self, process, nth):
        self.process, self.left = process, nth
        self.http = HttpTransport(f"http://127.0.0.1:{process.port}")

    def send(self, method, path, headers, body):
        self.left -= 1
        if self.left >= 0:
            return self.http.send(method, path, headers, body)
        deadly = threading.Thread(target=self.process.kill)
        deadly.start()
        try:
            return self.http.send(method, path, headers, body)
        finally:
            deadly.join()


def test_a_killed_server_has_what_it_acknowledged_and_gets_the_rest(department, tablet):
    sealed = []
    acknowledged = set()
    for turn in range(2):
        process = Process(department.folder / "data")
        line = KillingLine(process, turn)
        killed = Tablet(tablet.vault, line, tablet.clock)
        while line.left >= 0:
            report = killed.drafting.start()
            killed.drafting.answer(report, Address("incident", "-", "location_landmark"), f"Lot {turn}")
            sealed.append(killed.seal(report))
            done = killed.exchange()
            assert done.kind in ("done", "silence")
            if done.kind == "done":
                acknowledged.add(sealed[-1].digest)
        process.kill()
        assert acknowledged <= {each.row.digest for each in department.stored()}
        with pytest.raises(Silence):
            line.http.send("GET", "/healthz", {}, b"")
    assert len(acknowledged) >= 1
    tablet.exchange_all()
    arrived_once(department, tablet, sealed)
