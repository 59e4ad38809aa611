"""Cases and the reports linked to them. A link is never deleted: it ends."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, func, insert, select, update

from server.store.reports import ReportRow
from server.store.tables import case_file, case_report, report


class CaseRow(NamedTuple):
    """One case."""

    id: str
    number: str
    title: str
    opened_by: str
    opened_at: str


_COLUMNS = [case_file.c[name] for name in CaseRow._fields]
_REPORT = [report.c[name] for name in ReportRow._fields]


def add(db: Connection, row: CaseRow) -> None:
    """A new case."""
    db.execute(insert(case_file), row._asdict())


def get(db: Connection, case_id: str) -> CaseRow | None:
    """The case with this id."""
    row = db.execute(select(*_COLUMNS).where(case_file.c.id == case_id)).one_or_none()
    return CaseRow(*row) if row else None


def by_number(db: Connection, number: str) -> CaseRow | None:
    """The case with this number."""
    row = db.execute(select(*_COLUMNS).where(case_file.c.number == number)).one_or_none()
    return CaseRow(*row) if row else None


def last_number(db: Connection, prefix: str) -> str:
    """The highest number that begins with `prefix`, "" if there is none. Numbers have equal lengths."""
    found = select(func.max(case_file.c.number)).where(case_file.c.number.like(f"{prefix}%"))
    return str(db.execute(found).scalar_one() or "")


def everything(db: Connection) -> list[tuple[CaseRow, int]]:
    """All cases with their number of linked reports, newest first."""
    linked = (
        select(case_report.c.case_id, func.count().label("reports"))
        .where(case_report.c.unlinked_at == "")
        .group_by(case_report.c.case_id)
        .subquery()
    )
    found = (
        select(*_COLUMNS, func.coalesce(linked.c.reports, 0))
        .outerjoin(linked, linked.c.case_id == case_file.c.id)
        .order_by(case_file.c.opened_at.desc(), case_file.c.number.desc())
    )
    return [(CaseRow(*row[:-1]), int(row[-1])) for row in db.execute(found)]


def link(db: Connection, case_id: str, report_id: str, at: str) -> None:
    """Link a report from now on."""
    db.execute(insert(case_report), {"case_id": case_id, "report_id": report_id, "linked_at": at, "unlinked_at": ""})


def unlink(db: Connection, case_id: str, report_id: str, at: str) -> bool:
    """End a link; False if there is none."""
    ended = db.execute(
        update(case_report)
        .where(
            case_report.c.case_id == case_id,
            case_report.c.report_id == report_id,
            case_report.c.unlinked_at == "",
        )
        .values(unlinked_at=at)
    )
    return ended.rowcount > 0


def reports_of(db: Connection, case_id: str) -> list[ReportRow]:
    """The reports linked now, in the order in which they were linked."""
    found = (
        select(*_REPORT)
        .join(case_report, case_report.c.report_id == report.c.id)
        .where(case_report.c.case_id == case_id, case_report.c.unlinked_at == "")
        .order_by(case_report.c.linked_at, report.c.id)
    )
    return [ReportRow(*row) for row in db.execute(found)]


def is_linked(db: Connection, case_id: str, report_id: str) -> bool:
    """Whether the report is linked to this case now."""
    found = select(func.count()).where(
        case_report.c.case_id == case_id, case_report.c.report_id == report_id, case_report.c.unlinked_at == ""
    )
    return bool(db.execute(found).scalar_one())


def ready(db: Connection) -> list[ReportRow]:
    """Approved reports that are in no case now, the longest waiting first."""
    linked = select(case_report.c.report_id).where(case_report.c.unlinked_at == "")
    found = (
        select(*_REPORT)
        .where(report.c.state == "approved", report.c.id.not_in(linked))
        .order_by(report.c.updated_at, report.c.id)
    )
    return [ReportRow(*row) for row in db.execute(found)]


def of_incidents(db: Connection, numbers: Collection[str]) -> list[tuple[CaseRow, ReportRow]]:
    """Each case that holds a report with one of these incident numbers now, with that report, the oldest case first."""
    found = (
        select(*_COLUMNS, *_REPORT)
        .select_from(case_report)
        .join(case_file, case_file.c.id == case_report.c.case_id)
        .join(report, report.c.id == case_report.c.report_id)
        .where(case_report.c.unlinked_at == "", report.c.incident_number.in_(sorted(set(numbers) - {""})))
        .order_by(case_file.c.opened_at, case_file.c.number, report.c.id)
    )
    size = len(_COLUMNS)
    return [(CaseRow(*row[:size]), ReportRow(*row[size:])) for row in db.execute(found)]


def waiting(db: Connection) -> int:
    """How many reports are not approved yet, and so cannot be linked."""
    return int(db.execute(select(func.count()).select_from(report).where(report.c.state != "approved")).scalar_one())
