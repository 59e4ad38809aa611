"""Reports as they stand now: the newest version, where the review is, what the queue shows."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, insert, select, update

from server.store.tables import report, version


class ReportRow(NamedTuple):
    """One report. `head` is the newest version that was not a branch; `summary` is canonical JSON."""

    id: str
    head: str
    final: bool
    state: str
    author_id: str
    area_code: str
    incident_number: str
    incident_date: str
    summary: str
    branches: int
    received_at: str
    updated_at: str


_COLUMNS = [report.c[name] for name in ReportRow._fields]


def row(db: Connection, report_id: str) -> ReportRow | None:
    """The report with this id."""
    found = db.execute(select(*_COLUMNS).where(report.c.id == report_id)).one_or_none()
    return ReportRow(*found) if found else None


def with_heads(db: Connection, ids: Collection[str]) -> dict[str, tuple[ReportRow, int]]:
    """Reports by id, each with its newest version's sequence."""
    found = (
        select(*_COLUMNS, version.c.sequence)
        .join(version, version.c.digest == report.c.head)
        .where(report.c.id.in_(list(ids)))
    )
    return {each[0]: (ReportRow(*each[:-1]), each[-1]) for each in db.execute(found)}


def add(db: Connection, rows: Sequence[ReportRow]) -> None:
    """New reports."""
    if not rows:
        return
    db.execute(insert(report), [each._asdict() for each in rows])


def replace(db: Connection, rows: Sequence[ReportRow]) -> None:
    """Reports as they stand now; they must exist."""
    if not rows:
        return
    changes: dict[str, BindParameter[object]] = {
        name: bindparam(f"new_{name}") for name in ReportRow._fields if name not in ("id", "received_at")
    }
    db.execute(
        update(report).where(report.c.id == bindparam("new_id")).values(changes),
        [{f"new_{name}": value for name, value in each._asdict().items()} for each in rows],
    )


def set_state(db: Connection, report_id: str, state: str, *, head: str, before: str, at: str) -> bool:
    """Move a report from state `before` to `state`; False if it or its newest version changed meanwhile."""
    moved = db.execute(
        update(report)
        .where(report.c.id == report_id, report.c.head == head, report.c.state == before)
        .values(state=state, updated_at=at)
    )
    return moved.rowcount == 1
