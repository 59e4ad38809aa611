"""The rules of the record: V-01 to V-38 of the data dictionary, and D-01 to D-24, what its validation column asks.

Pure functions over one report under one form. Tablet and server run the same ones; both point at fields by row id.
`docs/rules.md` is generated from here. Structure (kinds, lists, unknown fields) is `Form.load`; what is owed is
`owing`; rules that need more than one report's answers are `review`. Nothing here knows which city it is.
"""

from datetime import datetime

from shared.answers import Address, Nested
from shared.catalog import Form
from shared.problems import Level, Problem
from shared.rules import (
    cameras,
    federal,
    notices,
    numbers,
    people,
    property,
    reports,
    review,
    supervisors,
    texts,
    times,
)
from shared.rules import (
    derived as deriving,
)
from shared.rules.case import Case
from shared.rules.derived import derived, month_of
from shared.rules.owing import Owed, owed, owed_count
from shared.rules.review import (
    approval_problems,
    approver_problems,
    duplicate_problems,
    edit_problems,
    release_problems,
)
from shared.rules.rule import Binds, Rule

__all__ = [
    "RULES",
    "Binds",
    "Case",
    "Owed",
    "Rule",
    "approval_problems",
    "approver_problems",
    "check",
    "check_case",
    "check_field",
    "derived",
    "duplicate_problems",
    "edit_problems",
    "month_of",
    "owed",
    "owed_count",
    "release_problems",
]

MISSING = "answer.missing"

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *times.RULES,
            *supervisors.RULES,
            *cameras.RULES,
            *people.RULES,
            *notices.RULES,
            *reports.RULES,
            *property.RULES,
            *numbers.RULES,
            *federal.RULES,
            *texts.RULES,
            *review.RULES,
            *deriving.RULES,
        ),
        key=lambda rule: (rule.id[0] != "V", rule.id),
    )
)
"""Every rule, V before D, by number."""


def check(form: Form, answers: Nested, *, final: bool, now: datetime | None) -> list[Problem]:
    """Every breach of a rule that binds now, and for a final version every required answer that is missing.

    `answers` have been loaded by `form`. `now` is when the officer says to be done: on the tablet its clock, on the
    server the time in the version's header; None where nothing is to be called late. A final version with a problem
    of level ERROR is not accepted. Never raises.
    """
    return check_case(Case(form, answers, now, final))


def check_case(case: Case) -> list[Problem]:
    """`check` for whoever asks more of the same case: what was found out about it is not found out twice."""
    found = _breaches(case)
    if case.final:
        said = {problem.address for problem in found if problem.level is Level.ERROR}
        found += [Problem(MISSING, address) for _, address in case.lacking if address not in said]
    return found


def check_field(form: Form, answers: Nested, address: Address, *, now: datetime | None = None) -> list[Problem]:
    """What `check` says of one field while it is being written: problems at it or about it. Reads no other prose."""
    found = _breaches(Case(form, answers, now, only=address))
    return [problem for problem in found if problem.address == address or address in problem.also]


def _breaches(case: Case) -> list[Problem]:
    bound = (Binds.INTERIM, Binds.FINAL) if case.final else (Binds.INTERIM,)
    found = (problem for rule in RULES if rule.binds in bound for problem in rule.problems(case))
    return [problem for problem in found if _here(case.form, problem.address)]


def _here(form: Form, address: Address | None) -> bool:
    """Whether the form has the question: an older form is never blamed for a question it does not ask."""
    if address is None:
        return True
    part = form.by_name.get(address.part)
    return part is not None and (address.field in part.by_name or address.field in ("rows", "id"))
