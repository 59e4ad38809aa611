"""Inputs for annotations, made from the definition, and what a submitted form says back."""

from collections.abc import Mapping
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
from shared.fields import Choice, Choices, Instant, Kind, Patterned, Text

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
        _input(spec, form, language)
        for spec in part.fields
        if spec.about.stage is Stage.SUPERVISOR
        and spec.name not in BY_THEMSELVES
        and spec.asked_of(row, answers)
        and _widget(spec.kind)
    )


def _input(spec: FieldSpec, form: Form, language: str) -> Input:
    options: tuple[tuple[str, str], ...] = ()
    kind = spec.kind
    if isinstance(kind, Choice):
        terms = form.configuration.vocabulary.terms(kind.vocabulary)
        options = tuple((term.code, term.labels[language]) for term in terms if not term.retired)
    most = kind.max if isinstance(kind, Text) else 40
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
        return "paragraph" if kind.max > 100 else "text"
    return "text" if isinstance(kind, Patterned) else ""


def read_form(part: PartSpec, submitted: MultiDict[str, str], zone: str) -> dict[str, Value]:
    """The values a form holds, blank ones left out, shaped for the definition to judge. Never raises."""
    found: dict[str, Value] = {}
    for spec in part.fields:
        if isinstance(spec.kind, Choices):
            codes: list[Value] = [each for each in submitted.getlist(spec.name) if each]
            if codes:
                found[spec.name] = codes
            continue
        typed = submitted.get(spec.name, "").strip().replace("\r\n", "\n")
        if typed:
            found[spec.name] = _instant(typed, zone) if isinstance(spec.kind, Instant) else typed
    return found


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
