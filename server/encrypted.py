"""A file as encrypted records: written piece by piece, read back in order, never in the clear on the disk.

    header  "scenebook file 1", 16 random bytes: the salt of this file's own key
    record  offset (8 bytes) | n (4) | nonce (12) | AES-256-GCM of n bytes (n + 16) | n (4)

Numbers are big-endian, the offset is that of the plain bytes. A record's associated data are the file's name and the
offset, so that no record can be moved, left out in the middle, or taken from another file. What a crash tore off at
the end is found and cut off before anything is added. A file that ends too early is for the reader to notice, who
knows its size. The caller keeps two writers apart.
"""

import os
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"scenebook file 1"
SALT_BYTES = 16
HEADER_BYTES = len(MAGIC) + SALT_BYTES
NONCE_BYTES, TAG_BYTES = 12, 16
RECORD_MAX = 1 << 22
"""Plain bytes of one record at most: what a reader holds in memory."""
_HEAD, _TAIL = struct.Struct(">QI"), struct.Struct(">I")
_AROUND = _HEAD.size + NONCE_BYTES + TAG_BYTES + _TAIL.size


class Damaged(Exception):
    """The file's bytes are not what was written."""


@dataclass(frozen=True)
class Record:
    """One record as it was read: where its plain bytes belong, the bytes, and where the next record begins."""

    offset: int
    content: bytes
    next: int


class Encrypted:
    """One file, open. Raises OSError wherever the disk refuses."""

    def __init__(self, handle: int, key: AESGCM, name: str) -> None:
        self._handle, self._key, self._name = handle, key, name.encode()

    def __enter__(self) -> "Encrypted":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.close(self._handle)

    def settle(self) -> int:
        """How many plain bytes are there; what a crash tore behind them is cut off."""
        size = os.fstat(self._handle).st_size
        if size == HEADER_BYTES:
            return 0
        try:
            last = self._last(size)
            return last.offset + len(last.content)
        except Damaged:
            pass
        place = whole = 0
        for record in self._walk(strict=False):
            place, whole = record.next, record.offset + len(record.content)
        os.ftruncate(self._handle, place or HEADER_BYTES)
        os.fsync(self._handle)
        return whole

    def add(self, content: bytes, offset: int, random: Callable[[int], bytes]) -> None:
        """Add `content`, whose first byte is the file's byte `offset`; it is on the disk when this returns.

        `offset` is what `settle` gave. On OSError what was there before is untouched.
        """
        if not 0 < len(content) <= RECORD_MAX:
            raise ValueError(f"a record holds 1 to {RECORD_MAX} bytes")
        place = os.fstat(self._handle).st_size
        nonce = random(NONCE_BYTES)
        sealed = self._key.encrypt(nonce, content, self._bound(offset))
        record = _HEAD.pack(offset, len(content)) + nonce + sealed + _TAIL.pack(len(content))
        try:
            _write(self._handle, record, place)
            os.fsync(self._handle)
        except OSError:
            os.ftruncate(self._handle, place)
            raise

    def pieces(self) -> Iterator[bytes]:
        """The plain bytes in order, a record at a time. Raises Damaged."""
        for record in self._walk(strict=True):
            yield record.content

    def _walk(self, *, strict: bool) -> Iterator[Record]:
        """Record after record from the start; at one that does not hold raises Damaged, or ends."""
        size, place, offset = os.fstat(self._handle).st_size, HEADER_BYTES, 0
        while place < size:
            try:
                record = self._record(place, size)
                if record.offset != offset:
                    raise Damaged
            except Damaged:
                if strict:
                    raise
                return
            yield record
            place, offset = record.next, offset + len(record.content)

    def _last(self, size: int) -> Record:
        if size < HEADER_BYTES + _AROUND:
            raise Damaged
        (length,) = _TAIL.unpack(os.pread(self._handle, _TAIL.size, size - _TAIL.size))
        place = size - _AROUND - length
        if place < HEADER_BYTES:
            raise Damaged
        return self._record(place, size)

    def _record(self, place: int, size: int) -> Record:
        head = os.pread(self._handle, _HEAD.size, place)
        if len(head) < _HEAD.size:
            raise Damaged
        offset, length = _HEAD.unpack(head)
        after = place + _AROUND + length
        if length > RECORD_MAX or after > size:
            raise Damaged
        body = os.pread(self._handle, NONCE_BYTES + length + TAG_BYTES + _TAIL.size, place + _HEAD.size)
        nonce, sealed, tail = body[:NONCE_BYTES], body[NONCE_BYTES : -_TAIL.size], body[-_TAIL.size :]
        if len(body) != NONCE_BYTES + length + TAG_BYTES + _TAIL.size or tail != _TAIL.pack(length):
            raise Damaged
        try:
            return Record(offset, self._key.decrypt(nonce, sealed, self._bound(offset)), after)
        except InvalidTag as error:
            raise Damaged from error

    def _bound(self, offset: int) -> bytes:
        return self._name + b" " + offset.to_bytes(8, "big")


def open_to_read(path: Path, secret: bytes, name: str) -> Encrypted:
    """The file at `path`, called `name`, under the key `secret`. Raises FileNotFoundError, Damaged."""
    return _opened(os.open(path, os.O_RDONLY), secret, name)


def open_to_write(path: Path, secret: bytes, name: str, random: Callable[[int], bytes]) -> Encrypted:
    """The file at `path`, begun if it is not there. Raises Damaged."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        # The header is on the disk with the first record, or written anew.
        if os.fstat(handle).st_size < HEADER_BYTES:
            os.ftruncate(handle, 0)
            _write(handle, MAGIC + random(SALT_BYTES), 0)
            sync(path.parent)
    except BaseException:
        os.close(handle)
        raise
    return _opened(handle, secret, name)


def sync(path: Path) -> None:
    """A file's bytes, or a folder's new and renamed names, are on the disk when this returns."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _opened(handle: int, secret: bytes, name: str) -> Encrypted:
    header = os.pread(handle, HEADER_BYTES, 0)
    if len(header) != HEADER_BYTES or not header.startswith(MAGIC):
        os.close(handle)
        raise Damaged(name)
    own = HKDF(SHA256(), 32, salt=header[len(MAGIC) :], info=b"scenebook file " + name.encode()).derive(secret)
    return Encrypted(handle, AESGCM(own), name)


def _write(handle: int, data: bytes, place: int) -> None:
    view = memoryview(data)
    while view:
        done = os.pwrite(handle, view, place)
        view, place = view[done:], place + done
