"""The fonts of the tablet, registered once by name, and the text as it must be handed to a Label.

Kivy draws with one font and has no fallback: a letter that the font lacks is drawn as a box. Roboto, which Kivy ships,
covers English and Spanish. A packager who needs more scripts passes a merged font to `register`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from kivy.core.text import LabelBase

TEXT: Final = "Roboto"  # what every widget asks for; `register` may put another file behind the name
ICONS: Final = "Icons"
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "RLE", "RLO", "RLI"})


@cache
def icon_file() -> Path:
    """The icon font's file inside its installed package. Raises FileNotFoundError when the package is not there."""
    found = find_spec("fonticon_mdi7")
    if found is None or found.origin is None:
        raise FileNotFoundError("the package fonticon-materialdesignicons7 is not installed")
    return Path(found.origin).parent / "fonts" / "materialdesignicons-webfont.ttf"


def register(regular: Path | None = None, bold: Path | None = None) -> None:
    """Register the icon font and, when given, a text font with more scripts in place of Roboto.

    Calling it twice is harmless; widgets import it, so an app calls it only to bring its own text font.
    """
    LabelBase.register(ICONS, str(icon_file()))
    if regular is not None:
        LabelBase.register(TEXT, str(regular), fn_bold=str(bold or regular))


@cache
def _shaper() -> Callable[[str], str]:
    """Joins Arabic letters and puts right-to-left runs in drawing order. Loaded at first need: few screens need it."""
    from arabic_reshaper import reshape
    from bidi import get_display

    return lambda text: str(get_display(reshape(text)))


def display(text: str) -> str:
    """A copy of `text` for a Label. Never store it: for right-to-left scripts it is in drawing order.

    Kivy's own right-to-left setting reverses digits (14:30 becomes 03:41), so it is not used.
    """
    if any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text):
        return "\n".join(_shaper()(line) for line in text.split("\n"))
    return text
