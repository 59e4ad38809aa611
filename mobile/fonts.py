"""The fonts of the tablet, registered once by name, and the text as it must be handed to a Label.

Kivy draws a text with one font and has no fallback: a letter that the font lacks is drawn as a box. So a text is drawn
with the font that has its script (`font_of`): Roboto for English and Spanish; DejaVu Sans for Arabic, Persian, Hebrew
and Armenian (Kivy ships both); Noto Sans CJK for Korean, Chinese and Japanese, where its package is installed. A text
that mixes the last two groups has boxes in it; what is stored and sealed is never touched by any of this.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from kivy import kivy_data_dir
from kivy.core.text import LabelBase

TEXT: Final = "Roboto"  # what every widget asks for; `register` may put another file behind the name
ICONS: Final = "Icons"
WIDE: Final = "DejaVuSans"
CJK: Final = "CJK"
_CJK_PACKAGE: Final = "noto_cjk_sans_jp_regular"
_SCRIPTS: Final = {
    WIDE: ((0x0530, 0x08FF), (0x10A0, 0x10FF), (0xFB13, 0xFDFF), (0xFE70, 0xFEFC)),
    CJK: ((0x1100, 0x11FF), (0x2E80, 0xA4CF), (0xAC00, 0xD7FB), (0xF900, 0xFAFF), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF)),
}
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "RLE", "RLO", "RLI"})


@cache
def icon_file() -> Path:
    """The icon font's file inside its installed package. Raises FileNotFoundError when the package is not there."""
    found = find_spec("fonticon_mdi7")
    if found is None or found.origin is None:
        raise FileNotFoundError("the package fonticon-materialdesignicons7 is not installed")
    return Path(found.origin).parent / "fonts" / "materialdesignicons-webfont.ttf"


@cache
def cjk_file() -> Path | None:
    """The font for Korean, Chinese and Japanese inside its installed package, None where it is left out."""
    found = find_spec(_CJK_PACKAGE)
    if found is None or found.origin is None:
        return None
    return next(Path(found.origin).parent.rglob("*.otf"), None)


def register(regular: Path | None = None, bold: Path | None = None) -> None:
    """Register the fonts and, when given, a text font with more scripts in place of Roboto.

    Calling it twice is harmless; widgets import it, so an app calls it only to bring its own text font.
    """
    LabelBase.register(ICONS, str(icon_file()))
    LabelBase.register(WIDE, str(Path(kivy_data_dir) / "fonts" / "DejaVuSans.ttf"))
    if (cjk := cjk_file()) is not None:
        LabelBase.register(CJK, str(cjk))
    if regular is not None:
        LabelBase.register(TEXT, str(regular), fn_bold=str(bold or regular))


def font_of(text: str) -> str:
    """The name of the font to draw `text` with: that of the script most of its letters are in, if it is not Latin."""
    if text.isascii():
        return TEXT
    counted = {name: sum(_in(letter, ranges) for letter in text) for name, ranges in _SCRIPTS.items()}
    most = max(counted, key=lambda name: counted[name])
    return most if counted[most] and (most != CJK or cjk_file() is not None) else TEXT


def _in(letter: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= ord(letter) <= high for low, high in ranges)


@cache
def _shaper() -> Callable[[str, str], str]:
    """Joins Arabic letters and puts right-to-left runs in drawing order. Loaded at first need: few screens need it."""
    from arabic_reshaper import ArabicReshaper
    from bidi import get_display

    joins = ArabicReshaper({"delete_harakat": False})  # a vowel sign that was written is shown
    return lambda text, base: str(get_display(joins.reshape(text), base_dir=base or None))


def has_right_to_left(text: str) -> bool:
    """Whether any letter is of a script that is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text)


def side_of(text: str) -> str:
    """The side at which `text` begins, by its first letter with a direction (UAX 9, P2): "left" or "right"."""
    if not text.isascii():
        for letter in text:
            kind = unicodedata.bidirectional(letter)
            if kind in _RIGHT_TO_LEFT:
                return "right"
            if kind == "L":
                break
    return "left"


def display(text: str, side: str = "") -> str:
    """A copy of `text` for a Label. Never store it: for right-to-left scripts it is in drawing order.

    side: where the paragraph begins, when `text` is only a part of it. Digits keep their order: Kivy's own
    right-to-left setting reverses them (14:30 becomes 03:41), so it is not used.
    """
    if has_right_to_left(text):
        return "\n".join(_shaper()(line, side[:1].upper()) for line in text.split("\n"))
    return text


def lines_of(text: str, fits: Callable[[str], bool]) -> str:
    """`text` for a Label, broken into lines before it is put in drawing order: afterwards its end would come first.

    fits: whether a piece, in drawing order, fits on one line.
    """
    done = []
    for paragraph in text.split("\n"):
        side, line = side_of(paragraph), ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and not fits(display(longer, side)):
                done.append(display(line, side))
                line = word
            else:
                line = longer
        done.append(display(line, side))
    return "\n".join(done)
