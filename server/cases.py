"""Cases: server-side groups of approved reports, the unit of export. Every change is a log entry.

A case's number is generated (year and a running number) and says nothing about anybody.
"""

from typing import NamedTuple

from server import log
from server.services import Services
from server.store import Connection, cases, reports
from server.store.cases import CaseRow
from server.store.reports import ReportRow
from shared.entry import Act

APPROVED = "approved"
TITLE_MAX = 120


class CaseRefused(ValueError):
    """It was not done and nothing was changed; `code` makes the sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class CaseView(NamedTuple):
    """A case with what is linked to it now."""

    row: CaseRow
    reports: list[ReportRow]

    @property
    def obstacles(self) -> list[str]:
        """Codes of what keeps it from being exported."""
        if not self.reports:
            return ["case.empty"]
        return ["case.not_approved"] if any(each.state != APPROVED for each in self.reports) else []


def open_case(services: Services, person_id: str, title: str = "") -> CaseRow:
    """Open a case and give it the next number of the year. Raises CaseRefused."""
    said = " ".join(title.split())
    if len(said) > TITLE_MAX or not said.isprintable():
        raise CaseRefused("case.title")

    def work(db: Connection) -> CaseRow:
        at = services.stamp()
        prefix = at[:4] + "-"
        last = cases.last_number(db, prefix)
        number = f"{prefix}{int(last.removeprefix(prefix) or 0) + 1:04d}"
        row = CaseRow(services.chance.uuid(), number, said, person_id, at)
        cases.add(db, row)
        log.append(db, services, Act.CASE_OPENED, person_id, row.id, {"number": number})
        return row

    return services.store.write(work)


def link(services: Services, person_id: str, case_id: str, report_id: str) -> None:
    """Link an approved report to a case. Raises CaseRefused: case.gone, case.report_gone, case.not_approved,
    case.linked."""

    def work(db: Connection) -> None:
        if cases.get(db, case_id) is None:
            raise CaseRefused("case.gone")
        held = reports.row(db, report_id)
        if held is None:
            raise CaseRefused("case.report_gone")
        if held.state != APPROVED:
            raise CaseRefused("case.not_approved")
        if cases.is_linked(db, case_id, report_id):
            raise CaseRefused("case.linked")
        cases.link(db, case_id, report_id, services.stamp())
        log.append(db, services, Act.CASE_LINKED, person_id, case_id, {"report": report_id})

    services.store.write(work)


def unlink(services: Services, person_id: str, case_id: str, report_id: str) -> None:
    """End a link; the report itself is untouched. Raises CaseRefused("case.not_linked")."""

    def work(db: Connection) -> None:
        if not cases.unlink(db, case_id, report_id, services.stamp()):
            raise CaseRefused("case.not_linked")
        log.append(db, services, Act.CASE_UNLINKED, person_id, case_id, {"report": report_id})

    services.store.write(work)


def view(db: Connection, case_id: str) -> CaseView | None:
    """The case with its linked reports."""
    row = cases.get(db, case_id)
    return CaseView(row, cases.reports_of(db, case_id)) if row else None
