"""Values as the words people read, the same on the tablet, the review page and a printed packet.

Nothing is judged here, and nothing is hidden: what a reader may see is `shared.privacy`. A blank is "" and never a
dash, so that a page can say "not asked" in its own way.
"""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from shared.answers import Nested, Row, mark_of, row_id, rows_of
from shared.canonical import Value
from shared.catalog import OTHER, FieldSpec, Form, PartSpec
from shared.fields import Choice, Degrees, Flag, Instant, Listed, Ref, moment
from shared.words import knows, say

TITLES = {
    "responding_unit": ("unit_designation", "role"),
    "personnel": ("person_name", "person_rank"),
    "bwv_reference": ("wearer_serial", "activation"),
    "interruption": ("from_at",),
    "federal_supervisor": ("agency_claimed", "name_as_stated"),
    "id_attempt": ("attempted_at", "result"),
    "federal_agent": ("agency_claimed", "group_count"),
    "federal_vehicle": ("colour", "type", "plate"),
    "injury": ("person_role", "severity"),
    "misconduct_report": ("reporter_type", "report_ref"),
    "allegation": ("category",),
    "witness_contact": ("name",),
    "property_use": ("property_involved", "property_name"),
    "notification": ("target", "sent_at"),
    "entry": ("at", "kind"),
    "media": ("kind", "caption"),
    "lint_decision": ("kind", "decision"),
    "review": ("decision",),
    "return_item": ("field",),
    "release": ("request_no",),
    "redaction": ("field", "code"),
}
"""The answers that tell one row of a part from another."""


def label(spec: FieldSpec, language: str = "en") -> str:
    """The question in an officer's words. A grown "other" text is named after its choice."""
    if not knows(spec.code, language) and spec.name.endswith(f"_{OTHER}"):
        return say("field.other", language, label=say(spec.code.removesuffix(f"_{OTHER}"), language))
    return say(spec.code, language)


def hint(spec: FieldSpec, language: str = "en") -> str:
    """One short line of help, "" where there is none."""
    code = f"{spec.code}?"
    return say(code, language) if knows(code, language) else ""


def value(spec: FieldSpec, held: Value | None, language: str = "en", answers: Nested | None = None) -> str:
    """An answer in words: labels for codes, wall clock for instants, "refused" and the like for marks, "" for a blank.

    With `answers`, a reference is told by its row's number; without them its id stays.
    """
    if held is None:
        return ""
    reason = mark_of(held)
    if reason is not None:
        return say(f"mark.{reason}", language)
    kind = spec.kind.each if isinstance(spec.kind, Listed) else spec.kind
    items = held if isinstance(held, list | tuple) else [held]
    return ", ".join(_one(spec, kind, item, language, answers) for item in items)


def _one(spec: FieldSpec, kind: object, item: Value, language: str, answers: Nested | None) -> str:
    if isinstance(kind, Choice):
        return kind.label(str(item), language)
    if isinstance(kind, Flag):
        return say("flag.yes" if item is True else "flag.no", language)
    if isinstance(kind, Instant):
        return when(item, language, zone=kind.zone)
    if isinstance(kind, Degrees):
        return f"{item}°"
    if isinstance(kind, Ref) and answers is not None:
        return reference(kind.part, str(item), answers, language)
    return str(item)


def reference(part: str, identity: str, answers: Nested, language: str = "en") -> str:
    """A row of another part by its name and number: "Federal supervisor 2"."""
    ids = [row_id(row) for row in rows_of(answers, part)]
    number = ids.index(identity) + 1 if identity in ids else 0
    return f"{say(f'part.{part}', language)} {number or '?'}"


def row_title(part: PartSpec, row: Row, form: Form, language: str = "en", answers: Nested | None = None) -> str:
    """What a row is called: "Federal supervisor 2 - Border Patrol (USBP)". The number needs `answers`."""
    name = say(f"part.{part.name}", language)
    if answers is not None and part.repeated:
        name = reference(part.name, row_id(row), answers, language)
    told = []
    for field in TITLES.get(part.name, ()):
        spec = form.spec(part.name, field)
        held = row.get(field)
        if spec is not None and held is not None and mark_of(held) is None:
            clock = isinstance(spec.kind, Instant)
            zone = form.configuration.city.time_zone
            told.append(when(held, language, zone=zone, day=False) if clock else value(spec, held, language, answers))
    return " - ".join([name, " ".join(told)]) if told else name


def when(instant: Value | None, language: str = "en", *, zone: str = "", day: bool = True) -> str:
    """An instant as the wall clock that the writer saw, with its zone: "Apr 14, 2026, 09:18 PDT".

    `zone` is an IANA name: its letters are used where they fit the instant's own offset, else "UTC-07:00".
    Seconds are shown where they were recorded. A mark is told in words, a blank is "".
    """
    reason = mark_of(instant)
    if reason is not None:
        return say(f"mark.{reason}", language)
    told = moment(instant)
    if told is None:
        return ""
    clock = told.strftime("%H:%M:%S" if told.second else "%H:%M")
    words = f"{clock} {zone_letters(told, zone)}"
    return f"{date(told, language)}, {words}" if day else words


def date(told: datetime, language: str = "en") -> str:
    """A day in the order that the language writes it: "Apr 14, 2026", "14 abr 2026"."""
    return say("day", language, day=told.day, month=say(f"month.{told.month}", language), year=told.year)


def zone_letters(told: datetime, zone: str = "") -> str:
    """The zone's letters where they fit the offset that was recorded, else the offset itself."""
    offset = told.utcoffset() or timedelta()
    if zone:
        there = told.astimezone(ZoneInfo(zone))
        letters = there.tzname() or ""
        if there.utcoffset() == offset and letters.isalpha():
            return letters
    return timezone(offset).tzname(None)
