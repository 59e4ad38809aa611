"""Files on their way in, as tus 1.0.0 knows them: begun, added to at an offset, whole.

An upload is a tablet's own. Its bytes are in one encrypted file; how many there are is read from that file, so that
what is acknowledged is what is on the disk, whatever happened to the process. The last piece makes it whole: the
digest of all that lies there is taken, the file gets its place, and then the row and the log entry are written in one
transaction. A crash before that leaves a file without a row, which the next request about it adopts.
"""

import logging
from dataclasses import dataclass
from pathlib import Path

from server import encrypted, files, log
from server.encrypted import Damaged
from server.services import Services
from server.store import Connection, devices
from server.store import files as rows
from server.store.devices import Asker
from server.store.files import FileRow, UploadRow
from shared.entry import Act

_LOG = logging.getLogger(__name__)


class NotTaken(Exception):
    """Nothing was changed, but for file.digest. `code`: file.unknown, file.offset, file.digest, signature.replayed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Standing:
    """An upload and how many of its bytes are on the disk."""

    id: str
    bytes: int
    offset: int


def begin(services: Services, asker: Asker, nonce: str, digest: str, size: int) -> Standing:
    """This tablet's upload of a file: the one it has, or a new one. Raises NotTaken, OSError."""

    def work(db: Connection) -> UploadRow:
        _spend(db, asker, nonce)
        found = rows.upload_of(db, asker.device_id, digest, size)
        if found is None:
            found = UploadRow(services.chance.uuid(), asker.device_id, digest, size, services.stamp())
            rows.begin(db, found)
        return found

    upload = services.store.write(work)
    with files.alone(services, digest):
        return Standing(upload.id, size, _offset(services, asker, upload))


def standing(services: Services, asker: Asker, nonce: str, upload_id: str) -> Standing:
    """How far an upload of this tablet is. Raises NotTaken, OSError."""
    upload = _find(services, asker, nonce, upload_id)
    with files.alone(services, upload.digest):
        return Standing(upload.id, upload.bytes, _offset(services, asker, upload))


def add(services: Services, asker: Asker, nonce: str, upload_id: str, offset: int, content: bytes) -> Standing:
    """Add `content` at `offset`; it is on the disk when this returns, and the file whole if that was the end of it.

    Raises NotTaken, OSError; then the upload is as far as it was, but gone after file.digest.
    """
    upload = _find(services, asker, nonce, upload_id)
    with files.alone(services, upload.digest):
        there = _offset(services, asker, upload)
        if offset != there or there + len(content) > upload.bytes:
            raise NotTaken("file.offset")
        if content:
            with _open(services, upload) as part:
                part.add(content, there, services.chance.token)
            there += len(content)
            if there == upload.bytes:
                _finish(services, asker, upload)
        return Standing(upload.id, upload.bytes, there)


def _find(services: Services, asker: Asker, nonce: str, upload_id: str) -> UploadRow:
    def work(db: Connection) -> UploadRow | None:
        _spend(db, asker, nonce)
        return rows.upload_by_id(db, upload_id)

    found = services.store.write(work)
    if found is None or found.device_id != asker.device_id:
        raise NotTaken("file.unknown")
    return found


def _spend(db: Connection, asker: Asker, nonce: str) -> None:
    if not devices.spend_nonce(db, asker.device_id, nonce):
        raise NotTaken("signature.replayed")


def _offset(services: Services, asker: Asker, upload: UploadRow) -> int:
    """How many bytes are on the disk. Finishes what a crash left between the last byte and the row."""
    place, part = files.path_of(services, upload.digest), _part(services, upload)
    if place.exists():
        with services.store.reading() as db:
            row = rows.several(db, [upload.digest]).get(upload.digest)
        if row is not None and row.bytes == upload.bytes:
            part.unlink(missing_ok=True)  # another tablet was first
            return upload.bytes
        if row is not None:
            return _length(services, upload)
        if _holds(services, place, upload):
            _record(services, asker, upload)
            return upload.bytes
        place.unlink()
    length = _length(services, upload)
    if length == upload.bytes and part.exists():
        _finish(services, asker, upload)
    return length


def _length(services: Services, upload: UploadRow) -> int:
    if not _part(services, upload).exists():
        return 0
    with _open(services, upload) as part:
        return part.settle()


def _finish(services: Services, asker: Asker, upload: UploadRow) -> None:
    """All bytes are there: they are this file, or the upload is gone."""
    part, place = _part(services, upload), files.path_of(services, upload.digest)
    if not _holds(services, part, upload):
        part.unlink()
        services.store.write(lambda db: rows.drop_upload(db, upload.id))
        raise NotTaken("file.digest")
    files.folder_of(services, upload.digest[:2])
    part.replace(place)
    encrypted.sync(place.parent)
    encrypted.sync(part.parent)
    _record(services, asker, upload)


def _holds(services: Services, path: Path, upload: UploadRow) -> bool:
    try:
        return files.digest_of(path, services.files_key, upload.digest) == upload.digest
    except Damaged:
        _LOG.error("%s is damaged", path)
        return False


def _record(services: Services, asker: Asker, upload: UploadRow) -> None:
    """The row and its log entry. A file that the disk had lost, and that came again, gets a second entry."""
    note = {"bytes": upload.bytes}

    def work(db: Connection) -> None:
        index = log.append(db, services, Act.FILE_STORED, asker.device_id, upload.digest, dict(note))
        if upload.digest not in rows.several(db, [upload.digest]):
            row = FileRow(upload.digest, upload.bytes, asker.person_id, asker.device_id, services.stamp(), index)
            rows.add(db, row)

    services.store.write(work)


def _part(services: Services, upload: UploadRow) -> Path:
    return files.folder_of(services, files.UPLOADS) / upload.id


def _open(services: Services, upload: UploadRow) -> encrypted.Encrypted:
    path = _part(services, upload)
    try:
        return encrypted.open_to_write(path, services.files_key, upload.digest, services.chance.token)
    except Damaged:
        # Not even its header is what was written: nothing of it can be used.
        path.unlink()
        return encrypted.open_to_write(path, services.files_key, upload.digest, services.chance.token)
