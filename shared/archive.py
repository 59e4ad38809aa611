"""A zip with one form only: the same files are always the same bytes, and other bytes are never the same files.

A zip holds most facts twice and leaves room between them, where ordinary readers disagree and where things hide. So
an archive is accepted only if it equals what `pack` makes of its own entries: stored without compression, names
sorted, one date, no comments, nothing between or behind (PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.16).
"""

import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
from io import BytesIO

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")
SIZE_MAX = 2**31
FILES_MAX = 65_000

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_VERSION = 20
_UNIX = 3 << 8
_DATE = 0x21  # 1 January 1980, the earliest a zip can say
_MODE = 0o100644 << 16


class BadArchive(ValueError):
    """Not an archive that `pack` makes. `wrong` holds (code, name of the entry or "")."""

    def __init__(self, wrong: list[tuple[str, str]], files: Mapping[str, bytes]) -> None:
        super().__init__(", ".join(" ".join(each).strip() for each in wrong))
        self.wrong = wrong
        self.files = files
        """What could be read all the same, so that a checker can say more than "broken"."""


def pack(files: Mapping[str, bytes]) -> bytes:
    """The archive of `files`, name to content. Raises ValueError for a name or a size outside the limits."""
    body, directory = bytearray(), bytearray()
    if len(files) > FILES_MAX:
        raise ValueError("too many files for one archive")
    for name in sorted(files):
        content = files[name]
        if not NAME.fullmatch(name) or len(body) + len(content) > SIZE_MAX:
            raise ValueError(f"{name!r} cannot be in an archive")
        label, sum32 = name.encode("ascii"), zlib.crc32(content)
        facts = struct.pack("<HHHHIIIHH", 0, 0, 0, _DATE, sum32, len(content), len(content), len(label), 0)
        directory += _CENTRAL + struct.pack("<HH", _UNIX | _VERSION, _VERSION) + facts
        directory += struct.pack("<HHHII", 0, 0, 0, _MODE, len(body)) + label
        body += _LOCAL + struct.pack("<H", _VERSION) + facts + label + content
    end = struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(directory), len(body), 0)
    return bytes(body + directory + _END + end)


def unpack(data: bytes) -> dict[str, bytes]:
    """The files of an archive. Raises BadArchive with every reason found:

    archive.unreadable, archive.not_canonical; with an entry's name archive.duplicate, archive.damaged, archive.name.
    """
    wrong: list[tuple[str, str]] = []
    files: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            counted = Counter(entry.filename for entry in entries)
            wrong += [("archive.duplicate", name) for name, times in counted.items() if times > 1]
            for entry in entries:
                name = entry.filename
                if not NAME.fullmatch(name):
                    wrong.append(("archive.name", name[:200]))
                elif entry.compress_type != zipfile.ZIP_STORED or entry.file_size > len(data):
                    wrong.append(("archive.damaged", name))
                else:
                    content = _content(archive, entry)
                    if content is None:
                        wrong.append(("archive.damaged", name))
                    else:
                        files[name] = content
    except _UNREADABLE:
        raise BadArchive([("archive.unreadable", "")], {}) from None
    if wrong:
        raise BadArchive(wrong, files)
    if pack(files) != data:
        raise BadArchive([("archive.not_canonical", "")], files)
    return files


_UNREADABLE = (zipfile.BadZipFile, ValueError, OSError, EOFError, RuntimeError, struct.error, zlib.error, LookupError)
"""What the standard reader raises for bytes that are not a zip, or only nearly one."""


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
    try:
        return archive.read(entry)
    except _UNREADABLE:
        return None
