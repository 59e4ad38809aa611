"""Typed answers: what is typed is what is told, a limit holds, and code that shows a value tells nobody."""

from __future__ import annotations

from typing import Any

import pytest

from mobile.widgets import NumberBox, PassphraseBox, TextBox


def _heard(widget: Any) -> list[Any]:
    heard: list[Any] = []
    widget.bind(on_value=lambda _w, value: heard.append(value))
    return heard


def test_what_is_typed_is_told_as_typed(pilot: Any) -> None:
    box = pilot.put(TextBox())
    heard = _heard(box)
    pilot.tap(box)
    pilot.type("José ")
    assert heard[-1] == box.value == "José "


def test_an_emptied_box_is_blank(pilot: Any) -> None:
    box = pilot.put(TextBox(value="a"))
    heard = _heard(box)
    pilot.tap(box)
    pilot.key("end")
    pilot.key("backspace")
    assert heard == [None]


def test_showing_a_text_tells_nobody_and_the_next_letter_is_told(pilot: Any) -> None:
    box = pilot.put(TextBox())
    heard = _heard(box)
    box.show("Miller")
    pilot.frame(3)
    assert (heard, box.value) == ([], "Miller")
    pilot.tap(box)
    pilot.key("end")
    pilot.type("s")
    assert heard == ["Millers"]


def test_nothing_is_taken_beyond_the_limit_and_the_count_says_so(pilot: Any) -> None:
    box = pilot.put(TextBox(limit=5))
    pilot.tap(box)
    pilot.type("1234567")
    assert box.value == "12345"
    assert pilot.says("5 / 5")


def test_a_paste_beyond_the_limit_is_cut_not_refused(pilot: Any) -> None:
    box = pilot.put(TextBox(limit=5, lines=3))
    box.entry.insert_text("123456789")
    pilot.frame(2)
    assert box.value == "12345"


def test_a_box_of_many_lines_grows_with_its_text(pilot: Any) -> None:
    box = pilot.put(TextBox(lines=3, size_hint_x=None, width=500))
    before = box.height
    box.show("a line\n" * 9)
    pilot.frame(4)
    assert box.height > before


@pytest.mark.parametrize(("state", "words"), [("saving", "Saving…"), ("saved", "Saved"), ("failed", "Not saved")])
def test_saving_is_said_in_words(pilot: Any, state: str, words: str) -> None:
    box = pilot.put(TextBox(lines=3))
    assert not pilot.says(words)
    box.saving = state
    pilot.frame(3)
    assert pilot.says(words)


def test_enter_in_a_box_of_one_line_is_told(pilot: Any) -> None:
    box = pilot.put(TextBox())
    entered: list[Any] = []
    box.bind(on_enter=entered.append)
    pilot.tap(box)
    pilot.key("enter")
    assert entered == [box]


def test_leaving_the_box_is_told(pilot: Any) -> None:
    box = pilot.put(TextBox())
    left: list[Any] = []
    box.bind(on_leave=left.append)
    pilot.tap(box)
    box.entry.focus = False
    assert left == [box]


def test_a_passphrase_is_hidden_until_shown_and_hidden_again(pilot: Any) -> None:
    box = pilot.put(PassphraseBox())
    pilot.tap(box.entry)
    pilot.type("four plain words")
    assert box.entry.password
    pilot.tap("Show")
    assert not box.entry.password
    pilot.tap("Hide")
    assert box.entry.password
    assert box.value == "four plain words"


def test_plus_from_blank_is_one_and_minus_from_blank_is_zero(pilot: Any) -> None:
    more, less = NumberBox(), NumberBox()
    more.step(1)
    less.step(-1)
    assert (more.value, less.value) == (1, 0)


def test_a_count_is_stepped_and_typed_and_stays_in_its_bounds(pilot: Any) -> None:
    box = pilot.put(NumberBox(most=50, value=3))
    heard = _heard(box)
    pilot.tap(box.children[0])
    pilot.tap(box.children[-1])
    pilot.tap(box.box.entry)
    pilot.wait(lambda: box.box.entry.selection_text)
    pilot.type("77")
    box.box.entry.focus = False
    pilot.frame(2)
    assert heard == [4, 3, 7, 50]
    assert box.box.value == "50"


def test_hours_go_round(pilot: Any) -> None:
    hour = NumberBox(most=23, wraps=True, pad=2, value=23)
    hour.step(1)
    assert (hour.value, hour.box.value) == (0, "00")
    hour.step(-1)
    assert hour.value == 23


def test_letters_do_not_get_into_a_count(pilot: Any) -> None:
    box = pilot.put(NumberBox())
    pilot.tap(box.box.entry)
    pilot.type("a4-")
    assert box.value == 4
