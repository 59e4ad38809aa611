"""V-23 and V-32 to V-36: rules over more than one report's answers. The caller brings the facts; these stay pure."""

from collections.abc import Collection, Iterable, Mapping
from typing import cast

from shared.answers import Address, Flat, Nested, Row, flatten
from shared.canonical import Value
from shared.catalog import Form
from shared.problems import Level, Problem
from shared.rules.cameras import PART, recording
from shared.rules.case import Case, at, code
from shared.rules.city import is_minor
from shared.rules.rule import Binds, elsewhere

HOLD = "hold_flagged_in_dems"
EDITABLE = ("draft", "returned")
OPEN_TO_AMENDMENT = ("amendment", "supplement")


def approval_problems(form: Form, answers: Nested, annotations: Nested | Mapping[Address, Value]) -> list[Problem]:
    """V-23: the cameras whose footage nobody has confirmed to be on hold.

    `annotations` are what supervisors added, nested like answers (rows by id) or flat by address.
    """
    flat = flat_annotations(annotations)
    rows = [row for row in Case(form, answers).rows(PART) if recording(row)]
    asked = [at(PART, row, HOLD) for row in rows] if form.spec(PART, HOLD) else []
    return [Problem("V-23", address) for address in asked if flat.get(address) != "yes"]


def duplicate_problems(number: str, elsewhere_held: Iterable[str], report: str) -> list[Problem]:
    """V-32: the incident number stands in other reports too: a proposal to link them, never an overwriting.

    elsewhere_held: the ids of the reports that hold `number`, this `report` may be among them.
    """
    others = sorted({each for each in elsewhere_held if each != report})
    if not number or not others:
        return []
    where = Address("incident", "-", "incident_number")
    return [Problem("V-32", where, Level.FLAG, {"number": number, "reports": others, "count": len(others)})]


def edit_problems(state: str, kind: str, editor: str, author: str) -> list[Problem]:
    """V-33 and V-34: who may write a new version now.

    state   draft, submitted, resubmitted, returned, approved or locked
    kind    version, amendment or supplement
    """
    found = []
    if editor != author and kind == "version":
        found.append(Problem("V-33.editor", params={"state": state}))
    if state in ("approved", "locked") and kind not in OPEN_TO_AMENDMENT:
        found.append(Problem("V-34", params={"state": state}))
    elif state not in EDITABLE and kind == "version":
        found.append(Problem("V-33", params={"state": state}))
    return found


def approver_problems(approver: str, authors: Collection[str]) -> list[Problem]:
    """V-33: nobody approves a report of their own."""
    return [Problem("V-33.approver")] if approver in authors else []


def release_problems(answers: Nested, requester_type: str, order_reference: str) -> list[Problem]:
    """V-35: nothing goes to a federal agency, and nothing about minors to anyone but a court, without an order.

    requester_type   public, press, subject, subject_of_force, court, oig, commission, fed_agency
    order_reference  the judicial warrant or court order that the clerk named, "" for none
    """
    if order_reference.strip():
        return []
    if requester_type == "fed_agency":
        return [Problem("V-35")]
    children = minors(answers)
    if children and requester_type in ("subject", "subject_of_force"):
        return [Problem("V-35.minor", children[0], also=tuple(children[1:]))]
    return []


def minors(answers: Nested) -> list[Address]:
    """Where the record speaks of a person under 18."""
    hurt = [at("injury", row, "age_band") for row in _rows(answers, "injury") if is_minor(row)]
    told = [row for row in _rows(answers, "misconduct_report") if code(row, "reporter_is_minor") == "yes"]
    seen = [row for row in _rows(answers, "media") if code(row, "contains_minor") == "yes"]
    return [
        *hurt,
        *(at("misconduct_report", row, "reporter_is_minor") for row in told),
        *(at("media", row, "contains_minor") for row in seen),
    ]


def _rows(answers: Nested, part: str) -> list[Row]:
    held = answers.get(part)
    return list(held) if isinstance(held, list) else [held] if held else []


def flat_annotations(annotations: Nested | Mapping[Address, Value]) -> Flat:
    """Annotations by address, however they came: nested like answers, or by address already."""
    nested: Nested = {}
    flat: Flat = {}
    for key, value in annotations.items():
        if isinstance(key, Address):
            flat[key] = value
        else:
            nested[key] = cast(Row | list[Row], value)
    return flatten(nested) | flat


HERE = "shared.rules.review"
RULES = (
    elsewhere(
        "V-23",
        Level.ERROR,
        Binds.REVIEW,
        "Every recording is confirmed to be on hold before a report is approved.",
        f"{HERE}.approval_problems",
    ),
    elsewhere(
        "V-32",
        Level.FLAG,
        Binds.REVIEW,
        "An incident number that another report holds too is a proposal to link them, never an overwriting.",
        f"{HERE}.duplicate_problems",
    ),
    elsewhere(
        "V-33",
        Level.ERROR,
        Binds.REVIEW,
        "The officer edits only a draft or a returned report; nobody approves their own.",
        f"{HERE}.edit_problems, {HERE}.approver_problems",
        "editor",
        "approver",
    ),
    elsewhere(
        "V-34",
        Level.ERROR,
        Binds.REVIEW,
        "After approval only an amendment or a supplement.",
        f"{HERE}.edit_problems",
    ),
    elsewhere(
        "V-35",
        Level.ERROR,
        Binds.RELEASE,
        "No release to a federal agency, and none about minors to a subject, without the reference of an order.",
        f"{HERE}.release_problems",
        "minor",
    ),
    elsewhere(
        "V-36",
        Level.INFO,
        Binds.RELEASE,
        "The monthly report counts an incident in the month of the date on which it began.",
        "shared.rules.derived.month_of",
    ),
)
