"""What was exported: for whom, why, which file. Append-only."""

from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from server.store.tables import export


class ExportRow(NamedTuple):
    """One export. `sha256` and `bytes` are of the bundle file, `file` is its name below the data folder's exports."""

    id: str
    case_id: str
    copy: str
    recipient: str
    purpose: str
    manifest: str
    sha256: str
    bytes: int
    file: str
    person_id: str
    at: str
    log_index: int
    requester: str
    order_reference: str


_COLUMNS = [export.c[name] for name in ExportRow._fields]


def add(db: Connection, row: ExportRow) -> None:
    """A new export."""
    db.execute(insert(export), row._asdict())


def get(db: Connection, export_id: str) -> ExportRow | None:
    """The export with this id."""
    row = db.execute(select(*_COLUMNS).where(export.c.id == export_id)).one_or_none()
    return ExportRow(*row) if row else None


def of_case(db: Connection, case_id: str) -> list[ExportRow]:
    """All exports of a case, newest first."""
    rows = db.execute(select(*_COLUMNS).where(export.c.case_id == case_id).order_by(export.c.log_index.desc()))
    return [ExportRow(*row) for row in rows]
