"""A report on the screen: the form as data follows every answer, and says what to draw again."""

import pytest

from mobile.drafting import DraftError, Drafting, NotReady
from mobile.editing import Editing
from mobile.form import DONE, EMPTY, ON_TABLET, OWED, PROBLEMS, PROGRESS, FormModel
from mobile.vault import Vault
from shared.answers import ROW_ID, Address, rows_of
from shared.samples import scene
from tests.mobile.small_server import FrozenClock


def at(part: str, field: str, row: str = "-") -> Address:
    return Address(part, row, field)


@pytest.fixture
def editing(vault: Vault, drafting: Drafting) -> Editing:
    return Editing(vault, drafting, drafting.start())


def shown(model: FormModel, section: str) -> set[Address]:
    return {address for block in model.blocks(section) for address in block.addresses}


def fill(editing: Editing, name: str) -> None:
    """Answer a report as the scene does, row by row, as the tablet would."""
    told = scene(name).answers
    ids: dict[str, str] = {}
    for part in editing.model.form.parts:
        for row in rows_of(told, part.name):
            if not part.repeated:
                continue
            parent = ids[str(row[part.parent_field])] if part.parent else ""
            ids[str(row[ROW_ID])], _ = editing.add_row(part.name, parent=parent)

    def mapped(value: object) -> object:
        if isinstance(value, list):
            return [mapped(each) for each in value]
        return ids.get(value, value) if isinstance(value, str) else value

    for part in editing.model.form.parts:
        for row in rows_of(told, part.name):
            for field, value in row.items():
                spec = part.by_name.get(field)
                if spec is None or (part.name, field) in (("incident", "local_ref"), ("author", "serial")):
                    continue
                editing.answer(at(part.name, field, ids.get(str(row.get(ROW_ID)), "-")), mapped(value))  # type: ignore[arg-type]


def test_a_new_report_shows_its_sections_in_the_order_of_the_rail(editing: Editing) -> None:
    sections = editing.model.sections()
    assert [each.name for each in sections] == list(ON_TABLET)
    assert {each.state for each in sections} == {EMPTY}
    assert not {"review", "records"} & set(ON_TABLET)


def test_a_question_appears_when_its_condition_comes_true_and_goes_again(editing: Editing) -> None:
    number = at("incident", "incident_number")
    assert number not in shown(editing.model, "scene")
    changed = editing.answer(at("incident", "incident_number_status"), "known")
    assert number in changed.lines and "scene" in changed.sections
    assert number in shown(editing.model, "scene")
    changed = editing.answer(at("incident", "incident_number_status"), "none_issued")
    assert number in changed.lines and number not in shown(editing.model, "scene")


def test_a_condition_over_another_part_is_followed(editing: Editing) -> None:
    reason = at("incident", "lapd_supervisor_absent_reason")
    editing.arrived()
    assert reason in shown(editing.model, "people")
    unit, _ = editing.add_row("responding_unit")
    changed = editing.answer(at("responding_unit", "role", unit), "supervisor")
    assert reason in changed.lines and reason not in shown(editing.model, "people")


def test_only_lines_that_changed_are_drawn_again(editing: Editing) -> None:
    changed = editing.answer(at("incident", "location_landmark"), "Lot A")
    assert changed.lines == {at("incident", "location_landmark")} and not changed.rows


def test_what_is_wrong_is_said_at_its_line_at_once(editing: Editing) -> None:
    address = at("incident", "rd")
    editing.answer(address, "02x")
    line = editing.model.line(address)
    assert (line.value, line.given) == (None, "02x")
    assert line.error is not None and line.error.code == "pattern.wrong"
    assert editing.model.sentence(line.error) != "pattern.wrong"
    section = editing.model.section("scene")
    assert (section.state, section.count) == (PROBLEMS, 1)
    assert editing.model.first_problem() == address
    editing.answer(address, "0246")
    assert editing.model.line(address).error is None


def test_arrived_is_one_tap(editing: Editing, clock: FrozenClock) -> None:
    clock.wait(5)
    editing.arrived()
    line = editing.model.line(at("incident", "lapd_arrived_at"))
    assert line.value == {"at": "2026-04-14T09:18:25-07:00", "clock": "device"}
    assert editing.saved_at == "2026-04-14T09:18:25-07:00"
    assert "09:18:25 PDT" in editing.model.shown(line)


def test_asking_for_the_supervisor_is_one_tap_that_writes_an_attempt(editing: Editing) -> None:
    team, _ = editing.add_row("federal_supervisor", {"agency_claimed": "ICE_ERO"})
    attempt, changed = editing.ask_supervisor(team)
    assert changed.rows and "federal" in changed.sections
    row = editing.model.row("id_attempt", attempt)
    assert row["supervisor_ref"] == team and row["asked_by_serial"] == "47112"
    assert row["attempted_at"] == {"at": "2026-04-14T09:18:20-07:00", "clock": "device"}
    blocks = [(block.part.name, block.row, block.depth) for block in editing.model.blocks("federal")]
    place = blocks.index(("federal_supervisor", team, 0))
    assert blocks[place + 1] == ("id_attempt", attempt, 1)
    assert at("id_attempt", "supervisor_ref", attempt) not in shown(editing.model, "federal")


def test_rows_are_titled_and_a_removed_one_comes_back(editing: Editing) -> None:
    team, _ = editing.add_row("federal_supervisor", {"agency_claimed": "CBP_USBP"})
    assert "CBP" in editing.model.title("federal_supervisor", team) or "Border" in editing.model.title(
        "federal_supervisor", team
    )
    twin, _ = editing.duplicate_row("federal_supervisor", team)
    assert editing.model.row("federal_supervisor", twin)["agency_claimed"] == "CBP_USBP"
    removal, changed = editing.remove_row("federal_supervisor", team)
    assert changed.rows and editing.model.row_ids("federal_supervisor") == [twin]
    editing.undo(removal)
    assert editing.model.row_ids("federal_supervisor") == [team, twin]
    editing.move_row("federal_supervisor", twin, 0)
    assert editing.model.row_ids("federal_supervisor") == [twin, team]


def test_choices_are_offered_in_both_languages(vault: Vault, drafting: Drafting) -> None:
    report = drafting.start()
    english = FormModel(drafting.content(report), "en")
    spanish = FormModel(drafting.content(report), "es")
    line = english.line(at("incident", "source"))
    assert [each.code for each in english.options(line)] == [each.code for each in spanish.options(line)]
    assert [each.label for each in english.options(line)] != [each.label for each in spanish.options(line)]
    assert english.label(line.spec) != spanish.label(line.spec)


def test_a_reference_offers_the_rows_by_their_titles(editing: Editing) -> None:
    team, _ = editing.add_row("federal_supervisor", {"agency_claimed": "ICE_ERO"})
    attempt, _ = editing.ask_supervisor(team)
    options = editing.model.options(editing.model.line(at("id_attempt", "supervisor_ref", attempt)))
    assert [(each.code, each.label) for each in options] == [(team, editing.model.title("federal_supervisor", team))]


def test_the_card_comes_in_its_order(editing: Editing) -> None:
    team, _ = editing.add_row("federal_supervisor")
    card = editing.model.card()
    places = [line.spec.about.card for line in card]
    assert places == sorted(places) and len(card) >= 8
    assert at("federal_supervisor", "supervisor_status", team) in {line.address for line in card}


def test_a_check_says_what_is_owed_and_how_the_duties_stand(editing: Editing) -> None:
    editing.arrived()
    editing.check()
    assert editing.model.owed and len(editing.model.duties) == 5
    owed = [section for section in editing.model.sections() if section.state == OWED]
    assert owed and all(section.count for section in owed)
    editing.check(final=True)
    line = editing.model.line(at("incident", "location_category"))
    assert line.needed and line.error is not None and line.error.code == "answer.missing"


def test_an_answer_takes_away_what_was_judged_of_the_old_one(editing: Editing) -> None:
    editing.check(final=True)
    address = at("incident", "location_category")
    assert editing.model.line(address).error is not None
    editing.answer(address, "parking_lot")
    assert editing.model.line(address).error is None


def test_a_report_opens_again_as_it_was_left(editing: Editing, vault: Vault, drafting: Drafting) -> None:
    editing.arrived()
    team, _ = editing.add_row("federal_supervisor", {"agency_claimed": "ICE_ERO"})
    editing.answer(at("federal_supervisor", "badge_number", team), "H-2?17")
    editing.answer(at("incident", "rd"), "02x")
    editing.leave()
    again = Editing(vault, drafting, editing.report)
    assert again.model.nested == editing.model.nested
    assert again.model.line(at("incident", "rd")).given == "02x"
    assert again.draft.checked and again.draft.errors > 0


def test_scene_s1_is_filled_in_by_hand_and_sealed(editing: Editing, drafting: Drafting, clock: FrozenClock) -> None:
    clock.wait(2 * 3600)
    fill(editing, "S1")
    editing.check(final=True)
    errors = [each for each in editing.model.problems() if each.level.value == "error"]
    assert errors == []
    told, here = scene("S1").answers, editing.model.answers
    assert {part: len(rows_of(here, part)) for part in told} == {part: len(rows_of(told, part)) for part in told}
    assert {section.state for section in editing.model.sections()} <= {DONE, PROGRESS, EMPTY, OWED}
    version = editing.seal("final")
    assert version is not None and version.kind == "final"
    assert not drafting.content(editing.report).draft.open
    assert drafting.seal(editing.report, "final") == version, "a try that failed and took effect is tried again"
    with pytest.raises(DraftError):
        drafting.seal(editing.report, "interim")


def test_sealing_too_early_says_why(editing: Editing) -> None:
    with pytest.raises(NotReady):
        editing.seal("final")


def test_the_model_never_drifts_from_what_is_stored(editing: Editing, drafting: Drafting) -> None:
    team, _ = editing.add_row("federal_supervisor")
    steps: list[tuple[Address, object]] = [
        (at("narrative", "officer_narrative"), "One line."),
        (at("narrative", "officer_narrative"), None),
        (at("incident", "rd"), "0246"),
        (at("incident", "rd"), "02x"),
        (at("federal_supervisor", "badge_number", team), "H-2"),
        (at("federal_supervisor", "badge_number", team), {"mark": "refused"}),
        (at("federal_supervisor", "badge_number", team), ""),
    ]
    texts = [spec.name for spec in editing.model.form.by_name["narrative"].fields if spec.kind.words == "text"]
    for address, given in steps:
        if address.part == "narrative":
            address = at("narrative", texts[0])
        editing.answer(address, given)  # type: ignore[arg-type]
        assert editing.model.nested == drafting.content(editing.report).nested
