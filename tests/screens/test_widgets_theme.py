"""The theme: every colour pair keeps its contrast, and everything on the screen follows a change at once."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
from PIL import Image

from mobile import icons, widgets
from mobile.theme import EDGE_RATIO, PAIRS, PALETTES, TEXT_RATIO, contrast, theme
from mobile.widgets import words


@pytest.mark.parametrize("mode", PALETTES)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0]}-on-{pair[1]}")
def test_a_colour_can_be_read_on_what_it_stands_on(mode: str, pair: tuple[str, str, str]) -> None:
    colours = asdict(PALETTES[mode])
    needed = TEXT_RATIO[mode] if pair[2] == "text" else EDGE_RATIO
    assert contrast(colours[pair[0]], colours[pair[1]]) >= needed


def test_contrast_is_what_wcag_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#FFFFFF") == 1
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_a_button_on_the_screen_follows_the_mode(pilot: Any) -> None:
    button = pilot.put(widgets.PrimaryButton(words="Send", pos=(100, 100)))
    seen = {}
    for mode, palette in PALETTES.items():
        theme.mode = mode
        with Image.open(pilot.shot("theme-follow")) as picture:
            seen[mode] = picture.convert("RGB").getpixel((int(button.x) + 12, 800 - int(button.center_y)))
        wanted = tuple(int(palette.primary[i : i + 2], 16) for i in (1, 3, 5))
        assert all(abs(a - b) <= 2 for a, b in zip(seen[mode], wanted, strict=True))
    assert len(set(seen.values())) == len(PALETTES)


def test_text_and_what_holds_it_grow_with_the_scale(pilot: Any) -> None:
    row = pilot.put(widgets.ListRow(title="A title", subtitle="A line under it", size_hint_x=None, width=400))
    small = row.height
    theme.scale = 1.6
    pilot.frame(4)
    assert row.height > small * 1.2


def test_the_scale_stays_between_its_ends(pilot: Any) -> None:
    theme.scale = 9
    assert theme.scale == 1.6
    theme.scale = 0.1
    assert theme.scale == 1.0


def test_each_icon_is_in_the_font(pilot: Any) -> None:
    from PIL import ImageFont

    from mobile import fonts

    font = ImageFont.truetype(str(fonts.icon_file()), 24)
    missing = bytes(font.getmask("\U000fffff"))
    assert [name for name, letter in icons.GLYPHS.items() if bytes(font.getmask(letter)) == missing] == []


def test_each_state_has_an_icon_that_exists() -> None:
    assert {look.icon for look in icons.STATES.values()} <= set(icons.GLYPHS)


def test_both_languages_say_everything() -> None:
    assert words.EN.keys() == words.ES.keys()
    assert all(words.ES.values())
    try:
        words.use("es")
        assert words.say("now") == "Ahora"
    finally:
        words.use("en")


def test_right_to_left_text_is_shaped_only_for_display() -> None:
    from mobile.fonts import display

    assert display("Calle Alvarado 14:30") == "Calle Alvarado 14:30"
    shown = display("ساعت 14:30")
    assert shown != "ساعت 14:30"
    assert "14:30" in shown
