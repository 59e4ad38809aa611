"""Reports as they stand now: the newest version, where the review is, what the queue shows."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, insert, select, update

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
# Put together once, as in `store.log`.
_WITH_HEADS = (
    select(*_COLUMNS, version.c.sequence)
    .join(version, version.c.digest == report.c.head)
    .where(report.c.id.in_(bindparam("ids", expanding=True)))
)
_ADD = insert(report)
_REPLACE = (
    update(report)
    .where(report.c.id == bindparam("new_id"))
    .values({name: bindparam(f"new_{name}") for name in ReportRow._fields if name not in ("id", "received_at")})
)


def row(db: Connection, report_id: str) -> ReportRow | None:
    """The report with this id."""
    found = db.execute(select(*_COLUMNS).where(report.c.id == report_id)).one_or_none()
    return ReportRow(*found) if found else None


def with_heads(db: Connection, ids: Collection[str]) -> dict[str, tuple[ReportRow, int]]:
    """Reports by id, each with its newest version's sequence."""
    found = db.execute(_WITH_HEADS, {"ids": list(ids)})
    return {each[0]: (ReportRow(*each[:-1]), each[-1]) for each in found}


def of_incidents(db: Connection, numbers: Collection[str]) -> list[ReportRow]:
    """The reports with one of these incident numbers, the first to arrive first."""
    found = (
        select(*_COLUMNS)
        .where(report.c.incident_number.in_(sorted(set(numbers) - {""})))
        .order_by(report.c.received_at, report.c.id)
    )
    return [ReportRow(*each) for each in db.execute(found)]


def add(db: Connection, rows: Sequence[ReportRow]) -> None:
    """New reports."""
    if not rows:
        return
    db.execute(_ADD, [each._asdict() for each in rows])


def replace(db: Connection, rows: Sequence[ReportRow]) -> None:
    """Reports as they stand now; they must exist."""
    if not rows:
        return
    db.execute(_REPLACE, [{f"new_{name}": value for name, value in each._asdict().items()} for each in rows])


def set_state(db: Connection, report_id: str, state: str, *, head: str, before: str, at: str) -> bool:
    """Move a report from state `before` to `state`; False if it or its newest version changed meanwhile."""
    moved = db.execute(
        update(report)
        .where(report.c.id == report_id, report.c.head == head, report.c.state == before)
        .values(state=state, updated_at=at)
    )
    return moved.rowcount == 1
