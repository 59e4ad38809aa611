"""A report as it is stored, and its answers as rules and seal see them.

What is valid is an answer; what is not yet valid is kept as typed, with its problem, and is no answer. Answers that
follow from others are never stored: they are worked out when they are needed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from marshmallow import ValidationError

from mobile.store.drafts import Draft, Held
from shared.answers import ONLY_ROW, Address, Nested, Row, rows_of
from shared.canonical import NotCanonical, Value, canonical
from shared.catalog import FieldSpec, Form
from shared.fields import Complaint, Ref
from shared.problems import Problem
from shared.rules import check, derived


@dataclass(frozen=True)
class Content:
    """A report as stored: valid answers as `nested`, everything kept as `held`, row ids in order."""

    draft: Draft
    form: Form
    held: Mapping[Address, Held]
    rows: Mapping[str, list[str]]

    @property
    def nested(self) -> Nested:
        """The valid answers, without what follows from them (`shared.rules.derived`)."""
        return nested_of(self.form, self.held, self.rows)


def nested_of(form: Form, held: Mapping[Address, Held], rows: Mapping[str, list[str]]) -> Nested:
    """The valid answers in the form's order. References to rows that are gone are left out, as blank."""
    nested: Nested = {}
    for part in form.parts:
        if part.repeated:
            ids = rows.get(part.name, [])
            if ids:
                nested[part.name] = [{"id": row} | _row(part.fields, row, held, rows) for row in ids]
        elif found := _row(part.fields, ONLY_ROW, held, rows):
            nested[part.name] = found
    return nested


def complete(form: Form, answers: Nested) -> Nested:
    """The answers with those that follow from them."""
    whole: Nested = {
        part: [dict(row) for row in held] if isinstance(held, list) else dict(held) for part, held in answers.items()
    }
    for address, value in derived(form, answers).items():
        for row in rows_of(whole, address.part):
            if row.get("id", ONLY_ROW) == address.row:
                row[address.field] = value
    return whole


def owned_rows(form: Form, answers: Nested, part: str, row: str) -> list[tuple[str, str]]:
    """A row and, through every level, the rows it owns: (part, row id)."""
    found = [(part, row)]
    for child in form.parts:
        if child.parent == part:
            for each in rows_of(answers, child.name):
                if each.get(child.parent_field) == row:
                    found += owned_rows(form, answers, child.name, str(each["id"]))
    return found


def typed_problems(content: Content) -> list[Problem]:
    """The problems of what was typed and is no answer yet."""
    return [
        problem_of(held)
        for address, held in content.held.items()
        if held.problem is not None and (address.row == ONLY_ROW or address.row in content.rows.get(address.part, []))
    ]


def judged(content: Content, answers: Nested, now: datetime | None) -> list[Problem]:
    """All that is wrong with the report as a final version; `answers` are the complete ones.

    What is not valid is named once, by its own mistake: a rule that misses an answer there says nothing new, and the
    server judges so too.
    """
    _, wrong = content.form.load(answers)
    wrong = [*wrong, *typed_problems(content)]
    named = {problem.address for problem in wrong}
    return [*wrong, *(each for each in check(content.form, answers, final=True, now=now) if each.address not in named)]


def problem_of(held: Held) -> Problem:
    """The problem that is kept beside what was typed."""
    problem = held.problem or {}
    params = problem.get("params", {})
    return Problem(str(problem.get("code", "answer.wrong")), held.address, params=cast(Mapping[str, Value], params))


def value_of(spec: FieldSpec, held: Held | None, rows: Mapping[str, list[str]]) -> Value | None:
    """The valid answer in what is held, None for blank. A reference to a row that is gone is blank."""
    value = held.value if held else None
    if value is None or not isinstance(spec.kind, Ref):
        return value
    there = rows.get(spec.kind.part, [])
    if isinstance(value, list):
        return [each for each in value if each in there] or None
    return value if value in there else None


def _row(specs: Iterable[FieldSpec], row: str, held: Mapping[Address, Held], rows: Mapping[str, list[str]]) -> Row:
    found: Row = {}
    for spec in specs:
        value = value_of(spec, held.get(Address(spec.part, row, spec.name)), rows)
        if value is not None:
            found[spec.name] = value
    return found


def loaded(spec: FieldSpec, given: Value) -> tuple[Value | None, Value | None, Mapping[str, Value] | None]:
    """(value, None, None) for an answer; (None, as typed, problem) for what is none yet."""
    try:
        return spec.load(given), None, None
    except ValidationError as error:
        first = error.messages[0] if isinstance(error.messages, list) and error.messages else "answer.wrong"
        params = dict(first.params) if isinstance(first, Complaint) and hasattr(first, "params") else {}
        problem: dict[str, Value] = {"code": str(first), "params": params}
        return None, _keepable(given), problem


def _keepable(given: Value) -> Value:
    """What was typed, in a form that can be stored: a lone surrogate of a broken keyboard has none."""
    try:
        canonical(given)
    except NotCanonical:
        return str(given).encode("utf-8", "replace").decode("utf-8")
    return given
