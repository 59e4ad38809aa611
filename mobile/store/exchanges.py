"""What came back from the server: receipts, tree heads, alarms, the inbox, a reviewer's comments."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlite_utils import Database

from shared.answers import Address
from shared.canonical import Value, canonical


@dataclass(frozen=True)
class Receipt:
    """The log's proof that a version was taken in: entry `entry`, its opening, its path to the head `head`."""

    digest: str
    outcome: str
    entry: int
    opening: bytes
    proof: tuple[str, ...]
    head: str
    got_at: str


RESTORED = "log.restored"
"""The code of what is kept beside the alarms, and is none: the server was restored, and proved what it begins with."""
_RECEIPT = "digest, outcome, entry, opening, proof, head, got_at"


@dataclass(frozen=True)
class Alarm:
    """A reply of the server whose proof did not hold, with its bytes; or the proof that the server was restored."""

    number: int
    code: str
    at: str
    evidence: bytes


@dataclass(frozen=True)
class Item:
    """One inbox entry, as the protocol has it."""

    position: int
    kind: str
    report: str
    body: dict[str, Value]
    got_at: str


@dataclass(frozen=True)
class Comment:
    """A reviewer's remark at a field (`address`), or on the whole report (None)."""

    position: int
    number: int
    report: str
    address: Address | None
    body: dict[str, Value]
    answered_by: str
    """The digest of the version that answered it, "" while it stands."""


def add_receipt(database: Database, receipt: Receipt) -> None:
    """Keep a receipt; the first one for a version stays."""
    database.conn.execute(
        "INSERT OR IGNORE INTO receipt (digest, outcome, entry, opening, proof, head, got_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            receipt.digest,
            receipt.outcome,
            receipt.entry,
            receipt.opening,
            canonical(list(receipt.proof)).decode(),
            receipt.head,
            receipt.got_at,
        ),
    )


def receipt(database: Database, digest: str) -> Receipt | None:
    """The receipt for a version, or None."""
    found = database.conn.execute(f"SELECT {_RECEIPT} FROM receipt WHERE digest = ?", (digest,)).fetchone()
    return _receipt(found) if found else None


def receipts(database: Database) -> list[Receipt]:
    """Every version's receipt."""
    return [_receipt(found) for found in database.conn.execute(f"SELECT {_RECEIPT} FROM receipt ORDER BY entry")]


def earlier_receipts(database: Database, digest: str) -> list[Receipt]:
    """What the server said of a version before it was restored from a backup, the oldest first."""
    found = database.conn.execute(f"SELECT {_RECEIPT} FROM earlier_receipt WHERE digest = ? ORDER BY number", (digest,))
    return [_receipt(each) for each in found]


def supersede_receipts(database: Database, digests: Sequence[str]) -> None:
    """Keep these versions' receipts as earlier ones: the log that they prove is not the server's any more."""
    named = [(digest,) for digest in digests]
    database.conn.executemany(
        f"INSERT INTO earlier_receipt ({_RECEIPT}) SELECT {_RECEIPT} FROM receipt WHERE digest = ?", named
    )
    database.conn.executemany("DELETE FROM receipt WHERE digest = ?", named)


def _receipt(found: Sequence[Any]) -> Receipt:
    name, outcome, entry, opening, proof, head, at = found
    return Receipt(name, outcome, entry, bytes(opening), tuple(json.loads(proof)), head, at)


def add_head(database: Database, origin: str, size: int, checkpoint: str, at: str) -> None:
    """Keep a verified tree head. Every head stays: the tablet is a witness."""
    database.conn.execute(
        "INSERT OR IGNORE INTO head (origin, size, checkpoint, seen_at) VALUES (?, ?, ?, ?)",
        (origin, size, checkpoint, at),
    )


def newest_head(database: Database, origin: str, size: int | None = None) -> str | None:
    """The checkpoint of the largest tree this tablet has verified (of at most `size` entries), or None."""
    found = database.conn.execute(
        "SELECT checkpoint FROM head WHERE origin = ? AND size <= coalesce(?, size) ORDER BY size DESC LIMIT 1",
        (origin, size),
    ).fetchone()
    return str(found[0]) if found else None


def origins(database: Database) -> tuple[str, ...]:
    """Every origin of which this tablet has verified a tree."""
    return tuple(str(origin) for (origin,) in database.conn.execute("SELECT DISTINCT origin FROM head"))


def add_alarm(database: Database, code: str, at: str, evidence: bytes) -> None:
    """Keep a reply whose proof did not hold (or, with RESTORED, one that proves a restart), once for each content."""
    known = database.conn.execute("SELECT 1 FROM alarm WHERE code = ? AND evidence = ?", (code, evidence)).fetchone()
    if not known:
        database.conn.execute("INSERT INTO alarm (code, at, evidence) VALUES (?, ?, ?)", (code, at, evidence))


def alarms(database: Database) -> list[Alarm]:
    """All replies whose proofs did not hold, the newest first."""
    return [each for each in _kept(database) if each.code != RESTORED]


def notices(database: Database) -> list[Alarm]:
    """Every time that this tablet followed a server that had been restored, the newest first."""
    return [each for each in _kept(database) if each.code == RESTORED]


def _kept(database: Database) -> list[Alarm]:
    found = database.conn.execute("SELECT number, code, at, evidence FROM alarm ORDER BY number DESC")
    return [Alarm(number, code, at, bytes(evidence)) for number, code, at, evidence in found]


def add_item(database: Database, item: Item) -> bool:
    """Keep an inbox entry. False if it was there."""
    cursor = database.conn.execute(
        "INSERT OR IGNORE INTO inbox (position, kind, report, body, got_at) VALUES (?, ?, ?, ?, ?)",
        (item.position, item.kind, item.report, canonical(item.body).decode(), item.got_at),
    )
    return bool(cursor.rowcount)


def move_items_back(database: Database, position: int) -> None:
    """Make room from `position` on: a restored server counts on from there. What is moved keeps its order.

    It stands below 0 from then on; the same item come again takes its new place (`take_back`).
    """
    lowest, highest = database.conn.execute("SELECT min(0, min(position)), max(position) FROM inbox").fetchone()
    if highest is None or highest < position:
        return
    down = highest - lowest + 1
    for table in ("inbox", "comment"):
        database.conn.execute(f"UPDATE {table} SET position = position - ? WHERE position >= ?", (down, position))


def take_back(database: Database, item: Item) -> bool:
    """Whether the item was here before the server was restored; then it and its comments stand at their new place."""
    content = (item.kind, item.report, canonical(item.body).decode())
    found = database.conn.execute(
        "SELECT position FROM inbox WHERE kind = ? AND report = ? AND body = ? AND position < 0", content
    ).fetchone()
    if found is None or database.conn.execute("SELECT 1 FROM inbox WHERE position = ?", (item.position,)).fetchone():
        return False
    for table in ("inbox", "comment"):
        database.conn.execute(f"UPDATE {table} SET position = ? WHERE position = ?", (item.position, found[0]))
    return True


def items(database: Database, report: str) -> list[Item]:
    """What concerns a report, the newest first."""
    found = database.conn.execute(
        "SELECT position, kind, report, body, got_at FROM inbox WHERE report = ? ORDER BY position DESC", (report,)
    )
    return [Item(position, kind, name, json.loads(body), at) for position, kind, name, body, at in found]


def add_comment(database: Database, comment: Comment) -> None:
    """Keep a reviewer's remark."""
    part, row, field = comment.address or ("", "", "")
    database.conn.execute(
        'INSERT OR IGNORE INTO comment (position, number, report, part, "row", field, body, answered_by) '
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            comment.position,
            comment.number,
            comment.report,
            part,
            row,
            field,
            canonical(comment.body).decode(),
            comment.answered_by,
        ),
    )


def comments(database: Database, report: str) -> list[Comment]:
    """Remarks on a report in the order they came."""
    found = database.conn.execute(
        'SELECT position, number, report, part, "row", field, body, answered_by FROM comment '
        "WHERE report = ? ORDER BY position, number",
        (report,),
    )
    return [
        Comment(
            position,
            number,
            name,
            Address(part, row, field) if part else None,
            cast(dict[str, Value], json.loads(body)),
            answered_by,
        )
        for position, number, name, part, row, field, body, answered_by in found
    ]


def answer_comments(database: Database, report: str, digest: str) -> None:
    """Mark the standing remarks on a report as answered by a version."""
    database.conn.execute("UPDATE comment SET answered_by = ? WHERE report = ? AND answered_by = ''", (digest, report))


def body_list(body: Mapping[str, Value], name: str) -> Sequence[Mapping[str, Value]]:
    """The list of objects called `name` in an inbox body, [] where it is something else."""
    held = body.get(name)
    return [each for each in held if isinstance(each, Mapping)] if isinstance(held, list) else []
