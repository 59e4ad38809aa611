"""Annotations: values of stages 4 and 5, beside the officer's words, under the name of whoever adds them.

The definition judges them as it judges answers (`Form.load(..., annotations=True)`), and the linter reads their prose.
A value is never replaced: a newer one is added, the older stays readable. The log entry holds a binding of each value
(`shared.entry.binding`), so that what an export shows as added can be proved.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

from server import log
from server.reviewing import opening
from server.reviewing.deciding import Refused, signature
from server.reviewing.opening import HOLD, Opened
from server.reviewing.states import State
from server.roles import Person
from server.services import Services
from server.store import Connection, annotations, inbox
from server.store.annotations import AnnotationRow
from server.store.inbox import Item
from shared.about import ALWAYS, Stage
from shared.answers import ONLY_ROW, ROW_ID, Address, Nested, Row, rows_of
from shared.canonical import Value, canonical
from shared.catalog import Form, PartSpec
from shared.entry import Act, binding
from shared.fields import Text
from shared.lint import findings
from shared.problems import Problem
from shared.rules import MISSING

SALT_BYTES = 16
SECOND = ("release", "approved_by")
"""Whose serial may not be the one of whoever writes it down: two people release."""


class NotValid(Refused):
    """The definition refuses the values; `problems` says which and why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("annotation.wrong")
        self.problems = problems


class Judged(NamedTuple):
    """A row's values in canonical form, and every mistake."""

    values: dict[Address, Value]
    problems: list[Problem]


def annotate(
    services: Services,
    person: Person,
    report_id: str,
    *,
    part: str,
    row: str,
    values: Mapping[str, Value],
    stage: Stage = Stage.SUPERVISOR,
) -> None:
    """Add values to one row (`-` for a single part). All of them or none. Raises Refused, NotValid."""
    add(services, person, report_id, {Address(part, row, name): it for name, it in values.items()}, stage=stage)


def add(
    services: Services,
    person: Person,
    report_id: str,
    values: Mapping[Address, Value],
    *,
    stage: Stage,
    seen: int | None = None,
    emptied: Collection[Address] = (),
) -> None:
    """Add values to rows that the newest version has, or to rows of a part that no officer fills. All or none.

    seen: the newest annotation's log index when the page was made; a value that somebody added to the same question
    since then refuses all of it. emptied: values that somebody tried to take out, which is a mistake like any other:
    the older value stays readable anyway. With a footage hold, who confirmed it and when are added by themselves.
    Raises Refused, NotValid with every mistake.
    """

    def work(db: Connection) -> None:
        opened = opening.read(db, services, report_id)
        if opened is None:
            raise Refused("report.gone")
        if person.id == opened.report.author_id:
            raise Refused("annotation.author")
        if stage is Stage.SUPERVISOR and State(opened.report.state) is State.APPROVED:
            raise Refused("annotation.approved")
        if seen is not None and any(opened.annotated_at(address) > seen for address in values):
            raise Refused("annotation.moved_on")
        loaded = _judged(opened, person, _completed(services, person, opened, values), stage, emptied)
        at = services.stamp()
        salts = {address: services.chance.token(SALT_BYTES).hex() for address in loaded}
        details: dict[str, Value] = {
            "fields": [address.text() for address in loaded],
            "values": [binding(salts[address], address.text(), value) for address, value in loaded.items()],
        }
        index = log.append(db, services, Act.REPORT_ANNOTATED, person.id, report_id, details)
        annotations.add(
            db,
            [
                AnnotationRow(
                    services.chance.uuid(),
                    report_id,
                    *address,
                    canonical(value).decode(),
                    person.id,
                    at,
                    index,
                    salts[address],
                )
                for address, value in loaded.items()
            ],
        )
        if stage is Stage.SUPERVISOR:
            told: dict[str, Value] = {address.text(): value for address, value in loaded.items()}
            body = canonical({"by": signature(opened, person), "at": at, "values": told}).decode()
            inbox.put(db, [Item(opened.report.author_id, index, "annotated", report_id, body)])

    services.store.write(work)


def officers_part(spec: PartSpec) -> bool:
    """Whether an officer fills any of it: then only rows of the sealed version can be added to."""
    return any(each.about.stage.officers for each in spec.fields)


def _judged(
    opened: Opened, person: Person, values: Mapping[Address, Value], stage: Stage, emptied: Collection[Address]
) -> dict[Address, Value]:
    """All values in canonical form, by address in order. Raises Refused for a row that is not there, NotValid."""
    if not values and not emptied:
        raise Refused("annotation.nothing")
    loaded: dict[Address, Value] = {}
    problems = [Problem("annotation.emptied", address) for address in emptied]
    for part, row in dict.fromkeys(address[:2] for address in values):
        typed = {address.field: value for address, value in values.items() if address[:2] == (part, row)}
        judged = _row(opened, part, row, typed, stage)
        loaded |= judged.values
        problems += judged.problems
    for address, value in loaded.items():
        if (address.part, address.field) == SECOND and value == person.serial:
            problems.append(Problem("annotation.second", address))
    if problems:
        raise NotValid(problems)
    return {address: loaded[address] for address in sorted(loaded)}


def _row(opened: Opened, part: str, row: str, typed: Mapping[str, Value], stage: Stage) -> Judged:
    form = opened.shown.form
    spec = form.by_name.get(part)
    if spec is None:
        raise Refused("annotation.nothing")
    held = next((each for each in rows_of(opened.shown.answers, part) if each.get(ROW_ID, ONLY_ROW) == row), None)
    if held is None and (officers_part(spec) or (row == ONLY_ROW) is spec.repeated):
        raise Refused("annotation.no_row")
    answers: Nested = {part: [{ROW_ID: row, **typed}] if spec.repeated else dict(typed)}
    loaded, problems = form.load(answers, annotations=True)
    values = next(iter(rows_of(loaded, part)), {})
    earlier = {each.field: value for each, value in opened.newest_annotations.items() if each[:2] == (part, row)}
    whole: Row = {**(held or {}), **earlier, **values}
    problems += _of_the_row(spec, row, whole, typed, opened.shown.answers, stage)
    problems += _words(form, part, row, values)
    return Judged({Address(part, row, name): it for name, it in values.items() if name != ROW_ID}, problems)


def _of_the_row(
    spec: PartSpec, row: str, whole: Row, typed: Mapping[str, Value], answers: Nested, stage: Stage
) -> list[Problem]:
    """What is not this person's or does not apply to the row, and what the row lacks."""
    found = []
    for each in spec.fields:
        address = Address(spec.name, row, each.name)
        if each.name in typed and (each.about.stage is not stage or not each.asked_of(whole, answers)):
            found.append(Problem("field.not_yours", address))
        elif each.about.stage is stage and each.name not in whole and each.name not in typed:
            conditional = each.about.needed is not ALWAYS
            if (conditional or not officers_part(spec)) and each.needed_of(whole, answers):
                found.append(Problem(MISSING, address))
    return found


def _words(form: Form, part: str, row: str, values: Mapping[str, Value]) -> list[Problem]:
    """Words that must not be held, in prose (V-30). Whoever annotates words it differently: nothing is kept."""
    found = []
    for name, value in values.items():
        spec = form.spec(part, name)
        if spec is None or not (isinstance(spec.kind, Text) and spec.kind.free and isinstance(value, str)):
            continue
        for each in findings(value):
            words: dict[str, Value] = {"words": value[each.start : each.end]}
            found.append(Problem("annotation.words", Address(part, row, name), params=words))
    return found


def _completed(
    services: Services, person: Person, opened: Opened, values: Mapping[Address, Value]
) -> dict[Address, Value]:
    zone = ZoneInfo(opened.shown.form.configuration.city.time_zone)
    now = services.clock.now().astimezone(zone).isoformat(timespec="seconds")
    whole = dict(values)
    for part, row, name in values:
        if name == HOLD:
            whole |= {Address(part, row, "hold_by"): person.serial}
            whole |= {Address(part, row, "hold_at"): {"at": now, "clock": "network"}}
    return whole
