"""Long lists: a few letters find the answer, with or without accents, by finger or by keys."""

from __future__ import annotations

from typing import Any

from mobile.widgets import ChoiceBox

STREETS = [(f"s{n:03}", f"{name} Street {n}") for n, name in enumerate(["Alvarado", "José Martí", "Grand"] * 100)]


def _open(pilot: Any, **more: Any) -> tuple[ChoiceBox, list[Any]]:
    box = pilot.put(ChoiceBox(options=STREETS, title="Street", **more))
    heard: list[Any] = []
    box.bind(on_value=lambda _w, value: heard.append(value))
    pilot.tap(box)
    pilot.wait(lambda: pilot.focused, "the search has the focus")
    return box, heard


def test_letters_find_whatever_their_accents_and_a_tap_picks(pilot: Any) -> None:
    box, heard = _open(pilot)
    pilot.type("jose marti 4")
    pilot.wait(lambda: pilot.says("José Martí Street 4"))
    pilot.tap("José Martí Street 4")
    pilot.wait(lambda: not box.sheet.parent)
    assert heard == ["s004"]
    assert pilot.says("José Martí Street 4")


def test_enter_takes_the_first_that_is_found(pilot: Any) -> None:
    _, heard = _open(pilot)
    pilot.type("grand")
    pilot.key("enter")
    assert heard == ["s002"]


def test_arrows_walk_the_list_and_keep_the_place_in_sight(pilot: Any) -> None:
    _, heard = _open(pilot)
    for _ in range(40):
        pilot.key("down")
    pilot.key("up")
    assert pilot.says("Alvarado Street 39") or pilot.says(STREETS[38][1])
    pilot.key("enter")
    assert heard == ["s038"]


def test_nothing_found_is_said(pilot: Any) -> None:
    _open(pilot)
    pilot.type("zzz")
    pilot.wait(lambda: pilot.says("Nothing found. Try fewer letters."))
    pilot.key("backspace")
    pilot.key("backspace")
    pilot.key("backspace")
    assert not pilot.says("Nothing found. Try fewer letters.")


def test_the_chosen_one_is_marked_and_can_be_cleared(pilot: Any) -> None:
    box, heard = _open(pilot, value="s001")
    assert [row["key"] for row in box.sheet.list.data if row["chosen"]] == ["s001"]
    pilot.tap("Clear answer")
    assert heard == [None]


def test_a_code_from_an_older_list_is_shown_as_it_is(pilot: Any) -> None:
    pilot.put(ChoiceBox(options=STREETS, value="gone"))
    assert pilot.says("gone")


def test_a_short_list_has_no_search(pilot: Any) -> None:
    box = pilot.put(ChoiceBox(options=STREETS[:3]))
    pilot.tap(box)
    pilot.wait(lambda: pilot.says(STREETS[1][1]))
    assert not pilot.find_all("Search")
    pilot.tap(STREETS[1][1])
    assert box.value == "s001"
