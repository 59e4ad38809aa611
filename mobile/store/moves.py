"""Drafts that go from one of an officer's tablets to another: what to ask the server, what is offered, what came.

A release says that this tablet writes no more; a take asks to be the one that goes on. Both wait here until the server
has answered, whatever happens to the tablet in between.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

RELEASE, TAKE = "release", "take"
WAITING, SENT, DONE, REFUSED = "waiting", "sent", "done", "refused"
"""No request carried it yet; one did, and what became of it is not known; the server's two answers."""

OPEN = (WAITING, SENT)


@dataclass(frozen=True)
class Move:
    """One thing asked of the server. `id` names the release that it is, or that it takes.

    version   the digest of the version that goes over
    was       of a release: the state the draft had, so that it can be that again
    repeated  asked once more of a restored server: its answer changes no draft
    code      why it was refused
    """

    id: str
    act: str
    report: str
    version: str
    state: str
    was: str = ""
    repeated: bool = False
    code: str = ""


@dataclass(frozen=True)
class Offer:
    """A released draft that any of the officer's tablets may take: `by` is the tablet that released it, `was` the
    state it had there (draft, returned)."""

    report: str
    move: str
    version: str
    by: str
    at: str
    was: str
    form_version: int


@dataclass(frozen=True)
class Taken:
    """A version that another tablet sealed and this one goes on from: as the server stores it, with its author's
    public key. `opened`: its content is the draft's, and `sealed` is "" from then on."""

    move: str
    report: str
    digest: str
    sequence: int
    sealed: str
    key: str
    was: str
    opened: bool


_MOVE = ", ".join(Move.__dataclass_fields__)
_OFFER = ", ".join(Offer.__dataclass_fields__)
_TAKEN = ", ".join(Taken.__dataclass_fields__)


def _move(found: Sequence[object]) -> Move:
    facts = dict(zip(Move.__dataclass_fields__, found, strict=True))
    return Move(**facts | {"repeated": bool(facts["repeated"])})  # type: ignore[arg-type]


def _taken(found: Sequence[object]) -> Taken:
    facts = dict(zip(Taken.__dataclass_fields__, found, strict=True))
    return Taken(**facts | {"opened": bool(facts["opened"])})  # type: ignore[arg-type]


def add(database: Database, move: Move) -> None:
    """Ask for it from now on, also if it was refused before."""
    database.conn.execute("DELETE FROM move WHERE id = ? AND act = ?", (move.id, move.act))
    database.table("move").insert(vars(move) | {"repeated": int(move.repeated), "told": 0})


def get(database: Database, name: str, act: str) -> Move | None:
    """What was asked for the release called `name`."""
    found = database.conn.execute(f"SELECT {_MOVE} FROM move WHERE id = ? AND act = ?", (name, act)).fetchone()
    return _move(found) if found else None


def latest(database: Database, report: str, act: str) -> Move | None:
    """The newest release, or take, of a report."""
    found = database.conn.execute(
        f"SELECT {_MOVE} FROM move WHERE report = ? AND act = ? ORDER BY number DESC LIMIT 1", (report, act)
    ).fetchone()
    return _move(found) if found else None


def remove(database: Database, name: str, act: str) -> None:
    """Forget what no request ever carried."""
    database.conn.execute("DELETE FROM move WHERE id = ? AND act = ? AND state = ?", (name, act, WAITING))


def pending(database: Database) -> list[Move]:
    """What the server has not answered, in the order in which it was asked for."""
    found = database.conn.execute(f"SELECT {_MOVE} FROM move WHERE state IN (?, ?) ORDER BY repeated, number", OPEN)
    return [_move(row) for row in found]


def carried(database: Database, asked: Collection[Move]) -> None:
    """Note, before it is sent, that a request carries these."""
    database.conn.executemany(
        "UPDATE move SET state = ? WHERE id = ? AND act = ?", [(SENT, each.id, each.act) for each in asked]
    )


def settle(database: Database, move: Move, state: str, code: str = "") -> None:
    """Keep the server's answer."""
    database.conn.execute(
        "UPDATE move SET state = ?, code = ?, told = 0 WHERE id = ? AND act = ?", (state, code, move.id, move.act)
    )


def ask_again(database: Database) -> None:
    """The server was restored: tell it again where each report went last, for it may have lost that."""
    database.conn.execute(
        "UPDATE move SET state = ?1, repeated = 1 WHERE state = ?2 AND id IN (SELECT id FROM move "
        "WHERE number IN (SELECT max(number) FROM move WHERE state = ?2 GROUP BY report))",
        (SENT, DONE),
    )


def untold(database: Database) -> list[Move]:
    """What was refused and nobody was told of."""
    found = database.conn.execute(
        f"SELECT {_MOVE} FROM move WHERE state = ? AND told = 0 AND repeated = 0 ORDER BY number", (REFUSED,)
    )
    return [_move(row) for row in found]


def told(database: Database) -> None:
    """Somebody was told of all that was refused."""
    database.conn.execute("UPDATE move SET told = 1 WHERE state = ?", (REFUSED,))


def put_offer(database: Database, offer: Offer) -> None:
    """Keep an offer, in place of an older one of the same report."""
    database.table("offer").upsert(vars(offer), pk="report")


def offer(database: Database, report: str) -> Offer | None:
    """What is offered of a report."""
    found = database.conn.execute(f"SELECT {_OFFER} FROM offer WHERE report = ?", (report,)).fetchone()
    return Offer(*found) if found else None


def end_offer(database: Database, move: str) -> None:
    """The release is not to be had any more."""
    database.conn.execute("DELETE FROM offer WHERE move = ?", (move,))


def add_taken(database: Database, taken: Taken) -> None:
    """Keep what came; the same once."""
    facts = vars(taken) | {"opened": int(taken.opened)}
    database.table("taken").insert(facts, ignore=True)


def unopened(database: Database) -> list[Taken]:
    """What came and is no draft yet."""
    return [
        _taken(row) for row in database.conn.execute(f"SELECT {_TAKEN} FROM taken WHERE opened = 0 ORDER BY number")
    ]


def coming(database: Database, report: str) -> bool:
    """Whether a version of the report came that is no draft yet."""
    found = database.conn.execute("SELECT 1 FROM taken WHERE report = ? AND opened = 0", (report,)).fetchone()
    return found is not None


def opened(database: Database, move: str) -> None:
    """Its content is the draft's now, and stands nowhere else: it leaves the tablet with the draft."""
    database.conn.execute("UPDATE taken SET opened = 1, sealed = '' WHERE move = ?", (move,))


def was_taken(database: Database, report: str) -> bool:
    """Whether another tablet sealed what this draft goes on from."""
    return database.conn.execute("SELECT 1 FROM taken WHERE report = ?", (report,)).fetchone() is not None
