"""Answers that follow from others (stage A): filled by the app as the officer writes, checked by everyone (D-01).

`derived` never guesses: what does not follow is absent.
"""

from collections.abc import Iterable
from datetime import datetime

from shared.answers import Address, Flat, Nested, Row, row_id
from shared.catalog import Form
from shared.problems import Level
from shared.rules import city
from shared.rules.case import Case, at, code, codes, first, given, when
from shared.rules.rule import Binds, Found, rule

LATE_MAX = 86_400
POLICE = "POLICE"
OWN_NAME = frozenset({"POLICE_ICE", "POLICE ICE", "ICE", "ERO", "HSI"})
"""Wording that says whose police it is (Kidd v. Noem: POLICE alone is not enough for ICE)."""


def derived(form: Form, answers: Nested) -> Flat:
    """Every automatic answer that follows from the others, by address; only for questions that the form has."""
    case = Case(form, answers)
    found: Flat = {}
    if "incident" in answers:
        _of_incident(case, found)
    for row in case.rows("injury"):
        if code(row, "age_band") not in ("", "unknown"):
            found[at("injury", row, "is_minor")] = code(row, "age_band") in city.MINORS
    for row in case.rows("federal_supervisor"):
        if given(row, "markings_seen"):
            found[at("federal_supervisor", row, "police_marking_only")] = police_only(row)
    for row in case.rows("bwv_reference"):
        late = late_seconds(row)
        if late is not None and 0 < late <= LATE_MAX:
            found[at("bwv_reference", row, "late_seconds")] = late
        for copy, origin in (
            ("medical_limit", "recording_limited_for_medical"),
            ("ems_redaction", "ems_redaction_requested"),
        ):
            if any(code(injury, origin) == "yes" for injury in case.rows("injury")):
                found[at("bwv_reference", row, copy)] = True
    return {address: value for address, value in found.items() if case.asks(address.part, address.field)}


def _of_incident(case: Case, found: Flat) -> None:
    begin, end = span(case)
    if begin is not None:
        found[Address("incident", "-", "incident_date")] = city.local_day(case, begin).isoformat()
    if begin is not None and end is not None:
        days = city.local_day(case, begin), city.local_day(case, end)
        found[Address("incident", "-", "crosses_midnight")] = days[0] != days[1]
        if case.zone is not None:
            found[Address("incident", "-", "crosses_dst")] = changes_offset(case, begin, end)
    found[Address("incident", "-", "preservation_hold")] = True


def span(case: Case) -> tuple[datetime | None, datetime | None]:
    """When the incident began (V-36: that date counts), and the last moment of our own people there."""
    begin = first(case.incident, "started_at", "lapd_arrived_at", "call_received_at")
    ends = [when(case.incident, name) for name in ("lapd_cleared_at", "agents_departed_at")]
    known = [each for each in ends if each is not None]
    return begin, max(known) if known else None


def month_of(form: Form, answers: Nested) -> str:
    """V-36: the month, YYYY-MM, to which an incident is counted: that of the date on which it began. "" if unknown."""
    case = Case(form, answers)
    stated = code(case.incident, "incident_date")
    if stated:
        return stated[:7]
    begin, _ = span(case)
    return city.local_day(case, begin).isoformat()[:7] if begin is not None else ""


def changes_offset(case: Case, begin: datetime, end: datetime) -> bool:
    """Whether the city's clocks were changed between the two moments; by their own offsets if the zone is not known."""
    try:
        here = case.zone
        return begin.astimezone(here).utcoffset() != end.astimezone(here).utcoffset() if here else False
    except OverflowError:
        return False


def police_only(row: Row) -> bool:
    """Whether POLICE was on the clothing and nothing that says whose."""
    seen = frozenset(codes(row, "markings_seen"))
    return POLICE in {mark.upper() for mark in seen} and not {mark.upper() for mark in seen} & OWN_NAME


def late_seconds(row: Row) -> int | None:
    """Seconds from first contact to the camera's activation: negative when it ran before, None if not known."""
    begun, contact = when(row, "activated_at"), when(row, "first_contact_at")
    return int((begun - contact).total_seconds()) if begun is not None and contact is not None else None


@rule("D-01", Level.ERROR, Binds.FINAL)
def d01(case: Case) -> Iterable[Found]:
    """An automatic answer agrees with the answers from which it follows."""
    for address, value in derived(case.form, case.answers).items():
        row = next((row for row in case.rows(address.part) if row_id(row) == address.row), {})
        stated = row.get(address.field)
        if stated is not None and stated != value:
            yield Found(address)


RULES = (d01,)
