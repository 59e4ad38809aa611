"""The ground every world begins on: a server with its people, and the vaults of enrolled tablets. Made once a process.

Everything here is drawn from one fixed seed, so that a world's seed alone names what happens in it.
"""

import gc
import io
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from flask import Flask

from mobile.enrolling import enrol
from mobile.forms import Forms
from mobile.store.migrations import apply
from mobile.transport import Reply
from mobile.vault import Cost
from server import create_app, keyfiles, log
from server.accounts.people import add_person
from server.enrolling import offer
from server.services import Services, open_services
from server.settings import Settings
from server.store import Store, configuration
from server.store.migrations import migrate
from shared import report
from shared.canonical import canonical
from shared.city import shipped_city
from shared.vocabulary import shipped_vocabulary
from tests.simulation import brittle
from tests.simulation.brittle import Brittle, MemoryStore, memory

if TYPE_CHECKING:
    from tests.simulation import postgres

START = datetime(2026, 4, 15, 3, 0, tzinfo=UTC)
ADDRESS = "http://127.0.0.1:8017"
PASSPHRASE = "invented lantern 9"
CHEAP = Cost(memory=64, passes=1, lanes=1)
OFFICERS = (("47112", "T. Marrow"), ("46230", "I. Quill"), ("45871", "B. Sedge"))
VAULTS = (0, 1, 2, 0)
"""Whose each tablet is: the first officer has two."""
COPIED = ("setting", "configuration", "head")
ENGINES = SQLITE, POSTGRESQL = "sqlite", "postgresql"

Served: TypeAlias = "Brittle | postgres.Database"
"""The server's database."""


class Clock:
    """Stands where it was put. `wrong` is how far it lies, in seconds."""

    def __init__(self) -> None:
        self.at, self.seconds = START, 0.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.seconds


class Dice:
    """All chance of a world; each step puts in a generator of its own."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def token(self, size: int) -> bytes:
        return self.random.randbytes(size)

    def uuid(self) -> str:
        return str(UUID(bytes=self.random.randbytes(16), version=4))


@dataclass(frozen=True)
class Ground:
    """What worlds share. The databases are copied, the rest is put into the world's hands."""

    services: Services
    app: Flask
    disk: "brittle.Disk | postgres.Disk"
    clock: Clock
    dice: Dice
    server: Served
    vaults: tuple[Brittle, ...]
    forms: Forms
    people: Mapping[str, str]


def ask(app: Flask, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
    """One request to the application, without sockets and without HTTP's text."""
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8017",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "CONTENT_LENGTH": str(len(body)),
    }
    for name, value in headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    said: list[tuple[str, list[tuple[str, str]]]] = []
    pieces = app.wsgi_app(environ, lambda status, head, *_: said.append((status, head)))  # type: ignore[arg-type]
    content = b"".join(pieces)
    status, head = said[0]
    return Reply.of(int(status.split()[0]), dict(head), content)


@cache
def ground(engine: str = SQLITE) -> Ground:
    """With the server's database on this engine. Made at the first call."""
    store, disk = _served(engine)
    clock, dice = Clock(), Dice(20260415)
    folder = Path(tempfile.mkdtemp(prefix="scenebook-simulation-"))
    settings = Settings(data=folder, database_key="00" * 32)
    keyfiles.make(settings.keys, dice.token)
    services = replace(open_services(settings, clock, dice, fresh=True), store=store)
    migrate(services.store)
    with services.store.writing() as db:
        log.start(db, services, "127.0.0.1/scenebook/simulation")
        for kind, shipped in (("vocabulary", shipped_vocabulary()), ("city", shipped_city())):
            configuration.publish(db, kind, shipped.digest, canonical(shipped.content).decode(), services.stamp())
    people = {}
    with services.store.writing() as db:
        for serial, name in OFFICERS:
            people[serial] = add_person(
                db, services, serial=serial, name=name, rank="Police Officer II", roles=("officer",)
            )
    app = create_app(services)

    class Straight:
        def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
            return ask(app, method, path, headers, body)

    vaults = []
    for number, owner in enumerate(VAULTS):
        with services.store.writing() as db:
            code = offer(db, services, people[OFFICERS[owner][0]], actor="system")
        vault = enrol(
            folder / str(number),
            address=ADDRESS,
            code=code,
            passphrase=PASSPHRASE,
            transport=lambda _: Straight(),
            clock=clock,
            chance=dice,
            cost=CHEAP,
        )
        copied = memory()
        store = MemoryStore(copied)
        with store.writing() as database, vault.store.reading() as source:
            apply(database)
            for table in COPIED:
                for row in source.conn.execute(f"SELECT * FROM {table}").fetchall():
                    copied.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        vault.lock()
        vaults.append(copied)
    forms = Forms(MemoryStore(vaults[0]), report.form, report.LATEST)
    gc.freeze()  # what stays for good need not be looked through again and again
    return Ground(services, app, disk, clock, dice, disk.connection, tuple(vaults), forms, people)


def _served(engine: str) -> "tuple[Store, brittle.Disk | postgres.Disk]":
    """The server's store on this engine, and the disk that it is on."""
    if engine == POSTGRESQL:
        from tests.simulation import postgres  # only where it is asked for

        served = postgres.Disk(postgres.cluster())
        return postgres.server_store(served), served
    disk = brittle.Disk()
    return brittle.server_store(disk), disk
