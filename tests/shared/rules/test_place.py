"""V-15, V-20, V-24 to V-28 and D-14 to D-19: notices, property, numbers and places."""

from importlib import resources

import pytest

from shared.city import City, parse_city
from shared.configuration import Configuration
from shared.report import LATEST, form
from shared.rules import check
from shared.rules.case import Case
from shared.rules.notices import required
from shared.vocabulary import shipped_vocabulary


def notice(make, number, target, **fields):
    return make.row(number, target=target, **fields)


@pytest.mark.parametrize("severity", ["serious", "life_threatening", "fatal"])
def test_a_grave_injury_is_told_to_detectives_and_a_supervisor(judge, make, severity):
    hurt = {"injury": [make.row(1, severity=severity)]}
    wanted = ["lapd_field_supervisor", "detectives_fid_or_rhd"]
    assert [each.params["notification_target"] for each in judge("V-15", hurt)] == wanted
    told = [
        notice(make, 5, wanted[0], sent_at=make.t("09:40")),
        notice(make, 6, wanted[1], not_sent_reason="No network."),
    ]
    assert not judge("V-15", hurt | {"notification": told})
    begun = [notice(make, 5, wanted[0]), told[1]]
    (open_still,) = judge("V-15", hurt | {"notification": begun})
    assert open_still.address.text() == f"notification/{make.id(5)}/sent_at"


def test_shots_are_told_and_lesser_injuries_need_not(judge, make):
    assert len(judge("V-15", {"incident": {"force_observed": ["firearm_discharged"]}})) == 2
    assert not judge("V-15", {"incident": {"force_observed": ["firearm_pointed"]}})
    assert not judge("V-15", {"injury": [make.row(1, severity="moderate")]})


@pytest.mark.parametrize("use", ["staging_area", "processing_location", "operations_base"])
def test_forbidden_use_of_city_property_is_told(judge, make, use):
    ground = make.row(1, property_involved="city", use_type=use)
    found = judge("V-24", {"property_use": [ground]})
    assert [each.params["notification_target"] for each in found] == [
        "mayor_office_via_liaison",
        "property_dept_liaison",
    ]
    assert not judge("V-24", {"property_use": [ground | {"property_involved": "private"}]})
    assert not judge("V-24", {"property_use": [ground | {"use_type": "enforcement_only"}]})


def test_notices_for_agents_are_flagged_not_refused(judge):
    found = judge("D-14", {"incident": {"agents_present_on_arrival": "present"}})
    assert {each.level for each in found} == {"flag"}
    assert [each.params["notification_target"] for each in found] == [
        "lapd_field_supervisor",
        "watch_commander",
        "lapd_immigration_liaison",
        "oig",
    ]
    assert not judge("D-14", {"incident": {"agents_present_on_arrival": "gone"}})


def test_a_required_notice_is_due_by_the_city_s_minutes(form, make):
    scene = {"incident": {"agents_present_on_arrival": "present", "lapd_arrived_at": make.t("09:18")}}
    first = required(Case(form, scene))[0]
    assert first == ("lapd_field_supervisor", "D-14", make.now("09:33"))


def test_a_notice_long_before_the_arrival_is_doubted(said, make):
    scene = {"incident": {"lapd_arrived_at": make.t("09:18")}}
    assert not said("D-15", scene | {"notification": [notice(make, 1, "oig", sent_at=make.t("08:48"))]})
    assert said("D-15", scene | {"notification": [notice(make, 1, "oig", sent_at=make.t("08:47"))]})


def test_a_closed_area_needs_the_authority_answered(said, make):
    ground = make.row(1, area_type="non_public")
    assert said("V-25", {"property_use": [ground]}) == [("V-25", f"property_use/{make.id(1)}/authority_shown")]
    assert not said("V-25", {"property_use": [ground | {"authority_shown": "none"}]})
    assert not said("V-25", {"property_use": [ground | {"area_type": "public_gated"}]})


@pytest.mark.parametrize("place", ["park", "parking_lot"])
def test_a_park_belongs_to_somebody(said, make, place):
    scene = {"incident": {"location_category": place}}
    assert said("V-26", scene) == [("V-26", "property_use/*/rows")]
    for answer in ("none", "unknown"):
        ground = {"property_use": [make.row(1, property_involved=answer)]}
        assert said("V-26", scene | ground) == [("V-26", f"property_use/{make.id(1)}/property_involved")]
    assert not said("V-26", scene | {"property_use": [make.row(1, property_involved="private")]})
    assert not said("V-26", {"incident": {"location_category": "street"}})


def test_whose_property_it_was_is_answered(said, make):
    assert said("D-24", {}) == [("D-24", "property_use/*/rows")]
    assert not said("D-24", {"property_use": [make.row(1, property_involved="none")]})
    assert not said("D-24", {}, final=False)


def test_closed_areas_and_forced_gates_ask_for_more(said, make):
    ground = {"property_use": [make.row(1, area_type="non_public", gate_state="breached")]}
    scene = {"incident": {"warrant_status": "not_asked", "crime_report_taken": "no"}}
    assert said("D-16", scene | ground) == [
        ("D-16", "incident/-/warrant_status"),
        ("D-16.gate", "incident/-/crime_report_taken"),
    ]
    assert not said("D-16", {"incident": {"warrant_status": "none", "crime_report_taken": "yes"}} | ground)


def test_a_crime_report_has_number_and_types(said):
    taken = {"crime_report_taken": "yes"}
    assert said("V-20", {"incident": taken}) == [
        ("V-20", "incident/-/dr_numbers"),
        ("V-20.types", "incident/-/crime_types"),
    ]
    assert not said("V-20", {"incident": taken | {"dr_numbers": ["260204417"], "crime_types": ["battery"]}})
    assert not said("V-20", {"incident": {"crime_report_taken": "declined_by_victim"}})


@pytest.mark.parametrize(
    ("number", "arrived", "doubted"),
    [
        ("PD26041400003284", "2026-04-14T09:18:00-07:00", False),
        ("PD26041300003284", "2026-04-14T09:18:00-07:00", False),
        ("PD26041200003284", "2026-04-14T09:18:00-07:00", True),
        ("260414003284", "2026-04-15T23:59:59-07:00", False),
        ("260414003284", "2026-04-16T00:00:00-07:00", True),
        ("PD26103100001177", "2026-11-01T00:10:00-07:00", False),
        ("PD26123100001177", "2027-01-01T00:10:00-08:00", False),
        ("PD26999900001177", "2026-04-14T09:18:00-07:00", True),
    ],
)
def test_the_incident_number_s_date_is_within_a_day_of_the_arrival(said, make, number, arrived, doubted):
    answers = {"incident": {"incident_number": number, "lapd_arrived_at": make.t(arrived)}}
    assert said("V-27", answers, final=False) == ([("V-27", "incident/-/incident_number")] if doubted else [])


def test_the_reporting_district_lies_in_its_area(judge):
    (found,) = judge("V-28", {"incident": {"rd": "0246", "area_code": "03"}})
    assert (found.level, dict(found.params)) == ("warn", {"rd": "0246", "area": "03"})
    assert not judge("V-28", {"incident": {"rd": "0246", "area_code": "02"}})
    assert not judge("V-28", {"incident": {"rd": "0246"}})


def test_position_is_doubted_when_inexact_or_elsewhere(said):
    assert not said("D-17", {"incident": {"gps_accuracy_m": 100, "lat": "34.0473", "lon": "-118.2766"}})
    assert said("D-17", {"incident": {"gps_accuracy_m": 101, "lat": "48.1", "lon": "11.5"}}) == [
        ("D-17", "incident/-/gps_accuracy_m"),
        ("D-17.bounds", "incident/-/lat"),
        ("D-17.bounds", "incident/-/lon"),
    ]


@pytest.mark.parametrize(
    ("block", "refused"),
    [
        ("1200 block S Union Ave", False),
        ("1400 N Example Ave", False),
        ("1237 S Union Ave", True),
        ("block of 12th St", False),
        ("W 85th St, 901", True),
    ],
)
def test_a_home_is_never_given_with_its_number(said, block, refused):
    home = {"location_block": block, "is_private_residence": "yes"}
    assert bool(said("D-18", {"incident": home}, final=False)) is refused
    assert not said("D-18", {"incident": home | {"is_private_residence": "no"}})


def test_one_of_block_cross_and_landmark_is_enough(said):
    assert said("D-19", {}) == [("D-19", "incident/-/location_block")]
    assert not said("D-19", {"incident": {"location_landmark": "the laundry"}})


def other_city() -> City:
    """An invented city, whose numbers, clock, language and watch mean something else."""
    shipped = resources.files("shared.city").joinpath("los_angeles.toml").read_text("utf-8")
    changes = (
        ('name = "Los Angeles"', 'name = "Quarry Falls"'),
        ("America/Los_Angeles", "Europe/Lisbon"),
        ('begins_on = "2026-02-10"', 'begins_on = "2026-03-01"'),
        ("watch_hours = 12", "watch_hours = 8"),
        ('language = "eng"', 'language = "spa"'),
        ("(PD)?(?P<day>[0-9]{6})[0-9]{6,8}", "Q-(?P<day>[0-9]{6})-[0-9]{3}"),
        ("PD26041400003284", "Q-260414-001"),
        ("(?P<area>[0-9]{2})[0-9]{2}", "[0-9](?P<area>[0-9]{2})[0-9]"),
    )
    for old, new in changes:
        assert old in shipped, old
        shipped = shipped.replace(old, new)
    bounds = shipped[shipped.index("[bounds]") : shipped.index("# Unconfirmed: five digits")]
    return parse_city(shipped.replace(bounds, ""))


def test_another_city_s_facts_are_its_own(make):
    """Nothing about Los Angeles is in the code: the same answers are judged by the other file."""
    quarry = form(LATEST, Configuration(shipped_vocabulary(), other_city()))
    answers = {
        "incident": {
            "incident_number": "Q-260410-001",
            "lapd_arrived_at": {"at": "2026-04-14T09:18:00+01:00", "clock": "device"},
            "started_at": {"at": "2026-02-28T23:00:00+00:00", "clock": "typed"},
            "area_code": "01",
            "rd": "1022",
            "lat": "48.1",
        },
        "misconduct_report": [make.row(1, language="spa")],
    }
    loaded, mistakes = quarry.load(answers)
    assert not mistakes, mistakes
    codes = {each.code for each in check(quarry, loaded, final=True, now=make.now("2026-04-14T17:19:00+01:00"))}
    assert {"V-27", "V-28", "V-01.before", "V-37"} <= codes
    assert not codes & {"V-18", "D-17.bounds"}, "its language is Spanish and it sets no bounds"
