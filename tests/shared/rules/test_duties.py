"""The five duties: each state of each, over small reports and over the six scenes."""

import pytest

from shared.answers import Address
from shared.duties import CODES, State, duties
from shared.samples import scene


@pytest.fixture
def duty(form):
    """duty("camera", answers, now) of a report; the answers are what the form takes."""

    def duty(name, answers, now=None, annotations=None):
        loaded, mistakes = form.load(answers)
        assert not mistakes, mistakes
        return duties(form, loaded, now, annotations)[CODES.index(name)]

    return duty


def team(make, **camera):
    cameras = [make.row(3, wearer_serial="47112", **camera)] if camera else []
    return {
        "incident": {"lapd_arrived_at": make.t("09:18"), "agents_present_on_arrival": "present"},
        "responding_unit": [make.row(1, unit_designation="2A21")],
        "personnel": [make.row(2, unit_ref=make.id(1), person_serial="47112")],
        "bwv_reference": cameras,
    }


def test_the_five_come_in_order_with_their_clauses(form):
    found = duties(form, {})
    assert [(each.code, each.clause) for each in found] == [
        ("camera", "ED17-L1"),
        ("preserve", "ED17-L2"),
        ("supervisor", "ED17-L3"),
        ("medical", "ED17-L4"),
        ("public", "ED17-L5"),
    ]


def test_a_camera_is_owed_from_the_arrival_until_the_watch_ends(duty, make):
    open_still = duty("camera", team(make), make.now("21:18"))
    assert (open_still.state, open_still.due, open_still.reason) == (State.OWED, make.now("09:18"), "camera_missing")
    assert Address("bwv_reference", "*", "rows") in open_still.addresses
    over = duty("camera", team(make), make.now("21:19"))
    assert (over.state, over.reason) == (State.NOT_MET, "not_recorded")


@pytest.mark.parametrize(
    ("camera", "state", "reason"),
    [
        ({"activation": "before_arrival"}, State.MET, ""),
        ({"activation": "on_arrival"}, State.MET, ""),
        ({"activation": "after_first_contact"}, State.MET_LATE, "late_activation"),
        ({"activation": "not_activated", "off_reason": "battery"}, State.NOT_MET, "camera_off"),
        ({"activation": "no_camera_assigned"}, State.NOT_MET, "camera_none"),
    ],
)
def test_a_camera_decides_by_its_activation(duty, make, camera, state, reason):
    found = duty("camera", team(make, **camera))
    assert (found.state, found.reason) == (state, reason)
    assert Address("bwv_reference", make.id(3), "activation") in found.addresses


def test_the_worst_camera_counts(duty, make):
    report = team(make, activation="before_arrival")
    report["bwv_reference"].append(make.row(4, wearer_serial="46880", activation="after_first_contact"))
    assert duty("camera", report).state is State.MET_LATE
    report["personnel"].append(make.row(5, unit_ref=make.id(1), person_serial="39954"))
    assert duty("camera", report).state is State.OWED


def test_evidence_is_kept_when_asked_and_tagged(duty, make):
    report = team(make, activation="before_arrival")
    assert (duty("preserve", report).state, duty("preserve", report).reason) == (State.OWED, "evidence_open")
    report["incident"]["other_evidence_preserved"] = ["none"]
    assert duty("preserve", report).reason == "tag_open"
    assert duty("preserve", report).due == make.now("21:18")
    report["bwv_reference"][0]["tag_id"] = "260204417"
    assert duty("preserve", report).state is State.MET


def test_the_review_asks_for_the_hold_as_well(duty, make):
    report = team(make, activation="before_arrival", tag_id="260204417")
    report["incident"]["other_evidence_preserved"] = ["none"]
    waiting = duty("preserve", report, annotations={})
    assert (waiting.state, waiting.reason) == (State.OWED, "hold_open")
    held = {"bwv_reference": [make.row(3, hold_flagged_in_dems="yes", hold_at=make.t("11:00"))]}
    done = duty("preserve", report, annotations=held)
    assert (done.state, done.at) == (State.MET, make.now("11:00"))
    flat = {Address("bwv_reference", make.id(3), "hold_flagged_in_dems"): "yes"}
    assert duty("preserve", report, annotations=flat).state is State.MET


def test_no_footage_needs_no_hold(duty, make):
    report = team(make, activation="not_activated", off_reason="battery")
    report["incident"]["other_evidence_preserved"] = ["private_cctv"]
    assert duty("preserve", report, annotations={}).state is State.MET


@pytest.mark.parametrize(
    ("incident", "state", "reason"),
    [
        ({}, State.OWED, "supervisor_missing"),
        ({"agents_present_on_arrival": "present"}, State.OWED, "supervisor_missing"),
        ({"agents_present_on_arrival": "gone"}, State.NOT_MET, "agents_gone"),
        ({"agents_present_on_arrival": "never_confirmed"}, State.NOT_APPLICABLE, "never_confirmed"),
        ({"agents_present_on_arrival": "lapd_not_on_scene"}, State.NOT_APPLICABLE, "lapd_not_on_scene"),
        ({"verification_result": "not_federal"}, State.NOT_APPLICABLE, "not_federal"),
    ],
)
def test_without_a_row_the_scene_decides_about_the_supervisor(duty, incident, state, reason):
    found = duty("supervisor", {"incident": incident})
    assert (found.state, found.reason) == (state, reason)


def identified(make, at):
    return {
        "incident": {"agents_present_on_arrival": "present", "lapd_cleared_at": make.t("10:40")},
        "federal_supervisor": [
            make.row(
                1,
                agency_claimed="FPS",
                supervisor_status="identified_verified",
                name_as_stated="Quill",
                badge_number="04?7",
            )
        ],
        "id_attempt": [make.row(2, supervisor_ref=make.id(1), attempted_at=make.t(at), result="verified")],
    }


def test_name_and_badge_meet_the_duty_late_after_leaving(duty, make):
    met = duty("supervisor", identified(make, "09:21"))
    assert (met.state, met.at) == (State.MET, make.now("09:21"))
    late = duty("supervisor", identified(make, "10:41"))
    assert (late.state, late.reason, late.at) == (State.MET_LATE, "identified_late", make.now("10:41"))


def test_a_refusal_is_recorded_and_does_not_meet_the_aim(duty, make):
    report = identified(make, "09:21")
    report["federal_supervisor"].append(make.row(3, agency_claimed="CBP_USBP", supervisor_status="refused"))
    found = duty("supervisor", report)
    assert (found.state, found.params) == (State.NOT_MET, {"agency": "CBP_USBP", "supervisor_status": "refused"})
    assert found.addresses == (Address("federal_supervisor", make.id(3), "supervisor_status"),)


def test_an_agency_without_a_row_keeps_the_duty_open(duty, make):
    report = identified(make, "09:21") | {"federal_agent": [make.row(4, agency_claimed="CBP_USBP")]}
    found = duty("supervisor", report)
    assert (found.state, found.due) == (State.OWED, make.now("10:40"))


@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [
        ("no", State.NOT_APPLICABLE, "no_injury"),
        ("unknown", State.NOT_APPLICABLE, "injury_unknown"),
        ("yes", State.OWED, "answer_open"),
    ],
)
def test_without_an_injury_row_the_answer_decides(duty, answer, state, reason):
    found = duty("medical", {"incident": {"injury_present": answer}})
    assert (found.state, found.reason) == (state, reason)
    assert duty("medical", {}).state is State.OWED


@pytest.mark.parametrize(("summoned", "state"), [("09:30", State.MET), ("09:31", State.MET_LATE)])
def test_an_ambulance_is_late_after_five_minutes(duty, make, summoned, state):
    row = make.row(1, ems_summoned="yes", injury_known_at=make.t("09:25"), ems_summoned_at=make.t(summoned))
    found = duty("medical", {"injury": [row]})
    assert (found.state, found.at) == (state, make.now(summoned))
    assert dict(found.params) == ({"minutes": 6} if state is State.MET_LATE else {})


def test_an_open_ambulance_is_due_five_minutes_after_it_was_known(duty, make):
    found = duty("medical", {"injury": [make.row(1, injury_known_at=make.t("09:25"))]})
    assert (found.state, found.due) == (State.OWED, make.now("09:30"))


@pytest.mark.parametrize("answer", ["already_on_scene", "summoned_by_others"])
def test_help_by_others_meets_the_duty(duty, make, answer):
    assert duty("medical", {"injury": [make.row(1, ems_summoned=answer)]}).state is State.MET


def test_no_ambulance_is_not_met_and_the_worst_of_several_counts(duty, make):
    rows = [make.row(1, ems_summoned="already_on_scene"), make.row(2, ems_summoned="no")]
    found = duty("medical", {"injury": rows})
    assert (found.state, found.reason) == (State.NOT_MET, "not_summoned")
    assert found.addresses[0].row == make.id(2)


def test_a_report_of_the_public_is_met_when_it_says_what_happened(duty, make):
    assert duty("public", {}).reason == "nobody_reported"
    report = {"misconduct_report": [make.row(1, taken_at=make.t("10:05"))]}
    assert (duty("public", report).state, duty("public", report).reason) == (State.OWED, "report_open")
    assert duty("public", report, make.now("22:06")).state is State.NOT_MET, "twelve hours after it was taken"
    report["misconduct_report"][0]["statement_original"] = "They took my phone."
    assert duty("public", report).state is State.OWED, "no allegation yet"
    report["allegation"] = [make.row(2, misconduct_ref=make.id(1), category="property_taken")]
    found = duty("public", report)
    assert (found.state, found.at) == (State.MET, make.now("10:05"))


def test_a_report_about_our_own_is_met_by_handing_it_on(duty, make):
    row = make.row(1, taken_at=make.t("10:05"), about_lapd_employee="yes")
    assert duty("public", {"misconduct_report": [row]}).state is State.OWED
    handed = row | {"routing_slip_at": make.t("10:20"), "routing_slip_supervisor_serial": "39954"}
    assert duty("public", {"misconduct_report": [handed]}).state is State.MET


SCENES = {
    "S1": ("met", "met", "not_met", "met", "met"),
    "S2": ("not_met", "met", "not_met", "not_applicable", "not_applicable"),
    "S3": ("met", "met", "not_met", "not_applicable", "met"),
    "S4": ("met_late", "met", "not_met", "met", "met"),
    "S5": ("not_met", "met", "not_met", "met", "not_applicable"),
    "S6": ("not_applicable", "met", "not_applicable", "not_applicable", "met"),
}


@pytest.mark.parametrize("name", SCENES)
def test_the_scenes_stand_as_they_are_told(form, name):
    loaded, _ = form.load(scene(name).answers)
    assert tuple(each.state.value for each in duties(form, loaded)) == SCENES[name]
    assert "owed" not in SCENES[name], "a finished report owes nothing"


@pytest.mark.parametrize("name", SCENES)
def test_every_state_points_at_what_decided_it(form, name):
    for which in (scene(name).answers, scene(name).interim):
        loaded, _ = form.load(which)
        assert all(each.addresses for each in duties(form, loaded))
