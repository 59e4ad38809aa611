"""Sheets hold the focus while they are open and give it back; a toast goes by itself."""

from __future__ import annotations

from typing import Any

from mobile.widgets import ConfirmSheet, PrimaryButton, QuietButton, Sheet, TextBox, Toast, toast


def _opened(pilot: Any) -> tuple[QuietButton, Sheet, TextBox]:
    opener = pilot.put(QuietButton(words="Open it"))
    sheet = Sheet(title="A sheet")
    box = TextBox()
    sheet.body.add_widget(box)
    sheet.buttons.add_widget(PrimaryButton(words="Done"))
    opener.bind(on_release=lambda _b: sheet.open())
    pilot.tap("Open it")
    pilot.wait(lambda: pilot.focused, "the sheet takes the focus")
    return opener, sheet, box


def test_a_sheet_focuses_its_first_control(pilot: Any) -> None:
    _, _, box = _opened(pilot)
    assert pilot.focused is box.entry


def test_esc_closes_at_once_and_the_focus_goes_back(pilot: Any) -> None:
    opener, sheet, _ = _opened(pilot)
    pilot.key("escape")
    pilot.wait(lambda: sheet.parent is None, "the sheet closes")
    pilot.wait(lambda: opener.focus, "the opener has the focus again")


def test_tab_goes_round_inside_the_sheet(pilot: Any) -> None:
    opener, _, _ = _opened(pilot)
    been = []
    for _ in range(8):
        pilot.key("tab")
        been.append(pilot.focused)
        assert not opener.focus
    assert None not in been
    assert len(set(been)) == 3  # the field, the button, the cross


def test_what_is_below_a_sheet_is_not_there_for_the_person(pilot: Any) -> None:
    _opened(pilot)
    assert not pilot.find_all("Open it")


def test_yes_and_no_are_told_once_each(pilot: Any) -> None:
    said: list[str] = []

    def ask() -> ConfirmSheet:
        sheet = ConfirmSheet(title="Discard?", text="It is lost.", yes_words="Discard", no_words="Keep", danger=True)
        sheet.bind(on_yes=lambda _s: said.append("yes"), on_no=lambda _s: said.append("no"))
        sheet.open()
        pilot.frame(3)
        return sheet

    sheet = ask()
    pilot.tap("Discard")
    pilot.wait(lambda: not sheet.parent)
    sheet = ask()
    pilot.tap("Keep")
    pilot.wait(lambda: not sheet.parent)
    sheet = ask()
    pilot.key("escape")
    pilot.wait(lambda: not sheet.parent)
    assert said == ["yes", "no", "no"]


def test_a_question_before_an_act_starts_on_no(pilot: Any) -> None:
    ConfirmSheet(title="Discard?", text="It is lost.", yes_words="Discard", no_words="Keep").open()
    assert pilot.wait(lambda: pilot.focused).words == "Keep"


def test_a_toast_goes_by_itself_and_a_new_one_takes_its_place(pilot: Any) -> None:
    toast("First", seconds=0)
    toast("Second", seconds=0)
    pilot.frame(2)
    assert [t.words for t in pilot.find_all(Toast)] == ["Second"]
    toast("Third", seconds=0.2)
    pilot.wait(lambda: not pilot.find_all(Toast), "the toast goes")


def test_a_toast_does_not_hold_up_taps_beside_it(pilot: Any) -> None:
    pressed: list[Any] = []
    button = pilot.put(QuietButton(words="Under", pos=(20, 700)))
    button.bind(on_release=pressed.append)
    toast("Stored", seconds=0)
    pilot.frame(2)
    pilot.tap("Under")
    assert pressed == [button]
