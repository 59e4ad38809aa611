"""What is owed: answers and rows, with stage and due time, in the order in which an officer meets it."""

import pytest

from shared import rules
from shared.about import SECTIONS, Stage
from shared.rules import Case, owed, owed_count
from shared.samples import scene


def rows(found):
    return [(each.address.part, dict(each.prefill)) for each in found if each.what == "row"]


def test_an_empty_report_owes_the_first_minute_at_once(form):
    found = owed(form, {})
    assert [each.stage for each in found] == sorted(each.stage for each in found)
    assert found[0].stage is Stage.ON_SCENE
    assert all(each.due is None for each in found)
    assert "incident/-/source" in [each.address.text() for each in found]


def test_due_times_follow_the_stages(form, make):
    scene_ = {"incident": {"lapd_arrived_at": make.t("09:18"), "lapd_cleared_at": make.t("10:40")}}
    due = {each.stage: each.due for each in owed(form, scene_) if each.what == "answer"}
    assert due[Stage.ON_SCENE] == make.now("09:18")
    assert due[Stage.BEFORE_LEAVING] == make.now("10:40")
    assert due[Stage.END_OF_WATCH] == make.now("21:18")


def test_everyone_of_ours_owes_a_camera_row(form, make):
    report = {
        "incident": {"lapd_arrived_at": make.t("09:18")},
        "responding_unit": [make.row(1, unit_designation="2A21")],
        "personnel": [make.row(2, unit_ref=make.id(1), person_serial="47112")],
    }
    assert ("bwv_reference", {"wearer_serial": "47112"}) in rows(owed(form, report))
    report["bwv_reference"] = [make.row(3, wearer_serial="47112")]
    assert "bwv_reference" not in [part for part, _ in rows(owed(form, report))]


def test_a_unit_without_people_owes_them(form, make):
    report = {"incident": {"lapd_arrived_at": make.t("09:18")}, "responding_unit": [make.row(1)]}
    assert ("personnel", {"unit_ref": make.id(1)}) in rows(owed(form, report))


def test_each_agency_owes_a_supervisor_and_each_supervisor_an_attempt(form, make):
    report = {"incident": {"agents_present_on_arrival": "present"}}
    assert ("federal_supervisor", {}) in rows(owed(form, report))
    report["federal_agent"] = [make.row(1, agency_claimed="CBP_USBP")]
    report["federal_supervisor"] = [
        make.row(2, agency_claimed="ICE_ERO", supervisor_status="refused"),
        make.row(3, agency_claimed="FPS", supervisor_status="not_attempted"),
    ]
    found = rows(owed(form, report))
    assert ("federal_supervisor", {"agency_claimed": "CBP_USBP"}) in found
    assert [held for part, held in found if part == "id_attempt"] == [{"supervisor_ref": make.id(2)}]


def test_injury_allegation_and_property_rows_are_owed(form, make):
    report = {"incident": {"injury_present": "yes"}, "misconduct_report": [make.row(1)]}
    found = dict(rows(owed(form, report)))
    assert found["injury"] == {}
    assert found["allegation"] == {"misconduct_ref": make.id(1)}
    assert found["property_use"] == {}


def test_required_notices_are_owed_with_their_due_time(form, make):
    report = {"incident": {"agents_present_on_arrival": "present", "lapd_arrived_at": make.t("09:18")}}
    notices = [each for each in owed(form, report) if each.address.part == "notification"]
    assert [each.prefill["target"] for each in notices][:1] == ["lapd_field_supervisor"]
    assert notices[0].due == make.now("09:33")
    assert notices[0].prefill["due_at"] == {"at": "2026-04-14T09:33:00-07:00", "clock": "device"}
    report["notification"] = [make.row(5, target="lapd_field_supervisor")]
    left = [each.prefill["target"] for each in owed(form, report) if each.what == "row" and each.prefill.get("target")]
    assert "lapd_field_supervisor" not in left


def test_what_a_row_begins_with_is_what_the_form_takes(form, make):
    report = {
        "incident": {"agents_present_on_arrival": "present", "lapd_arrived_at": make.t("09:18")},
        "responding_unit": [make.row(1)],
        "misconduct_report": [make.row(2)],
        "federal_supervisor": [make.row(3)],
    }
    for each in owed(form, report):
        for name, value in each.prefill.items():
            form.spec(each.address.part, name).load(value)


def test_the_order_is_stage_section_part_row_question(form):
    answers, _ = form.load(scene("S1").interim)
    found = owed(form, answers)
    keys = []
    for each in found:
        spec = form.spec(each.address.part, each.address.field) or form.by_name[each.address.part].fields[0]
        keys.append((each.stage.value, SECTIONS.index(spec.about.section), form.order.index(spec.part)))
    assert len(found) > 40
    assert keys == sorted(keys)
    assert found == owed(form, answers)


@pytest.mark.parametrize("name", ["S1", "S2", "S3", "S4", "S5", "S6"])
def test_the_number_owed_is_the_number_of_things_owed_at_no_time(form, make, name):
    answers, _ = form.load(scene(name).interim)
    for final in (False, True):
        assert owed_count(Case(form, answers, make.now("23:59"), final)) == len(owed(form, answers)) > 10


@pytest.mark.parametrize("name", ["S1", "S2", "S3", "S4", "S5", "S6"])
def test_a_finished_scene_owes_nothing(form, name):
    answers, _ = form.load(scene(name).answers)
    assert not owed(form, answers)


@pytest.mark.parametrize("name", ["S1", "S2", "S3", "S4", "S5", "S6"])
def test_whatever_is_owed_is_also_refused(form, name):
    """Nothing is called owed that a final version may lack: but for notices, which are flagged (D-14)."""
    answers, _ = form.load(scene(name).answers)
    for part in list(answers):
        less = {other: rows for other, rows in answers.items() if other != part}
        loaded, mistakes = form.load(less)
        if mistakes:  # other rows refer to it
            continue
        errors = [each for each in rules.check(form, loaded, final=True, now=None) if each.level in ("error", "flag")]
        wrong = {each.address.part for each in errors}
        assert {each.address.part for each in owed(form, loaded)} <= wrong, part


def test_a_missing_answer_is_refused_and_owed(form):
    answers, _ = form.load(scene("S1").answers)
    del answers["incident"]["crime_report_taken"]
    missing = [each for each in rules.check(form, answers, final=True, now=None) if each.code == "answer.missing"]
    assert "incident/-/crime_report_taken" in [each.address.text() for each in missing]
    assert "incident/-/crime_report_taken" in [each.address.text() for each in owed(form, answers)]
    assert not [e for e in rules.check(form, answers, final=False, now=None) if e.code == "answer.missing"]


def test_the_reason_for_being_late_is_owed_when_it_is_late(form, make):
    report = {"incident": {"lapd_arrived_at": make.t("09:18")}}
    late = [each.address.field for each in owed(form, report, make.now("21:19"))]
    assert "late_entry_reason" in late
    assert "late_entry_reason" not in [each.address.field for each in owed(form, report, make.now("21:18"))]
