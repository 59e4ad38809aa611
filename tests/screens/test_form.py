"""The form: two supervisors and their attempts, questions that come and go, problems to jump to, nothing lost."""

from __future__ import annotations

from typing import Any

import pytest
from kivy.core.window import Window
from kivy.uix.behaviors import FocusBehavior

from mobile.drafting import Drafting
from mobile.screens import inputs
from mobile.screens.form_page import NOT_BY_HAND
from mobile.store import exchanges, versions
from mobile.store.exchanges import Comment
from mobile.widgets import Banner, FixedRow
from shared.about import WIDGETS
from shared.answers import Address, mark, rows_of
from shared.report import shipped_form


def at(part: str, field: str, row: str = "-") -> Address:
    return Address(part, row, field)


def test_every_widget_of_the_definition_has_an_input() -> None:
    assert set(inputs.BY_WIDGET) == set(WIDGETS) - {"none"}


def test_two_supervisors_and_their_attempts_are_kept_apart(tablet: Any, form: Any, drafting: Drafting) -> None:
    first = tablet.add_row("federal_supervisor")
    tablet.answer(at("federal_supervisor", "agency_claimed", first), "ICE_ERO")
    tablet.answer(at("federal_supervisor", "name_as_stated", first), "Halvorsen")
    tablet.answer(at("federal_supervisor", "badge_number", first), "H-2?17")
    second = tablet.add_row("federal_supervisor")
    tablet.answer(at("federal_supervisor", "agency_claimed", second), "CBP_USBP")
    tablet.answer(at("federal_supervisor", "name_as_stated", second), mark("refused"))
    tries = []
    for result, parent in (("verified", first), ("refused", second), ("ignored", second)):
        tablet.clock.wait(60)
        tries.append(tablet.add_row("id_attempt", parent))
        tablet.answer(at("id_attempt", "result", tries[-1]), result)
    held = drafting.content(form.desk.editing.report).nested
    one, other = rows_of(held, "federal_supervisor")
    assert (one["agency_claimed"], one["name_as_stated"], one["badge_number"]) == ("ICE_ERO", "Halvorsen", "H-2?17")
    assert (other["agency_claimed"], other["name_as_stated"]) == ("CBP_USBP", mark("refused"))
    assert [(each["supervisor_ref"], each["result"]) for each in rows_of(held, "id_attempt")] == [
        (first, "verified"),
        (second, "refused"),
        (second, "ignored"),
    ]
    page = form.pages["federal"]
    assert page.cards["id_attempt", tries[2]].parent is page.cards["federal_supervisor", second].inner


def test_a_question_comes_when_it_is_asked_and_goes_again_and_the_place_stays(tablet: Any, form: Any) -> None:
    number = at("incident", "incident_number")
    page = tablet.go_to("scene")
    assert number not in page.asked
    tablet.answer(at("incident", "location_landmark"), "Lot A")
    asked = page.asked[at("incident", "location_landmark")]
    before = asked.to_window(0, asked.top)[1]
    form.desk.keeper.give(at("incident", "incident_number_status"), "known")
    tablet.pilot.frame(8)
    assert page.asked[number].parent is not None
    assert abs(asked.to_window(0, asked.top)[1] - before) < 2
    assert asked.box.focused
    form.desk.keeper.give(at("incident", "incident_number_status"), "pending")
    tablet.pilot.frame(8)
    assert page.asked[number].parent is None
    assert abs(asked.to_window(0, asked.top)[1] - before) < 2


def test_a_row_taken_out_comes_back_in_its_place_with_its_answers(tablet: Any, form: Any) -> None:
    first, second = tablet.add_row("injury"), tablet.add_row("injury")
    tablet.answer(at("injury", "severity", first), "minor")
    tablet.remove_row("injury", first)
    assert tablet.model.row_ids("injury") == [second]
    tablet.undo()
    assert tablet.model.row_ids("injury") == [first, second]
    assert tablet.model.row("injury", first)["severity"] == "minor"
    tablet.move_row("injury", first, "down")
    assert tablet.model.row_ids("injury") == [second, first]
    cards = [each for each in reversed(form.pages["safety"].column.children) if getattr(each, "row", "-") != "-"]
    assert [card.row for card in cards] == [second, first]


def test_what_is_kept_but_wrong_says_so_at_its_question_and_stays(tablet: Any, form: Any, drafting: Drafting) -> None:
    unit = tablet.add_row("responding_unit")
    address = at("responding_unit", "unit_designation", unit)
    tablet.answer(address, "TWO ADAM")
    asked = tablet.question(address)
    assert asked.error == ""  # nobody is told off in the middle of a word
    tablet.pilot.key("tab")
    assert asked.error and asked.answering.widget.value == "TWO ADAM"
    assert drafting.content(form.desk.editing.report).held[address].raw == "TWO ADAM"
    tablet.answer(address, "2a21")
    tablet.pilot.key("tab")
    assert asked.error == "" and tablet.model.line(address).value == "2A21"


def test_letters_are_on_the_disk_without_leaving_the_field(tablet: Any, form: Any, drafting: Drafting) -> None:
    address = at("incident", "location_landmark")
    asked = tablet.question(address)
    tablet.tap(asked.box.entry)
    Window.dispatch("on_textinput", "Lot")
    assert form.desk.keeper.state == "saving" and asked.box.saving == "saving"
    tablet.pilot.wait(lambda: form.desk.keeper.state == "saved")
    assert asked.box.focused and asked.box.saving == "saved"
    assert drafting.content(form.desk.editing.report).nested["incident"]["location_landmark"] == "Lot"
    assert form.ids.bottom.words == "Saved 09:18:20"


def test_leaving_the_screen_stores_the_last_letters_at_once(tablet: Any, form: Any, drafting: Drafting) -> None:
    report = form.desk.editing.report
    tablet.tap(tablet.question(at("incident", "location_landmark")).box.entry)
    for letter in "Lot B":
        tablet.pilot.type(letter)
    tablet.tap(tablet.say("tablet.form.card"))
    tablet.wait_for("card")
    assert drafting.content(report).nested["incident"]["location_landmark"] == "Lot B"


def test_the_card_and_the_form_show_the_same_report(tablet: Any, form: Any) -> None:
    tablet.tap(tablet.say("tablet.form.card"))
    tablet.wait_for("card")
    tablet.tap("Present")
    tablet.full_report()
    asked = tablet.question(at("incident", "agents_present_on_arrival"))
    assert asked.answering.widget.value == "present"


def test_marks_stand_in_place_of_a_value_and_a_value_in_place_of_a_mark(tablet: Any, form: Any) -> None:
    address = at("incident", "persons_detained_observed")
    tablet.answer(address, mark("not_observed"))
    assert tablet.model.line(address).mark == "not_observed"
    tablet.answer(address, 2)
    assert tablet.model.line(address).value == 2 and tablet.question(address).marks.value is None


def test_a_corrected_time_says_that_it_was_typed_and_now_says_device(tablet: Any, form: Any) -> None:
    arrived, started = at("incident", "lapd_arrived_at"), at("incident", "started_at")
    tablet.answer(arrived, {"at": "2026-04-14T09:18:20-07:00", "clock": "device"})
    tablet.answer(started, {"at": "2026-04-13T23:05:00-07:00", "clock": "typed"})
    assert tablet.model.line(arrived).value == {"at": "2026-04-14T09:18:20-07:00", "clock": "device"}
    assert tablet.model.line(started).value == {"at": "2026-04-13T23:05:00-07:00", "clock": "typed"}


def test_a_reference_offers_the_rows_there_are_by_their_names(tablet: Any, form: Any) -> None:
    vehicle = tablet.add_row("federal_vehicle")
    address = at("federal_vehicle", "supervisor_ref", vehicle)
    assert tablet.question(address).answering.chips.options == []
    row = tablet.add_row("federal_supervisor")
    tablet.answer(address, row)
    assert tablet.model.line(address).value == row
    ((_, words),) = tablet.question(address).answering.chips.options
    assert words == tablet.model.title("federal_supervisor", row)


def test_check_goes_to_the_first_problem_and_the_list_to_any(tablet: Any, form: Any) -> None:
    tablet.go_to("narrative")
    tablet.check()
    assert form.section == "scene"
    first = form.pages["scene"].asked[at("incident", "incident_number_status")]
    assert first.error and tablet.pilot.focused in list(first.walk())
    tablet.tap(tablet.say("tablet.form.list"))
    tablet.settle()
    text = at("narrative", "narrative_text")
    tablet.tap(next(each for each in tablet.pilot.find_all(FixedRow) if each.key == text))
    tablet.settle()
    tablet.pilot.frame(6)
    assert form.section == "narrative"
    assert tablet.pilot.focused is form.pages["narrative"].asked[text].box.entry


def test_a_report_that_is_not_ready_is_not_sealed_and_says_where(tablet: Any, form: Any) -> None:
    tablet.tap(tablet.say("tablet.form.finish"))
    tablet.settle()
    assert tablet.pilot.says(tablet.say("tablet.finish.problems"))
    assert not tablet.pilot.find_all(tablet.say("tablet.finish.seal"))
    with tablet.app.session.vault.store.reading() as database:
        assert versions.of_report(database, form.desk.editing.report) == []


def test_what_is_there_can_be_sent_while_writing_goes_on(tablet: Any, form: Any) -> None:
    tablet.answer(at("incident", "location_landmark"), "Lot C")
    tablet.send_interim()
    with tablet.app.session.vault.store.reading() as database:
        (version,) = versions.of_report(database, form.desk.editing.report)
    assert version.kind == "interim" and tablet.app.screens.current == "form"
    tablet.answer(at("incident", "location_landmark"), "Lot D")


def test_comments_of_a_returned_report_stand_at_their_questions(tablet: Any, form: Any) -> None:
    report = form.desk.editing.report
    landmark = at("incident", "location_landmark")
    with tablet.app.session.vault.store.writing() as database:
        _comment(database, report, landmark, "Which of the two lots?")
    tablet.app.go("home")
    tablet.app.go("form", report=report)
    tablet.pilot.frame(6)
    (bar,) = [each for each in tablet.pilot.find_all(Banner) if each.icon == "reply"]
    assert "1" in bar.words
    tablet.tap(tablet.say("tablet.form.show"))
    tablet.settle()
    tablet.tap("Which of the two lots?")
    tablet.settle()
    tablet.pilot.frame(6)
    asked = form.pages["scene"].asked[landmark]
    assert tablet.pilot.focused is asked.box.entry
    assert "Which of the two lots?" in [getattr(each, "words", "") for each in asked.children]


def test_the_duties_follow_the_answers_and_say_why(tablet: Any, form: Any) -> None:
    cells = form.duties.cells
    assert cells["medical"].state_words == "Owed"
    tablet.answer(at("incident", "injury_present"), "no")
    tablet.pilot.wait(lambda: cells["medical"].state_words == "Does not apply")
    tablet.tap(cells["medical"])
    tablet.settle()
    assert tablet.pilot.says("Nobody was injured.")


def test_a_section_that_was_built_is_put_back_not_built_again(tablet: Any, form: Any) -> None:
    page = tablet.go_to("conduct")
    tablet.go_to("scene")
    assert tablet.go_to("conduct") is page


@pytest.mark.parametrize("section", ["scene", "people", "narrative"])
def test_every_input_of_a_section_is_reached_by_tab(tablet: Any, form: Any, section: str) -> None:
    for part in {"people": ["responding_unit"], "narrative": ["entry"]}.get(section, []):
        tablet.add_row(part)
    page = tablet.go_to(section)
    wanted = {
        each for each in page.walk() if isinstance(each, FocusBehavior) and each.is_focusable and not each.disabled
    }
    form.ids.rail._entries[section].focus = True
    reached = set()
    for _ in range(len(wanted) + 40):
        tablet.pilot.key("tab")
        reached.add(tablet.pilot.focused)
    assert wanted <= reached


def test_a_question_is_answered_by_keys_alone(tablet: Any, form: Any) -> None:
    asked = tablet.question(at("incident", "injury_present"))
    chips = list(reversed(asked.answering.widget.children))
    chips[0].focus = True
    tablet.pilot.key("tab")
    tablet.pilot.key("enter")
    assert tablet.model.line(asked.address).value == "no"


def test_rows_that_come_from_a_capture_cannot_be_added_by_hand(tablet: Any, form: Any) -> None:
    page = tablet.go_to("narrative")
    assert {part for part, _ in page.adds} & set(NOT_BY_HAND) == set()
    assert {part.name for part in shipped_form().parts} >= set(NOT_BY_HAND)


def _comment(database: Any, report: str, address: Address, text: str) -> None:
    """As the exchange keeps a returned comment."""
    exchanges.add_comment(database, Comment(1, 0, report, address, {"at": address.text(), "text": text}, ""))


@pytest.mark.parametrize("part", ["entry", "federal_supervisor", "bwv_reference"])
def test_a_new_row_stands_in_the_upper_part_of_the_page(tablet: Any, form: Any, part: str) -> None:
    for _ in range(2):
        row = tablet.add_row(part)
        page = form.pages[form.section]
        low, high = page.to_window(0, page.y)[1], page.to_window(0, page.top)[1]
        card = page.cards[part, row]
        top = card.to_window(0, card.top)[1]
        assert low + (high - low) * 0.7 <= top <= high, "its title is to be seen, and what is to be answered first"
        assert tablet.pilot.focused in list(card.walk(restrict=True))
