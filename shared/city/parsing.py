"""Reads a city's TOML file and says everything that is wrong with it, each mistake with its line."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast
from zoneinfo import ZoneInfo

from shared.canonical import NotCanonical, Value, canonical
from shared.city.facts import SITUATIONS, LawRow, Target
from shared.vocabulary import LANGUAGES, Term

Item = Mapping[str, Value]

LISTS = {
    "areas": "area",
    "bureaus": "bureau",
    "departments": "department",
    "ranks": "rank",
    "notification_targets": "notification_target",
    "bwv_categories": "bwv_category",
    "call_targets": "call_target",
}
"""Tables of the file that are lists of codes with labels, and the name under which a form knows each list."""

EXTRA = {
    "areas": {"bureau"},
    "ranks": {"reviews"},
    "notification_targets": {"required", "within_minutes"},
    "call_targets": {"number"},
}
"""What an item may hold beside its code and its labels."""

NEEDED_PATTERNS = (
    "serial",
    "unit",
    "incident_number",
    "dr_number",
    "rd",
    "council_district",
    "camera_serial",
    "ambulance",
)
COMMON_PATTERNS = {
    "badge": (r"[A-Za-z0-9 ?#-]{1,20}", "H-2?17"),
    "plate": (r"[A-Z0-9?]{1,8}", "8ABC12?"),
    "phone": (r"\+[1-9][0-9]{6,14}", "+12135550100"),
    "email": (r"[^@\s]{1,64}@[^@\s]{1,63}(\.[^@\s.]{1,63})+", "name@example.org"),
    "link": (r"https?://[!-~]{1,300}", "https://example.org/video"),
    "evidence_guid": (r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}", "0f8fad5b-d9cb-469f-a165-70867728950e"),
}
"""Forms that no city sets; its file may still say otherwise under the same name."""

NEEDED_LISTS = ("areas", "departments", "ranks", "notification_targets", "bwv_categories")
KNOWN = {"name", "time_zone", "reference", "patterns", "law", "bounds", "record", "tablet", *LISTS}
KEEP_DAYS_MAX = 3650


class BadCity(ValueError):
    """The file is not a city's configuration; the message has one line per mistake, with its line number."""


@dataclass
class Parsed:
    """What was read, and what was wrong with it."""

    lines: list[str]
    content: Mapping[str, Value]
    wrong: list[tuple[int, str]] = field(default_factory=list)
    name: str = ""
    time_zone: str = ""
    prefix: str = "F"
    declared: set[str] = field(default_factory=set)
    patterns: dict[str, tuple[re.Pattern[str], str]] = field(default_factory=dict)
    lists: dict[str, tuple[Term, ...]] = field(default_factory=dict)
    bureau_of: dict[str, str] = field(default_factory=dict)
    reviewing_ranks: list[str] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    law: list[LawRow] = field(default_factory=list)
    bounds: tuple[str, ...] = ()
    keep_days: dict[str, int] = field(default_factory=dict)

    def line(self, header: str = "", nth: int = 0, key: str = "") -> int:
        """The 1-based line of the `nth` `header`, or of `key` behind it; 1 where it is missing altogether."""
        found, seen = 0, -1
        for number, text in enumerate(self.lines, 1):
            stripped = text.strip()
            if header and stripped.startswith(header):
                seen += 1
                if seen == nth:
                    found = number
                    continue
            inside = found or not header
            if inside and key and re.match(rf'"?{re.escape(key)}"?\s*=', stripped):
                return number
            if found and stripped.startswith("["):
                break
        return found or 1

    def complain(self, message: str, header: str = "", nth: int = 0, key: str = "") -> None:
        """Keep one mistake."""
        self.wrong.append((self.line(header, nth, key), message))

    def items(self, table: str) -> Iterator[tuple[int, Item]]:
        """The items of an array of tables; anything else is a mistake."""
        held = self.content.get(table, [])
        if not isinstance(held, list):
            self.complain(f"{table} must be a list of tables: [[{table}]]", key=table)
            return
        for nth, item in enumerate(held):
            if isinstance(item, Mapping):
                yield nth, item
            else:
                self.complain(f"{table} must be a list of tables: [[{table}]]", key=table)


def contents(text: str) -> Mapping[str, Value]:
    """The TOML text as data. Raises BadCity with the line of the first thing that is not TOML."""
    try:
        return cast(Mapping[str, Value], tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadCity(f"not TOML: {error}") from error


def parse(content: Mapping[str, Value], text: str, *, whole: bool) -> Parsed:
    """Everything in the content; `text` is where it stands. With `whole`, nothing that a form needs may be missing.

    Raises BadCity naming the line of every mistake.
    """
    parsed = Parsed(text.splitlines(), content)
    try:
        canonical(content)
    except NotCanonical as error:
        parsed.complain(f"{error}: write it as text between quotation marks", key=_first_bad(content))
    for key in sorted(set(content) - KNOWN):
        parsed.complain(f"{key} is not known here", header=f"[{key}", key=key)
    _name(parsed)
    _patterns(parsed)
    for table, name in LISTS.items():
        if table in content:
            parsed.lists[name] = _list(parsed, table)
    _areas_and_ranks(parsed)
    _targets(parsed)
    _law(parsed)
    _bounds(parsed)
    _record(parsed)
    _tablet(parsed)
    if whole:
        for name in (name for name in NEEDED_PATTERNS if f"patterns.{name}" not in parsed.declared):
            parsed.complain(f"patterns.{name} is missing", "[patterns")
        for table in (table for table in NEEDED_LISTS if table not in content):
            parsed.complain(f"{table} is missing: at least one [[{table}]]")
    if parsed.wrong:
        raise BadCity("\n".join(f"line {number}: {message}" for number, message in sorted(parsed.wrong)))
    return parsed


def _first_bad(content: Mapping[str, Value]) -> str:
    for key, value in content.items():
        try:
            canonical(value)
        except NotCanonical:
            if isinstance(value, Mapping):
                return _first_bad(value)
            if isinstance(value, list) and value and isinstance(value[0], Mapping):
                return next(filter(None, (_first_bad(cast(Item, item)) for item in value)), key)
            return key
    return ""


def _name(parsed: Parsed) -> None:
    for key in ("name", "time_zone"):
        value = parsed.content.get(key)
        if not isinstance(value, str) or not value.strip():
            parsed.complain(f"{key} needs a text", key=key)
        else:
            setattr(parsed, key, value)
    if parsed.time_zone:
        try:
            ZoneInfo(parsed.time_zone)
        except (KeyError, ValueError, OSError):
            parsed.complain(f"time_zone {parsed.time_zone!r} is not a zone of the IANA database", key="time_zone")
    reference = parsed.content.get("reference", {})
    prefix = reference.get("prefix", "F") if isinstance(reference, Mapping) else None
    if not isinstance(prefix, str) or not re.fullmatch(r"[A-Z]{1,4}", prefix):
        parsed.complain("reference.prefix needs one to four capital letters", "[reference]", key="prefix")
    else:
        parsed.prefix = prefix


def _patterns(parsed: Parsed) -> None:
    body = rf"{parsed.prefix}-[0-9A-HJKMNP-TV-Z]{{4}}-[0-9A-HJKMNP-TV-Z]{{4}}"
    for name, (form, example) in {
        **COMMON_PATTERNS,
        "local_ref": (body, f"{parsed.prefix}-7K2M-9QXD"),
        "report_ref": (body + r"-M[0-9]{2,3}", f"{parsed.prefix}-7K2M-9QXD-M01"),
    }.items():
        parsed.patterns[name] = (re.compile(form), example)
    declared = parsed.content.get("patterns", {})
    for name, entry in declared.items() if isinstance(declared, Mapping) else ():
        header = f"[patterns.{name}]"
        parsed.declared.add(f"patterns.{name}")
        if not isinstance(entry, Mapping) or not isinstance(entry.get("form"), str):
            parsed.complain(f"patterns.{name} needs a form", header)
            continue
        try:
            compiled = re.compile(str(entry["form"]))
        except re.error as error:
            parsed.complain(f"patterns.{name}.form is not a regular expression: {error}", header, key="form")
            continue
        example = str(entry.get("example", ""))
        if not compiled.fullmatch(example):
            message = f"patterns.{name}.example {example!r} does not match its own form"
            parsed.complain(message, header, key="example")
        parsed.patterns[name] = (compiled, example)


def _list(parsed: Parsed, table: str) -> tuple[Term, ...]:
    header = f"[[{table}]]"
    terms: list[Term] = []
    for nth, item in parsed.items(table):
        code = item.get("code")
        if not isinstance(code, str) or not code:
            parsed.complain(f"{table} needs a code", header, nth)
            continue
        if code in {term.code for term in terms}:
            parsed.complain(f"{table}: {code} is there twice", header, nth, "code")
        labels = {language: str(item.get(language, "")) for language in LANGUAGES}
        for language in (tongue for tongue, label in labels.items() if not label.strip()):
            parsed.complain(f"{table}: {code} has no label in {language}", header, nth, language)
        for key in sorted(set(item) - {"code", *LANGUAGES} - EXTRA.get(table, set())):
            parsed.complain(f"{table}: {code}: {key} is not known here", header, nth, key)
        terms.append(Term(code, labels, parent=str(item.get("bureau", ""))))
    if not terms:
        parsed.complain(f"{table} needs at least one entry", header)
    return tuple(terms)


def _areas_and_ranks(parsed: Parsed) -> None:
    bureaus = {term.code for term in parsed.lists.get("bureau", ())}
    for nth, item in parsed.items("areas"):
        bureau = item.get("bureau")
        if bureau is not None and bureau not in bureaus:
            message = f"areas: {item.get('code')}: bureau {bureau!r} is not one of bureaus"
            parsed.complain(message, "[[areas]]", nth, "bureau")
        elif bureau is not None:
            parsed.bureau_of[str(item.get("code"))] = str(bureau)
    for nth, item in parsed.items("ranks"):
        reviews = item.get("reviews", False)
        if not isinstance(reviews, bool):
            parsed.complain("ranks: reviews is true or false", "[[ranks]]", nth, "reviews")
        elif reviews:
            parsed.reviewing_ranks.append(str(item.get("code")))
    if parsed.lists.get("rank") and not parsed.reviewing_ranks:
        parsed.complain("ranks: at least one needs `reviews = true`", "[[ranks]]")


def _targets(parsed: Parsed) -> None:
    header = "[[notification_targets]]"
    for nth, item in parsed.items("notification_targets"):
        required, within = item.get("required", []), item.get("within_minutes", 0)
        if not isinstance(required, list) or any(each not in SITUATIONS for each in required):
            known = ", ".join(SITUATIONS)
            parsed.complain(f"notification_targets: required is a list of {known}", header, nth, "required")
            required = []
        if type(within) is not int or within < 0:
            message = "notification_targets: within_minutes is a whole number"
            parsed.complain(message, header, nth, "within_minutes")
            within = 0
        parsed.targets.append(Target(str(item.get("code")), tuple(map(str, required)), within))
    for table, name in (("notification_targets", "notification_target"), ("departments", "department")):
        codes = {term.code for term in parsed.lists.get(name, ())}
        if codes and "other" not in codes:
            parsed.complain(f"{table} needs the code `other`", f"[[{table}]]")


def _law(parsed: Parsed) -> None:
    header = "[[law]]"
    for nth, item in parsed.items("law"):
        missing = [key for key in ("law", "state", "since", "source", *LANGUAGES) if not item.get(key)]
        for key in missing:
            parsed.complain(f"law needs {key}", header, nth, key)
        for key in sorted(set(item) - {"law", "state", "since", "source", *LANGUAGES}):
            parsed.complain(f"law: {key} is not known here", header, nth, key)
        since = str(item.get("since", ""))
        if since and not _is_day(since):
            parsed.complain(f"law.since {since!r} is not a date YYYY-MM-DD", header, nth, "since")
        if missing:
            continue
        labels = {language: str(item[language]) for language in LANGUAGES}
        row = LawRow(str(item["law"]), str(item["state"]), since, labels, str(item["source"]))
        if any((row.law, row.since) == (each.law, each.since) for each in parsed.law):
            parsed.complain(f"law: {row.law} has two rows since {since}", header, nth, "since")
        parsed.law.append(row)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _bounds(parsed: Parsed) -> None:
    held = parsed.content.get("bounds")
    if held is None:
        return
    sides = ("south", "west", "north", "east")
    try:
        if not isinstance(held, Mapping) or set(held) != set(sides):
            raise ValueError
        south, west, north, east = (float(str(held[side])) for side in sides)
        if not (-90 <= south < north <= 90 and -180 <= west < east <= 180):
            raise ValueError
    except ValueError:
        message = "bounds needs south, west, north and east, degrees as text, south below north and west of east"
        parsed.complain(message, "[bounds]")
        return
    parsed.bounds = tuple(str(held[side]) for side in sides)


def _record(parsed: Parsed) -> None:
    held = parsed.content.get("record", {})
    if not isinstance(held, Mapping):
        parsed.complain("record must be a table: [record]", key="record")
        return
    begins, watch = held.get("begins_on"), held.get("watch_hours")
    if begins is not None and not _is_day(str(begins)):
        parsed.complain(f"record.begins_on {begins!r} is not a date YYYY-MM-DD", "[record]", key="begins_on")
    if watch is not None and (type(watch) is not int or not 1 <= watch <= 48):
        parsed.complain("record.watch_hours is a whole number from 1 to 48", "[record]", key="watch_hours")
    language = held.get("language", "eng")
    if not isinstance(language, str) or not re.fullmatch(r"[a-z]{3}", language):
        message = f"record.language {language!r} is not an ISO 639-3 code"
        parsed.complain(message, "[record]", key="language")
    for key in sorted(set(held) - {"begins_on", "watch_hours", "language"}):
        parsed.complain(f"record.{key} is not known here", "[record]", key=key)


def _tablet(parsed: Parsed) -> None:
    held = parsed.content.get("tablet", {})
    if not isinstance(held, Mapping):
        parsed.complain("tablet must be a table: [tablet]", key="tablet")
        return
    for key, state in (("keep_approved_days", "approved"), ("keep_delivered_days", "delivered")):
        days = held.get(key)
        if days is not None and (type(days) is not int or not 1 <= days <= KEEP_DAYS_MAX):
            message = f"tablet.{key} is a whole number from 1 to {KEEP_DAYS_MAX}"
            parsed.complain(message, "[tablet]", key=key)
        elif type(days) is int:
            parsed.keep_days[state] = days
    for key in sorted(set(held) - {"keep_approved_days", "keep_delivered_days"}):
        parsed.complain(f"tablet.{key} is not known here", "[tablet]", key=key)
