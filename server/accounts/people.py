"""Adding people and releasing locked accounts, each with its log entry. Names never enter the log: ids and roles do."""

from collections.abc import Collection

from server import log
from server.accounts import passwords
from server.roles import Person, Role
from server.services import Services
from server.store import Connection
from server.store import people as rows
from server.times import stamp
from shared.entry import Act

SYSTEM = "system"
"""The actor of what is done at the server's command line."""


class BadPerson(ValueError):
    """The person cannot be added; `code` names why, for `shared.words`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def add_person(
    db: Connection,
    services: Services,
    *,
    serial: str,
    name: str,
    rank: str,
    roles: Collection[Role | str],
    areas: Collection[str] = (),
    password: str = "",
    actor: str = SYSTEM,
) -> str:
    """Add somebody; gives the person id. Without a password they cannot sign in to the pages.

    Raises BadPerson: "person.taken", "person.blank", "password.too_short", "password.too_long", "password.common".
    """
    if not (serial.strip() and name.strip() and rank.strip() and roles):
        raise BadPerson("person.blank")
    if rows.by_serial(db, serial) is not None:
        raise BadPerson("person.taken")
    wrong = passwords.complaint(password, serial, name) if password else ""
    if wrong:
        raise BadPerson(wrong)
    person = Person(
        services.chance.uuid(), serial, name, rank, frozenset(Role(each) for each in roles), tuple(sorted(areas))
    )
    encoded = passwords.hashed(password) if password else ""
    rows.add(db, person, password=encoded, created_at=stamp(services.clock.now()))
    details = {"roles": sorted(each.value for each in person.roles), "areas": list(person.areas)}
    log.append(db, services, Act.PERSON_ADDED, actor, person.id, details)
    return person.id


def release(db: Connection, services: Services, person_id: str, *, actor: str) -> None:
    """Unlock an account that wrong passwords locked."""
    rows.forgive(db, person_id)
    log.append(db, services, Act.PERSON_RELEASED, actor, person_id, {})


def suspend_person(db: Connection, services: Services, person_id: str, *, actor: str) -> None:
    """The person may not sign in, and their tablets are not heard, from now on. What they wrote stays."""
    rows.suspend(db, person_id)
    log.append(db, services, Act.PERSON_SUSPENDED, actor, person_id, {})
