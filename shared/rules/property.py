"""V-25, V-26, D-16 and D-24: whose ground was used."""

from collections.abc import Iterable

from shared.problems import Level
from shared.rules.case import Case, all_rows, at, code, given
from shared.rules.rule import Binds, Found, rule

PART = "property_use"


@rule("V-25", Level.ERROR, Binds.FINAL)
def v25(case: Case) -> Iterable[Found]:
    """An area that is not public: the authority that was shown is answered."""
    for row in case.rows(PART):
        if code(row, "area_type") == "non_public" and not given(row, "authority_shown"):
            yield Found(at(PART, row, "authority_shown"), (at(PART, row, "area_type"),))


@rule("V-26", Level.WARN, Binds.FINAL)
def v26(case: Case) -> Iterable[Found]:
    """A park or a parking lot: whose property it is, is not left at none or unknown."""
    if code(case.incident, "location_category") not in ("park", "parking_lot"):
        return
    rows = case.rows(PART)
    if not any(code(row, "property_involved") not in ("", "none", "unknown") for row in rows):
        where = at(PART, rows[0], "property_involved") if rows else all_rows(PART)
        yield Found(where, (at("incident", case.incident, "location_category"),))


@rule("D-16", Level.WARN, Binds.FINAL, "gate")
def d16(case: Case) -> Iterable[Found]:
    """Agents in an area that is not public: ask for the warrant. A breached gate: ask for a crime report."""
    for row in case.rows(PART):
        asked = code(case.incident, "warrant_status")
        if code(row, "area_type") == "non_public" and asked == "not_asked":
            yield Found(at("incident", case.incident, "warrant_status"), (at(PART, row, "area_type"),))
        taken = code(case.incident, "crime_report_taken") == "yes" or given(row, "crime_dr_number")
        if code(row, "gate_state") == "breached" and not taken:
            yield Found(
                at("incident", case.incident, "crime_report_taken"), (at(PART, row, "gate_state"),), variant="gate"
            )


@rule("D-24", Level.ERROR, Binds.FINAL)
def d24(case: Case) -> Iterable[Found]:
    """Whose property was used is answered, if only by none or unknown."""
    if not case.rows(PART):
        yield Found(all_rows(PART))


RULES = (v25, v26, d16, d24)
