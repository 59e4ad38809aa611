"""D-20 to D-23: what the definition expects of verification, agencies and attempts beside V-05 to V-12."""

from collections.abc import Iterable
from datetime import timedelta

from shared.problems import Level
from shared.rules.case import Case, all_rows, at, code, first, text, when
from shared.rules.derived import span
from shared.rules.rule import Binds, Found, rule
from shared.rules.supervisors import PART

AROUND = timedelta(minutes=15)


@rule("D-20", Level.ERROR, Binds.FINAL)
def d20(case: Case) -> Iterable[Found]:
    """Federal and verified: at least one attempt says so."""
    if code(case.incident, "verification_result") != "federal_verified":
        return
    if not any(code(row, "result") in ("verified", "gave_all") for row in case.rows("id_attempt")):
        yield Found(at("incident", case.incident, "verification_result"), (all_rows("id_attempt"),))


@rule("D-21", Level.WARN, Binds.INTERIM)
def d21(case: Case) -> Iterable[Found]:
    """The verified agency differs from the claimed one: a note says how."""
    for row in case.rows(PART):
        claimed, verified = code(row, "agency_claimed"), code(row, "agency_verified")
        if claimed and verified and claimed != verified and not text(row, "agency_mismatch_note").strip():
            yield Found(
                at(PART, row, "agency_mismatch_note"),
                (at(PART, row, "agency_claimed"), at(PART, row, "agency_verified")),
            )


@rule("D-22", Level.WARN, Binds.FINAL)
def d22(case: Case) -> Iterable[Found]:
    """An attempt lies within the incident, give or take 15 minutes."""
    begin = first(case.incident, "lapd_arrived_at", "started_at")
    _, end = span(case)
    for row in case.rows("id_attempt"):
        tried = when(row, "attempted_at")
        early = tried is not None and begin is not None and begin - tried > AROUND
        late = tried is not None and end is not None and tried - end > AROUND
        if early or late:
            yield Found(at("id_attempt", row, "attempted_at"), (at("incident", case.incident, "lapd_arrived_at"),))


@rule("D-23", Level.ERROR, Binds.FINAL)
def d23(case: Case) -> Iterable[Found]:
    """Every agency was asked at least once, unless there was nobody to ask or nobody asked (V-09)."""
    for row in case.rows(PART):
        status = code(row, "supervisor_status")
        if status in ("identified_verified", "identified_unverified") and not case.below("id_attempt", row):
            yield Found(all_rows("id_attempt"), (at(PART, row, "supervisor_status"),))


RULES = (d20, d21, d22, d23)
