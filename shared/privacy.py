"""Who may see which answer: the class in the definition is the floor, numbered escalations lift it, nothing lowers it.

    P  shown to everybody
    R  shown to the public only after a clerk's explicit decision
    C  never shown to the public

`redact` also withholds what would give a withheld answer away by being there: a question that is only asked after a
certain answer says that answer by its presence. Such an answer is neither kept nor listed.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from shared.about import AllOf, AnyOf, Condition, Given, Is, Not, Privacy
from shared.answers import ALL_ROWS, ONLY_ROW, ROW_ID, Address, Nested, Row, flatten, rows_of
from shared.canonical import Value
from shared.catalog import FieldSpec, Form
from shared.fields import Text
from shared.rules.case import Case, code, text
from shared.rules.city import is_minor
from shared.rules.texts import KEPT, open_findings

STRICTNESS = (Privacy.PUBLIC, Privacy.RESTRICTED, Privacy.CONFIDENTIAL)

RECIPIENTS = ("court", "prosecutor", "oversight", "public", "subject")
"""Whose eyes a copy is made for."""

PROFILES: Mapping[str, str] = {
    "court": "court",
    "prosecutor": "prosecutor",
    "oig": "oversight",
    "public": "public",
    "press": "public",
    "commission": "public",
    "subject": "subject",
    "subject_of_force": "subject",
    "fed_agency": "public",
}
"""Who asks, to whose eyes the copy is made for. A federal agency gets nothing without an order (rule V-35); with one
it gets what is public: what the order asks for beyond that, a clerk decides answer by answer."""

_EVERYTHING = frozenset(STRICTNESS)
_SEES: Mapping[str, frozenset[Privacy]] = {
    "court": _EVERYTHING,
    "prosecutor": _EVERYTHING,
    "oversight": _EVERYTHING,
    "public": frozenset({Privacy.PUBLIC}),
    "subject": frozenset({Privacy.PUBLIC}),
}
_NEVER: Mapping[str, frozenset[str]] = {"prosecutor": frozenset({"PC-832.7"})}
"""Clauses whose questions a recipient does not see, whatever their class: personnel matters go their own way."""

CODES = (
    "7923.600",
    "7923.615-safety",
    "7923.615-victim",
    "MARSY",
    "WIC827",
    "WIC831",
    "PII-1798.3",
    "BWV",
    "PRIV",
)
"""Why something is withheld, as a release says it. WIC831 is for a federal requester, who gets nothing (V-35)."""

_BY_CLAUSE = {
    "WIC-827": "WIC827",
    "MARSY": "MARSY",
    "CIV-1798.3": "PII-1798.3",
    "USC-18-119": "PII-1798.3",
    "GOV-7284.6": "PII-1798.3",
    "RIPA": "PRIV",
    "LAPD-BWV": "BWV",
    "ED17-L1": "BWV",
}

LISTED = frozenset({"sexual_misconduct", "discrimination", "child_left"})
"""Allegations within Gov. Code 7923.615(b): sex crimes, hate crimes (PC 422.6), child abuse."""
LISTED_CRIMES = frozenset({"child_endangerment"})
HIDDEN_BY_NOTHING = frozenset({"ems_summoned", "ems_summoned_at", "injury_known_at"})
"""What stays visible of a hurt child: whether and when help was called, which tells of our people, not of the child."""
REPORT_BARE = frozenset({"report_ref", "taken_at", "agencies_alleged"})
"""What stays visible of a child's report: that it was made, when, about whom."""
GENERAL_MAX = 80
_DETAIL = re.compile(r"[0-9]{3}|\b[0-9]{1,2}[ -]?(?:years?|año)", re.I)
_FULL_NAME = re.compile(r"\b[A-ZÀ-Þ][a-zß-ÿ'’-]+ [A-ZÀ-Þ][a-zß-ÿ'’-]+\b")
PLACES = frozenset({"location_block", "location_cross", "location_landmark", "property_name", "address_block"})


@dataclass(frozen=True)
class Lift:
    """One answer lifted above its floor: by which escalation, to which class, withheld under which code."""

    id: str
    address: Address
    privacy: Privacy
    code: str


class Redaction(NamedTuple):
    """What a recipient gets: the addresses kept, and those withheld with the code that says why."""

    keep: set[Address]
    withheld: list[tuple[Address, str]]


Escalation = Callable[[Form, Nested], Iterable[Lift]]
_C, _R = Privacy.CONFIDENTIAL, Privacy.RESTRICTED


def may_see(recipient: str, privacy: Privacy) -> bool:
    """Whether a class is shown to a recipient without anybody's decision. Raises LookupError for an unknown one."""
    try:
        return privacy in _SEES[recipient]
    except KeyError:
        raise LookupError(f"no recipient called {recipient!r}") from None


def never_sees(recipient: str, spec: FieldSpec) -> bool:
    """Whether a question is kept from a recipient whatever its class and whatever anybody decides."""
    return spec.about.clause in _NEVER.get(recipient, frozenset())


def _lift(id: str, part: str, row: Row, names: Iterable[str], code: str, to: Privacy = _C) -> Iterator[Lift]:
    identity = str(row.get(ROW_ID, ONLY_ROW))
    for name in names:
        if name in row:
            yield Lift(id, Address(part, identity, name), to, code)


def _others(row: Row, but: Collection[str]) -> list[str]:
    return [name for name in row if name != ROW_ID and name not in but]


def e1(form: Form, nested: Nested) -> Iterable[Lift]:
    """A minor: everything about a hurt child but whether help was called; everything about a child who reports."""
    for row in rows_of(nested, "injury"):
        if is_minor(row):
            yield from _lift("P-E1", "injury", row, _others(row, HIDDEN_BY_NOTHING), "WIC827")
    for row in rows_of(nested, "misconduct_report"):
        if code(row, "reporter_is_minor") == "yes":
            yield from _lift("P-E1", "misconduct_report", row, _others(row, REPORT_BARE), "WIC827")
    for row in rows_of(nested, "media"):
        if code(row, "contains_minor") == "yes":
            yield from _lift("P-E1", "media", row, _others(row, ()), "WIC827")


EXACT = ("lat", "lon", "gps_accuracy_m", "location_landmark")


def e2(form: Form, nested: Nested) -> Iterable[Lift]:
    """A private residence, or not known to be none: the exact place. Block and cross street stay."""
    for row in rows_of(nested, "incident"):
        home = code(row, "location_category") == "residence" or code(row, "is_private_residence") == "yes"
        if home or code(row, "is_private_residence") != "no":
            yield from _lift("P-E2", "incident", row, EXACT, "PRIV")
        if home:
            for place in rows_of(nested, "property_use"):
                if code(place, "property_involved") == "private":
                    yield from _lift("P-E2", "property_use", place, ("property_name", "address_block"), "PRIV")
            for report in rows_of(nested, "misconduct_report"):
                yield from _lift("P-E2", "misconduct_report", report, ("event_location_text",), "PRIV")


WHO = (
    "statement_original",
    "statement_audio_ref",
    "statement_english",
    "translation_by",
    "interpreter_serial_or_id",
    "language",
    "language_other",
    "agent_description",
    "damage_text",
    "declined_reason",
    "event_location_text",
    "evidence_link",
    "evidence_received_refs",
)
"""What a reporter can be recognised by."""


def e3(form: Form, nested: Nested) -> Iterable[Lift]:
    """An anonymous reporter: the words, the language and what was handed over."""
    for row in rows_of(nested, "misconduct_report"):
        if row.get("anonymous") is True:
            yield from _lift("P-E3", "misconduct_report", row, WHO, "7923.615-safety")


def listed(nested: Nested, report: Row) -> bool:
    """Whether a report is about a crime whose victim may have the name withheld."""
    ours = [row for row in rows_of(nested, "allegation") if row.get("misconduct_ref") == report.get(ROW_ID)]
    crimes = {str(each) for row in rows_of(nested, "incident") for each in _items(row.get("crime_types"))}
    return any(code(row, "category") in LISTED for row in ours) or bool(crimes & LISTED_CRIMES)


def e4(form: Form, nested: Nested) -> Iterable[Lift]:
    """The victim of a listed crime asks to withhold the name: contact and words."""
    names = ("contact_name", "contact_phone", "contact_email", "guardian_contact", "signature", *WHO)
    for row in rows_of(nested, "misconduct_report"):
        if code(row, "withhold_name_requested") == "yes" and listed(nested, row):
            yield from _lift("P-E4", "misconduct_report", row, names, "7923.615-victim")


def detailed(words: str) -> bool:
    """Whether a general description says more than generalities: long, with numbers, or with somebody's name."""
    return len(words) > GENERAL_MAX or bool(_DETAIL.search(words)) or bool(_FULL_NAME.search(words))


def e5(form: Form, nested: Nested) -> Iterable[Lift]:
    """Free text in a public field: general words stay, detail waits for a clerk."""
    for spec in form.fields:
        if not (isinstance(spec.kind, Text) and spec.kind.free and spec.about.privacy is Privacy.PUBLIC):
            continue
        if spec.name in PLACES or not spec.about.stage.officers:
            continue
        for row in rows_of(nested, spec.part):
            if detailed(text(row, spec.name)):
                yield from _lift("P-E5", spec.part, row, (spec.name,), "7923.600", _R)


def e6(form: Form, nested: Nested) -> Iterable[Lift]:
    """Words that must not be held: a field where they were kept as a federal quote, or not yet settled."""
    kept = {text(row, "at") for row in rows_of(nested, "lint_decision") if code(row, "decision") == KEPT}
    opened = {address.text() for address, _, _ in open_findings(Case(form, nested))}
    for address in flatten(nested):
        if address.text() in kept | opened:
            yield Lift("P-E6", address, _C, "PII-1798.3")


def e7(form: Form, nested: Nested) -> Iterable[Lift]:
    """A supervisor found that disclosure endangers the reporter: contact, words and evidence."""
    names = ("contact_name", "contact_phone", "contact_email", "guardian_contact", "reporter_type", *WHO)
    for row in rows_of(nested, "misconduct_report"):
        if code(row, "disclosure_endangers") == "yes":
            yield from _lift("P-E7", "misconduct_report", row, names, "7923.615-safety")


def e8(form: Form, nested: Nested) -> Iterable[Lift]:
    """The plate of a vehicle that is not marked: it may be somebody's own."""
    for row in rows_of(nested, "federal_vehicle"):
        if code(row, "marked") != "yes":
            yield from _lift("P-E8", "federal_vehicle", row, ("plate", "plate_state"), "PII-1798.3")


ESCALATIONS: Mapping[str, Escalation] = {
    "P-E1": e1,
    "P-E2": e2,
    "P-E3": e3,
    "P-E4": e4,
    "P-E5": e5,
    "P-E6": e6,
    "P-E7": e7,
    "P-E8": e8,
}
"""By id, in the order in which their codes count: the first that names an answer says why it is withheld."""


def lifts(form: Form, nested: Nested) -> list[Lift]:
    """Everything that an escalation lifts, annotations included where `nested` holds them."""
    return [lift for escalation in ESCALATIONS.values() for lift in escalation(form, nested)]


def classes(form: Form, nested: Nested) -> dict[Address, Privacy]:
    """The class of every answer that is there. A part's order of rows has the lowest class of its questions."""
    return _classes(form, nested, lifts(form, nested))


def _classes(form: Form, nested: Nested, lifted: Iterable[Lift]) -> dict[Address, Privacy]:
    found = {address: _floor(form, address) for address in flatten(nested)}
    for lift in lifted:
        if lift.address in found:
            found[lift.address] = max(found[lift.address], lift.privacy, key=STRICTNESS.index)
    return found


def _floor(form: Form, address: Address) -> Privacy:
    spec = form.spec(address.part, address.field)
    if spec is not None:
        return spec.about.privacy
    part = form.by_name.get(address.part)
    if part is None or address.row != ALL_ROWS:
        return Privacy.CONFIDENTIAL  # not in this form: nobody has judged it
    asked = [spec for spec in part.fields if spec.about.stage.officers] or part.fields  # none: others add the rows
    return min((spec.about.privacy for spec in asked), key=STRICTNESS.index)


def redact(form: Form, nested: Nested, recipient: str, *, shown: Collection[Address] = ()) -> Redaction:
    """What `recipient` gets of these answers.

    shown: restricted answers that a clerk has decided to show to the public, or to the subject; for the subject also
    confidential ones of their own. What stands or falls with a withheld answer is in neither of the two results.
    Raises LookupError for an unknown recipient.
    """
    lifted = lifts(form, nested)
    it = _classes(form, nested, lifted)
    codes = {lift.address: lift.code for lift in reversed(lifted)}

    def seen(address: Address) -> bool:
        spec = form.spec(address.part, address.field)
        if spec is not None and never_sees(recipient, spec):
            return False
        privacy = it.get(address) or _floor(form, address)
        if may_see(recipient, privacy):
            return True
        return address in shown and (privacy is Privacy.RESTRICTED or recipient == "subject")

    leaning = {address: _leans(form, nested, address) for address in it}
    silent: set[Address] = set()
    while more := {
        address
        for address, on in leaning.items()
        if address not in silent and any(each in silent or not seen(each) for each in on)
    }:
        silent |= more
    keep = {address for address in it if address not in silent and seen(address)}
    withheld = [
        (address, codes.get(address) or code_of(form, address))
        for address in it
        if address not in silent and address not in keep
    ]
    return Redaction(keep, withheld)


def _leans(form: Form, nested: Nested, address: Address) -> list[Address]:
    spec = form.spec(address.part, address.field)
    return controllers(form, nested, spec, address.row) if spec else []


def code_of(form: Form, address: Address) -> str:
    """The code under which an answer is withheld for its floor alone."""
    if address.part in ("bwv_reference", "interruption"):
        return "BWV"
    spec = form.spec(address.part, address.field)
    return _BY_CLAUSE.get(spec.about.clause, "7923.600") if spec else "7923.600"


def controllers(form: Form, nested: Nested, spec: FieldSpec, row: str) -> list[Address]:
    """The questions whose answers decide that `spec` is asked of this row, or needed because of what they say."""
    found: list[Address] = []
    about = spec.about
    for part, name in (*_names(about.asked, negated=True), *_names(about.needed, negated=False)):
        rows = rows_of(nested, part) if part else []
        found += [Address(part, str(each.get(ROW_ID, ONLY_ROW)), name) for each in rows]
        if not part:
            found.append(Address(spec.part, row, name))
    return [address for address in dict.fromkeys(found) if address != Address(spec.part, row, spec.name)]


def _names(condition: Condition | None, *, negated: bool) -> Iterator[tuple[str, str]]:
    """The (part, field) a condition reads, "" for the same row; without what stands under Not unless `negated`."""
    if isinstance(condition, Is | Given):
        yield condition.part, condition.field
    elif isinstance(condition, AllOf | AnyOf):
        for other in condition.others:
            yield from _names(other, negated=negated)
    elif isinstance(condition, Not) and negated:
        yield from _names(condition.other, negated=negated)


def _items(value: Value | None) -> list[Value]:
    return list(value) if isinstance(value, list | tuple) else []
