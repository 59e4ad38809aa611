"""V-13, V-14, V-16 and D-07 to D-10: the injured, children, and what our own people did."""

from collections.abc import Iterable
from datetime import timedelta

from shared.answers import Row
from shared.problems import Level
from shared.rules import city
from shared.rules.case import Case, all_rows, at, code, codes, count, given, text, valued, when
from shared.rules.rule import Binds, Found, rule

KNOWN_SLACK = timedelta(minutes=1)


@rule("V-13", Level.ERROR, Binds.FINAL, "nobody", "ambulance")
def v13(case: Case) -> Iterable[Found]:
    """Injured: yes, exactly when there is an injury row; each says whether an ambulance was summoned."""
    present = at("incident", case.incident, "injury_present")
    rows = case.rows("injury")
    if code(case.incident, "injury_present") == "yes" and not rows:
        yield Found(all_rows("injury"), (present,))
    if code(case.incident, "injury_present") in ("no", "unknown") and rows:
        yield Found(present, (all_rows("injury"),), variant="nobody")
    for row in rows:
        if not given(row, "ems_summoned"):
            yield Found(at("injury", row, "ems_summoned"), (present,), variant="ambulance")


@rule("V-14", Level.ERROR, Binds.INTERIM, "reminder")
def v14(case: Case) -> Iterable[Found]:
    """No ambulance: the reason. Not summoned 5 minutes after the injury was known: a reminder."""
    for row in case.rows("injury"):
        answer = code(row, "ems_summoned")
        asked = at("injury", row, "ems_summoned")
        if answer == "no" and not text(row, "ems_not_summoned_reason").strip():
            yield Found(at("injury", row, "ems_not_summoned_reason"), (asked,))
        known = when(row, "injury_known_at")
        open_still = answer == "" or (answer == "yes" and not valued(row, "ems_summoned_at"))
        if open_still and known is not None and case.now is not None:
            minutes = int((case.now - known).total_seconds()) // 60
            if case.now - known > timedelta(minutes=city.REMINDER_MINUTES):
                where = at("injury", row, "ems_summoned_at") if answer else asked
                also = (at("injury", row, "injury_known_at"),)
                yield Found(where, also, {"minutes": minutes}, Level.WARN, "reminder")


@rule("V-16", Level.ERROR, Binds.FINAL)
def v16(case: Case) -> Iterable[Found]:
    """An injured minor: guardian status is answered. The name given is never shown to the public."""
    for row in case.rows("injury"):
        if city.is_minor(row) and not given(row, "guardian_status"):
            yield Found(at("injury", row, "guardian_status"), (at("injury", row, "age_band"),))


def detained_named(case: Case) -> list[Row]:
    """Rows that hold the name of a detained person though no crime report makes them a victim."""
    if code(case.incident, "crime_report_taken") == "yes":
        return []
    rows = case.rows("injury")
    return [row for row in rows if code(row, "person_role") == "detained_person" and valued(row, "person_name_given")]


@rule("D-07", Level.ERROR, Binds.INTERIM)
def d07(case: Case) -> Iterable[Found]:
    """Not more minors than persons were detained."""
    minors = count(case.incident, "minors_detained_observed")
    persons = count(case.incident, "persons_detained_observed")
    if minors is not None and persons is not None and minors > persons:
        also = (at("incident", case.incident, "persons_detained_observed"),)
        yield Found(at("incident", case.incident, "minors_detained_observed"), also)


@rule("D-08", Level.ERROR, Binds.INTERIM)
def d08(case: Case) -> Iterable[Found]:
    """An ambulance is not summoned before the injury was known (1 minute of slack)."""
    for row in case.rows("injury"):
        known, summoned = when(row, "injury_known_at"), when(row, "ems_summoned_at")
        if known is not None and summoned is not None and known - summoned > KNOWN_SLACK:
            yield Found(at("injury", row, "ems_summoned_at"), (at("injury", row, "injury_known_at"),))


@rule("D-09", Level.FLAG, Binds.FINAL, "ripa", "force", "ambulance")
def d09(case: Case) -> Iterable[Found]:
    """Other action of ours, and an ambulance not summoned, go to the supervisor; separate reports are recalled."""
    incident = case.incident
    if "other" in codes(incident, "lapd_actions"):
        yield Found(at("incident", incident, "lapd_actions"), (at("incident", incident, "lapd_actions_other"),))
    if code(incident, "lapd_detained_anyone") == "yes" and code(incident, "ripa_done") != "yes":
        where, also = at("incident", incident, "ripa_done"), (at("incident", incident, "lapd_detained_anyone"),)
        yield Found(where, also, level=Level.INFO, variant="ripa")
    if code(incident, "lapd_used_force") == "yes" and code(incident, "use_of_force_done") != "yes":
        where, also = at("incident", incident, "use_of_force_done"), (at("incident", incident, "lapd_used_force"),)
        yield Found(where, also, level=Level.INFO, variant="force")
    for row in case.rows("injury"):
        if code(row, "ems_summoned") == "no":
            yield Found(at("injury", row, "ems_summoned"), variant="ambulance")


@rule("D-10", Level.ERROR, Binds.FINAL, "several")
def d10(case: Case) -> Iterable[Found]:
    """Exactly one responding unit is the primary one."""
    primary = [row for row in case.rows("responding_unit") if code(row, "role") == "primary"]
    if case.rows("responding_unit") and not primary:
        yield Found(at("responding_unit", case.rows("responding_unit")[0], "role"))
    for row in primary[1:]:
        yield Found(at("responding_unit", row, "role"), (at("responding_unit", primary[0], "role"),), variant="several")


RULES = (v13, v14, v16, d07, d08, d09, d10)
