"""From the packet's data to its PDF (PDF/A-3a and PDF/UA-1), and which letters the fonts at hand can show.

A letter that no font has is printed as [U+XXXX]: a packet with a gap, or none at all, would be worse. The text itself
stays whole in the attached JSON. Same data, same time, same fonts: same bytes.
"""

import struct
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from shared.canonical import Value, canonical

TIME_LIMIT_S = 180
SYSTEM_FONTS = tuple(Path("/usr/share/fonts/truetype") / name for name in ("dejavu", "droid", "nanum"))
FAMILIES = ("Noto Sans", "DejaVu Sans", "NanumGothic", "Droid Sans Fallback")
"""In this order. DejaVu (fonts-dejavu-core) brings Arabic, Hebrew, Armenian and Georgian letters, Nanum (fonts-nanum)
Korean ones, Droid (fonts-droid-fallback) Chinese and Japanese ones."""

_HERE = Path(__file__).parent


class PacketFailed(Exception):
    """The packet could not be set; the message is typst's or the limit that was reached, for the administrator."""


def typeset(data: Mapping[str, Value], attached: Mapping[str, bytes]) -> bytes:
    """The PDF of the packet `data` describes, with the files `attached` (path to content). Raises PacketFailed."""
    with tempfile.TemporaryDirectory(prefix="scenebook-packet-") as name:
        folder = Path(name)
        (folder / "packet.typ").write_bytes((_HERE / "packet.typ").read_bytes())
        (folder / "packet.json").write_bytes(canonical(showable({**data, "fonts": list(FAMILIES)})))
        for path, content in attached.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        made_at = str(int(datetime.fromisoformat(str(data["made_at"])).timestamp()))
        command = [sys.executable, "-I", str(_HERE / "typeset_child.py"), name, made_at, *map(str, font_folders())]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=TIME_LIMIT_S, check=False)
        except subprocess.TimeoutExpired as error:
            raise PacketFailed(f"not done within {TIME_LIMIT_S} seconds") from error
        if done.returncode != 0:
            raise PacketFailed(done.stderr.strip()[-2000:] or f"ended with {done.returncode}")
        return (folder / "packet.pdf").read_bytes()


def showable(value: Value) -> Value:
    """`value` with every letter that no font has written as [U+XXXX]."""
    if isinstance(value, str):
        have = letters()
        return "".join(
            letter if ord(letter) in have or letter in "\n\t" else f"[U+{ord(letter):04X}]" for letter in value
        )
    if isinstance(value, Mapping):
        return {name: showable(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [showable(item) for item in value]
    return value


@cache
def font_folders() -> tuple[Path, ...]:
    """Folders of the font packages installed beside us (fontpkg-*) and of the system's fonts named above."""
    found = {
        file.parent for place in map(Path, sys.path) if place.is_dir() for file in place.glob("fontpkg_*/files/*.ttf")
    }
    return (*sorted(found), *(folder for folder in SYSTEM_FONTS if folder.is_dir()))


@cache
def letters() -> frozenset[int]:
    """Every character that a font of ours can show."""
    found: set[int] = set()
    for folder in font_folders():
        for file in sorted(folder.glob("*.ttf")):
            if any(file.name.replace(" ", "").startswith(family.replace(" ", "")) for family in FAMILIES):
                found |= covered(file.read_bytes())
    return frozenset(found)


def covered(font: bytes) -> set[int]:
    """The characters in a TrueType font's cmap (formats 4 and 12; OpenType 1.9, cmap). Others give none."""
    tables = struct.unpack(">H", font[4:6])[0]
    start = 0
    for place in range(12, 12 + 16 * tables, 16):
        if font[place : place + 4] == b"cmap":
            start = struct.unpack(">I", font[place + 8 : place + 12])[0]
    if not start:
        return set()
    found: set[int] = set()
    for place in range(start + 4, start + 4 + 8 * struct.unpack(">H", font[start + 2 : start + 4])[0], 8):
        at = start + struct.unpack(">I", font[place + 4 : place + 8])[0]
        kind = struct.unpack(">H", font[at : at + 2])[0]
        if kind == 4:
            count = struct.unpack(">H", font[at + 6 : at + 8])[0] // 2
            ends = struct.unpack(f">{count}H", font[at + 14 : at + 14 + 2 * count])
            starts = struct.unpack(f">{count}H", font[at + 16 + 2 * count : at + 16 + 4 * count])
            for first, last in zip(starts, ends, strict=True):
                found.update(range(first, last + 1))
        elif kind == 12:
            groups = struct.unpack(">I", font[at + 12 : at + 16])[0]
            for group in range(groups):
                first, last, _ = struct.unpack(">III", font[at + 16 + 12 * group : at + 28 + 12 * group])
                found.update(range(first, last + 1))
    return found - {0xFFFF}
