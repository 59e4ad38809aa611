"""The log's rows: entries, tree nodes, the one head row. What they mean is `server.log`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, insert, or_, select, update

from server.store.engine import TryAgain
from server.store.tables import log_entry, log_head, log_node
from shared.checkpoint import TreeHead
from shared.entry import Act
from shared.merkle import EMPTY_ROOT

Place = tuple[int, int]
"""Level and index of a tree node."""

_ASKED_AT_ONCE = 100
_NODE = log_node.c.level, log_node.c.index, log_node.c.hash


@dataclass(frozen=True)
class EntryRow:
    """One entry as stored. `opening` is None only after a lawful destruction."""

    index: int
    commitment: str
    opening: bytes | None
    act: str
    actor: str
    subject: str
    at: str


_COLUMNS = [log_entry.c[each.name] for each in fields(EntryRow)]
# Statements of every request are put together once: SQLAlchemy takes longer over that than SQLite over answering.
_HEAD = select(log_head.c.origin, log_head.c.size, log_head.c.root)
_MOVE = (
    update(log_head)
    .where(log_head.c.id == 1, log_head.c.size == bindparam("old_size"))
    .values(size=bindparam("new_size"), root=bindparam("new_root"))
    .returning(log_head.c.size)
)
_ADD_ENTRY, _ADD_NODE = insert(log_entry), insert(log_node)
_RESTARTS = (
    select(*_COLUMNS)
    .where(log_entry.c.subject == "", log_entry.c.act == Act.LOG_STARTED.value, log_entry.c.index > 0)
    .order_by(log_entry.c.index)
)


def start(db: Connection, origin: str) -> None:
    """The empty log's head row. Raises StoreUnusable when a log was started before."""
    db.execute(insert(log_head), {"id": 1, "origin": origin, "size": 0, "root": EMPTY_ROOT})


def rename(db: Connection, origin: str) -> None:
    """Give the log another origin from its next entry on."""
    db.execute(update(log_head).where(log_head.c.id == 1).values(origin=origin))


def head(db: Connection) -> TreeHead | None:
    """The newest tree head, None before `start`."""
    row = db.execute(_HEAD).one_or_none()
    return TreeHead(row.origin, row.size, bytes(row.root)) if row else None


def nodes(db: Connection, places: Iterable[Place]) -> dict[Place, bytes]:
    """The hashes at `places`; what is not stored is missing."""
    wanted = list(places)
    found: dict[Place, bytes] = {}
    for begin in range(0, len(wanted), _ASKED_AT_ONCE):
        some = wanted[begin : begin + _ASKED_AT_ONCE]
        values = {name: part for at, place in enumerate(some) for name, part in zip(_names(at), place, strict=True)}
        for level, index, value in db.execute(_nodes_asked(len(some)), values):
            found[level, index] = bytes(value)
    return found


def _names(at: int) -> tuple[str, str]:
    return f"level_{at}", f"index_{at}"


@lru_cache(maxsize=_ASKED_AT_ONCE)
def _nodes_asked(number: int) -> Select[Any]:
    """The question for so many nodes."""
    names = map(_names, range(number))
    places = (and_(log_node.c.level == bindparam(one), log_node.c.index == bindparam(two)) for one, two in names)
    return select(*_NODE).where(or_(*places))


def all_nodes(db: Connection) -> dict[Place, bytes]:
    """Every stored hash."""
    return {(level, index): bytes(value) for level, index, value in db.execute(select(*_NODE))}


def add(
    db: Connection, old: TreeHead, new: TreeHead, entries: Sequence[EntryRow], fresh: Sequence[tuple[int, int, bytes]]
) -> None:
    """Write entries, the nodes they complete, and the head that follows `old`. Raises TryAgain if `old` is not it."""
    db.execute(_ADD_ENTRY, [vars(entry) for entry in entries])
    db.execute(_ADD_NODE, [{"level": level, "index": index, "hash": value} for level, index, value in fresh])
    moved = db.execute(_MOVE, {"old_size": old.size, "new_size": new.size, "new_root": new.root})
    if moved.scalar_one_or_none() != new.size:
        raise TryAgain("the log grew meanwhile")


def openings(db: Connection, indexes: Iterable[int]) -> dict[int, bytes | None]:
    """The openings of these entries."""
    rows = db.execute(select(log_entry.c.index, log_entry.c.opening).where(log_entry.c.index.in_(list(indexes))))
    return {index: None if opening is None else bytes(opening) for index, opening in rows}


def entries(db: Connection, begin: int = 0) -> Iterator[EntryRow]:
    """Every entry from `begin` on, in order."""
    rows = db.execute(select(*_COLUMNS).where(log_entry.c.index >= begin).order_by(log_entry.c.index))
    return map(_entry, rows)


def about(db: Connection, subject: str) -> list[EntryRow]:
    """The entries about one object, oldest first."""
    rows = db.execute(select(*_COLUMNS).where(log_entry.c.subject == subject).order_by(log_entry.c.index))
    return [_entry(row) for row in rows]


def restarts(db: Connection) -> list[EntryRow]:
    """The entries by which the log went on under another origin, oldest first."""
    return [_entry(row) for row in db.execute(_RESTARTS)]


def _entry(row: Sequence[Any]) -> EntryRow:
    index, committed, opening, act, actor, subject, at = row
    return EntryRow(index, committed, None if opening is None else bytes(opening), act, actor, subject, at)
