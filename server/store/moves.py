"""Drafts released by one tablet of their officer and taken by one: a row for each release."""

from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from server.store.tables import move


class MoveRow(NamedTuple):
    """One release. `taken_by` and `taken_at` are "" while nobody took it; `code` says why it was refused, or ""."""

    id: str
    report_id: str
    version_digest: str
    person_id: str
    released_by: str
    released_at: str
    log_index: int
    code: str
    taken_by: str
    taken_at: str


_COLUMNS = [move.c[name] for name in MoveRow._fields]


def add(db: Connection, row: MoveRow) -> None:
    """A tablet released a draft, or was refused to."""
    db.execute(insert(move), row._asdict())


def get(db: Connection, name: str) -> MoveRow | None:
    """The release with this id."""
    found = db.execute(select(*_COLUMNS).where(move.c.id == name)).one_or_none()
    return MoveRow(*found) if found else None


def newest(db: Connection, report_id: str) -> MoveRow | None:
    """The last release of a report that was not refused."""
    found = (
        select(*_COLUMNS)
        .where(move.c.report_id == report_id, move.c.code == "")
        .order_by(move.c.log_index.desc())
        .limit(1)
    )
    row = db.execute(found).one_or_none()
    return MoveRow(*row) if row else None


def take(db: Connection, name: str, device_id: str, at: str) -> bool:
    """Give the draft to a tablet; False if another one has it."""
    taken = db.execute(
        update(move)
        .where(move.c.id == name, move.c.code == "", move.c.taken_by == "")
        .values(taken_by=device_id, taken_at=at)
    )
    return taken.rowcount == 1
