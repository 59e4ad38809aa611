"""Sealed versions, and the outbox of those the server has not answered for."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from sqlite_utils import Database

from mobile.store import files
from shared.canonical import Value, canonical

WAITING = "waiting"
"""A version's state until the server answers for it; then the protocol's outcome."""


@dataclass(frozen=True)
class Version:
    """One sealed version. `packed` is exactly what travels, b"" once its report left the tablet; `problems` are the
    server's, if it refused."""

    digest: str
    report: str
    sequence: int
    kind: str
    parent: str
    incarnation: str
    device_sequence: int
    sealed_at: str
    packed: bytes
    state: str
    problems: tuple[dict[str, Value], ...]
    decided_at: str


class Last(NamedTuple):
    """What the next version of a report follows."""

    digest: str
    sequence: int


class Line(NamedTuple):
    """What a list says of a version; without its content, which is most of it."""

    digest: str
    state: str
    sealed_at: str
    decided_at: str
    problems: int


@dataclass(frozen=True)
class Queued:
    """One version on its way: how often a reply came back that was no answer."""

    digest: str
    report: str
    packed: bytes
    tries: int


_COLUMNS = ", ".join(Version.__dataclass_fields__)


def _version(found: Sequence[object]) -> Version:
    facts = dict(zip(Version.__dataclass_fields__, found, strict=True))
    problems = tuple(json.loads(str(facts["problems"])))
    return Version(**facts | {"problems": problems, "packed": bytes(cast(bytes, facts["packed"]))})  # type: ignore[arg-type]


def add(database: Database, version: Version) -> None:
    """Keep a sealed version and put it into the outbox: one act, in the caller's transaction."""
    database.table("version").insert(vars(version) | {"problems": "[]"})
    files.name(database, version.digest, version.packed)
    database.conn.execute(
        "INSERT INTO outbox (digest, queued_at, tries) VALUES (?, ?, 0)", (version.digest, version.sealed_at)
    )


def get(database: Database, digest: str) -> Version | None:
    """The version called `digest`, or None."""
    found = database.conn.execute(f"SELECT {_COLUMNS} FROM version WHERE digest = ?", (digest,)).fetchone()
    return _version(found) if found else None


def of_report(database: Database, report: str) -> list[Version]:
    """A report's versions, the oldest first."""
    found = database.conn.execute(f"SELECT {_COLUMNS} FROM version WHERE report = ? ORDER BY number", (report,))
    return [_version(row) for row in found]


def lines(database: Database, report: str) -> list[Line]:
    """A report's versions, the oldest first, as a list shows them."""
    found = database.conn.execute(
        "SELECT digest, state, sealed_at, decided_at, json_array_length(problems) FROM version WHERE report = ? "
        "ORDER BY number",
        (report,),
    )
    return [Line(*row) for row in found]


def tip(database: Database, report: str) -> Version | None:
    """The newest version sealed here that the server has not refused."""
    found = database.conn.execute(
        f"SELECT {_COLUMNS} FROM version WHERE report = ? AND state <> 'refused' ORDER BY number DESC LIMIT 1",
        (report,),
    ).fetchone()
    return _version(found) if found else None


def last(database: Database, report: str) -> Last | None:
    """The version a new one follows: the newest sealed here, or one taken over from another tablet after it."""
    own = tip(database, report)
    found = database.conn.execute(
        "SELECT digest, sequence FROM taken WHERE report = ? AND opened = 1 ORDER BY sequence DESC LIMIT 1", (report,)
    ).fetchone()
    if found is None or (own is not None and own.sequence >= found[1]):
        return Last(own.digest, own.sequence) if own else None
    return Last(str(found[0]), int(found[1]))


def decide(database: Database, digest: str, state: str, problems: Sequence[Value], at: str) -> None:
    """Keep the server's answer for a version and take it out of the outbox."""
    database.conn.execute(
        "UPDATE version SET state = ?, problems = ?, decided_at = ? WHERE digest = ?",
        (state, canonical(list(problems)).decode(), at, digest),
    )
    database.conn.execute("DELETE FROM outbox WHERE digest = ?", (digest,))


def queue_again(database: Database, digests: Sequence[str], at: str) -> None:
    """Put versions back into the outbox, so that all that is in it stays in the order in which it was sealed."""
    database.conn.executemany(
        "UPDATE version SET state = ?, problems = '[]', decided_at = '' WHERE digest = ?",
        [(WAITING, each) for each in digests],
    )
    database.conn.executemany(
        "INSERT OR IGNORE INTO outbox (digest, queued_at, tries) VALUES (?, ?, 0)", [(each, at) for each in digests]
    )
    waiting = database.conn.execute(
        "SELECT o.digest, o.queued_at, o.tries FROM outbox o JOIN version v USING (digest) ORDER BY v.number"
    ).fetchall()
    database.conn.execute("DELETE FROM outbox")
    database.conn.executemany("INSERT INTO outbox (digest, queued_at, tries) VALUES (?, ?, ?)", waiting)


def gone(database: Database, digests: Sequence[str]) -> list[str]:
    """Those of these versions whose content left the tablet."""
    found = []
    for digest in digests:
        row = database.conn.execute("SELECT 1 FROM version WHERE digest = ? AND packed = x''", (digest,)).fetchone()
        found += [digest] if row else []
    return found


def reports_of(database: Database, digests: Sequence[str]) -> list[str]:
    """The reports that these versions are of."""
    found: dict[str, None] = {}
    for digest in digests:
        row = database.conn.execute("SELECT report FROM version WHERE digest = ?", (digest,)).fetchone()
        found |= {str(row[0]): None} if row else {}
    return list(found)


def queue(database: Database, limit: int) -> list[Queued]:
    """What to send next, oldest first; after failures one at a time, so that one bad version blocks no other.

    Of a report only its oldest queued version can be first: a version never overtakes its parent.
    """
    found = database.conn.execute(
        "SELECT o.digest, v.report, v.packed, o.tries FROM outbox o JOIN version v USING (digest) ORDER BY o.position"
    )
    waiting = [Queued(digest, report, bytes(packed), tries) for digest, report, packed, tries in found.fetchmany(400)]
    if not any(each.tries for each in waiting):
        return waiting[:limit]
    first: dict[str, Queued] = {}
    for each in waiting:
        first.setdefault(each.report, each)
    return [min(first.values(), key=lambda each: each.tries)]


def undelivered(database: Database) -> list[bytes]:
    """Everything sealed here without a receipt, oldest first, as it travels: also what was refused or set aside."""
    found = database.conn.execute(
        "SELECT packed FROM version WHERE digest NOT IN (SELECT digest FROM receipt) ORDER BY number"
    )
    return [bytes(packed) for (packed,) in found]


def queued(database: Database) -> dict[str, int]:
    """Tries by digest of everything in the outbox."""
    return dict(database.conn.execute("SELECT digest, tries FROM outbox").fetchall())


def reports_queued(database: Database) -> int:
    """How many reports have a version in the outbox."""
    found = database.conn.execute(
        "SELECT COUNT(DISTINCT version.report) FROM outbox JOIN version ON version.digest = outbox.digest"
    )
    return int(found.fetchone()[0])


def tried(database: Database, digests: Sequence[str]) -> None:
    """Count a failed try for each."""
    database.conn.executemany("UPDATE outbox SET tries = tries + 1 WHERE digest = ?", [(each,) for each in digests])


def reports_tried(database: Database, tries: int) -> list[str]:
    """Reports with a version that failed at least `tries` times."""
    found = database.conn.execute(
        "SELECT DISTINCT v.report FROM outbox o JOIN version v USING (digest) WHERE o.tries >= ?", (tries,)
    )
    return [str(row[0]) for row in found]
