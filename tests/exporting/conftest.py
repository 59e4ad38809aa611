"""A real records office in a folder: people, an enrolled tablet, a scene sealed, accepted, reviewed, in a case."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from server import cases, enrolling, intake
from server.accounts.people import add_person
from server.exporting import releasing
from server.reviewing import annotating, deciding, opening
from server.settings import Settings
from server.starting import initialise
from server.store import devices, people
from server.system import SystemChance
from shared.about import Stage
from shared.bundle import Trust
from shared.canonical import b64u
from shared.checkpoint import TreeHead
from shared.keys import key_from_seed, key_id, public_text
from shared.samples import scene
from shared.seal import Header, seal

CHANCE = SystemChance()
WHO = {"full": "court", "redacted": "public"}


class Clock:
    """Stands still until it is moved."""

    def __init__(self):
        self.at = datetime(2026, 4, 15, 3, 0, tzinfo=UTC)

    def now(self):
        return self.at

    def monotonic(self):
        return self.at.timestamp()

    def pass_by(self, **time):
        self.at += timedelta(**time)


@dataclass
class Tablet:
    """A vault: its person and keys, and how many versions it sealed."""

    person: str
    device: str = field(default_factory=CHANCE.uuid)
    incarnation: str = field(default_factory=CHANCE.uuid)
    device_key: object = field(default_factory=lambda: key_from_seed(CHANCE.token(32)))
    version_key: object = field(default_factory=lambda: key_from_seed(CHANCE.token(32)))
    sealed: int = 0


class Office:
    """Everything between an officer's seal and a clerk's export, without the web."""

    def __init__(self, services, clock):
        self.services, self.clock = services, clock
        self.supervisor = self.person("39954", "D. Okafor", "Sergeant II", "supervisor")
        self.clerk = self.person("90007", "Q. Vellum", "Records Clerk", "clerk")
        self.tablets = {}
        self.first, self.last = {}, {}

    def person(self, serial, name, rank, *roles):
        with self.services.store.writing() as db:
            identity = add_person(db, self.services, serial=serial, name=name, rank=rank, roles=roles)
            return people.get(db, identity)

    def tablet(self, author):
        """The enrolled tablet of a scene's author."""
        if author["serial"] not in self.tablets:
            officer = self.person(author["serial"], author["name"], author["rank"], "officer")
            made = Tablet(officer.id)
            device, version = made.device_key.public_key(), made.version_key.public_key()
            with self.services.store.writing() as db:
                code = enrolling.offer(db, self.services, officer.id, actor="system")
                wanted = enrolling.Enrolling(
                    code=code,
                    device=made.device,
                    incarnation=made.incarnation,
                    app="0.1.0",
                    device_key=public_text(device),
                    device_key_id=key_id(device),
                    version_key=public_text(version),
                    version_key_id=key_id(version),
                )
                enrolling.enrol(db, self.services, wanted)
            self.tablets[author["serial"]] = made
        return self.tablets[author["serial"]]

    def seal(self, tablet, answers, *, kind, report, at, parent=None):
        """A packed version after `parent`."""
        form = self.services.form()
        digests = form.configuration.digests
        tablet.sealed += 1
        header = Header(
            kind=kind,
            report=report,
            sequence=parent.header.sequence + 1 if parent else 1,
            parent=parent.sealed().digest if parent else "",
            author=tablet.person,
            device=tablet.device,
            incarnation=tablet.incarnation,
            device_sequence=tablet.sealed,
            sealed_at=at,
            form_version=form.version,
            form=form.digest,
            vocabulary=digests["vocabulary"],
            city=digests["city"],
        )
        return seal(header, answers, CHANCE.token(32), tablet.version_key)

    def send(self, tablet, *packed):
        """One exchange; every version must be taken."""
        with self.services.store.reading() as db:
            asker = devices.asker(db, key_id(tablet.device_key.public_key()))
        push = intake.Push(
            asker=asker,
            key=key_id(tablet.device_key.public_key()),
            nonce=b64u(CHANCE.token(16)),
            incarnation=tablet.incarnation,
            app="0.1.0",
            clock_offset=0,
            cursor=0,
            versions=[each.data() for each in packed],
        )
        accepted = intake.accept(self.services, push, TreeHead("", 0, bytes(32)))
        assert not [problem for each in accepted.taken for problem in each.problems], accepted.taken
        return accepted

    def accept(self, name, change=None, report=None):
        """A scene sealed in its steps and taken in; gives the report's id. `change` alters every step's answers."""
        told = scene(name)
        tablet, report = self.tablet(told.author), report or CHANCE.uuid()
        parent = None
        for step in told.steps:
            answers = change(step.answers) if change else step.answers
            packed = self.seal(tablet, answers, kind=step.kind, report=report, at=step.at, parent=parent)
            self.send(tablet, packed)
            parent = self.last[report] = packed
            self.first.setdefault(report, packed)
            self.clock.pass_by(minutes=5)
        return report

    def head(self, report):
        with self.services.store.reading() as db:
            return opening.read(db, self.services, report)

    def hold(self, report):
        """Confirm the hold of every recording that an approval asks for."""
        for address in opening.holds_missing(self.head(report)):
            values = {"hold_flagged_in_dems": "yes"}
            annotating.annotate(
                self.services,
                self.supervisor,
                report,
                part="bwv_reference",
                row=address.row,
                values=values,
                stage=Stage.SUPERVISOR,
            )

    def approve(self, report, note=""):
        self.hold(report)
        self.clock.pass_by(minutes=1)
        deciding.approve(self.services, self.supervisor, report, version=self.head(report).report.head, note=note)

    def case(self, *reports, title="Union Avenue"):
        row = cases.open_case(self.services, self.clerk.id, title)
        for report in reports:
            cases.link(self.services, self.clerk.id, row.id, report)
        return row

    def export(self, case, copy, **words):
        """`copy`: full or redacted, or who asks."""
        words = {"recipient": "Office of the City Attorney", "purpose": "Case review", **words}
        return releasing.export(self.services, self.clerk.id, case.id, requester=WHO.get(copy, copy), **words)

    def data(self, row):
        return releasing.path_of(self.services, row).read_bytes()

    @property
    def trust(self):
        return Trust.parse(releasing.trust_file(self.services))


def open_office(folder):
    clock = Clock()
    return Office(initialise(Settings(data=folder), clock), clock)


@pytest.fixture
def office(tmp_path):
    made = open_office(tmp_path / "data")
    yield made
    made.services.store.close()


@dataclass(frozen=True)
class Exported:
    """A case of scene S1 and its two copies."""

    office: Office
    report: str
    full: bytes
    redacted: bytes

    @property
    def trust(self):
        return self.office.trust


@pytest.fixture(scope="session")
def exported(tmp_path_factory):
    """Made once: read it, never change it."""
    made = open_office(tmp_path_factory.mktemp("office"))
    report = made.accept("S1")
    made.approve(report, note="Complete. The second badge is legible on the recording.")
    case = made.case(report)
    yield Exported(
        made,
        report,
        made.data(made.export(case, "full")),
        made.data(made.export(case, "redacted", recipient="Daily Example", purpose="Records request R-0001")),
    )
    made.services.store.close()
