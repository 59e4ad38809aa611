"""Other scripts: drawn the right way round, digits in their order, while what is stored stays as it was typed."""

from __future__ import annotations

from typing import Any

import pytest
from kivy.uix.boxlayout import BoxLayout

from mobile.fonts import CJK, TEXT, WIDE, cjk_file, display, font_of, has_right_to_left, lines_of, side_of
from mobile.widgets import Text, TextBox

MIXED = "Officer علی رضایی badge 1234"
PERSIAN = "مأمور گفت ساعت 14:30 نشان ۱۲۳۴ را نشان داد"
HEBREW = "השוטר אמר 14:30"
KOREAN = "경찰관 김민준 배지 1234"
ARMENIAN = "Սպա Արամ 1234"


@pytest.mark.parametrize("text", [MIXED, PERSIAN, HEBREW])
def test_digits_are_never_reversed(text: str) -> None:
    shown = display(text)
    assert shown != text
    for number in ("1234", "14:30", "۱۲۳۴"):
        assert (number in text) == (number in shown)


def test_latin_around_a_name_keeps_its_place() -> None:
    shown = display(MIXED)
    assert shown.startswith("Officer ") and shown.endswith(" badge 1234")
    assert (side_of(MIXED), side_of(PERSIAN), side_of("12 " + HEBREW)) == ("left", "right", "right")
    assert not has_right_to_left(KOREAN) and display(KOREAN) == KOREAN


def test_hebrew_is_drawn_backwards_and_its_end_comes_left() -> None:
    assert display("שלום") == "שלום"[::-1]


def test_vowel_signs_that_were_written_are_shown() -> None:
    assert "\u064b" in display("شكرًا")


def test_a_long_text_is_broken_before_it_is_turned() -> None:
    lines = lines_of(PERSIAN, lambda piece: len(piece) <= 15).split("\n")
    assert len(lines) > 2 and display("مأمور گفت ساعت", "right") == lines[0]


def test_each_script_has_a_font_that_holds_it() -> None:
    assert font_of("Sgt. Núñez") == TEXT and font_of(MIXED) == font_of(HEBREW) == font_of(ARMENIAN) == WIDE
    assert font_of(KOREAN) == (CJK if cjk_file() else TEXT)


def test_what_is_typed_is_kept_as_typed(pilot: Any) -> None:
    page = BoxLayout(orientation="vertical", padding=40, spacing=20)
    boxes = {}
    for text in (MIXED, PERSIAN, HEBREW, KOREAN, ARMENIAN):
        page.add_widget(Text(words=text))
        boxes[text] = TextBox(lines=1)
        page.add_widget(boxes[text])
    page.add_widget(Text(words=" ".join([PERSIAN] * 6)))
    pilot.put(page)
    for text, box in boxes.items():
        pilot.tap(box.entry)
        pilot.type(text)
        assert box.value == text and box.entry.text == text
    entry = boxes[PERSIAN].entry
    assert entry.halign == "right"
    pilot.tap(entry)
    entry.cursor = (len(PERSIAN), 0)
    at_the_end = entry.cursor_offset()
    entry.cursor = (0, 0)
    assert at_the_end == 0 < entry.cursor_offset(), "it is written towards the left"
    pilot.shot("scripts")
