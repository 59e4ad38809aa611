"""The shape of answers, nested for people and flat for commitments.

Nested, a report is one mapping per single part and one list of rows per repeated part:

    {"incident": {"source": "radio_call"}, "injury": [{"id": "<uuid4>", "severity": "minor"}]}

Flat, it is one value per address (part, row, field). A single part's only row is called `-`. Every repeated part
that has rows also holds its order at (part, "*", "rows"), so that nobody can drop or reorder a row unseen.
A blank answer is absent from both: blank means "not asked", which differs from every mark in `MARKS`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from shared.canonical import Value

ONLY_ROW = "-"
ALL_ROWS = "*"
ROWS = "rows"
ROW_ID = "id"

MARKS = ("unknown", "not_observed", "refused")
"""Reasons a question that was asked has no value. Written as the value {"mark": "<reason>"}."""

Row = dict[str, Value]
Nested = dict[str, Row | list[Row]]

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_IDENTITY = re.compile(_UUID)
_ADDRESS = re.compile(rf"[a-z][a-z0-9_]*/(?:-|\*|{_UUID})/[a-z][a-z0-9_]*")


@lru_cache(maxsize=4096)
def is_name(text: str) -> bool:
    """Whether `text` can name a part or a field."""
    return _ADDRESS.fullmatch(f"{text}/-/{text}") is not None


def is_row_id(text: str) -> bool:
    """Whether `text` can name a row of a repeated part: a UUID in lower case."""
    return _IDENTITY.fullmatch(text) is not None


class Address(NamedTuple):
    """Where an answer stands: part name, row id (`-` for a single part), field name."""

    part: str
    row: str
    field: str

    def text(self) -> str:
        """The claim name of RFC 9901 disclosures: `part/row/field`."""
        return f"{self.part}/{self.row}/{self.field}"

    @classmethod
    def parse(cls, text: str) -> "Address":
        """The address for `text()`'s output. Raises ValueError."""
        if not _ADDRESS.fullmatch(text):
            raise ValueError(f"not an address: {text[:120]!r}")
        return cls(*text.split("/"))


Flat = dict[Address, Value]


def mark(reason: str) -> Value:
    """The value that says why an asked question has no answer."""
    if reason not in MARKS:
        raise ValueError(f"not a mark: {reason}")
    return {"mark": reason}


def mark_of(value: object) -> str | None:
    """The reason if `value` is a mark, else None."""
    if value is None or not isinstance(value, (dict, Mapping)) or len(value) != 1:  # what is no mapping at all is usual
        return None
    reason = value.get("mark")
    return reason if reason in MARKS else None


def rows_of(answers: Nested, part: str) -> Sequence[Row]:
    """The rows of `part`, none to many, whether the part is single or repeated."""
    held = answers.get(part)
    if held is None:
        return ()
    return held if isinstance(held, list) else (held,)


def row_id(row: Row) -> str:
    """The row's id, `-` for the row of a single part."""
    return str(row.get(ROW_ID, ONLY_ROW))


def _by_row(answers: Nested) -> Iterator[tuple[str, str, Row]]:
    """(part, row, its answers without the id), the order of every repeated part as a row of its own."""
    for part, held in answers.items():
        if isinstance(held, list):
            if held:
                yield part, ALL_ROWS, {ROWS: [str(row[ROW_ID]) for row in held]}
            for row in held:
                rest = {**row}
                yield part, str(rest.pop(ROW_ID)), rest
        else:
            yield part, ONLY_ROW, held


def flatten(answers: Nested) -> Flat:
    """One value per address, with the order of every repeated part."""
    return {Address(part, row, field): value for part, row, held in _by_row(answers) for field, value in held.items()}


def flatten_texts(answers: Nested) -> dict[str, Value]:
    """`flatten` with every address as its text. Texts sort as addresses do: no name holds a letter before the `/`.

    Raises ValueError for a malformed address; KeyError, TypeError or AttributeError for what is not nested answers.
    """
    flat: dict[str, Value] = {}
    for part, row, held in _by_row(answers):
        begin = f"{part}/{row}/"
        if not _ADDRESS.fullmatch(f"{begin}a") or not all(map(is_name, held)):
            raise ValueError("not an address")
        for field, value in held.items():
            flat[begin + field] = value
    return flat


def nest(flat: Mapping[Address, Value], order: Iterable[str] = ()) -> Nested:
    """The nested form. Parts come in `order` first, rows in their recorded order; the inverse of `flatten`.

    Rows that hold no disclosed answer are kept (their number is part of the record); a row that is not in the
    recorded order, which only a withheld order can cause, comes last.
    """
    nested: Nested = {}
    for part in order:
        if any(address.part == part for address in flat):
            nested[part] = {}
    tables: dict[str, dict[str, Row]] = {}
    for address, value in flat.items():
        nested.setdefault(address.part, {})
        if address.row == ALL_ROWS:
            if isinstance(value, list | tuple):
                rows = {str(row): Row({ROW_ID: str(row)}) for row in value}
                tables[address.part] = rows | tables.get(address.part, {})
        elif address.row != ONLY_ROW:
            tables.setdefault(address.part, {}).setdefault(address.row, {ROW_ID: address.row})
    for address, value in flat.items():
        if address.row == ONLY_ROW:
            held = nested[address.part]
            if isinstance(held, dict):
                held[address.field] = value
        elif address.row != ALL_ROWS:
            tables[address.part][address.row][address.field] = value
    for part, rows in tables.items():
        nested[part] = list(rows.values())
    return nested
