"""Words that must not be held, on the screen: pointed at while they are typed, removed or kept, by tap and by key."""

from __future__ import annotations

from typing import Any

import pytest
from kivy.core.window import Window
from kivy.uix.behaviors import FocusBehavior
from kivy.uix.label import Label

from mobile.drafting import Drafting
from mobile.linting import open_in
from mobile.theme import theme
from mobile.widgets import Question, TextBox
from shared.answers import Address, rows_of

STATUS = "The agent said he is undocumented and ran."
REASON = "His only stated reason for the arrest."


@pytest.fixture
def address(tablet: Any, form: Any) -> Address:
    """A line of the timeline that holds words that must not be held."""
    address = Address("entry", tablet.add_row("entry"), "text")
    tablet.answer(address, STATUS)
    tablet.pilot.wait(lambda: open_in(tablet.model, address), "the rules found it while the field has the focus")
    tablet.pilot.frame(6)
    return address


def decisions(drafting: Drafting, form: Any) -> list[Any]:
    return rows_of(drafting.content(form.desk.editing.report).nested, "lint_decision")


def test_what_is_found_is_quoted_under_the_field_with_the_reason(tablet: Any, form: Any, address: Address) -> None:
    asked = tablet.question(address)
    assert asked.box.focused, "nobody has to leave the field to be told"
    (one,) = asked.found.children
    assert "undocumented" in one.words and "Immigration status" in one.words
    assert one.why == tablet.say("lint.immigration_status") and one.icon == "warning"
    assert asked.error == tablet.say("tablet.lint.decide", count=1)
    page = form.pages["narrative"]
    entry = asked.box.entry
    low, high = page.to_window(0, page.y)[1], page.to_window(0, page.top)[1]
    assert low <= entry.to_window(0, entry.y)[1] <= high, "what appears under the field does not push it away"
    tablet.pilot.shot("lint-found")


def test_remove_takes_the_words_out_and_the_field_is_written_on(
    tablet: Any, form: Any, address: Address, drafting: Drafting
) -> None:
    tablet.tap(tablet.say("tablet.lint.remove"))
    tablet.pilot.frame(6)
    asked = tablet.question(address)
    assert "undocumented" not in asked.box.value and asked.error == "" and not asked.found.children
    assert asked.box.focused
    tablet.type(" We left.")
    tablet.pilot.wait(lambda: form.desk.keeper.state == "saved")
    assert str(tablet.model.line(address).value).endswith(" We left.")
    assert [row["decision"] for row in decisions(drafting, form)] == ["deleted"]


def test_keeping_asks_for_a_reason_and_names_the_words(
    tablet: Any, form: Any, address: Address, drafting: Drafting
) -> None:
    tablet.tap(tablet.say("tablet.lint.keep"))
    tablet.settle()
    tablet.type("short")
    tablet.tap(tablet.say("tablet.lint.keep.yes"))
    tablet.settle()
    assert tablet.pilot.find(Question).error, "a reason of one word is none"
    assert not decisions(drafting, form)
    tablet.type_into(tablet.pilot.find(TextBox), REASON)
    tablet.pilot.shot("lint-keep")
    tablet.tap(tablet.say("tablet.lint.keep.yes"))
    tablet.settle()
    (kept,) = decisions(drafting, form)
    assert (kept["at"], kept["decision"], kept["reason"]) == (address.text(), "kept_quote", REASON)
    asked = tablet.question(address)
    (one,) = asked.found.children
    assert one.settled and kept["quote"] in one.words and one.more == tablet.say("tablet.lint.confidential")
    assert asked.error == ""
    assert ("lint_decision", kept["id"]) not in form.pages["narrative"].cards, "a decision stands at its words only"
    tablet.pilot.shot("lint-kept")
    tablet.type_into(asked.box, "The agent ran.")
    tablet.pilot.wait(lambda: not decisions(drafting, form), "the decision goes with its words")
    tablet.pilot.wait(lambda: not asked.found.children)


def test_a_reason_may_not_hold_such_words_itself(tablet: Any, form: Any, address: Address) -> None:
    tablet.tap(tablet.say("tablet.lint.keep"))
    tablet.settle()
    tablet.type("The SSN 078-05-1120 was read out by the agent.")
    tablet.tap(tablet.say("tablet.lint.keep.yes"))
    tablet.settle()
    assert tablet.pilot.find(Question).error == tablet.say("tablet.lint.reason.holds")
    tablet.pilot.key("escape")
    tablet.settle()


def test_both_acts_work_by_keyboard_alone(tablet: Any, form: Any, address: Address, drafting: Drafting) -> None:
    def tab_to(words: str) -> None:
        for _ in range(12):
            if getattr(tablet.pilot.focused, "words", "") == words:
                return
            tablet.pilot.key("tab")
        raise AssertionError(f"Tab does not reach {words}")

    tab_to(tablet.say("tablet.lint.keep"))
    tablet.pilot.key("enter")
    tablet.settle()
    tablet.type(REASON)
    tab_to(tablet.say("tablet.lint.keep.yes"))
    tablet.pilot.key("enter")
    tablet.settle()
    tablet.pilot.wait(lambda: decisions(drafting, form), "kept")
    tablet.pilot.frame(6)
    assert tablet.pilot.focused is not None and tablet.pilot.focused.words == tablet.say("tablet.lint.remove")
    tablet.pilot.key("enter")
    tablet.pilot.wait(lambda: not open_in(tablet.model, address))
    assert "undocumented" not in tablet.question(address).box.value
    assert [row["decision"] for row in decisions(drafting, form)] == ["deleted"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_of_it_is_cut_off_at_the_largest_text(tablet: Any, language: str) -> None:
    tablet.app.choose(language=language)
    tablet.pilot.frame(4)
    tablet.start_report()
    tablet.full_report()
    address = Address("entry", tablet.add_row("entry"), "text")
    tablet.answer(address, STATUS)
    tablet.pilot.wait(lambda: open_in(tablet.model, address))
    theme.scale = 1.6
    tablet.pilot.frame(8)
    tablet.pilot.shot(f"lint-found-large-{language}")
    _holds(tablet)
    tablet.tap(tablet.say("tablet.lint.keep"))
    tablet.settle()
    theme.mode = "night"
    tablet.pilot.shot(f"lint-keep-large-{language}")
    _holds(tablet)
    tablet.pilot.key("escape")
    tablet.settle()


def _holds(tablet: Any) -> None:
    for each in tablet.pilot.find_all(Label):
        if each.text and each.font_name != "Icons":
            assert each.texture_size[0] <= each.width + 2 and each.texture_size[1] <= each.height + 2, each.text
            left, _ = each.to_window(each.x, each.y)
            middle, wide = left + each.width / 2, each.texture_size[0] / 2
            assert middle - wide >= -1 and middle + wide <= Window.width + 1, each.text
    small = [each for each in tablet.pilot.find_all(FocusBehavior) if not each.disabled and min(each.size) < 48]
    assert small == []


def test_on_the_card_it_is_said_while_it_is_typed_and_removed_there(tablet: Any, drafting: Drafting) -> None:
    report = tablet.start_report()
    box, words = tablet.card.places["location_cross"], tablet.card.words
    tablet.type_into(box, "Alley, he is undocumented")
    tablet.pilot.wait(lambda: words.bar.parent is not None, "the rules found it while the field has the focus")
    tablet.pilot.frame(6)
    assert box.focused and "“undocumented”" in words.bar.words and words.bar.icon == "warning"
    for each in (words.bar, words.bar.act):
        assert each.to_window(0, each.y)[1] >= 0 and each.to_window(each.right, 0)[0] <= Window.width
    tablet.pilot.shot("card-found")
    tablet.tap(tablet.say("tablet.lint.look"))
    tablet.settle()
    assert tablet.pilot.says(tablet.say("lint.immigration_status"))
    tablet.pilot.shot("card-found-sheet")
    tablet.tap(tablet.say("tablet.lint.remove"))
    tablet.settle()
    assert words.sheet is None and words.bar.parent is None and "undocumented" not in box.value
    held = drafting.content(report).nested
    assert held["incident"]["location_cross"] == box.value
    assert [row["decision"] for row in rows_of(held, "lint_decision")] == ["deleted"]


def test_on_the_card_a_federal_quote_is_kept_with_its_reason(tablet: Any, drafting: Drafting) -> None:
    report = tablet.start_report()
    card = tablet.card
    tablet.tap("ICE ERO")
    tablet.tap("Refused")
    team = card.teams.teams[card.teams.shown]
    tablet.type_into(team.why, "He is undocumented, that is all you get")
    tablet.pilot.wait(lambda: card.words.bar.parent is not None, "found")
    tablet.tap(tablet.say("tablet.lint.look"))
    tablet.settle()
    tablet.tap(tablet.say("tablet.lint.keep"))
    tablet.settle()
    tablet.type(REASON)
    tablet.tap(tablet.say("tablet.lint.keep.yes"))
    tablet.settle()
    tablet.pilot.wait(lambda: card.words.bar.parent is None and card.words.sheet is None, "nothing is open any more")
    held = drafting.content(report).nested
    assert [row["reason"] for row in rows_of(held, "lint_decision")] == [REASON]
    assert "undocumented" in str(rows_of(held, "id_attempt")[0]["words_used"])
