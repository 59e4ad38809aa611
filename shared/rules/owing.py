"""What a final version will need and lacks: answers and whole rows, with when each is due.

The officer's owed list, and the queue's number. Rows that nobody has begun are owed too: a camera row for each of
our people, an attempt for each agency, a notice that the city requires.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shared.about import SECTIONS, Stage
from shared.answers import ONLY_ROW, Address, Nested, row_id
from shared.canonical import Value
from shared.catalog import Form
from shared.rules import cameras, city, notices, supervisors
from shared.rules.case import Case, all_rows, at, code, given, valued, when

ORDER = (Stage.ON_SCENE, Stage.BEFORE_LEAVING, Stage.END_OF_WATCH)


@dataclass(frozen=True)
class Owed:
    """One thing still owed.

    address  the field that lacks an answer; for a missing row the part's list of rows
    stage    when it is asked for: on the scene, before leaving it, before end of watch
    due      the moment by which it is due; None where the record does not tell
    what     "answer" or "row"
    because  where the record says that it is needed
    prefill  for a row: the answers with which it should begin
    """

    address: Address
    stage: Stage
    due: datetime | None
    what: str = "answer"
    because: Address | None = None
    prefill: Mapping[str, Value] = field(default_factory=dict)


def owed(form: Form, answers: Nested, now: datetime | None = None) -> list[Owed]:
    """Everything owed, in the order in which an officer meets it: by stage, section, row, question; a missing
    row before the rows that are there.

    `now` only matters to whoever compares it with `due`; what is owed does not depend on it, but for the reason of
    a late entry (V-37).
    """
    case = Case(form, answers, now, final=True)
    places = {spec.code: place for place, spec in enumerate(form.fields)}
    parts = {name: place for place, name in enumerate(form.order)}

    rows = {(name, row_id(row)): number for name in form.order for number, row in enumerate(case.rows(name))}

    def place(one: Owed) -> tuple[int, int, int, int, int]:
        spec = form.spec(one.address.part, one.address.field)
        held = form.by_name[one.address.part]
        section = (spec or held.fields[0]).about.section
        row = rows.get(one.address[:2], -1)
        asked = places[spec.code] if spec else -1
        return ORDER.index(one.stage), SECTIONS.index(section), parts[held.name], row, asked

    found = [*_rows(case), *_answers(case), *_late(case)]
    return sorted((one for one in found if one.address.part in parts), key=place)


def owed_count(case: Case) -> int:
    """How many `owed` would name with no `now`, for whoever shows only the number."""
    return sum(1 for one in (*_rows(case), *_answers(case)) if one.address.part in case.form.by_name)


def due_of(case: Case, stage: Stage) -> datetime | None:
    """When what belongs to `stage` is due: on the scene at once (the arrival), then at clearing, then end of watch."""
    if stage is Stage.BEFORE_LEAVING:
        return when(case.incident, "lapd_cleared_at")
    return city.end_of_watch(case) if stage is Stage.END_OF_WATCH else city.started(case)


def _answers(case: Case) -> Iterator[Owed]:
    dues: dict[Stage, datetime | None] = {}
    for spec, address in case.lacking:
        stage = spec.about.stage
        if stage is not Stage.AUTOMATIC:
            if stage not in dues:
                dues[stage] = due_of(case, stage)
            yield Owed(address, stage, dues[stage])


def _late(case: Case) -> Iterator[Owed]:
    end = city.end_of_watch(case)
    late = end is not None and case.now is not None and case.now > end
    if late and case.asks("narrative", "late_entry_reason") and not given(case.one("narrative"), "late_entry_reason"):
        yield Owed(Address("narrative", ONLY_ROW, "late_entry_reason"), Stage.END_OF_WATCH, end)


def _rows(case: Case) -> Iterable[Owed]:
    incident, scene, leaving = case.incident, Stage.ON_SCENE, Stage.BEFORE_LEAVING

    def row(
        part: str, stage: Stage, because: Address | None = None, due: datetime | None = None, **prefill: Value
    ) -> Owed:
        return Owed(all_rows(part), stage, due or due_of(case, stage), "row", because, prefill)

    if valued(incident, "lapd_arrived_at"):
        arrived = at("incident", incident, "lapd_arrived_at")
        if not case.rows("responding_unit"):
            yield row("responding_unit", scene, arrived, role="primary")
        for unit in case.rows("responding_unit"):
            if not case.below("personnel", unit):
                yield row("personnel", leaving, at("responding_unit", unit, "unit_designation"), unit_ref=row_id(unit))
        for address, serial in cameras.without_camera(case):
            yield row("bwv_reference", scene, address, wearer_serial=serial)
        if not case.rows("bwv_reference") and not list(cameras.wearers(case)):
            yield row("bwv_reference", scene, arrived)
    if code(incident, "agents_present_on_arrival") in ("present", "leaving"):
        seen = at("incident", incident, "agents_present_on_arrival")
        if not case.rows("federal_supervisor"):
            yield row("federal_supervisor", scene, seen)
        else:
            for address, agency in supervisors.uncovered(case):
                yield row("federal_supervisor", scene, address, agency_claimed=agency)
    for supervisor in case.rows("federal_supervisor"):
        status = supervisors.status(supervisor)
        if status != "not_attempted" and not case.below("id_attempt", supervisor):
            about = at("federal_supervisor", supervisor, "supervisor_status")
            yield row("id_attempt", scene, about, supervisor_ref=row_id(supervisor))
    if code(incident, "injury_present") == "yes" and not case.rows("injury"):
        yield row("injury", scene, at("incident", incident, "injury_present"))
    for report in case.rows("misconduct_report"):
        if not case.below("allegation", report):
            yield row(
                "allegation", leaving, at("misconduct_report", report, "report_ref"), misconduct_ref=row_id(report)
            )
    if not case.rows("property_use"):
        yield row("property_use", scene)
    for target, by, due in notices.required(case):
        if not notices.has_row(case, target):
            prefill: dict[str, Value] = {"target": target, "required_by_rule": by}
            if due is not None:
                prefill["due_at"] = {"at": due.isoformat(timespec="seconds"), "clock": "device"}
            yield Owed(all_rows("notification"), leaving, due or due_of(case, leaving), "row", None, prefill)
