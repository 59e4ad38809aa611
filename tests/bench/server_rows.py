"""What the server costs: CPU per accepted report over what no server could avoid, and how long a receipt takes."""

import hashlib
import statistics
import tempfile
import time
from collections.abc import Iterator
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
from shared.canonical import b64u, canonical, un_b64u
from shared.protocol import EXCHANGE_PATH, JSON_TYPE, PROTOCOL
from shared.samples import scene
from shared.signing import sign_request

BATCH = 25
ROUNDS = 9


class Office:
    """A server in a folder, one enrolled tablet, and requests made in advance."""

    def __init__(self, folder: Path) -> None:
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

    def batch(self, size: int) -> list[object]:
        """`size` first versions of S1, each of another report."""
        told = scene("S1")
        chance = self.services.chance
        return [self.tablet.version("final", chance.uuid(), told.steps[-1].at, told.answers, None) for _ in range(size)]

    def request(self, versions: list[object]) -> dict[str, object]:
        """The WSGI environment of one signed exchange."""
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
        headers = {"Content-Type": JSON_TYPE, **signed}
        return EnvironBuilder(EXCHANGE_PATH, method="POST", data=body, headers=headers).get_environ()

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

    def __init__(self, folder: Path, office: Office, batch: list[object]) -> None:
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
    """Submit to signed receipt, one report a request, in process."""
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder) / "server")
        environs = [office.request(office.batch(1)) for _ in range(101)]
        office.send(environs[0])
        taken = []
        for environ in environs[1:]:
            start = time.perf_counter()
            office.send(environ)
            taken.append(time.perf_counter() - start)
        taken.sort()
        note = "one S1 report a request, no network between"
        yield Row("submit to signed receipt, p50", taken[50] * 1e3, "ms", "none", None, note)
        yield Row("submit to signed receipt, p99", taken[98] * 1e3, "ms", "none", None, note)


MEASURES = [per_report, receipt]
