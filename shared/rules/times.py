"""V-01 to V-03, V-37 and D-02 to D-04: moments.

All order is judged in UTC. Wall clocks are shown, never compared, but for V-03.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from shared.answers import Row
from shared.canonical import Value
from shared.catalog import FieldSpec
from shared.problems import Level
from shared.rules import city
from shared.rules.case import Case, at, code, instant, valued, when
from shared.rules.derived import changes_offset
from shared.rules.rule import Binds, Found, rule

SLACK = timedelta(minutes=2)
"""How far a device's clock may run ahead of the moment at which it is judged."""

FAR = timedelta(days=2)
"""No two clocks of the earth differ by so much: for a later day than that nobody need ask the city's calendar."""

TO_COME = ("due_at",)
"""Moments that may lie ahead."""

PAIRS = (
    ("responding_unit", "arrived_at", "cleared_at"),
    ("bwv_reference", "activated_at", "deactivated_at"),
    ("interruption", "from_at", "to_at"),
    ("injury", "injury_known_at", "ems_summoned_at"),
    ("property_use", "first_seen_at", "left_at"),
    ("notification", "sent_at", "acknowledged_at"),
)
"""Earlier and later moment of one row."""


def moments(case: Case) -> Iterator[tuple[FieldSpec, Row, datetime]]:
    """Every moment that the officer stated, in the order of the form."""
    for spec in case.form.moments:
        if spec.name in TO_COME:
            continue
        for row in case.rows(spec.part):
            held = row.get(spec.name)
            if held is None:
                continue
            for value in held if isinstance(held, list) else (held,):
                known = instant(value)
                if known is not None:
                    yield spec, row, known


@rule("V-01", Level.ERROR, Binds.INTERIM, "before")
def v01(case: Case) -> Iterable[Found]:
    """No moment lies more than 2 minutes ahead, none before the duty to record began unless written after the fact."""
    begins = None if code(case.incident, "source") == "after_the_fact" else city.begins_on(case)
    for spec, row, known in moments(case):
        if case.now is not None and known - case.now > SLACK:
            yield Found(at(spec.part, row, spec.name))
        elif begins is not None and known.date() - begins < FAR and city.local_day(case, known) < begins:
            yield Found(at(spec.part, row, spec.name), params={"begins": begins.isoformat()}, variant="before")


def chain(case: Case) -> list[tuple[str, datetime]]:
    """Call, arrival, agents' leaving if it was seen, and clearing: those that are known, in that order."""
    seen = code(case.incident, "agents_present_on_arrival") in ("present", "leaving")
    names = ["call_received_at", "lapd_arrived_at"]
    names += ["agents_departed_at"] if seen else []
    names += ["lapd_cleared_at"]
    return [(name, known) for name in names if (known := when(case.incident, name)) is not None]


@rule("V-02", Level.ERROR, Binds.INTERIM)
def v02(case: Case) -> Iterable[Found]:
    """Call received, arrived, agents departed (if seen), cleared: in this order, compared in UTC."""
    for (earlier, first), (later, second) in pairwise(chain(case)):
        if first > second:
            yield Found(
                at("incident", case.incident, later),
                (at("incident", case.incident, earlier),),
                {"earlier": f"incident.{earlier}", "later": f"incident.{later}"},
            )


@rule("V-03", Level.ERROR, Binds.INTERIM)
def v03(case: Case) -> Iterable[Found]:
    """Wall clocks run backwards only when the clocks were changed between the two moments (crosses_dst)."""
    stated = case.incident.get("crosses_dst")
    for part, row, earlier, first, later, second in ordered(case):
        backwards = first <= second and first.replace(tzinfo=None) > second.replace(tzinfo=None)
        if backwards and not (stated if isinstance(stated, bool) else changes_offset(case, first, second)):
            yield Found(at(part, row, later), (at(part, row, earlier), at("incident", case.incident, "crosses_dst")))


def ordered(case: Case) -> Iterator[tuple[str, Row, str, datetime, str, datetime]]:
    """Every pair of moments of one row of which one belongs before the other, in whichever order they were written:
    the part, its row, the name and the moment of either."""
    for (earlier, first), (later, second) in pairwise(chain(case)):
        yield "incident", case.incident, earlier, first, later, second
    for part, earlier, later in PAIRS:
        for row in case.rows(part):
            before, after = when(row, earlier), when(row, later)
            if before is not None and after is not None:
                yield part, row, earlier, before, later, after


@rule("V-37", Level.ERROR, Binds.FINAL)
def v37(case: Case) -> Iterable[Found]:
    """Finished after end of watch: the reason for the late entry is written down."""
    due = city.end_of_watch(case)
    narrative = case.one("narrative")
    if due is None or case.now is None or case.now <= due or valued(narrative, "late_entry_reason"):
        return
    params: dict[str, Value] = {"due": due.isoformat()}
    yield Found(at("narrative", narrative, "late_entry_reason"), (), params)


@rule("D-02", Level.ERROR, Binds.INTERIM)
def d02(case: Case) -> Iterable[Found]:
    """What begins before it ends is written so: a unit's stay, a use of property, a notice and its receipt."""
    for part, earlier, later in PAIRS:
        if part not in ("responding_unit", "property_use", "notification"):
            continue
        for row in case.rows(part):
            before, after = when(row, earlier), when(row, later)
            if before is not None and after is not None and before > after:
                yield Found(at(part, row, later), (at(part, row, earlier),))


@rule("D-03", Level.ERROR, Binds.INTERIM)
def d03(case: Case) -> Iterable[Found]:
    """An incident begins before the agents leave and before our people clear."""
    began = when(case.incident, "started_at")
    for name in ("agents_departed_at", "lapd_cleared_at"):
        ended = when(case.incident, name)
        if began is not None and ended is not None and began > ended:
            yield Found(at("incident", case.incident, "started_at"), (at("incident", case.incident, name),))
            return


@rule("D-04", Level.WARN, Binds.INTERIM)
def d04(case: Case) -> Iterable[Found]:
    """A report of the public is not taken before the incident began."""
    began = when(case.incident, "started_at")
    for row in case.rows("misconduct_report"):
        taken = when(row, "taken_at")
        if began is not None and taken is not None and taken < began:
            yield Found(at("misconduct_report", row, "taken_at"), (at("incident", case.incident, "started_at"),))


RULES = (v01, v02, v03, v37, d02, d03, d04)
