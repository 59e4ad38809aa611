"""What a receipt is about stays as it is: statements that people sealed, and the rows that refer to them.

Pure: over answers. `mobile.drafting` refuses what would change it.
"""

from shared.answers import Address, Nested, row_id, rows_of
from shared.canonical import Value
from shared.statement import is_statement

PART, REFERS = "misconduct_report", "evidence_received_refs"
FACTS = ("sha256", "size_bytes", "media_type")
"""The fields of a `media` row that make it this statement."""


def bound(nested: Nested) -> set[str]:
    """The ids of rows that a receipt is about: sealed statements, and the rows that refer to them."""
    sealed = _sealed(nested)
    return sealed | {row_id(row) for row in rows_of(nested, PART) if not sealed.isdisjoint(_named(row.get(REFERS)))}


def loses(nested: Nested, address: Address, value: Value | None) -> bool:
    """Whether `value` at `address` (None for none) would leave a receipt without its statement."""
    if address.part == "media" and address.field in FACTS:
        return address.row in _sealed(nested)
    if (address.part, address.field) != (PART, REFERS):
        return False
    named = [_named(row.get(REFERS)) for row in rows_of(nested, PART) if row_id(row) == address.row]
    return bool(_sealed(nested).intersection(*named) - _named(value)) if named else False


def _sealed(nested: Nested) -> set[str]:
    return {row_id(row) for row in rows_of(nested, "media") if is_statement(row)}


def _named(value: object) -> set[str]:
    return set(map(str, value)) if isinstance(value, list) else set()
