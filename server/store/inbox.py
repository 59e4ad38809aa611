"""What waits for an officer's tablets, in the order of the log entries that caused it."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, insert, select

from server.store.tables import inbox


class Item(NamedTuple):
    """One thing that concerns an officer. `position` is the log index of the act; `body` is canonical JSON."""

    person_id: str
    position: int
    kind: str
    report_id: str
    body: str


# Put together once, as in `store.log`.
_AFTER = (
    select(*(inbox.c[name] for name in Item._fields))
    .where(inbox.c.person_id == bindparam("person"), inbox.c.position > bindparam("cursor"))
    .order_by(inbox.c.position, inbox.c.report_id)
)
_AFTER_MOST = _AFTER.limit(bindparam("most"))
_AT = _AFTER.where(inbox.c.position == bindparam("at"))
_PUT = insert(inbox)


def put(db: Connection, items: Sequence[Item]) -> None:
    """Leave items for the tablets to fetch."""
    if items:
        db.execute(_PUT, [each._asdict() for each in items])


def after(db: Connection, person_id: str, cursor: int, most: int) -> tuple[list[Item], bool]:
    """At least one and about `most` items behind `cursor`, oldest first, and whether there are more.

    Items of one position are never torn apart, because a cursor could not point between them.
    """
    asked = {"person": person_id, "cursor": cursor}
    items = [Item(*row) for row in db.execute(_AFTER_MOST, {**asked, "most": most + 1})]
    if len(items) <= most:
        return items, False
    last = items[-1].position
    whole = [item for item in items if item.position != last]
    if whole:
        return whole, True
    return [Item(*row) for row in db.execute(_AT, {**asked, "at": last})], True
