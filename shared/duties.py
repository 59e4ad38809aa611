"""The five duties of the directive, computed from a report and a time: met, met late, owed, not met, not applicable.

A duty is about what was done on the scene; that it is written late does not make it late. It stays owed while the
officer can still act or write, that is until end of watch; then it is not met. A refusal that is written down is the
record that is wanted, and still says that the duty's aim, name and badge number, was not reached.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from shared.answers import Address, Nested, Row
from shared.canonical import Value
from shared.catalog import Form
from shared.rules import cameras, city, reports, supervisors
from shared.rules.case import Case, all_rows, at, code, given, later, text, valued, when
from shared.rules.review import HOLD, flat_annotations


class State(StrEnum):
    """How a duty stands. Worse states come first where several rows decide."""

    OWED = "owed"
    NOT_MET = "not_met"
    MET_LATE = "met_late"
    MET = "met"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Duty:
    """One duty.

    code       camera, preserve, supervisor, medical or public
    clause     the code of `shared.clauses` that it stands for
    due        by when, if it is owed and the record tells
    at         when it was met, if the record tells
    reason     why it stands so: a code with words under `duty.reason.<code>`, "" if there is nothing to say
    params     of the reason; a parameter named like a controlled list holds a code of that list
    addresses  the answers, or the lists of rows, that decided it
    """

    code: str
    clause: str
    state: State
    due: datetime | None = None
    at: datetime | None = None
    reason: str = ""
    params: Mapping[str, Value] = field(default_factory=dict)
    addresses: tuple[Address, ...] = ()


CODES = ("camera", "preserve", "supervisor", "medical", "public")
_CLAUSES = {name: f"ED17-L{number}" for number, name in enumerate(CODES, 1)}
REASONS = (
    "answer_open",
    "agency_status",
    "agents_gone",
    "camera_missing",
    "camera_none",
    "camera_off",
    "evidence_open",
    "hold_open",
    "identified_late",
    "injury_unknown",
    "lapd_not_on_scene",
    "late_activation",
    "late_summons",
    "never_confirmed",
    "no_injury",
    "nobody_reported",
    "not_federal",
    "not_recorded",
    "not_summoned",
    "report_open",
    "supervisor_missing",
    "supervisor_status",
    "tag_open",
)
"""Every reason; each has words in every language."""


def duties(
    form: Form,
    answers: Nested,
    now: datetime | None = None,
    annotations: Nested | Mapping[Address, Value] | None = None,
) -> tuple[Duty, Duty, Duty, Duty, Duty]:
    """The five duties in the order of `CODES`.

    annotations: what supervisors added, nested or by address; with them `preserve` asks for the hold as well (the
    review page gives them, an empty mapping included; the tablet does not).
    """
    case = Case(form, answers, now)
    return (
        _worst("camera", _camera(case)),
        _worst("preserve", _preserve(case, annotations)),
        _worst("supervisor", _supervisor(case)),
        _worst("medical", _medical(case)),
        _worst("public", _public(case)),
    )


def _duty(state: State, *addresses: Address, **more: object) -> Duty:
    due, moment, reason = more.pop("due", None), more.pop("at", None), more.pop("reason", "")
    params = {name: value for name, value in more.items() if isinstance(value, str | int)}
    return Duty(
        "",
        "",
        state,
        due if isinstance(due, datetime) else None,
        moment if isinstance(moment, datetime) else None,
        str(reason),
        params,
        addresses,
    )


def _worst(name: str, found: Sequence[Duty]) -> Duty:
    """One duty out of what its rows say: the worst state counts, with every address that says so."""
    order = list(State)
    state = min((each.state for each in found), key=order.index)
    same = [each for each in found if each.state is state]
    dues = [each.due for each in same if each.due is not None]
    moments = [each.at for each in same if each.at is not None]
    addresses = tuple(dict.fromkeys(address for each in same for address in each.addresses))
    return replace(
        same[0],
        code=name,
        clause=_CLAUSES[name],
        due=min(dues) if dues else None,
        at=max(moments) if moments else None,
        addresses=addresses,
    )


def _open(case: Case, reason: str, *addresses: Address, due: datetime | None = None, **params: object) -> Duty:
    """Owed while the watch lasts, afterwards not met because nothing was recorded."""
    end = city.end_of_watch(case)
    if end is not None and case.now is not None and case.now > end:
        return _duty(State.NOT_MET, *addresses, reason="not_recorded")
    return _duty(State.OWED, *addresses, due=due, reason=reason, **params)


def _nobody_there(case: Case) -> Duty | None:
    """Not applicable: none of ours was at the scene."""
    if code(case.incident, "agents_present_on_arrival") == "lapd_not_on_scene":
        where = at("incident", case.incident, "agents_present_on_arrival")
        return _duty(State.NOT_APPLICABLE, where, reason="lapd_not_on_scene")
    return None


def _camera(case: Case) -> list[Duty]:
    away = _nobody_there(case)
    if away is not None:
        return [away]
    arrived = when(case.incident, "lapd_arrived_at")
    found = [
        _open(case, "camera_missing", all_rows("bwv_reference"), address, due=arrived, serial=serial)
        for address, serial in cameras.without_camera(case)
    ]
    for row in case.rows("bwv_reference"):
        where, activation = at("bwv_reference", row, "activation"), code(row, "activation")
        begun = when(row, "activated_at")
        if not activation:
            found.append(_open(case, "answer_open", where, due=arrived))
        elif activation in cameras.NO_FOOTAGE:
            why = code(row, "off_reason")
            if why:
                found.append(_duty(State.NOT_MET, where, reason="camera_off", bwv_off_reason=why))
            else:
                found.append(_duty(State.NOT_MET, where, reason="camera_none", bwv_activation=activation))
        elif activation == "after_first_contact":
            late = at("bwv_reference", row, "activated_at")
            found.append(_duty(State.MET_LATE, where, late, at=begun, reason="late_activation"))
        else:
            found.append(_duty(State.MET, where, at=begun or arrived))
    return found or [_open(case, "answer_open", all_rows("bwv_reference"), due=arrived)]


def _preserve(case: Case, annotations: Nested | Mapping[Address, Value] | None) -> list[Duty]:
    incident, end = case.incident, city.end_of_watch(case)
    kept = at("incident", incident, "other_evidence_preserved")
    found = []
    if given(incident, "other_evidence_preserved"):
        found.append(_duty(State.MET, kept))
    else:
        found.append(_open(case, "evidence_open", kept, due=end))
    held = None if annotations is None else flat_annotations(annotations)
    for row in case.rows("bwv_reference"):
        if not cameras.recording(row):
            continue
        tag, hold = at("bwv_reference", row, "tag_id"), at("bwv_reference", row, HOLD)
        if not text(row, "tag_id").strip():
            found.append(_open(case, "tag_open", tag, due=end))
        elif held is not None and held.get(hold) != "yes":
            found.append(_duty(State.OWED, hold, reason="hold_open"))
        else:
            stamp: Row = {"at": held[since]} if held and (since := Address(*hold[:2], "hold_at")) in held else {}
            found.append(_duty(State.MET, tag, at=when(stamp, "at")))
    return found


def _supervisor(case: Case) -> list[Duty]:
    incident = case.incident
    away = _nobody_there(case)
    if away is not None:
        return [away]
    rows = case.rows("federal_supervisor")
    seen = code(incident, "agents_present_on_arrival")
    where, cleared = at("incident", incident, "agents_present_on_arrival"), when(incident, "lapd_cleared_at")
    if code(incident, "verification_result") == "not_federal":
        verified = at("incident", incident, "verification_result")
        return [_duty(State.NOT_APPLICABLE, verified, reason="not_federal")]
    if not rows:
        if seen == "never_confirmed":
            return [_duty(State.NOT_APPLICABLE, where, reason="never_confirmed")]
        if seen == "gone":
            return [_duty(State.NOT_MET, where, reason="agents_gone")]
        return [_open(case, "supervisor_missing", all_rows("federal_supervisor"), where, due=cleared)]
    found = []
    if seen in ("present", "leaving"):
        for address, _ in supervisors.uncovered(case):
            lacking = all_rows("federal_supervisor")
            found.append(_open(case, "supervisor_missing", lacking, address, due=cleared))
    for row in rows:
        found.append(_one_supervisor(case, row, cleared))
    return found


def _one_supervisor(case: Case, row: Row, cleared: datetime | None) -> Duty:
    status, where = supervisors.status(row), at("federal_supervisor", row, "supervisor_status")
    name, badge = at("federal_supervisor", row, "name_as_stated"), at("federal_supervisor", row, "badge_number")
    if not status:
        return _open(case, "answer_open", where, due=cleared)
    if status not in supervisors.IDENTIFIED:
        agency = code(row, "agency_claimed")
        if agency:  # another team's supervisor may well be identified
            return _duty(State.NOT_MET, where, reason="agency_status", agency=agency, supervisor_status=status)
        return _duty(State.NOT_MET, where, reason="supervisor_status", supervisor_status=status)
    if not (valued(row, "name_as_stated") and valued(row, "badge_number")):
        return _open(case, "answer_open", name, badge, due=cleared)
    tried = supervisors.attempts(case, row)
    gained = [when(each, "attempted_at") for each in tried if code(each, "result") in supervisors.SUCCESSFUL]
    known = [moment for moment in gained if moment is not None]
    first = min(known) if known else None
    if first is not None and cleared is not None and first > cleared:
        return _duty(State.MET_LATE, name, badge, at=first, reason="identified_late")
    return _duty(State.MET, name, badge, at=first)


def _medical(case: Case) -> list[Duty]:
    present = at("incident", case.incident, "injury_present")
    rows = case.rows("injury")
    if not rows:
        answer = code(case.incident, "injury_present")
        if answer in ("no", "unknown"):
            reason = "no_injury" if answer == "no" else "injury_unknown"
            return [_duty(State.NOT_APPLICABLE, present, reason=reason)]
        return [_open(case, "answer_open", all_rows("injury") if answer else present)]
    return [_one_injury(case, row) for row in rows]


def _one_injury(case: Case, row: Row) -> Duty:
    where, called = at("injury", row, "ems_summoned"), at("injury", row, "ems_summoned_at")
    answer, known, summoned = code(row, "ems_summoned"), when(row, "injury_known_at"), when(row, "ems_summoned_at")
    due = later(known, timedelta(minutes=city.REMINDER_MINUTES))
    away = _nobody_there(case)
    if answer == "no" and away is not None:
        return away
    if answer == "no":
        return _duty(State.NOT_MET, where, at("injury", row, "ems_not_summoned_reason"), reason="not_summoned")
    if answer in ("already_on_scene", "summoned_by_others"):
        return _duty(State.MET, where, at=when(row, "arrived_at"))
    if not answer or summoned is None:
        return _open(case, "answer_open", called if answer else where, due=due)
    if due is not None and known is not None and summoned > due:
        minutes = int((summoned - known).total_seconds()) // 60
        return _duty(State.MET_LATE, called, at=summoned, reason="late_summons", minutes=minutes)
    return _duty(State.MET, called, at=summoned)


def _public(case: Case) -> list[Duty]:
    rows = case.rows("misconduct_report")
    if not rows:
        return [_duty(State.NOT_APPLICABLE, all_rows("misconduct_report"), reason="nobody_reported")]
    found = []
    for row in rows:
        taken = at("misconduct_report", row, "taken_at")
        handed_on = code(row, "about_lapd_employee") == "yes" and valued(row, "routing_slip_at")
        if reports.complete(case, row) or (handed_on and not case.below("allegation", row)):
            found.append(_duty(State.MET, taken, at=when(row, "taken_at")))
        else:
            lacking = at("misconduct_report", row, "statement_original")
            found.append(_open(case, "report_open", lacking, due=city.end_of_watch(case)))
    return found
