"""Inputs for annotations, made from the definition, and what a submitted form says back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from server.reviewing.opening import HOLD
from shared import display
from shared.about import Stage
from shared.answers import Nested, Row
from shared.canonical import Value
from shared.catalog import FieldSpec, Form, PartSpec
from shared.fields import Choice, Choices, Digest, Instant, Kind, Patterned, Text, Uuid

BY_THEMSELVES = ("hold_by", "hold_at")
"""Set when a hold is confirmed; nobody types them."""


@dataclass(frozen=True)
class Input:
    """One input. `kind`: select, checks, time, text or paragraph; `options` are (code, words)."""

    name: str
    label: str
    hint: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()
    max: int = 0
    hold: bool = False


def inputs_for(part: PartSpec, row: Row, answers: Nested, form: Form, language: str) -> tuple[Input, ...]:
    """The inputs a supervisor may fill for a row of an officer's part."""
    if not any(spec.about.stage.officers for spec in part.fields):
        return ()
    return tuple(
        input_of(spec, form, language)
        for spec in asked(part, Stage.SUPERVISOR)
        if spec.name not in BY_THEMSELVES and spec.asked_of(row, answers)
    )


def asked(part: PartSpec, stage: Stage) -> list[FieldSpec]:
    """The questions of a stage that somebody types an answer to, of a kind that has an input."""
    return [
        spec for spec in part.fields if spec.about.stage is stage and spec.about.widget != "none" and _widget(spec.kind)
    ]


def input_of(spec: FieldSpec, form: Form, language: str) -> Input:
    """The input of one question."""
    options: tuple[tuple[str, str], ...] = ()
    kind = spec.kind
    if isinstance(kind, Choice):
        terms = form.configuration.vocabulary.terms(kind.vocabulary)
        options = tuple((term.code, term.labels[language]) for term in terms if not term.retired)
    most = kind.max if isinstance(kind, Text) else 80
    label, hint = display.label(spec, language), display.hint(spec, language)
    return Input(spec.name, label, hint, _widget(kind), options, most, spec.name == HOLD)


def _widget(kind: Kind) -> str:
    if isinstance(kind, Choices):
        return "checks"
    if isinstance(kind, Choice):
        return "select"
    if isinstance(kind, Instant):
        return "time"
    if isinstance(kind, Text):
        return "paragraph" if kind.max > 160 else "text"
    return "text" if isinstance(kind, Patterned | Uuid | Digest) else ""


def read_form(part: PartSpec, submitted: MultiDict[str, str], zone: str) -> dict[str, Value]:
    """The values a form holds, blank ones left out, shaped for the definition to judge. Never raises."""
    read = {spec.name: value_of(spec, submitted.getlist(spec.name), zone) for spec in part.fields}
    return {name: value for name, value in read.items() if value is not None}


def value_of(spec: FieldSpec, typed: Sequence[str], zone: str) -> Value | None:
    """What was typed into one question's input as a value for the definition to judge, None for nothing."""
    told = [each.strip().replace("\r\n", "\n") for each in typed if each.strip()]
    if not told:
        return None
    if isinstance(spec.kind, Choices):
        return list(told)
    return _instant(told[0], zone) if isinstance(spec.kind, Instant) else told[0]


def typed_of(spec: FieldSpec, value: Value | None, zone: str) -> list[str]:
    """What would have to be typed to mean `value`: the inverse of `value_of`, times to the minute or second."""
    if value is None:
        return []
    if isinstance(value, list | tuple):
        return [str(each) for each in value]
    if isinstance(spec.kind, Instant) and isinstance(value, Mapping):
        there = datetime.fromisoformat(str(value["at"])).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        return [there.isoformat(timespec="seconds" if there.second else "minutes")]
    return [str(value)]


def _instant(typed: str, zone: str) -> Value:
    """A browser's local date and time as an Instant on the city's clock; what is none is left for the judge."""
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return typed
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    value: Mapping[str, Value] = {"at": moment.isoformat(timespec="seconds"), "clock": "typed"}
    return value
