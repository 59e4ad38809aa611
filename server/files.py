"""Files beside the record, by the SHA-256 of their bytes: where they are, whether they are whole, reading them back.

On the disk a file is encrypted (`server.encrypted`), in the folder that the first two letters of its digest name.
A file is whole when it is there and the database says so; the row is written after the file, with its log entry.
How the bytes come in is `server.uploads`.
"""

import fcntl
import hashlib
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from server import encrypted, log
from server.encrypted import Damaged
from server.services import Services
from server.store import Connection
from server.store import files as rows
from server.store.files import FileRow
from shared.answers import Nested, rows_of
from shared.bundled_files import DIGEST, PART
from shared.canonical import Value
from shared.entry import Act

UPLOADS, LOCKS = "uploads", "locks"


def path_of(services: Services, digest: str) -> Path:
    """Where a file is, or would be."""
    return services.settings.files / digest[:2] / digest


def folder_of(services: Services, name: str) -> Path:
    """A folder of ours below the files, made if it is not there."""
    root = services.settings.files
    folder = root / name
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        encrypted.sync(root)
        encrypted.sync(root.parent)
    return folder


@contextmanager
def alone(services: Services, digest: str) -> Iterator[None]:
    """Nobody else, in this process or another, changes a file of this digest or an upload of it meanwhile."""
    handle = os.open(folder_of(services, LOCKS) / digest[:2], os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)  # which gives the lock back


def present(services: Services, digests: Collection[str]) -> dict[str, int]:
    """Those of `digests` that are here whole, in the order asked, with their bytes. One that the disk lost is not."""
    if not digests:
        return {}
    with services.store.reading() as db:
        found = rows.several(db, digests)
    return {each: found[each].bytes for each in digests if each in found and path_of(services, each).exists()}


def stated(answers: Nested) -> set[str]:
    """The digests of the files that a version names."""
    return {str(row[DIGEST]) for row in rows_of(answers, PART) if DIGEST in row}


def read(services: Services, digest: str) -> Iterator[bytes]:
    """The original bytes in pieces, checked as a whole before the first is given. Raises Damaged, OSError."""
    if digest_of(path_of(services, digest), services.files_key, digest) != digest:
        raise Damaged(digest)
    return _pieces(path_of(services, digest), services.files_key, digest)


def digest_of(path: Path, secret: bytes, name: str) -> str:
    """The SHA-256 of the plain bytes, in flat memory. Raises Damaged, OSError."""
    made = hashlib.sha256()
    for piece in _pieces(path, secret, name):
        made.update(piece)
    return made.hexdigest()


def fetch(services: Services, person_id: str, report_id: str, version: str, digest: str) -> Iterator[bytes]:
    """`read` for a person who reads this version, with the log entry, written before anything is given."""
    pieces = read(services, digest)
    details: dict[str, Value] = {"file": digest, "version": version}
    services.store.write(lambda db: log.append(db, services, Act.FILE_FETCHED, person_id, report_id, details))
    return pieces


def first_broken(db: Connection, services: Services) -> FileRow | None:
    """The first file, in the order they came, that is not there any more or not as it was accepted."""
    for row in rows.everything(db):
        try:
            if digest_of(path_of(services, row.digest), services.files_key, row.digest) != row.digest:
                return row
        except (Damaged, OSError):
            return row
    return None


def _pieces(path: Path, secret: bytes, name: str) -> Iterator[bytes]:
    with encrypted.open_to_read(path, secret, name) as opened:
        yield from opened.pieces()
