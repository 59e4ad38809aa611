"""People: who they are, their password's hash, how often it was missed."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, Row, insert, select, update

from server.roles import Person, Role
from server.store.tables import person as table
from shared.canonical import canonical


@dataclass(frozen=True)
class Credentials:
    """What signing in needs to know. `password` is an argon2id hash or "", `failed_at` the last miss or ""."""

    person: Person
    password: str
    failures: int
    failed_at: str


def _person(row: Row[tuple[object, ...]]) -> Person:
    return Person(
        row.id,
        row.serial,
        row.name,
        row.rank,
        frozenset(Role(each) for each in json.loads(row.roles)),
        tuple(json.loads(row.areas)),
        row.locked,
        row.suspended,
    )


def add(db: Connection, person: Person, *, password: str, created_at: str) -> None:
    """A new person. Raises sqlalchemy.exc.IntegrityError for a serial that is taken."""
    db.execute(
        insert(table).values(
            id=person.id,
            serial=person.serial,
            name=person.name,
            rank=person.rank,
            roles=canonical(sorted(each.value for each in person.roles)).decode(),
            areas=canonical(sorted(person.areas)).decode(),
            password=password,
            failures=0,
            failed_at="",
            locked=False,
            suspended=False,
            created_at=created_at,
        )
    )


def get(db: Connection, person_id: str) -> Person | None:
    """The person with this id."""
    row = db.execute(select(table).where(table.c.id == person_id)).one_or_none()
    return _person(row) if row else None


def several(db: Connection, ids: Collection[str]) -> dict[str, Person]:
    """People by id, those that exist."""
    rows = db.execute(select(table).where(table.c.id.in_(sorted(set(ids)))))
    return {row.id: _person(row) for row in rows}


def by_serial(db: Connection, serial: str) -> Person | None:
    """The person with this serial number."""
    row = db.execute(select(table).where(table.c.serial == serial)).one_or_none()
    return _person(row) if row else None


def everyone(db: Connection) -> list[Person]:
    """All people, by serial."""
    return [_person(row) for row in db.execute(select(table).order_by(table.c.serial))]


def credentials(db: Connection, serial: str) -> Credentials | None:
    """What signing in needs to know of this serial."""
    row = db.execute(select(table).where(table.c.serial == serial)).one_or_none()
    return Credentials(_person(row), row.password, row.failures, row.failed_at) if row else None


def missed(db: Connection, person_id: str, *, failures: int, at: str, locked: bool) -> None:
    """Write down a wrong password."""
    db.execute(update(table).where(table.c.id == person_id).values(failures=failures, failed_at=at, locked=locked))


def forgive(db: Connection, person_id: str) -> None:
    """Forget the misses and unlock."""
    db.execute(update(table).where(table.c.id == person_id).values(failures=0, failed_at="", locked=False))


def set_password(db: Connection, person_id: str, encoded: str) -> None:
    """Keep another hash."""
    db.execute(update(table).where(table.c.id == person_id).values(password=encoded))


def suspend(db: Connection, person_id: str) -> None:
    """The person may not sign in any more; what they wrote stays."""
    db.execute(update(table).where(table.c.id == person_id).values(suspended=True))
