"""What must hold on the disk whenever the app is opened again, whatever ended the life before.

Nothing here asks the product whether it is right: the databases are read with SQL of their own, digests and
signatures are made again. `known` is what the lives before told (`tests.soak.flows`): what is told as done is there.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mobile.store import Database
from mobile.vault import Vault
from server import encrypted, log
from server.files import UPLOADS, digest_of, path_of
from server.store import Connection
from shared.entry import Act, open_entry
from shared.keys import parse_public, public_text
from shared.seal import Packed
from tests.soak.flows import Known
from tests.soak.place import Place

TAKEN = ("stored", "branched")
OF_TABLET = ("kept", "row", "gone", "report", "sealed", "file", "received")
"""What is told that the tablet's disk must hold from then on."""
OF_SERVER = ("received", "offset")
"""What is told that the server's must."""


class Violation(Exception):
    """A promise was broken."""


def demand(holds: object, said: str) -> None:
    """Raise Violation unless it holds."""
    if not holds:
        raise Violation(said)


@dataclass(frozen=True)
class Believed:
    """What a tablet takes to be with the server: versions it has a receipt for, files that it need not send again."""

    receipts: frozenset[str]
    files: frozenset[str]


@dataclass(frozen=True)
class Held:
    """What a server has taken: versions that its log and its table name, files that are whole on its disk."""

    versions: frozenset[str]
    files: frozenset[str]


def check_tablet(vault: Vault, known: Known) -> Believed:
    """The tablet's store alone: sound, whole, and with everything that was told as done."""
    with vault.store.reading() as database:
        ask = database.conn.execute
        demand(ask("PRAGMA integrity_check").fetchone()[0] == "ok", "the tablet's database is not sound")
        demand(not ask("PRAGMA foreign_key_check").fetchall(), "a row of the tablet refers to nothing")
        _check_answers(database, known)
        _check_rows(database, known)
        _check_versions(database, known, public_text(vault.version_key.public_key()))
        _check_files(database, known)
        files = ask("SELECT digest FROM file WHERE whole OR confirmed_at <> ''")
        return Believed(_first(ask("SELECT digest FROM receipt")), _first(files))


def _check_answers(database: Database, known: Known) -> None:
    """An answer is the one last told as kept, or one that was tried after it."""
    allowed: dict[tuple[str, str], list[str]] = {}
    kept = set()
    for word, *rest in known:
        if word in ("tries", "kept"):
            part, field, text = map(str, rest)
            if word == "kept":
                allowed[part, field] = []
                kept.add((part, field))
            allowed.setdefault((part, field), []).append(text)
    for part, field in kept:
        found = database.conn.execute(
            "SELECT coalesce(value, raw) FROM answer WHERE part = ? AND field = ?", (part, field)
        ).fetchall()
        demand(len(found) == 1, f"{len(found)} answers to {part}.{field}, which was told as kept")
        texts = [text.strip() for text in allowed[part, field]]
        demand(json.loads(found[0][0]).strip() in texts, f"{part}.{field} is neither as told nor as tried after it")


def _check_rows(database: Database, known: Known) -> None:
    told: dict[tuple[str, str], list[str]] = {}
    for word, *rest in known:
        if word in ("row", "gone"):
            told.setdefault((str(rest[0]), str(rest[1])), []).append(str(word))
    for (part, row), words in told.items():
        found = database.conn.execute('SELECT removal FROM "row" WHERE part = ? AND "row" = ?', (part, row)).fetchall()
        demand(len(found) == 1, f"a row of {part} that was told is not there")
        if words == ["row", "gone", "row"]:
            demand(found[0][0] == "", f"a row of {part} that was brought back is out")
        values = database.conn.execute('SELECT count(*) FROM answer WHERE "row" = ?', (row,)).fetchone()[0]
        demand(values >= 2, f"a row of {part} lost what it began with")
    drafts = {report for (report,) in database.conn.execute("SELECT report FROM draft")}
    demand({rest[0] for word, *rest in known if word == "report"} <= drafts, "a report that was told is gone")
    parts = database.conn.execute(
        "SELECT count(*) FROM draft AS d WHERE d.state = 'note'"
        " AND (SELECT count(*) FROM answer AS a WHERE a.report = d.report AND a.part = 'entry') < 2"
    )
    demand(parts.fetchone()[0] == 0, "half a quick note is there")


def _check_versions(database: Database, known: Known, key: str) -> None:
    found = database.conn.execute(
        "SELECT v.digest, v.report, v.kind, v.state, v.packed, o.digest IS NOT NULL, r.digest IS NOT NULL, v.problems"
        " FROM version v LEFT JOIN outbox o ON o.digest = v.digest LEFT JOIN receipt r ON r.digest = v.digest"
        " ORDER BY v.number"
    ).fetchall()
    newest: dict[str, str] = {}
    for digest, report, kind, state, packed, queued, receipt, problems in found:
        demand(verified(bytes(packed), key) == digest, "a sealed version is not what its name says")
        demand((state == "waiting") == bool(queued), f"a version is {state} and queued={queued}")
        demand(state == "waiting" or (state in TAKEN and receipt), f"a version became {state}: {problems}")
        newest[report] = kind
        rows = json.loads(packed)["answers"].get("media", [])
        named = {row["sha256"] for row in rows}
        asked = database.conn.execute("SELECT file FROM version_file WHERE version = ?", (digest,))
        demand({name for (name,) in asked} == named, "a sealed version and the list of its files differ")
    there = {row[0] for row in found}
    demand({rest[0] for word, *rest in known if word == "sealed"} <= there, "a version that was told as sealed is gone")
    received = {row[0] for row in found if row[6]}
    demand({rest[0] for word, *rest in known if word == "received"} <= received, "a receipt is gone")
    for report, open_, state in database.conn.execute("SELECT report, open, state FROM draft"):
        final = newest.get(report) == "final"
        demand(final != bool(open_), f"a report is {state}, open={open_}, and its newest version is final={final}")


@lru_cache(maxsize=4096)
def verified(packed: bytes, key: str) -> str:
    """The digest of a sealed version, its signature checked under the vault's key."""
    return Packed.from_data(json.loads(packed)).verified(parse_public(key)).digest


def _check_files(database: Database, known: Known) -> None:
    there = set()
    for digest, size in database.conn.execute("SELECT digest, bytes FROM file").fetchall():
        pieces = database.conn.execute("SELECT content FROM file_piece WHERE digest = ? ORDER BY number", (digest,))
        content = b"".join(piece for (piece,) in pieces)
        demand(len(content) == size and sha256(content) == digest, "half a file is in the tablet's store")
        there.add(digest)
    demand({rest[0] for word, *rest in known if word == "file"} <= there, "a file that was told as kept is gone")


@lru_cache(maxsize=64)
def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def check_server(place: Place, known: Known) -> Held:
    """The server's log, versions and files alone: sound, of one story, and with everything that was acknowledged."""
    with place.services.store.reading() as db:
        rows = _rows(db)
        demand(rows("PRAGMA integrity_check") == [("ok",)], "the server's database is not sound")
        broken = log.first_broken_entry(db)
        demand(broken is None, f"the server's log is broken at {broken}")
        entries = [open_entry(bytes(opening)) for (opening,) in rows("SELECT opening FROM log_entry")]
        taken = [str(each.details["version"]) for each in entries if each.act is Act.VERSION_ACCEPTED]
        demand(len(taken) == len(set(taken)), "a version was accepted twice")
        demand(not any(each.act in (Act.VERSION_BRANCHED, Act.VERSION_REFUSED) for each in entries), "a branch or a no")
        stored = [
            digest
            for (digest,) in rows("SELECT version_digest FROM disclosure JOIN version ON digest = version_digest")
        ]
        demand(sorted(stored) == sorted(taken), "the server's log and its versions differ")
        noted = {each.subject for each in entries if each.act is Act.FILE_STORED}
        whole = {digest for (digest,) in rows("SELECT digest FROM file")}
        demand(whole == noted, "the server's log and its files differ")
        uploads = dict(rows("SELECT id, digest FROM upload"))
    for digest in whole:
        place_of = path_of(place.services, digest)
        demand(place_of.exists(), "a file that the server has word of is not on its disk")
        demand(digest_of(place_of, place.services.files_key, digest) == digest, "a file of the server is damaged")
    demand({rest[0] for word, *rest in known if word == "received"} <= set(taken), "acknowledged, and not there")
    told: dict[str, int] = {}
    for word, *rest in known:
        if word == "offset":
            told[str(rest[0])] = int(str(rest[1]))
    for upload, offset in told.items():
        demand(upload in uploads, "an upload that took bytes is gone")
        held = reached(place, upload, uploads[upload])
        demand(held >= offset, f"{offset} bytes of a file were acknowledged, {held} are there")
    return Held(frozenset(taken), frozenset(whole))


def check_word(believed: Believed, held: Held) -> None:
    """What the tablet believes to be with the server is."""
    demand(believed.receipts <= held.versions, "the tablet has a receipt for what the server has not")
    demand(believed.files <= held.files, "the tablet takes a file for delivered that the server has not")


def reached(place: Place, upload: str, digest: str) -> int:
    """How many bytes of an upload the server would say it has. Looks at a copy: looking would mend it."""
    final, part = path_of(place.services, digest), place.services.settings.files / UPLOADS / upload
    if final.exists():
        with encrypted.open_to_read(final, place.services.files_key, digest) as opened:
            return sum(map(len, opened.pieces()))
    if not part.exists():
        return 0
    looked_at = place.kept / "looked-at"
    shutil.copyfile(part, looked_at)
    try:
        with encrypted.open_to_write(looked_at, place.services.files_key, digest, place.dice.token) as opened:
            return opened.settle()
    except encrypted.Damaged:
        return 0


def check_delivered(place: Place, vault: Vault) -> None:
    """After a flow of the server's: nothing waits, every version is there once, every file is confirmed."""
    with vault.store.reading() as database:
        waiting = database.conn.execute("SELECT count(*) FROM outbox").fetchone()[0]
        sealed = database.conn.execute("SELECT count(*) FROM version").fetchone()[0]
    demand(waiting == 0, f"{waiting} versions still wait")
    with place.services.store.reading() as db:
        stored = _rows(db)("SELECT count(*) FROM version")[0][0]
    demand(stored == sealed, f"{sealed} versions were sealed, {stored} are with the server")


def content_of(database: Database) -> str:
    """A digest of all that an update of the tables must leave as it is."""
    made = hashlib.sha256()
    for table in ("setting", "answer", "row", "draft", "version", "outbox", "receipt", "head"):
        names = [row[1] for row in database.conn.execute(f'PRAGMA table_info("{table}")').fetchall()]
        columns = ", ".join(f'"{name}"' for name in sorted(names))
        rows = database.conn.execute(f'SELECT {columns} FROM "{table}"').fetchall()
        made.update("".join(sorted(map(repr, rows))).encode())
    return made.hexdigest()


def _first(rows: Iterable[tuple[str]]) -> frozenset[str]:
    return frozenset(first for (first,) in rows)


def _rows(db: Connection) -> Callable[[str], list[tuple[Any, ...]]]:
    return lambda statement: [tuple(row) for row in db.exec_driver_sql(statement)]
