"""Annotations: values of stages 4 and 5, beside the officer's words, under the name of whoever adds them.

The definition judges them as it judges answers (`Form.load(..., annotations=True)`). A value is never replaced: a
newer one is added, the older stays readable.
"""

from collections.abc import Mapping
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
from shared.about import Stage
from shared.answers import ONLY_ROW, ROW_ID, Address, Nested, rows_of
from shared.canonical import Value, canonical
from shared.entry import Act
from shared.problems import Problem


class NotValid(Refused):
    """The definition refuses the values; `problems` says which and why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("annotation.wrong")
        self.problems = problems


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
    """Add values to a row (`-` for a single part) that the newest version has. All of them or none.

    With a footage hold, who confirmed it and when are added by themselves. Raises Refused, NotValid.
    """

    def work(db: Connection) -> None:
        opened = opening.read(db, services, report_id)
        if opened is None:
            raise Refused("report.gone")
        if person.id == opened.report.author_id:
            raise Refused("annotation.author")
        if stage is Stage.SUPERVISOR and State(opened.report.state) is State.APPROVED:
            raise Refused("annotation.approved")
        loaded = _judged(opened, part, row, _completed(services, person, opened, part, values), stage)
        at = services.stamp()
        details: dict[str, Value] = {"fields": [Address(part, row, name).text() for name in sorted(loaded)]}
        index = log.append(db, services, Act.REPORT_ANNOTATED, person.id, report_id, details)
        annotations.add(
            db,
            [
                AnnotationRow(
                    services.chance.uuid(),
                    report_id,
                    part,
                    row,
                    name,
                    canonical(value).decode(),
                    person.id,
                    at,
                    index,
                )
                for name, value in loaded.items()
            ],
        )
        if stage is Stage.SUPERVISOR:
            told: dict[str, Value] = {Address(part, row, name).text(): value for name, value in loaded.items()}
            body = canonical({"by": signature(opened, person), "at": at, "values": told}).decode()
            inbox.put(db, [Item(opened.report.author_id, index, "annotated", report_id, body)])

    services.store.write(work)


def _judged(opened: Opened, part: str, row: str, values: Mapping[str, Value], stage: Stage) -> dict[str, Value]:
    """The values in canonical form. Raises Refused for a row that is not there, NotValid for a wrong value."""
    form = opened.shown.form
    spec = form.by_name.get(part)
    if spec is None or not values:
        raise Refused("annotation.nothing")
    held = next((each for each in rows_of(opened.shown.answers, part) if each.get(ROW_ID, ONLY_ROW) == row), None)
    if held is None:
        raise Refused("annotation.no_row")
    answers: Nested = {part: [{ROW_ID: row, **values}] if spec.repeated else dict(values)}
    loaded, problems = form.load(answers, annotations=True)
    for name in values:
        asked = spec.by_name.get(name)
        if asked is not None and (asked.about.stage is not stage or not asked.asked_of(held, opened.shown.answers)):
            problems.append(Problem("field.not_yours", Address(part, row, name)))
    if problems:
        raise NotValid(problems)
    return {name: value for name, value in rows_of(loaded, part)[0].items() if name != ROW_ID}


def _completed(
    services: Services, person: Person, opened: Opened, part: str, values: Mapping[str, Value]
) -> dict[str, Value]:
    if HOLD not in values:
        return dict(values)
    zone = ZoneInfo(opened.shown.form.configuration.city.time_zone)
    now = services.clock.now().astimezone(zone).isoformat(timespec="seconds")
    return {**values, "hold_by": person.serial, "hold_at": {"at": now, "clock": "network"}}
