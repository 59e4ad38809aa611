"""The log: what happened, as leaves of an RFC 9162 tree, written in the same transaction as the act itself.

`append` inside `Store.writing()` is all an act needs. Tree heads are signed here as checkpoints; whoever keeps one
(every tablet does) notices when anything before it is changed. A restored server goes on under another origin
(docs/decisions/0005-restored-server.md). Rows are `server.store.log`, hashes `shared.merkle`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from server.services import Services
from server.store import Connection
from server.store import log as rows
from server.store.log import EntryRow, Place
from shared import checkpoint as checkpoints
from shared import merkle
from shared.canonical import Value
from shared.checkpoint import TreeHead
from shared.entry import SALT_BYTES, Act, BadEntry, Entry, commitment, leaf_of, open_entry
from shared.keys import public_text


class Note(NamedTuple):
    """One act to be written down: what, by whom (an id), on which object, with which details (no people's words)."""

    act: Act
    actor: str
    subject: str
    details: Mapping[str, Value]


@dataclass(frozen=True)
class Restart:
    """The entry by which a restored server's log went on: where it is, its opening, the head it went on from."""

    index: int
    opening: bytes
    previous: TreeHead


@dataclass(frozen=True)
class Appended:
    """What `append_all` wrote: the first entry's index, every opening, the head after it, and hashes already known."""

    first: int
    openings: tuple[bytes, ...]
    head: TreeHead
    known: Mapping[Place, bytes]


def append(db: Connection, services: Services, act: Act, actor: str, subject: str, details: Mapping[str, Value]) -> int:
    """Write one entry; its index. Only inside `Store.writing()`."""
    return append_all(db, services, [Note(act, actor, subject, details)]).first


def append_all(db: Connection, services: Services, notes: Sequence[Note]) -> Appended:
    """Write entries in order, in as many statements as one needs. Raises LookupError before the log was started."""
    old = head(db)
    known = rows.nodes(db, _peaks(old.size))
    at = services.stamp()
    entries: list[EntryRow] = []
    fresh: list[tuple[int, int, bytes]] = []
    openings: list[bytes] = []
    for index, note in enumerate(notes, old.size):
        entry = Entry(note.act, note.actor, note.subject, at, note.details)
        opening = entry.opening(services.chance.token(SALT_BYTES))
        committed = commitment(opening)
        openings.append(opening)
        entries.append(EntryRow(index, committed, opening, note.act.value, note.actor, note.subject, at))
        for level, place, value in merkle.added_nodes(index, leaf_of(committed), lambda *where: known[where]):
            known[level, place] = value
            fresh.append((level, place, value))
    size = old.size + len(notes)
    new = TreeHead(old.origin, size, merkle.root(size, lambda *where: known[where]))
    rows.add(db, old, new, entries, fresh)
    return Appended(old.size, tuple(openings), new, known)


def start(db: Connection, services: Services, origin: str) -> None:
    """Begin the log; its first entry names the keys that anyone may check it with."""
    rows.start(db, origin)
    append(db, services, Act.LOG_STARTED, "", "", {"origin": origin, "previous": "", **trust_keys(services)})


def start_again(db: Connection, services: Services, origin: str) -> TreeHead:
    """Go on under another origin because the database was restored from a backup; the head it was restored to.

    The tree stays, so every older entry keeps its index and its proofs; the entry names the old origin and head. Who
    saw more of the old origin finds out by it. Only inside `Store.writing()`.
    """
    before = head(db)
    previous: dict[str, Value] = {"origin": origin, "previous": checkpoint(services, before)}
    rows.rename(db, origin)
    append(db, services, Act.LOG_STARTED, "", "", previous | trust_keys(services))
    return before


def new_origin(services: Services) -> str:
    """A name no other log has: a server set up anew, or restored, must not pass for the one before."""
    host = urlsplit(services.settings.public_url).hostname or "scenebook"
    name = "".join(letter if (letter.isascii() and letter.isalnum()) or letter in ".-" else "-" for letter in host)
    return f"{name}/scenebook/{services.chance.token(4).hex()}"


def trust_keys(services: Services) -> dict[str, Value]:
    """The public keys: {"log_key", "reply_key"}."""
    return {
        "log_key": public_text(services.log_key.public_key()),
        "reply_key": public_text(services.reply_key.public_key()),
    }


def head(db: Connection) -> TreeHead:
    """The newest tree head. Raises LookupError before the log was started."""
    found = rows.head(db)
    if found is None:
        raise LookupError("the log has not been started")
    return found


def restarts(db: Connection) -> list[Restart]:
    """Every time this log went on under another origin, oldest first."""
    found: list[Restart] = []
    for row in rows.restarts(db):
        assert row.opening is not None, "only answers are destroyed"
        previous = checkpoints.parse(str(open_entry(row.opening).details["previous"]))
        found.append(Restart(row.index, row.opening, previous))
    return found


def shared_with(now: TreeHead, origin: str, past: Iterable[Restart]) -> int:
    """With how many entries of the log called `origin` the one of head `now` begins, 0 for a strange one."""
    reaches = {each.previous.origin: each.previous.size for each in past}
    return now.size if origin == now.origin else reaches.get(origin, 0)


def checkpoint(services: Services, tree_head: TreeHead) -> str:
    """The head as text, signed by the log's key."""
    return checkpoints.sign(tree_head, services.log_key)


def inclusion(db: Connection, index: int, size: int) -> list[bytes]:
    """The proof that entry `index` is in the tree of `size`. Raises ValueError out of range."""
    return inclusions(db, [index], size)[index]


def inclusions(
    db: Connection, indexes: Iterable[int], size: int, known: Mapping[Place, bytes] | None = None
) -> dict[int, list[bytes]]:
    """`inclusion` of many entries with one question to the database; none where `known` holds what they need."""
    wanted = list(indexes)
    reader = _Reader(known or {})
    for index in wanted:
        merkle.inclusion(index, size, reader.note)
    reader.fetch(db)
    return {index: merkle.inclusion(index, size, reader.read) for index in wanted}


def consistency(db: Connection, old: int, new: int, known: Mapping[Place, bytes] | None = None) -> list[bytes]:
    """The proof that the log of `old` entries is the beginning of the log of `new`. Raises ValueError out of range."""
    reader = _Reader(known or {})
    merkle.consistency(old, new, reader.note)
    reader.fetch(db)
    return merkle.consistency(old, new, reader.read)


def agrees_with(db: Connection, seen: TreeHead) -> bool:
    """Whether this log still begins with what somebody saw: the test that a rewritten log cannot pass."""
    now = head(db)
    past = [] if seen.origin == now.origin else restarts(db)
    if seen.size > shared_with(now, seen.origin, past):
        return False
    reader = _Reader({})
    merkle.root(seen.size, reader.note)
    reader.fetch(db)
    return merkle.root(seen.size, reader.read) == seen.root


def first_broken_entry(db: Connection) -> int | None:
    """The index of the first entry that was changed, removed, moved or added by another way than `append`, or None.

    Recomputes every commitment, every tree node and the head. Only somebody who also rewrote all of those goes
    unnoticed here; the heads that others keep find that (`agrees_with`).
    """
    stored = rows.all_nodes(db)
    known: dict[Place, bytes] = {}
    size = 0
    for entry in rows.entries(db):
        if entry.index != size or not _entry_holds(entry):
            return min(size, entry.index)
        for level, place, value in merkle.added_nodes(size, leaf_of(entry.commitment), lambda *at: known[at]):
            known[level, place] = value
            if stored.get((level, place)) != value:
                return size
        size += 1
    last = head(db)
    if last.size != size or len(stored) != len(known):
        return min(last.size, size)
    return None if last.root == merkle.root(size, lambda *at: known[at]) else size


def _entry_holds(row: EntryRow) -> bool:
    """Whether an entry's columns say what its commitment covers."""
    if row.opening is None:
        return True
    try:
        entry = open_entry(row.opening)
    except BadEntry:
        return False
    columns = (row.act, row.actor, row.subject, row.at)
    return commitment(row.opening) == row.commitment and columns == (
        entry.act.value,
        entry.actor,
        entry.subject,
        entry.at,
    )


def _peaks(size: int) -> list[Place]:
    """The complete subtrees a tree of `size` leaves is made of: all that appending and its root need."""
    return [(level, (size >> level) - 1) for level in range(size.bit_length()) if size >> level & 1]


class _Reader:
    """Node hashes, asked for in one go: `note` what a proof will read, `fetch` it, `read` it."""

    def __init__(self, known: Mapping[Place, bytes]) -> None:
        self._known = dict(known)
        self._wanted: set[Place] = set()

    def note(self, level: int, index: int) -> bytes:
        if (level, index) not in self._known:
            self._wanted.add((level, index))
        return bytes(32)

    def fetch(self, db: Connection) -> None:
        if self._wanted:
            self._known |= rows.nodes(db, sorted(self._wanted))

    def read(self, level: int, index: int) -> bytes:
        return self._known[level, index]
