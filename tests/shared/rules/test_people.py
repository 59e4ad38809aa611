"""V-13, V-14, V-16 and D-07 to D-10."""

import pytest


def test_injured_and_rows_agree_both_ways(said, make):
    row = {"injury": [make.row(1, ems_summoned="yes")]}
    assert said("V-13", {"incident": {"injury_present": "yes"}}) == [("V-13", "injury/*/rows")]
    assert not said("V-13", {"incident": {"injury_present": "yes"}} | row)
    for answer in ("no", "unknown"):
        assert said("V-13", {"incident": {"injury_present": answer}} | row) == [
            ("V-13.nobody", "incident/-/injury_present")
        ]
        assert not said("V-13", {"incident": {"injury_present": answer}})


def test_each_injured_person_has_the_ambulance_answered(said, make):
    rows = {"injury": [make.row(1, ems_summoned="no"), make.row(2)]}
    assert said("V-13", {"incident": {"injury_present": "yes"}} | rows) == [
        ("V-13.ambulance", f"injury/{make.id(2)}/ems_summoned")
    ]


def test_no_ambulance_needs_its_reason(said, make):
    row = make.row(1, ems_summoned="no")
    where = f"injury/{make.id(1)}/ems_not_summoned_reason"
    assert said("V-14", {"injury": [row]}) == [("V-14", where)]
    assert not said("V-14", {"injury": [row | {"ems_not_summoned_reason": "Refused help twice, on camera."}]})


@pytest.mark.parametrize(("now", "reminds"), [("09:30", False), ("09:31", True)])
def test_five_minutes_after_an_injury_was_known_the_officer_is_reminded(judge, make, now, reminds):
    for row in (make.row(1), make.row(1, ems_summoned="yes")):
        known = {"injury": [row | {"injury_known_at": make.t("09:25")}]}
        found = judge("V-14", known, final=False, now=make.now(now))
        assert [(each.code, each.level) for each in found] == ([("V-14.reminder", "warn")] if reminds else [])


def test_no_reminder_once_help_is_there(said, make):
    for answer in ("already_on_scene", "summoned_by_others"):
        known = make.row(1, injury_known_at=make.t("09:25"), ems_summoned=answer)
        assert not said("V-14", {"injury": [known]}, now=make.now("12:00"))
    done = make.row(1, injury_known_at=make.t("09:25"), ems_summoned="yes", ems_summoned_at=make.t("09:26"))
    assert not said("V-14", {"injury": [done]}, now=make.now("12:00"))


@pytest.mark.parametrize(("band", "asked"), [("0-12", True), ("13-17", True), ("18-24", False), ("unknown", False)])
def test_a_child_needs_the_guardian_answered(said, make, band, asked):
    row = make.row(1, age_band=band)
    assert bool(said("V-16", {"injury": [row]})) is asked
    assert not said("V-16", {"injury": [row | {"guardian_status": "contacted"}]})


def test_not_more_minors_than_people(said):
    assert not said("D-07", {"incident": {"persons_detained_observed": 1, "minors_detained_observed": 1}})
    assert said("D-07", {"incident": {"persons_detained_observed": 1, "minors_detained_observed": 2}})
    unknown = {"persons_detained_observed": {"mark": "unknown"}, "minors_detained_observed": 2}
    assert not said("D-07", {"incident": unknown})


@pytest.mark.parametrize(("summoned", "wrong"), [("09:24", False), ("09:23", True)])
def test_help_is_called_after_the_injury_is_known(said, make, summoned, wrong):
    row = make.row(1, ems_summoned="yes", injury_known_at=make.t("09:25"), ems_summoned_at=make.t(summoned))
    assert bool(said("D-08", {"injury": [row]})) is wrong


def test_what_is_not_on_the_list_goes_to_the_supervisor(judge):
    answers = {"incident": {"lapd_actions": ["other"], "lapd_detained_anyone": "yes", "lapd_used_force": "yes"}}
    assert [(each.code, each.level) for each in judge("D-09", answers)] == [
        ("D-09", "flag"),
        ("D-09.ripa", "info"),
        ("D-09.force", "info"),
    ]
    done = {"lapd_detained_anyone": "yes", "ripa_done": "yes", "lapd_used_force": "no"}
    assert not judge("D-09", {"incident": done})


def test_an_ambulance_that_was_not_called_goes_to_the_supervisor(said, make):
    row = make.row(1, ems_summoned="no", ems_not_summoned_reason="Refused help twice, on camera.")
    assert said("D-09", {"injury": [row]}) == [("D-09.ambulance", f"injury/{make.id(1)}/ems_summoned")]


def test_exactly_one_unit_is_primary(said, make):
    units = [make.row(1, role="primary"), make.row(2, role="assist"), make.row(3, role="primary")]
    assert not said("D-10", {"responding_unit": units[:2]})
    assert said("D-10", {"responding_unit": units[1:2]}) == [("D-10", f"responding_unit/{make.id(2)}/role")]
    assert said("D-10", {"responding_unit": units}) == [("D-10.several", f"responding_unit/{make.id(3)}/role")]
