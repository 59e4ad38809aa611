"""Sessions of people at the pages, by the digest of their token. A row is never deleted, only ended."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from server.store.tables import session as table


@dataclass(frozen=True)
class SessionRow:
    """One session; times are RFC 3339 UTC, `ended_at` is "" while it lasts."""

    person_id: str
    started_at: str
    seen_at: str
    ended_at: str


def start(db: Connection, token_digest: str, person_id: str, at: str) -> None:
    """A new session."""
    db.execute(
        insert(table).values(token_digest=token_digest, person_id=person_id, started_at=at, seen_at=at, ended_at="")
    )


def get(db: Connection, token_digest: str) -> SessionRow | None:
    """The session with this token digest."""
    row = db.execute(select(table).where(table.c.token_digest == token_digest)).one_or_none()
    return SessionRow(row.person_id, row.started_at, row.seen_at, row.ended_at) if row else None


def seen(db: Connection, token_digest: str, at: str) -> None:
    """The person was active."""
    db.execute(update(table).where(table.c.token_digest == token_digest).values(seen_at=at))


def end(db: Connection, token_digest: str, at: str) -> None:
    """The session is over."""
    db.execute(update(table).where(table.c.token_digest == token_digest, table.c.ended_at == "").values(ended_at=at))


def end_all_of(db: Connection, person_id: str, at: str) -> None:
    """Every session of a person is over."""
    db.execute(update(table).where(table.c.person_id == person_id, table.c.ended_at == "").values(ended_at=at))
