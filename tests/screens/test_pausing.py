"""The system may take the screen away and end the app: all is in good order then, and open again when it comes back."""

from __future__ import annotations

from typing import Any

import pytest

from mobile.drafting import Drafting
from shared.answers import Address, rows_of

WORDS = "Lot B, at the second gate."


def opened(tablet: Any, name: str) -> Any:
    """One of the three screens that write a report."""
    if name == "note":
        tablet.tap(tablet.screen("home").note)
        tablet.wait_for("note")
        return tablet.screen("note")
    tablet.start_report()
    if name == "form":
        tablet.full_report()
    return tablet.screen(name)


def on_screen(drafting: Drafting) -> list[str]:
    return [each.report for each in drafting.unfinished()]


@pytest.mark.parametrize("name", ["card", "form", "note"])
def test_a_paused_report_is_in_good_order_and_a_resumed_one_is_open(tablet: Any, drafting: Drafting, name: str) -> None:
    desk = opened(tablet, name).desk
    report = desk.editing.report
    assert on_screen(drafting) == [report]
    tablet.app.dispatch("on_pause")
    assert on_screen(drafting) == []
    tablet.app.dispatch("on_resume")
    assert on_screen(drafting) == [report]
    tablet.app.go("home")
    tablet.pilot.frame(4)
    assert on_screen(drafting) == []


def test_what_is_typed_at_a_pause_is_stored_and_typing_goes_on(tablet: Any, drafting: Drafting) -> None:
    note = opened(tablet, "note")
    tablet.pilot.wait(lambda: note.text.box.focused, "the field waits for words")
    tablet.type(WORDS)
    tablet.app.dispatch("on_pause")
    (line,) = rows_of(drafting.content(note.desk.editing.report).nested, "entry")
    assert line["text"] == WORDS
    tablet.app.dispatch("on_resume")
    tablet.type(" Again.")
    tablet.pilot.wait(lambda: note.desk.keeper.state == "saved", "stored")
    address = Address("entry", str(line["id"]), "text")
    assert drafting.content(note.desk.editing.report).held[address].value == f"{WORDS} Again."
