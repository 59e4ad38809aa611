"""V-15, V-24 and D-14, D-15: who had to be told. The city's file says which notices a situation requires."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from shared.answers import Address
from shared.problems import Level
from shared.rules import city
from shared.rules.case import Case, all_rows, at, code, codes, later, text, valued, when
from shared.rules.rule import Binds, Found, rule

PART = "notification"
GRAVE = ("serious", "life_threatening", "fatal")
PROHIBITED = ("staging_area", "processing_location", "operations_base")
"""The uses of City property that the directive forbids."""
EARLY = timedelta(minutes=30)


def told(case: Case, target: str) -> bool:
    """Whether somebody was told, or it is written why not."""
    return any(
        code(row, "target") == target and (valued(row, "sent_at") or bool(text(row, "not_sent_reason").strip()))
        for row in case.rows(PART)
    )


def has_row(case: Case, target: str) -> bool:
    """Whether there is a row for the addressee at all."""
    return any(code(row, "target") == target for row in case.rows(PART))


def causes(case: Case, situation: str) -> tuple[Address, ...]:
    """What makes `situation` hold (agents, city_property, serious), empty when it does not."""
    incident = case.incident
    if situation == "agents":
        there = code(incident, "agents_present_on_arrival") in ("present", "leaving")
        return (at("incident", incident, "agents_present_on_arrival"),) if there else ()
    if situation == "city_property":
        rows = case.rows("property_use")
        used = [r for r in rows if code(r, "property_involved") == "city" and code(r, "use_type") in PROHIBITED]
        return tuple(at("property_use", row, "use_type") for row in used)
    if situation == "serious":
        found = [at("injury", row, "severity") for row in case.rows("injury") if code(row, "severity") in GRAVE]
        if "firearm_discharged" in codes(incident, "force_observed"):
            found.append(at("incident", incident, "force_observed"))
        return tuple(found)
    return ()


def required(case: Case) -> list[tuple[str, str, datetime | None]]:
    """Every notice that must go out: (target, the rule that says so, due), each target once, in the city's order."""
    begin = city.started(case)
    wanted: dict[str, tuple[str, str, datetime | None]] = {}
    for target in case.form.configuration.city.targets:
        for situation, by in (("serious", "V-15"), ("city_property", "V-24"), ("agents", "D-14")):
            if situation in target.required and target.code not in wanted and causes(case, situation):
                due = later(begin, timedelta(minutes=target.within)) if target.within else None
                wanted[target.code] = (target.code, by, due)
    return list(wanted.values())


def untold(case: Case, situation: str) -> Iterable[Found]:
    """The addressees of a situation that nobody told, as breaches."""
    about = causes(case, situation)
    for target in case.form.configuration.city.required_targets(situation) if about else ():
        if not told(case, target):
            rows = [row for row in case.rows(PART) if code(row, "target") == target]
            where = at(PART, rows[0], "sent_at") if rows else all_rows(PART)
            yield Found(where, about, {"notification_target": target})


@rule("V-15", Level.ERROR, Binds.FINAL)
def v15(case: Case) -> Iterable[Found]:
    """Serious or fatal injury, or a firearm discharged: detectives and a supervisor are notified, or why not."""
    return untold(case, "serious")


@rule("V-24", Level.ERROR, Binds.FINAL)
def v24(case: Case) -> Iterable[Found]:
    """City property used as it may not be: those whom the city names are notified, or it is written why not."""
    return untold(case, "city_property")


@rule("D-14", Level.FLAG, Binds.FINAL)
def d14(case: Case) -> Iterable[Found]:
    """Agents on the scene: the notices that the city requires went out, or it is written why not."""
    return untold(case, "agents")


@rule("D-15", Level.WARN, Binds.INTERIM)
def d15(case: Case) -> Iterable[Found]:
    """No notice is sent more than 30 minutes before the arrival."""
    arrived = when(case.incident, "lapd_arrived_at")
    for row in case.rows(PART):
        sent = when(row, "sent_at")
        if arrived is not None and sent is not None and arrived - sent > EARLY:
            yield Found(at(PART, row, "sent_at"), (at("incident", case.incident, "lapd_arrived_at"),))


RULES = (v15, v24, d14, d15)
