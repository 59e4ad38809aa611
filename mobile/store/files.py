"""Files beside the reports: their bytes in pieces, which versions name them, what the server has confirmed.

A file is named by the SHA-256 of its bytes, so the same photo attached twice is kept once. It is kept while a draft or
a version refers to it; what a sealed version names and the server has not confirmed cannot be deleted (a trigger).
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

PIECE_BYTES = 256 * 1024
"""All pieces of a file but its last are this long."""


@dataclass(frozen=True)
class File:
    """One file. `confirmed_at` is "" until the server has it; `whole`: it said that it has all bytes, which is less;
    `tries`: how often it refused them."""

    digest: str
    bytes: int
    media_type: str
    got_at: str
    confirmed_at: str
    whole: bool
    tries: int


_COLUMNS = "digest, bytes, media_type, got_at, confirmed_at, whole, tries"
_SEALED = (
    "digest IN (SELECT n.file FROM version_file AS n JOIN version AS v ON v.digest = n.version "
    "WHERE v.state <> 'refused')"
)


def add(database: Database, digest: str, size: int, media_type: str, pieces: Sequence[bytes], at: str) -> None:
    """Keep a file; one that is here already stays as it is. `pieces` are PIECE_BYTES each but the last.

    What an unused file has lost of its bytes already (`drop_some`) it gets back.
    """
    database.conn.execute(
        "INSERT OR IGNORE INTO file (digest, bytes, media_type, got_at, confirmed_at, whole, tries) "
        "VALUES (?, ?, ?, ?, '', 0, 0)",
        (digest, size, media_type, at),
    )
    if not held(database, digest):
        database.conn.executemany(
            "INSERT OR IGNORE INTO file_piece (digest, number, content) VALUES (?, ?, ?)",
            ((digest, number, piece) for number, piece in enumerate(pieces)),
        )


def expect(database: Database, digest: str, size: int, media_type: str, at: str) -> None:
    """Know of a file whose bytes are on another tablet: the server is asked for it until it has it from there."""
    database.conn.execute(
        "INSERT OR IGNORE INTO file (digest, bytes, media_type, got_at, confirmed_at, whole, tries) "
        "VALUES (?, ?, ?, ?, '', 0, 0)",
        (digest, size, media_type, at),
    )


def get(database: Database, digest: str) -> File | None:
    """The file called `digest`, or None."""
    found = database.conn.execute(f"SELECT {_COLUMNS} FROM file WHERE digest = ?", (digest,)).fetchone()
    return _file(found) if found else None


def held(database: Database, digest: str) -> bool:
    """Whether all the file's bytes are on this tablet."""
    found = database.conn.execute(
        "SELECT sum(length(p.content)) = f.bytes FROM file AS f JOIN file_piece AS p ON p.digest = f.digest "
        "WHERE f.digest = ?",
        (digest,),
    ).fetchone()
    return bool(found[0])


def read(database: Database, digest: str, offset: int, size: int) -> bytes:
    """Up to `size` bytes from `offset` on; fewer at the end, none behind it."""
    first, last = offset // PIECE_BYTES, (offset + size - 1) // PIECE_BYTES
    found = database.conn.execute(
        "SELECT content FROM file_piece WHERE digest = ? AND number BETWEEN ? AND ? ORDER BY number",
        (digest, first, last),
    )
    joined = b"".join(content for (content,) in found)
    begin = offset - first * PIECE_BYTES
    return joined[begin : begin + size]


def name(database: Database, version: str, packed: bytes) -> None:
    """Note which files a sealed version names: the digests of its media rows."""
    rows = json.loads(packed).get("answers", {}).get("media")
    digests = [row.get("sha256") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    database.conn.executemany(
        "INSERT OR IGNORE INTO version_file (version, file) VALUES (?, ?)",
        [(version, digest) for digest in digests if isinstance(digest, str)],
    )


def unconfirmed(database: Database, limit: int) -> list[str]:
    """Digests to ask the server about: those it should have whole first, then those it refused least often."""
    found = database.conn.execute(
        f"SELECT digest FROM file WHERE confirmed_at = '' AND {_SEALED} ORDER BY whole DESC, tries, rowid LIMIT ?",
        (limit,),
    )
    return [str(digest) for (digest,) in found]


def next_up(database: Database) -> File | None:
    """The file to send next: sealed, here, and not with the server yet. One that was refused comes after the others."""
    found = database.conn.execute(
        f"SELECT {_COLUMNS} FROM file WHERE confirmed_at = '' AND whole = 0 AND {_SEALED} "
        "AND EXISTS (SELECT 1 FROM file_piece WHERE file_piece.digest = file.digest) ORDER BY tries, rowid LIMIT 1"
    ).fetchone()
    return _file(found) if found else None


def undelivered(database: Database) -> list[File]:
    """Every file that a version names, that is here and that the server has not confirmed; also of refused ones."""
    found = database.conn.execute(
        f"SELECT {_COLUMNS} FROM file WHERE confirmed_at = '' AND digest IN (SELECT file FROM version_file) "
        "AND EXISTS (SELECT 1 FROM file_piece WHERE file_piece.digest = file.digest) ORDER BY rowid"
    )
    return [_file(each) for each in found]


def waiting(database: Database) -> int:
    """How many sealed files the server has not confirmed."""
    found = database.conn.execute(f"SELECT count(*) FROM file WHERE confirmed_at = '' AND {_SEALED}").fetchone()
    return int(found[0])


def sent(database: Database, digest: str) -> None:
    """The server said that it has all bytes; the next exchange confirms it, or not."""
    database.conn.execute("UPDATE file SET whole = 1 WHERE digest = ?", (digest,))


def failed(database: Database, digest: str) -> None:
    """The server refused the bytes, or lost what it had said it has: begin anew, after the others."""
    database.conn.execute("UPDATE file SET whole = 0, tries = tries + 1 WHERE digest = ?", (digest,))


def settle(database: Database, asked: Iterable[str], confirmed: Iterable[str], at: str) -> list[str]:
    """Keep what the server answered about the files it was asked for; the reports it concerns.

    A file that was sent whole and is still not confirmed was lost there, and is sent again.
    """
    there = set(confirmed)
    for digest in asked:
        if digest in there:
            database.conn.execute(
                "UPDATE file SET confirmed_at = ? WHERE digest = ? AND confirmed_at = ''", (at, digest)
            )
        else:
            database.conn.execute("UPDATE file SET whole = 0, tries = tries + whole WHERE digest = ?", (digest,))
    reports: dict[str, None] = {}
    for digest in there:
        found = database.conn.execute(
            "SELECT v.report FROM version_file AS n JOIN version AS v ON v.digest = n.version WHERE n.file = ?",
            (digest,),
        )
        reports |= dict.fromkeys(str(report) for (report,) in found)
    return list(reports)


def ask_again(database: Database) -> list[str]:
    """Take no confirmed file that is here as confirmed until the server says so again; the reports that name them.

    They count as sent whole: one that the server still has is not sent, one that it lost is.
    """
    again = "confirmed_at <> '' AND digest IN (SELECT digest FROM file_piece)"
    found = database.conn.execute(
        "SELECT DISTINCT v.report FROM version_file AS n JOIN version AS v ON v.digest = n.version "
        f"WHERE n.file IN (SELECT digest FROM file WHERE {again})"
    ).fetchall()
    database.conn.execute(f"UPDATE file SET confirmed_at = '', whole = 1 WHERE {again}")
    return [str(report) for (report,) in found]


def delivered(database: Database, version: str) -> tuple[int, int]:
    """How many of the files that a version names are confirmed, and how many it names."""
    found = database.conn.execute(
        "SELECT coalesce(sum(f.confirmed_at <> ''), 0), count(*) FROM version_file AS n "
        "JOIN file AS f ON f.digest = n.file WHERE n.version = ?",
        (version,),
    ).fetchone()
    return int(found[0]), int(found[1])


def delivered_of(database: Database, report: str) -> tuple[int, int]:
    """`delivered` of a report's newest version; nothing of nothing where there is none."""
    found = database.conn.execute(
        "SELECT coalesce(sum(f.confirmed_at <> ''), 0), count(*) FROM version_file AS n "
        "JOIN file AS f ON f.digest = n.file "
        "WHERE n.version = (SELECT digest FROM version WHERE report = ? ORDER BY number DESC LIMIT 1)",
        (report,),
    ).fetchone()
    return int(found[0]), int(found[1])


def unused(database: Database, *, undoable: bool) -> list[str]:
    """Files that no version names and no draft refers to.

    `undoable`: rows that were taken out may still come back, so their files are in use.
    """
    standing = "" if undoable else " AND r.removal = ''"
    cursor = database.conn.execute(
        "SELECT digest FROM file WHERE NOT EXISTS (SELECT 1 FROM version_file AS n WHERE n.file = file.digest) "
        "AND NOT EXISTS (SELECT 1 FROM answer AS a "
        'JOIN "row" AS r ON r.report = a.report AND r.part = a.part AND r."row" = a."row" '
        "WHERE a.part = 'media' AND a.field = 'sha256' AND a.value = '\"' || file.digest || '\"'"
        f"{standing})"
    )
    return [str(digest) for (digest,) in cursor]


def drop_some(database: Database, *, undoable: bool, pieces: int = 4) -> bool:
    """Delete up to `pieces` pieces of an unused file, the last ones first; False when no file is unused any more.

    Deleted bytes are overwritten, which takes longer than keeping them took: whoever writes an answer waits for this.
    """
    found = unused(database, undoable=undoable)
    if found:
        _shorten(database, found[0], pieces)
    return bool(found)


def _shorten(database: Database, digest: str, pieces: int) -> None:
    """Delete so many pieces of a file, and the file itself with the last."""
    database.conn.execute(
        "DELETE FROM file_piece WHERE digest = ?1 AND number IN "
        "(SELECT number FROM file_piece WHERE digest = ?1 ORDER BY number DESC LIMIT ?2)",
        (digest, pieces),
    )
    database.conn.execute(
        "DELETE FROM file WHERE digest = ?1 AND NOT EXISTS (SELECT 1 FROM file_piece WHERE digest = ?1)", (digest,)
    )


def _file(found: Sequence[object]) -> File:
    facts = dict(zip(File.__dataclass_fields__, found, strict=True))
    return File(**facts | {"whole": bool(facts["whole"])})  # type: ignore[arg-type]
