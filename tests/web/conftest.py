"""A real server with people of every role and reports in every state; browsers that are signed in as one of them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from server import create_app
from server.accounts import sessions, tokens
from server.accounts.people import add_person
from server.settings import Settings
from server.starting import initialise
from server.store import reports
from shared.samples import scene
from tests.server.conftest import FrozenClock, World

PASSWORD = "otter lantern violin 42"
RANKS = {"officer": "Police Officer II", "supervisor": "Sergeant II", "clerk": "Police Officer I"}
AREAS = {"rampart": "02", "other": "12"}


@dataclass
class Browser:
    """The test client of one person (or of nobody), who fills forms as the pages offer them."""

    client: object
    token: str = ""
    person: str = ""

    def get(self, path, **options):
        return self.client.get(path, **options)

    def post(self, path, **fields):
        return self.client.post(path, data={tokens.FIELD: tokens.token(self.token), **fields})


@dataclass
class House:
    """The world with its people by role, and whatever reports a test makes."""

    world: World
    people: dict = field(default_factory=dict)
    tablets: dict = field(default_factory=dict)

    @property
    def services(self):
        return self.world.services

    @property
    def clock(self):
        return self.world.clock

    def person(self, serial, *roles, areas=(), password="", name=""):
        with self.services.store.writing() as db:
            return add_person(
                db,
                self.services,
                serial=serial,
                name=name or f"Demo Person {serial}",
                rank=RANKS.get(roles[0], "Captain I"),
                roles=roles,
                areas=areas,
                password=password,
            )

    def browser(self, who=""):
        """A browser signed in as a role's person (or a person id), without the slow password."""
        client = self.world.app.test_client()
        if not who:
            return Browser(client)
        person = self.people.get(who, who)
        token = sessions.new_token(self.services)
        with self.services.store.writing() as db:
            sessions.start(db, token, person, self.services.stamp())
        client.set_cookie("scenebook", token)
        return Browser(client, token, person)

    def sealed(self, version):
        """Send one version with its own time on the server's clock; its outcome."""
        self.clock.at = max(self.clock.at, datetime.fromisoformat(version.header.sealed_at["at"]).astimezone(UTC))
        tablet = self.tablets[version.header.author]
        return tablet.exchange(version)["outcomes"][0]

    def tablet(self, person):
        if person not in self.tablets:
            self.tablets[person] = self.world.tablet(person)
        return self.tablets[person]

    def report(self, name="S1", *, author="officer", final=True):
        """A scene's report sent by `author`; the last version it was sent as."""
        told, person = scene(name), self.people.get(author, author)
        tablet, parent = self.tablet(person), None
        for step in told.steps:
            if step.kind == "final" and not final:
                break
            parent = tablet.version(step.answers, kind=step.kind, parent=parent, sealed_at=dict(step.at))
            assert self.sealed(parent)["outcome"] == "stored"
        return parent

    def row(self, report_id):
        with self.services.store.reading() as db:
            return reports.row(db, report_id)

    def acts(self):
        """The acts of the whole log, oldest first."""
        from server.store import log as rows

        with self.services.store.reading() as db:
            return list(rows.entries(db))


@pytest.fixture
def house(tmp_path):
    clock = FrozenClock()
    services = initialise(Settings(data=tmp_path / "data"), clock)
    made = House(World(services, clock, create_app(services)))
    made.people = {
        "officer": made.person("90001", "officer"),
        "colleague": made.person("90002", "officer"),
        "supervisor": made.person("90100", "supervisor"),
        "elsewhere": made.person("90101", "supervisor", areas=[AREAS["other"]]),
        "clerk": made.person("90200", "clerk"),
        "oig": made.person("90300", "oig"),
        "admin": made.person("90400", "admin"),
    }
    yield made
    services.store.close()
