"""Several officers' accounts of one scene: found by the incident number, put side by side, never merged.

Nobody decides by a program that two reports are of one scene; a person is told, looks at both, and a clerk links them
into one case.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from server.store import Connection, cases, reports
from server.store.reports import ReportRow

APART = timedelta(days=1)
"""How far the days of one scene's reports may lie apart: it may go on over midnight, and spoken call numbers begin anew
each day, so a week later the same digits are another scene."""


def same_scene(one: ReportRow, other: ReportRow) -> bool:
    """Whether two reports seem to be of one scene: one incident number, and days that do not speak against it."""
    if one.id == other.id or not one.incident_number or one.incident_number != other.incident_number:
        return False
    if not one.incident_date or not other.incident_date:
        return True
    return abs(date.fromisoformat(one.incident_date) - date.fromisoformat(other.incident_date)) <= APART


def beside(db: Connection, report: ReportRow) -> list[ReportRow]:
    """The other reports that seem to be of the same scene, the first to arrive first."""
    return [each for each in reports.of_incidents(db, (report.incident_number,)) if same_scene(report, each)]


def proposed(linked: Sequence[ReportRow], ready: Sequence[ReportRow]) -> list[ReportRow]:
    """Which of the reports that are `ready` seem to be of the same scene as one that is linked already."""
    return [each for each in ready if any(same_scene(each, other) for other in linked)]


def cases_of(db: Connection, ready: Sequence[ReportRow]) -> dict[str, str]:
    """Report id to the number of the case that seems to be about the same scene already, for those that have one."""
    held = cases.of_incidents(db, {each.incident_number for each in ready})
    found: dict[str, str] = {}
    for each in ready:
        for case, linked in held:
            if same_scene(each, linked):
                found.setdefault(each.id, case.number)
    return found


def scenes(ready: Sequence[ReportRow]) -> list[list[ReportRow]]:
    """The reports in the order given, those that seem to be of one scene behind the first of them."""
    found: list[list[ReportRow]] = []
    for each in ready:
        group = next((held for held in found if any(same_scene(each, other) for other in held)), None)
        if group is None:
            found.append([each])
        else:
            group.append(each)
    return found
