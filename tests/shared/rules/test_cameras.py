"""V-04, V-21, V-22, D-05 and D-06."""

import pytest


def scene(make, *serials, cameras=()):
    return {
        "incident": {"lapd_arrived_at": make.t("09:18")},
        "responding_unit": [make.row(1, unit_designation="2A21", role="primary")],
        "personnel": [
            make.row(10 + place, unit_ref=make.id(1), person_serial=serial) for place, serial in enumerate(serials)
        ],
        "bwv_reference": [make.row(20 + place, wearer_serial=serial) for place, serial in enumerate(cameras)],
    }


def test_arrival_needs_a_unit_its_people_and_their_cameras(said, make):
    assert said("V-04", {"incident": {"lapd_arrived_at": make.t("09:18")}}) == [("V-04.unit", "responding_unit/*/rows")]
    assert said("V-04", scene(make)) == [("V-04.people", "personnel/*/rows")]
    assert not said("V-04", scene(make, "47112", "46880", cameras=("46880", "47112")))


def test_every_unit_lists_its_people(said, make):
    report = scene(make, "47112", cameras=("47112",))
    report["responding_unit"].append(make.row(2, unit_designation="2L20", role="supervisor"))
    assert said("V-04", report) == [("V-04.people", "personnel/*/rows")]


def test_each_person_without_a_camera_is_named(judge, make):
    found = judge("V-04", scene(make, "47112", "46880", "39954", cameras=("46880",)))
    assert [each.params["serial"] for each in found] == ["47112", "39954"]
    assert found[0].also[0].text() == f"personnel/{make.id(10)}/person_serial"


def test_one_person_in_two_units_needs_one_camera(said, make):
    assert not said("V-04", scene(make, "47112", "47112", cameras=("47112",)))


def test_without_arrival_no_camera_is_owed(said, make):
    assert not said("V-04", scene(make, "47112") | {"incident": {"source": "station_walk_in"}})


@pytest.mark.parametrize("activation", ["after_first_contact", "not_activated", "no_camera_assigned"])
def test_a_gap_needs_its_reason_and_other_video(said, make, activation):
    row = make.row(1, activation=activation)
    where = f"bwv_reference/{make.id(1)}"
    assert said("V-21", {"bwv_reference": [row]}) == [
        ("V-21", f"{where}/off_reason"),
        ("V-21.video", f"{where}/alternative_video"),
    ]
    told = row | {"off_reason": "malfunction", "alternative_video": ["partner_bwv"]}
    assert not said("V-21", {"bwv_reference": [told]})


@pytest.mark.parametrize("activation", ["before_arrival", "on_arrival"])
def test_a_camera_that_ran_needs_no_reason(said, make, activation):
    assert not said("V-21", {"bwv_reference": [make.row(1, activation=activation)]})


@pytest.mark.parametrize(
    ("begun", "found"),
    [
        ("15:12:00", []),
        ("15:12:01", [("V-22.buffer", "info")]),
        ("15:14:00", [("V-22.buffer", "info")]),
        ("15:14:01", [("V-22", "flag")]),
    ],
)
def test_two_minutes_late_is_the_edge_of_the_buffer(judge, make, begun, found):
    row = make.row(
        1,
        first_contact_at=make.t("2026-09-12T15:12:00-07:00"),
        activated_at=make.t(f"2026-09-12T{begun}-07:00"),
    )
    assert [(each.code, each.level) for each in judge("V-22", {"bwv_reference": [row]})] == found


def test_lateness_is_counted_in_utc_over_the_change_of_clocks(judge, make):
    row = make.row(
        1,
        first_contact_at=make.t("2026-11-01T01:59:30-07:00"),
        activated_at=make.t("2026-11-01T01:01:00-08:00"),
    )
    assert [each.params["seconds"] for each in judge("V-22", {"bwv_reference": [row]})] == [90]


def test_a_recording_that_ended_before_the_contact_is_flagged(said, make):
    row = make.row(1, first_contact_at=make.t("09:19"), activated_at=make.t("09:00"), deactivated_at=make.t("09:10"))
    assert said("V-22", {"bwv_reference": [row]}) == [("V-22.ended", f"bwv_reference/{make.id(1)}/deactivated_at")]


def test_interruptions_lie_inside_and_apart(said, make):
    camera = {
        "bwv_reference": [make.row(1, activated_at=make.t("09:00"), deactivated_at=make.t("10:00"))],
    }

    def gaps(*spans):
        rows = [
            make.row(5 + place, bwv_ref=make.id(1), from_at=make.t(left), to_at=make.t(back))
            for place, (left, back) in enumerate(spans)
        ]
        return camera | {"interruption": rows}

    assert not said("D-05", gaps(("09:10", "09:20"), ("09:20", "09:30")))
    assert said("D-05", gaps(("09:10", "09:21"), ("09:20", "09:30"))) == [
        ("D-05.overlap", f"interruption/{make.id(6)}/from_at")
    ]
    assert said("D-05", gaps(("08:59", "09:20"))) == [("D-05.outside", f"interruption/{make.id(5)}/from_at")]
    assert said("D-05", gaps(("09:30", "09:20"))) == [("D-05", f"interruption/{make.id(5)}/to_at")]


def test_a_recording_ends_after_it_begins(said, make):
    row = make.row(1, activated_at=make.t("10:00"), deactivated_at=make.t("09:00"))
    assert said("D-05", {"bwv_reference": [row]}) == [("D-05", f"bwv_reference/{make.id(1)}/deactivated_at")]


def test_the_tag_is_a_number_of_this_report(said, make):
    numbers = {"incident_number": "PD26041400003284", "dr_numbers": ["260204417"]}
    for tag in ("PD26041400003284", "260204417"):
        assert not said("D-06", {"incident": numbers, "bwv_reference": [make.row(1, tag_id=tag)]})
    assert said("D-06", {"incident": numbers, "bwv_reference": [make.row(1, tag_id="260204418")]})
    assert not said("D-06", {"bwv_reference": [make.row(1, tag_id="anything")]}), "no number, nothing to compare"
