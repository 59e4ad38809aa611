"""What the server costs: CPU per accepted report over what no server could avoid, whether that stays flat as reports
gather, how long a receipt takes, how many reports a second it takes in, and how many bytes a report is on the wire."""

import gzip
import hashlib
import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import orjson
import sqlcipher3
from measuring import Row, cpu
from werkzeug.test import EnvironBuilder, run_wsgi_app

from server import create_app
from server.accounts.people import add_person
from server.demo.tablet import APP, DemoTablet
from server.enrolling import offer
from server.settings import Settings
from server.starting import initialise
from shared.answers import Nested
from shared.canonical import b64u, canonical, un_b64u
from shared.protocol import EXCHANGE_PATH, JSON_TYPE, PROTOCOL
from shared.samples import SCENES, scene
from shared.samples.generator import generate
from shared.seal import Packed
from shared.signing import sign_request

BATCH = 25
ROUNDS = 9
SIZES = (1_000, 10_000)
"""Stored reports between which the cost of the next one is compared."""
LARGE = 100_000
CLIENTS = (1, 4, 8)
EACH = 4
"""Requests of each client while reports per second are counted."""
ROOT = Path(__file__).parents[2]


class Office:
    """A server in a folder, one enrolled tablet, and requests made in advance."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.services = initialise(Settings(data=folder))
        self.app = create_app(self.services)
        with self.services.store.writing() as db:
            person = add_person(
                db, self.services, serial="90001", name="Bench", rank="Police Officer II", roles=["officer"]
            )
        code = self.services.store.write(lambda db: offer(db, self.services, person, actor="system"))
        self.tablet = DemoTablet.enrolled(
            self.app, self.services.form(), self.services.clock, self.services.chance, code
        )

    def batch(self, size: int, name: str = "S1") -> list[Packed]:
        """`size` finished first versions of a scene, each of another report."""
        return [self.sealed(scene(name).answers, name) for _ in range(size)]

    def sealed(self, answers: Nested, name: str = "S1", kind: str = "final") -> Packed:
        """Answers as the first version of a new report, at the end of the scene called `name`."""
        return self.tablet.version(kind, self.services.chance.uuid(), scene(name).steps[-1].at, answers, None)

    def fill(self, reports: int) -> None:
        """Have that many reports stored: interim versions of S1's first minute, which are quick to make."""
        card = scene("S1").interim
        for begin in range(0, reports, BATCH):
            size = min(BATCH, reports - begin)
            self.send(self.request([self.sealed(card, kind="interim") for _ in range(size)]))

    def request(self, versions: Sequence[Packed]) -> dict[str, object]:
        """The WSGI environment of one signed exchange."""
        body, headers = self.signed(versions)
        return EnvironBuilder(EXCHANGE_PATH, method="POST", data=body, headers=headers).get_environ()

    def signed(self, versions: Sequence[Packed]) -> tuple[bytes, dict[str, str]]:
        """Body and headers of one signed exchange."""
        chance, tablet = self.services.chance, self.tablet
        body = canonical(
            {
                "protocol": PROTOCOL,
                "exchange": chance.uuid(),
                "device": tablet.device,
                "incarnation": tablet.incarnation,
                "app": APP,
                "sent_at": self.services.clock.now().isoformat(timespec="seconds"),
                "head": {"origin": "", "size": 0},
                "cursor": 0,
                "versions": [each.data() for each in versions],
                "files": [],
            }
        )
        signed = sign_request(
            "POST", EXCHANGE_PATH, body, tablet.device_key, created=int(time.time()), nonce=b64u(chance.token(16))
        )
        return body, {"Content-Type": JSON_TYPE, **signed}

    def send(self, environ: dict[str, object]) -> bytes:
        """The reply's body; raises unless every version was stored."""
        parts, status, _ = run_wsgi_app(self.app.wsgi_app, environ, buffered=True)
        body = b"".join(parts)
        assert status.startswith("200"), body
        assert all(each["outcome"] == "stored" for each in orjson.loads(body)["outcomes"]), body
        return body


def per_report() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder) / "server")
        batches = [office.batch(BATCH) for _ in range(ROUNDS + 1)]
        environs = [office.request(batch) for batch in batches]
        yardstick = _Unavoidable(Path(folder), office, batches[0])
        office.send(environs[0])
        yardstick.run()
        ours, bare = [], []
        for environ in environs[1:]:
            start = cpu()
            office.send(environ)
            middle = cpu()
            yardstick.run()
            ours.append((middle - start) / BATCH)
            bare.append((cpu() - middle) / BATCH)
        a, b = statistics.median(ours), statistics.median(bare)
        note = f"{a * 1e3:.2f} ms CPU a report against {b * 1e3:.2f} ms"
        what = "parse, one digest per answer, one Ed25519 check, one insert, one commit with fsync per batch"
        yield Row("server CPU per accepted report, batches of 25", a / b, "x", what, 6, note)


class _Unavoidable:
    """The least any server must do for a batch: the same bytes parsed, digested, checked, inserted, committed."""

    def __init__(self, folder: Path, office: Office, batch: Sequence[Packed]) -> None:
        self.body = canonical([each.data() for each in batch])
        self.key = office.tablet.version_key.public_key()
        self.sealed = [each.sealed() for each in batch]
        self.signed = [each.token.rpartition(".") for each in self.sealed]
        self.disclosures = [[text.encode() for text in each.disclosures] for each in self.sealed]
        self.rows = ["~".join(each.disclosures) for each in self.sealed]
        self.database = sqlcipher3.connect(str(folder / "bare.db"), isolation_level=None)
        self.database.execute(f"PRAGMA key = \"x'{'ab' * 32}'\"")
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("PRAGMA synchronous = FULL")
        self.database.execute("CREATE TABLE version (digest TEXT, token TEXT, texts TEXT)")

    def run(self) -> None:
        orjson.loads(self.body)
        rows = []
        for (signed, _, signature), texts, sealed, row in zip(
            self.signed, self.disclosures, self.sealed, self.rows, strict=True
        ):
            for text in texts:
                hashlib.sha256(text).digest()
            self.key.verify(un_b64u(signature), signed.encode())
            rows.append((hashlib.sha256(signed.encode()).hexdigest(), sealed.token, row))
        self.database.execute("BEGIN IMMEDIATE")
        self.database.executemany("INSERT INTO version VALUES (?, ?, ?)", rows)
        self.database.execute("COMMIT")


def receipt() -> Iterator[Row]:
    """Submit to signed receipt, one report a request, through the real server on loopback."""
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder) / "server")
        loads = [[office.signed(office.batch(1))] for _ in range(101)]
        taken = []
        with _serving(office.folder) as port:
            _post_all(port, loads[0])
            for load in loads[1:]:
                start = time.perf_counter()
                _post_all(port, load)
                taken.append(time.perf_counter() - start)
        taken.sort()
        note = "one S1 report a request and connection, on loopback"
        yield Row("submit to signed receipt, p50", taken[50] * 1e3, "ms", "none", None, note)
        yield Row("submit to signed receipt, p99", taken[98] * 1e3, "ms", "none", None, note)


def flat() -> Iterator[Row]:
    """The cost of one more report with many stored, over its cost with few; both in turn, so that noise falls out."""
    yield from _flat(*SIZES)


def large() -> Iterator[Row]:
    """`flat` at a size that takes long to reach."""
    yield from _flat(SIZES[0], LARGE)


def _flat(few: int, many: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        offices = [Office(Path(folder) / str(size)) for size in (few, many)]
        for office, size in zip(offices, (few, many), strict=True):
            office.fill(size)
        spent: list[list[float]] = [[], []]
        for turn in range(ROUNDS + 1):
            for office, taken in zip(offices, spent, strict=True):
                environ = office.request(office.batch(BATCH))
                start = cpu()
                office.send(environ)
                if turn:  # the first warms up
                    taken.append((cpu() - start) / BATCH)
        a, b = statistics.median(spent[0]), statistics.median(spent[1])
        note = f"{b * 1e3:.2f} ms CPU a report against {a * 1e3:.2f} ms; those stored are first minutes of S1"
        yield Row(f"server CPU per report with {many:,} stored", b / a, "x", f"with {few:,} stored", 1.2, note)


def clients() -> Iterator[Row]:
    """Reports a second through the real server on loopback, with clients that send batches without a pause."""
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder) / "server")
        with _serving(office.folder) as port:
            _post_all(port, [office.signed(office.batch(1))])
            for count in CLIENTS:
                yield _rate(office, port, count)


def _rate(office: Office, port: int, count: int) -> Row:
    loads = [[office.signed(office.batch(BATCH)) for _ in range(EACH)] for _ in range(count)]
    start = time.perf_counter()
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(lambda load: _post_all(port, load), loads))
    took = time.perf_counter() - start
    note = f"{count * EACH} batches of {BATCH} S1 in {took:.1f} s on {os.cpu_count()} cores"
    return Row(f"reports taken in, {count} client(s)", count * EACH * BATCH / took, "per s", "none", None, note)


@contextmanager
def _serving(folder: Path) -> Iterator[int]:
    """The server as people start it, on a free port; ended as people end it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "SCENEBOOK_DATA": str(folder), "SCENEBOOK_PORT": str(port)}
    command = [sys.executable, "-m", "server", "serve"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            assert server.stdout is not None
            assert server.stdout.readline().startswith("Serving")
            yield port
        finally:
            server.terminate()


def _post_all(port: int, load: Sequence[tuple[bytes, dict[str, str]]]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    for body, headers in load:
        connection.request("POST", EXCHANGE_PATH, body, headers)
        reply = connection.getresponse()
        content = orjson.loads(reply.read())
        assert reply.status == 200, content
        assert all(each["outcome"] == "stored" for each in content["outcomes"]), content
    connection.close()


def wire() -> Iterator[Row]:
    """Bytes of a request, body and headers, over the gzip of nothing but the answers in it."""
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder) / "server")
        for name in SCENES:
            yield _bytes(office, f"bytes on the wire, {name} alone", [scene(name).answers], name, None)
        many = [generate(seed) for seed in range(BATCH)]
        yield _bytes(office, f"bytes on the wire per report, batch of {BATCH}", many, "S1", 1.6)


def _bytes(office: Office, what: str, answers: Sequence[Nested], name: str, target: float | None) -> Row:
    body, headers = office.signed([office.sealed(each, name) for each in answers])
    around = sum(len(f"{key}: {value}\r\n") for key, value in headers.items())
    bare = len(gzip.compress(canonical(answers)))
    sent = len(gzip.compress(body)) + around
    count = len(answers)
    note = (
        f"{sent // count} bytes a report against {bare // count}; {(len(body) + around) // count} without compression"
    )
    return Row(what, sent / bare, "x", "gzip of its bare answers", target, note)


MEASURES = [per_report, receipt, flat, clients, wire]
