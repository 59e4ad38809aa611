"""A real server with people of every role and reports in every state; browsers that are signed in as one of them."""

import shutil
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from server import create_app
from server.accounts import sessions
from server.accounts.people import add_person
from server.reviewing import annotating, deciding, opening
from server.settings import Settings
from server.starting import initialise
from server.store import people, reports
from shared.samples import scene
from tests.chromium import PATIENCE_MS, QUIET
from tests.server.conftest import FrozenClock, World
from tests.twins import Browser

PASSWORD = "otter lantern violin 42"
RANKS = {"officer": "Police Officer II", "supervisor": "Sergeant II", "clerk": "Police Officer I"}
AREAS = {"rampart": "02", "other": "12"}


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


# a real Chromium

WIDTHS = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), "")
    assert path, "no Chromium on this machine: scripts/setup.sh test installs one"
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def address(house):
    from waitress.server import create_server

    server = create_server(house.world.app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(10)


@pytest.fixture
def visit(chromium, address, house):
    """A page signed in as a role; complaints of the browser fail the test."""
    contexts, complaints = [], []

    def opened(who="", width="desk", **options):
        context = chromium.new_context(viewport=WIDTHS[width], base_url=address, **options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        if who:
            browser = house.browser(who)
            context.add_cookies([{"name": "scenebook", "value": browser.token, "url": address}])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def complaints_of(page, *, axe=True):
    """What axe finds, and whether the page is wider than its window."""
    from axe_playwright_python.sync_playwright import Axe

    violations = Axe().run(page).response["violations"] if axe else ()
    found = [f"{each['id']}: {node['html'][:120]}" for each in violations for node in each["nodes"]]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("wider than the window")
    return found


def approve(house, report):
    """Hold the footage and approve, as the sergeant does."""
    with house.services.store.reading() as db:
        sergeant = people.get(db, house.people["supervisor"])
        holds = opening.holds_missing(opening.read(db, house.services, report))
    for at in holds:
        given = {"part": at.part, "row": at.row, "values": {at.field: "yes"}}
        annotating.annotate(house.services, sergeant, report, **given)
    deciding.approve(house.services, sergeant, report, version=house.row(report).head)
