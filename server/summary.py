"""What the queue shows of a report: a few facts as codes and counts, computed once when a version is accepted.

Pure, and tolerant: an interim version may lack anything, an old form version may not know a question. Codes, not
words, so that a page in any language says the same.
"""

from collections.abc import Iterable, Sequence

from shared.answers import Row, mark_of
from shared.canonical import Value
from shared.problems import Level, Problem
from shared.rules import Case, owed_count

PLACE = ("location_block", "location_cross", "location_landmark")
SEVERITIES = ("complaint_of_pain", "minor", "moderate", "serious", "life_threatening", "fatal")
"""From the least to the worst."""


def summarise(case: Case, problems: Iterable[Problem]) -> dict[str, Value]:
    """The queue's facts:

    place            block, cross street and landmark, the first two that were given, "" if none was
    incident_number  the number, else the spoken digits, else ""
    source           code; began, arrived: RFC 3339 with the officer's offset, "" if not given
    agents           code: present, leaving, gone ...
    agencies         [{"agency": code, "status": supervisor_status code}] in the officer's order
    injured          yes, no, unknown or ""; injuries: rows; severity: the worst code; ambulance: yes, no or ""
    force            codes of observed force
    misconduct       number of public reports
    property         code of whose property was used, "city" before all others
    owed             number of answers and rows that are still owed; errors, flags: numbers of problems
    """
    found = list(problems)
    incident, injuries = case.incident, case.rows("injury")
    return {
        "place": ", ".join([text for name in PLACE if (text := _text(incident, name))][:2]),
        "incident_number": _text(incident, "incident_number") or _text(incident, "incident_number_raw"),
        "source": _text(incident, "source"),
        "began": _instant(incident, "started_at") or _instant(incident, "lapd_arrived_at"),
        "arrived": _instant(incident, "lapd_arrived_at"),
        "agents": _text(incident, "agents_present_on_arrival"),
        "agencies": [
            {"agency": _text(row, "agency_claimed"), "status": _text(row, "supervisor_status")}
            for row in case.rows("federal_supervisor")
        ],
        "injured": _text(incident, "injury_present"),
        "injuries": len(injuries),
        "severity": _worst(injuries),
        "ambulance": _ambulance(injuries),
        "force": _force(incident),
        "misconduct": len(case.rows("misconduct_report")),
        "property": _property(case.rows("property_use")),
        "owed": owed_count(case),
        "errors": sum(problem.level is Level.ERROR for problem in found),
        "flags": sum(problem.level is Level.FLAG for problem in found),
    }


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else mark_of(value) or ""


def _instant(row: Row, name: str) -> str:
    value = row.get(name)
    return str(value.get("at", "")) if isinstance(value, dict) else ""


def _worst(injuries: Sequence[Row]) -> str:
    known = [text for row in injuries if (text := _text(row, "severity")) in SEVERITIES]
    return max(known, key=SEVERITIES.index, default="")


def _ambulance(injuries: Sequence[Row]) -> str:
    """No as soon as one injured person got none; nothing while it is not answered for all."""
    answers = [_text(row, "ems_summoned") for row in injuries]
    if "no" in answers:
        return "no"
    return "yes" if answers and all(answers) else ""


def _force(incident: Row) -> list[Value]:
    value = incident.get("force_observed")
    return [code for code in value if code not in ("none", "not_observed")] if isinstance(value, list) else []


def _property(rows: Sequence[Row]) -> str:
    codes = [_text(row, "property_involved") for row in rows]
    return "city" if "city" in codes else next((code for code in codes if code), "")
