"""Clerks' decisions to show an answer that its class withholds. A decision is never deleted: it ends."""

from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from server.store.tables import showing


class ShowingRow(NamedTuple):
    """One decision. `recipient` is "" for everybody of the profile; `ended_at` is "" while it holds."""

    id: str
    report_id: str
    part: str
    row: str
    field: str
    profile: str
    recipient: str
    reason: str
    chain: str
    salt: str
    person_id: str
    at: str
    log_index: int
    ended_at: str


_COLUMNS = [showing.c[name] for name in ShowingRow._fields]


def add(db: Connection, row: ShowingRow) -> None:
    """A new decision."""
    db.execute(insert(showing), row._asdict())


def of_report(db: Connection, report_id: str) -> list[ShowingRow]:
    """Every decision about a report's answers, oldest first, ended ones too."""
    found = select(*_COLUMNS).where(showing.c.report_id == report_id).order_by(showing.c.log_index, showing.c.id)
    return [ShowingRow(*row) for row in db.execute(found)]


def holds(db: Connection, showing_id: str) -> bool:
    """Whether a decision was made and not ended."""
    found = db.execute(select(showing.c.ended_at).where(showing.c.id == showing_id)).scalar_one_or_none()
    return found == ""


def end(db: Connection, report_id: str, showing_id: str, at: str) -> bool:
    """End a decision; False if there is none of this report that still holds."""
    ended = db.execute(
        update(showing)
        .where(showing.c.id == showing_id, showing.c.report_id == report_id, showing.c.ended_at == "")
        .values(ended_at=at)
    )
    return ended.rowcount > 0
