"""Small reports to judge: only what a rule reads, loaded by the shipped form so that every code is one it has."""

from collections.abc import Callable
from datetime import datetime

import pytest

from shared import rules
from shared.answers import Address, Nested, Row
from shared.canonical import Value
from shared.catalog import Form
from shared.problems import Problem
from shared.report import shipped_form


class Maker:
    """Short ways to write answers."""

    def row(self, number: int, **fields: Value) -> Row:
        """A row of a repeated part whose id ends in `number`."""
        return {"id": self.id(number), **fields}

    def id(self, number: int) -> str:
        return f"00000000-0000-4000-8000-{number:012d}"

    def t(self, at: str) -> Value:
        """A moment; `09:12` alone is the morning of 14 April 2026, Los Angeles."""
        full = at if "T" in at else f"2026-04-14T{at}:00-07:00"
        return {"at": full, "clock": "device"}

    def now(self, at: str) -> datetime:
        return datetime.fromisoformat(at if "T" in at else f"2026-04-14T{at}:00-07:00")


@pytest.fixture(scope="session")
def form() -> Form:
    return shipped_form()


@pytest.fixture(scope="session")
def make() -> Maker:
    return Maker()


@pytest.fixture(scope="session")
def judge(form: Form) -> Callable[..., list[Problem]]:
    """judge("V-06", answers, ...) gives that rule's problems of a final version."""

    def judge(id: str, answers: Nested, *, final: bool = True, now: datetime | None = None) -> list[Problem]:
        loaded, mistakes = form.load(answers)
        assert not mistakes, mistakes
        found = rules.check(form, loaded, final=final, now=now)
        return [problem for problem in found if problem.code.split(".")[0] == id]

    return judge


@pytest.fixture(scope="session")
def said(judge: Callable[..., list[Problem]]) -> Callable[..., list[tuple[str, str]]]:
    """The same as (code, address as text) pairs."""

    def said(id: str, answers: Nested, **how: object) -> list[tuple[str, str]]:
        return [(each.code, _text(each.address)) for each in judge(id, answers, **how)]

    return said


def _text(address: Address | None) -> str:
    return address.text() if address else ""
