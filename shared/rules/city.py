"""The city's facts that rules use, read from the city file; a fact that the file does not hold silences its rule."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from shared.answers import Row
from shared.canonical import Value
from shared.rules.case import Case, code, first, later

REMINDER_MINUTES = 5
"""V-14: an ambulance not summoned this long after an injury was known wants a reminder."""


def table(case: Case, name: str) -> Mapping[str, Value]:
    """A table of the city file, empty if it is not there."""
    held = case.city.get(name)
    return held if isinstance(held, Mapping) else {}


def begins_on(case: Case) -> date | None:
    """The day on which the duty to record began: nothing earlier belongs in a report."""
    held = table(case, "record").get("begins_on")
    try:
        return date.fromisoformat(str(held)) if held else None
    except ValueError:
        return None


def watch(case: Case) -> timedelta | None:
    """How long after its start a report is due."""
    held = table(case, "record").get("watch_hours")
    return timedelta(hours=held) if isinstance(held, int) and not isinstance(held, bool) else None


def started(case: Case) -> datetime | None:
    """When the officer's work on it began: the arrival; without one, the taking of the first report or the call."""
    arrived = first(case.incident, "lapd_arrived_at")
    if arrived is not None:
        return arrived
    taken = [known for row in case.rows("misconduct_report") if (known := first(row, "taken_at"))]
    return min(taken) if taken else first(case.incident, "call_received_at")


def end_of_watch(case: Case) -> datetime | None:
    """When what is owed before end of watch is due, None if it cannot be told."""
    return later(started(case), watch(case))


def named(case: Case, pattern: str, value: str, group: str) -> str:
    """What a named group of the city's pattern catches in `value`, "" for nothing or no such pattern or group."""
    held = case.form.configuration.city.patterns.get(pattern)
    if held is None or group not in held[0].groupindex:
        return ""
    match = held[0].fullmatch(value)
    return (match[group] or "") if match else ""


def local_day(case: Case, moment: datetime) -> date:
    """The city's calendar day of a moment; by its own offset where the zone is not known."""
    try:
        return moment.astimezone(case.zone).date() if case.zone else moment.date()
    except OverflowError:
        return moment.date()


def language(case: Case) -> str:
    """The language in which the department writes (ISO 639-3)."""
    return str(table(case, "record").get("language", "eng"))


MINORS = ("0-12", "13-17")
"""Age bands under 18."""


def is_minor(row: Row) -> bool:
    """Whether the injured person is known to be under 18: by age band, or as stated."""
    return code(row, "age_band") in MINORS or row.get("is_minor") is True
