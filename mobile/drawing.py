"""Pictures made in memory: a signature's strokes as a PNG file, and a photo made small enough for the screen.

Nothing is read from or written to a disk here.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageOps

Stroke = Sequence[tuple[float, float]]
"""Points from the left and the top, both from 0 to 1."""

SIGNATURE_WIDTH, SIGNATURE_HEIGHT = 1200, 400
LINE = 5
FINER = 2  # drawn larger and made smaller: a smooth line
DECODED_MAX = 64_000_000
"""Pixels; a picture of more is not shown. Its bytes are kept all the same."""


@dataclass(frozen=True)
class Small:
    """A picture for the screen: rows from the top, three bytes a pixel (RGB)."""

    width: int
    height: int
    pixels: bytes


def signature(strokes: Sequence[Stroke]) -> bytes:
    """The PNG file of a signature: black on white, SIGNATURE_WIDTH x SIGNATURE_HEIGHT pixels."""
    wide, high = SIGNATURE_WIDTH * FINER, SIGNATURE_HEIGHT * FINER
    sheet = Image.new("L", (wide, high), 255)
    pen = ImageDraw.Draw(sheet)
    radius = LINE * FINER / 2
    for stroke in strokes:
        points = [(x * wide, y * high) for x, y in stroke]
        if len(points) > 1:
            pen.line(points, fill=0, width=LINE * FINER, joint="curve")
        for x, y in (points[0], points[-1]):
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=0)
    stream = io.BytesIO()
    sheet.resize((SIGNATURE_WIDTH, SIGNATURE_HEIGHT), Image.Resampling.LANCZOS).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def small(content: bytes, side: int) -> Small | None:
    """A picture's bytes made at most `side` pixels wide and high, the right way up; None for what cannot be shown."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > DECODED_MAX:
                return None
            picture.draft("RGB", (side, side))
            shown = ImageOps.exif_transpose(picture).convert("RGB")
            shown.thumbnail((side, side), Image.Resampling.LANCZOS)
            return Small(shown.width, shown.height, shown.tobytes())
    except Exception:  # whatever a damaged picture makes its reader say, it cannot be shown
        return None
