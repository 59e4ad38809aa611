"""Files beside the record: the row of each one that is whole, and the uploads that tablets began."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from server.store.tables import file, upload


class FileRow(NamedTuple):
    """A file that is on the disk: its digest, its bytes, who brought it first, the log entry that says so."""

    digest: str
    bytes: int
    person_id: str
    device_id: str
    received_at: str
    log_index: int


class UploadRow(NamedTuple):
    """What a tablet said it will send. How far it is stands in the file itself."""

    id: str
    device_id: str
    digest: str
    bytes: int
    begun_at: str


_FILE = [file.c[name] for name in FileRow._fields]
_UPLOAD = [upload.c[name] for name in UploadRow._fields]


def add(db: Connection, row: FileRow) -> None:
    """A file is whole."""
    db.execute(insert(file), row._asdict())


def several(db: Connection, digests: Collection[str]) -> dict[str, FileRow]:
    """The files of these that are whole, by digest."""
    if not digests:
        return {}
    found = db.execute(select(*_FILE).where(file.c.digest.in_(sorted(digests))))
    return {row[0]: FileRow(*row) for row in found}


def everything(db: Connection) -> Iterator[FileRow]:
    """Every file, in the order they came."""
    for row in db.execute(select(*_FILE).order_by(file.c.log_index)):
        yield FileRow(*row)


def begin(db: Connection, row: UploadRow) -> None:
    """A tablet begins an upload."""
    db.execute(insert(upload), row._asdict())


def upload_by_id(db: Connection, upload_id: str) -> UploadRow | None:
    """An upload by its id."""
    row = db.execute(select(*_UPLOAD).where(upload.c.id == upload_id)).one_or_none()
    return UploadRow(*row) if row else None


def upload_of(db: Connection, device_id: str, digest: str, size: int) -> UploadRow | None:
    """A tablet's upload of a file of this digest and size."""
    found = select(*_UPLOAD).where(upload.c.device_id == device_id, upload.c.digest == digest, upload.c.bytes == size)
    row = db.execute(found).one_or_none()
    return UploadRow(*row) if row else None


def drop_upload(db: Connection, upload_id: str) -> None:
    """Forget an upload."""
    db.execute(delete(upload).where(upload.c.id == upload_id))
