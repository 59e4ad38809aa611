"""What others add beside the officer's words, one row a value, append-only: the newest counts, the older stay."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from server.store.tables import annotation


class AnnotationRow(NamedTuple):
    """One value. `row` is a row's id or `-`; `value` is canonical JSON; `salt` is of its binding in the log entry."""

    id: str
    report_id: str
    part: str
    row: str
    field: str
    value: str
    person_id: str
    at: str
    log_index: int
    salt: str


_COLUMNS = [annotation.c[name] for name in AnnotationRow._fields]


def add(db: Connection, rows: Sequence[AnnotationRow]) -> None:
    """New values."""
    db.execute(insert(annotation), [each._asdict() for each in rows])


def of_report(db: Connection, report_id: str) -> list[AnnotationRow]:
    """Every value ever added to a report, oldest first."""
    rows = db.execute(
        select(*_COLUMNS).where(annotation.c.report_id == report_id).order_by(annotation.c.log_index, annotation.c.id)
    )
    return [AnnotationRow(*row) for row in rows]
