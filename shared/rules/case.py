"""What a rule is given: one report under one form at one time, with plain ways to read it.

Reading never raises: a rule meets drafts with any answer missing, marked or of an older form. Blank, a mark and a
value are kept apart (`given` counts marks, `valued` does not).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from shared.answers import ALL_ROWS, ONLY_ROW, ROWS, Address, Nested, Row, mark_of, row_id
from shared.canonical import Value
from shared.catalog import FieldSpec, Form
from shared.fields import moment


@dataclass(frozen=True)
class Case:
    """One report to judge.

    now   the time at which it is judged (None: not known, so nothing is late)
    only  the one field whose words are read (None: all): reading prose is most of the work, and one field is live
    """

    form: Form
    answers: Nested
    now: datetime | None = None
    final: bool = False
    only: Address | None = None

    @cached_property
    def zone(self) -> tzinfo | None:
        """The city's time zone, None if this machine does not know it."""
        try:
            return ZoneInfo(self.form.configuration.city.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            return None

    @cached_property
    def city(self) -> Mapping[str, Value]:
        """The city file's content."""
        return self.form.configuration.city.content

    @cached_property
    def prose(self) -> tuple[tuple[FieldSpec, Row, str], ...]:
        """Every text that is prose and is read, where it stands."""
        return tuple(
            (spec, row, held)
            for spec in self.form.prose
            for row in self.rows(spec.part)
            if spec.name in row and (held := text(row, spec.name))
            if self.only is None or self.only == at(spec.part, row, spec.name)
        )

    @cached_property
    def lacking(self) -> tuple[tuple[FieldSpec, Address], ...]:
        """Every officer's question that a final version must answer and this one does not."""
        return tuple(
            (spec, Address(part.name, row_id(row) if part.repeated else ONLY_ROW, spec.name))
            for part in self.form.parts
            for row in self.rows(part.name) or (() if part.repeated else ({},))
            for spec in self.form.needed[part.name]
            if row.get(spec.name) is None and spec.needed_of(row, self.answers)
        )

    def rows(self, part: str) -> Sequence[Row]:
        """The rows of a part, none to many."""
        held = self.answers.get(part)  # `rows_of`, without a call: rules ask this hundreds of times
        return () if held is None else held if isinstance(held, list) else (held,)

    def one(self, part: str) -> Row:
        """The row of a single part, empty if it has none."""
        held = self.answers.get(part)
        return held if isinstance(held, dict) else {}

    @cached_property
    def incident(self) -> Row:
        """The root part."""
        return self.one("incident")

    def below(self, part: str, parent: Row) -> list[Row]:
        """The rows of a part that belong to one row of its parent."""
        spec, owner = self.form.by_name.get(part), row_id(parent)
        if spec is None or not spec.parent_field:
            return []
        return [row for row in self.rows(part) if row.get(spec.parent_field) == owner]

    def asks(self, part: str, name: str) -> bool:
        """Whether this version of the form has the question."""
        return self.form.spec(part, name) is not None


def at(part: str, row: Row, name: str) -> Address:
    """The address of a field of a row."""
    return Address(part, row_id(row) if row else ONLY_ROW, name)


def all_rows(part: str) -> Address:
    """The address of a part's list of rows: where a missing row is pointed at."""
    return Address(part, ALL_ROWS, ROWS)


def given(row: Row, name: str) -> bool:
    """Whether the question was answered, a mark included."""
    return row.get(name) is not None


def valued(row: Row, name: str) -> bool:
    """Whether there is a value, not only a mark."""
    return given(row, name) and mark_of(row.get(name)) is None


def code(row: Row, name: str) -> str:
    """The chosen code; a mark's reason; yes or no for a flag; "" for blank or anything else."""
    value = row.get(name)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return mark_of(value) or ""


def codes(row: Row, name: str) -> tuple[str, ...]:
    """The chosen codes of a multiple choice, or the one code in a tuple, or nothing."""
    value = row.get(name)
    if isinstance(value, list | tuple):
        return tuple(item for item in value if isinstance(item, str))
    one = code(row, name)
    return (one,) if one else ()


def text(row: Row, name: str) -> str:
    """The text, "" if there is none."""
    value = row.get(name)
    return value if isinstance(value, str) else ""


def count(row: Row, name: str) -> int | None:
    """The whole number, None if there is none."""
    value = row.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def when(row: Row, name: str) -> datetime | None:
    """The moment, None if there is none."""
    return instant(row.get(name))


def instant(value: Value | None) -> datetime | None:
    """The moment that a value is, None if it is none."""
    try:
        return moment(value) if value is not None else None
    except ValueError:
        return None


def first(row: Row, *names: str) -> datetime | None:
    """The first of the named moments that is known."""
    return next((known for name in names if (known := when(row, name)) is not None), None)


def later(moment: datetime | None, by: timedelta | None) -> datetime | None:
    """The moment so much later; None where either is not known, or the calendar ends before."""
    try:
        return moment + by if moment is not None and by is not None else None
    except OverflowError:
        return None
