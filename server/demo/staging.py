"""What the demo's server holds: invented people, and scenes S1 to S3 each at another stage of their way.

S1 waits for its supervisor, S2 is approved and in a case for the clerk, S3 is still on the scene (interim only).
"""

from typing import NamedTuple

from flask import Flask

from server import cases
from server.accounts.people import add_person
from server.demo.tablet import DemoTablet
from server.enrolling import offer
from server.reviewing import annotating, deciding, opening
from server.roles import Person, Role
from server.services import Services
from server.store import people as people_rows
from shared.samples import Scene, scene
from shared.seal import Packed

OFFICER_PASSPHRASE = "blue kettle on the roof"
"""For the demo officer's tablet."""


class Player(NamedTuple):
    """One of the demo's people. `password` is "" for an officer who only uses a tablet."""

    serial: str
    name: str
    rank: str
    role: Role
    password: str
    shows: str


STAFF = "Records staff"
CAST = (
    Player("90001", "Demo Officer Quill", "Police Officer II", Role.OFFICER, "", "the tablet"),
    Player(
        "90002", "Demo Sergeant Ferrule", "Sergeant II", Role.SUPERVISOR, "green ladder tuesday 7", "the review queue"
    ),
    Player("90003", "Demo Clerk Vellum", STAFF, Role.CLERK, "paper harbour lantern 3", "cases and exports"),
    Player("90004", "Demo Inspector Lumen", STAFF, Role.OIG, "quiet window meadow 9", "every report, and the log"),
    Player(
        "90005",
        "Demo Administrator Ivory",
        STAFF,
        Role.ADMIN,
        "copper button orchard 5",
        "people and tablets",
    ),
)


def is_staged(services: Services) -> bool:
    """Whether the demo's people are there already."""
    with services.store.reading() as db:
        return people_rows.by_serial(db, CAST[-1].serial) is not None


def stage(app: Flask, services: Services) -> None:
    """Bring people and scenes to a fresh server, through its own doors. Raises NotTaken for what it refuses."""
    _send(app, services, scene("S1"), final=True)
    two = _send(app, services, scene("S2"), final=True)
    _send(app, services, scene("S3"), final=False)
    for player in CAST:
        _add(services, player.serial, player.name, player.rank, player.role, player.password)
    _approve(services, two)
    clerk = _person(services, "90003")
    case = cases.open_case(services, clerk.id, "Almendra Recreation Center")
    cases.link(services, clerk.id, case.id, two.report)


def officer_code(services: Services) -> str:
    """A fresh enrolment code for the demo officer's tablet."""
    officer = _person(services, CAST[0].serial)
    return services.store.write(lambda db: offer(db, services, officer.id, actor="system"))


def _add(services: Services, serial: str, name: str, rank: str, role: Role, password: str = "") -> str:
    return services.store.write(
        lambda db: add_person(db, services, serial=serial, name=name, rank=rank, roles=[role], password=password)
    )


def _person(services: Services, serial: str) -> Person:
    with services.store.reading() as db:
        person = people_rows.by_serial(db, serial)
    if person is None:
        raise LookupError(f"nobody has the serial number {serial}")
    return person


def _send(app: Flask, services: Services, told: Scene, *, final: bool) -> Scene:
    author = told.author
    person = _add(services, author["serial"], author["name"], author["rank"], Role.OFFICER)
    code = services.store.write(lambda db: offer(db, services, person, actor="system"))
    tablet = DemoTablet.enrolled(app, services.form(), services.clock, services.chance, code)
    parent: Packed | None = None
    for step in told.steps:
        if step.kind == "final" and not final:
            break
        parent = tablet.version(step.kind, told.report, step.at, step.answers, parent)
        tablet.send(parent)
        if step.kind == "final":
            for content in told.files.values():
                tablet.deliver(content)
            break
    return told


def _approve(services: Services, told: Scene) -> None:
    """Confirm the footage hold of every camera that needs one, then approve: what the sergeant does on the pages."""
    sergeant = _person(services, CAST[1].serial)
    opened = opening.open_report(services, sergeant, told.report)
    if opened is None:
        raise LookupError(told.report)
    for address in opening.holds_missing(opened):
        annotating.annotate(
            services, sergeant, told.report, part=address.part, row=address.row, values={address.field: "yes"}
        )
    deciding.approve(services, sergeant, told.report, version=opened.report.head)
