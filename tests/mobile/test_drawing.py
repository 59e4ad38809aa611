"""Pictures in memory: a signature's file, and photos small enough for the screen."""

import io

import pytest
from PIL import Image

from mobile.drawing import SIGNATURE_HEIGHT, SIGNATURE_WIDTH, signature, small


def png(size: tuple[int, int], colour: str = "red") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, "PNG")
    return stream.getvalue()


def test_a_signature_is_black_on_white_where_the_finger_went() -> None:
    content = signature([[(0.1, 0.5), (0.9, 0.5)], [(0.5, 0.25)]])
    with Image.open(io.BytesIO(content)) as drawn:
        assert drawn.format == "PNG" and drawn.size == (SIGNATURE_WIDTH, SIGNATURE_HEIGHT)
        dark = [drawn.getpixel(at) for at in ((600, 200), (130, 200), (600, 100))]
        light = [drawn.getpixel(at) for at in ((600, 300), (20, 200), (700, 100))]
    assert max(dark) < 10 and min(light) == 255
    assert len(content) < 20_000


def test_a_photo_is_made_small_and_keeps_its_shape() -> None:
    made = small(png((2000, 500)), 100)
    assert made is not None and (made.width, made.height, len(made.pixels)) == (100, 25, 100 * 25 * 3)
    assert made.pixels[:3] == b"\xff\0\0"
    again = small(png((40, 30)), 100)
    assert again is not None and (again.width, again.height) == (40, 30)


def test_a_photo_held_upright_is_shown_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    stream = io.BytesIO()
    Image.new("RGB", (80, 40)).save(stream, "JPEG", exif=exif)
    made = small(stream.getvalue(), 100)
    assert made is not None and (made.width, made.height) == (40, 80)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", png((60, 60))[:90], png((20_000, 4_000))])
def test_what_cannot_or_must_not_be_decoded_is_not_shown(content: bytes) -> None:
    assert small(content, 100) is None
