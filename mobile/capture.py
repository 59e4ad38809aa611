"""Taking a file in: its bytes exactly as they are, their digest, and what kind of file they say they are.

The name a file had elsewhere is not kept: it often names a person. Nothing is written here; `mobile.drafting` stores
what was captured in one transaction with the report that refers to it. The largest file fits into memory, so the store
is never held up by a slow card, and no half of a file is ever stored.
"""

import codecs
import hashlib
import io
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, overload

from mobile.store import Store, StoreError
from mobile.store.files import PIECE_BYTES
from shared.report.timeline import FILE_LIMIT

ROOM_BYTES = 32 * 1024 * 1024
"""What a file leaves free on the disk: answers come first."""

_GPS = 0x8825  # the EXIF directory of positions
_UNKNOWN = "application/octet-stream"
_STARTS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF8", "image/gif"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"BM", "image/bmp"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (8, b"AVI ", "video/x-msvideo"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypheix", "image/heic"),
    (4, b"ftypmif1", "image/heif"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftypM4A ", "audio/mp4"),
    (4, b"ftypqt  ", "video/quicktime"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
)
"""Place, bytes there, media type: the first that matches."""
_LOOKED_AT = 4096
_KINDS = {"image": "photo", "video": "video", "audio": "audio"}


class CaptureError(Exception):
    """The file was not taken. `code`: file.empty, file.too_large, file.unreadable; words under `tablet.`; file.stopped,
    when nobody waits for it any more."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Captured:
    """A file's bytes in pieces, its digest (lower-case hexadecimal SHA-256), its size in bytes, its media type.

    `position` says whether a picture's own data hold where it was taken; None where that cannot be told.
    """

    digest: str
    size: int
    media_type: str
    pieces: Sequence[bytes]
    position: bool | None = None

    @property
    def kind(self) -> str:
        """photo, video, audio or document: what a `media` row is called at first."""
        return _KINDS.get(self.media_type.partition("/")[0], "document")


def capture(stream: BinaryIO, going: Callable[[], bool] = lambda: True) -> Captured:
    """Read a file to its end. Raises CaptureError when it is empty, larger than FILE_LIMIT, or cannot be read.

    `going` is asked before each piece; once it is false, the file is not taken.
    """
    hashing, pieces, size = hashlib.sha256(), list[bytes](), 0
    try:
        while piece := _piece(stream):
            stop_unless(going)
            size += len(piece)
            if size > FILE_LIMIT:
                raise CaptureError("file.too_large")
            hashing.update(piece)
            pieces.append(piece)
    except OSError as error:
        raise CaptureError("file.unreadable") from error
    if not size:
        raise CaptureError("file.empty")
    media_type = media_type_of(pieces[0])
    position = _position(b"".join(pieces)) if media_type.startswith("image/") else None
    return Captured(hashing.hexdigest(), size, media_type, pieces, position)


class _Pieces(Sequence[bytes]):
    """Pieces that are given out only while somebody waits for the file."""

    def __init__(self, pieces: Sequence[bytes], going: Callable[[], bool]) -> None:
        self._pieces, self._going = pieces, going

    def __len__(self) -> int:
        return len(self._pieces)

    @overload
    def __getitem__(self, at: int) -> bytes: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[bytes]: ...
    def __getitem__(self, at: int | slice) -> bytes | Sequence[bytes]:
        stop_unless(self._going)
        return self._pieces[at]


def while_going(file: Captured, going: Callable[[], bool]) -> Captured:
    """The same file, whose pieces raise CaptureError("file.stopped") once `going` is false: who stores them stops."""
    return replace(file, pieces=_Pieces(file.pieces, going))


def stop_unless(going: Callable[[], bool]) -> None:
    """Raises CaptureError("file.stopped") when nobody waits for the file any more."""
    if not going():
        raise CaptureError("file.stopped")


def media_type_of(start: bytes) -> str:
    """The media type by a file's first bytes; what a name ends in proves nothing."""
    for place, magic, media_type in _STARTS:
        if start[place : place + len(magic)] == magic:
            return media_type
    try:
        # Not final: a letter may be cut in two where we stop looking.
        text = codecs.getincrementaldecoder("utf-8")().decode(start[:_LOOKED_AT], len(start) <= _LOOKED_AT)
    except UnicodeDecodeError:
        return _UNKNOWN
    return "text/plain" if all(letter.isprintable() or letter in "\r\n\t" for letter in text) else _UNKNOWN


def check_room(store: Store, size: int) -> None:
    """Raises StoreError("store.full") where storing `size` bytes could leave no room for answers.

    The bytes are on the disk twice for a moment: in the log of the database and in the database itself.
    """
    if shutil.disk_usage(store.path.parent).free < 2 * size + ROOM_BYTES:
        raise StoreError("store.full", "too little room for a file")


def _piece(stream: BinaryIO) -> bytes:
    """The next PIECE_BYTES, fewer only at the end: a stream may give less than it is asked for."""
    gathered = b""
    while len(gathered) < PIECE_BYTES and (more := stream.read(PIECE_BYTES - len(gathered))):
        gathered += more
    return gathered


def _position(content: bytes) -> bool | None:
    from PIL import Image  # only pictures need it, and it is large

    try:
        with Image.open(io.BytesIO(content)) as picture:
            return bool(picture.getexif().get_ifd(_GPS))
    except Exception:  # whatever a damaged picture makes its reader say, its bytes are taken as they are
        return None
