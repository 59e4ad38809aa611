"""The frame around an input, and what controls stand on."""

from __future__ import annotations

from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from mobile.widgets import Banner, Columns, ListRow, Question, Rail, TextBox, TopBar


def test_an_error_is_words_with_an_icon_and_a_border(pilot: Any) -> None:
    question = pilot.put(Question(label="Badge", input=TextBox()))
    question.warning = "Look again."
    assert question.input.tone == "warning"
    question.error = "Three letters or more."
    pilot.frame(3)
    assert question.input.tone == "error"
    assert pilot.says("Three letters or more.")
    question.error = question.warning = ""
    pilot.frame(3)
    assert question.input.tone == ""
    assert not pilot.says("Three letters or more.")


def test_typing_does_not_clear_an_error_that_was_set_from_outside(pilot: Any) -> None:
    question = pilot.put(Question(label="Badge", error="Three letters or more.", input=TextBox()))
    pilot.tap(question.input.entry)
    pilot.type("E4")
    assert question.input.tone == "error"
    assert pilot.says("Three letters or more.")


def test_a_mark_is_said_in_words(pilot: Any) -> None:
    question = pilot.put(Question(label="EMS called", mark="owed", input=TextBox()))
    assert pilot.says("Owed")
    question.mark_words = "Owed by 14:37"
    pilot.frame()
    assert pilot.says("Owed by 14:37")
    question.mark = ""
    pilot.frame()
    assert not pilot.says("Owed by 14:37")


def test_why_is_there_only_with_a_clause_and_is_told(pilot: Any) -> None:
    question = pilot.put(Question(label="Agencies", input=TextBox()))
    asked: list[Any] = []
    question.bind(on_why=asked.append)
    assert not pilot.find_all("Why?")
    question.clause = "ED 17"
    pilot.frame(3)
    pilot.tap("Why?")
    assert asked == [question]


def test_the_rail_says_each_state_and_tells_the_pick(pilot: Any) -> None:
    rail = pilot.put(Rail(items=[("a", "Scene", "owed", "2 owed"), ("b", "People", "blank", "Not begun")], chosen="a"))
    picked: list[str] = []
    rail.bind(on_pick=lambda _r, code: picked.append(code))
    assert pilot.says("2 owed")
    first = rail._entries["a"]
    rail.items = [("a", "Scene", "done", "Done"), ("b", "People", "blank", "Not begun")]
    pilot.frame(3)
    assert pilot.says("Done")
    assert rail._entries["a"] is first  # the row lives on, so the focus does too
    pilot.tap("People")
    assert picked == ["b"]


def test_columns_line_up_at_the_top_and_fall_to_one_when_narrow(pilot: Any) -> None:
    columns = pilot.put(Columns(size_hint_x=None, width=900))
    low, high, wide = (Widget(size_hint=(None, None), height=h) for h in (50, 90, 40))
    wide.whole_row = True
    for child in (low, high, wide):
        columns.add_widget(child)
    pilot.frame(3)
    assert low.top == high.top
    assert wide.width == 900
    assert columns.height == 90 + 40 + columns.gap_y
    columns.width = 400
    pilot.frame(3)
    assert low.x == high.x
    assert high.top < low.y


def test_a_banner_has_a_button_only_with_an_act(pilot: Any) -> None:
    banner = pilot.put(Banner(words="Too old"))
    done: list[Any] = []
    banner.bind(on_act=done.append)
    banner.action = "Update"
    pilot.frame(3)
    pilot.tap("Update")
    banner.action = ""
    pilot.frame(3)
    assert done == [banner]
    assert not pilot.find_all("Update")


def test_back_is_told(pilot: Any) -> None:
    bar = pilot.put(TopBar(title="Reports", goes_back=True))
    back: list[Any] = []
    bar.bind(on_back=back.append)
    pilot.tap(bar.children[-1])
    assert back == [bar]


def test_enter_presses_a_row(pilot: Any) -> None:
    picked: list[Any] = []
    row = pilot.put(ListRow(title="26-0417", key=417, pick=picked.append))
    row.focus = True
    pilot.key("enter")
    assert picked == [417]


def test_a_long_mark_stands_under_the_label_where_there_is_no_room_beside_it(pilot: Any) -> None:
    box = BoxLayout(orientation="vertical", size_hint=(None, None), size=(420, 400))
    question = Question(
        input=TextBox(), label="Full incident number", mark="owed", clause="ED17-L2",
        mark_words="Owed by end of watch Thu, May 21, 2026, 17:58",
    )  # fmt: skip
    box.add_widget(question)
    pilot.put(box)
    for width in (420, 900):
        box.width = width
        pilot.frame(6)
        mark, why = question._marking, question._why
        apart = mark.y >= why.y + why.height or mark.y + mark.height <= why.y or mark.x + mark.width <= why.x
        assert apart and mark.x + mark.width <= question.x + question.width, width
        assert (mark.y + mark.height / 2 < why.y) is (width == 420)
