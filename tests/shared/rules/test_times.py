"""V-01 to V-03, V-36, V-37 and D-02 to D-04, the night of 1 November 2026 included."""

import pytest

from shared import rules
from shared.rules.times import SLACK

# 1 November 2026, 02:00 PDT becomes 01:00 PST: 01:10 PDT is 08:10Z, 01:05 PST is 09:05Z.
BEFORE_CHANGE, AFTER_CHANGE = "2026-11-01T01:10:00-07:00", "2026-11-01T01:05:00-08:00"


def test_a_time_may_be_two_minutes_ahead_and_no_more(said, make):
    incident = {"incident": {"lapd_arrived_at": make.t("09:20")}}
    assert not said("V-01", incident, now=make.now("09:20") - SLACK)
    assert said("V-01", incident, now=make.now("09:17")) == [("V-01", "incident/-/lapd_arrived_at")]


def test_no_time_is_ahead_of_a_clock_that_nobody_knows(said, make):
    assert not said("V-01", {"incident": {"lapd_arrived_at": make.t("2099-01-01T00:00:00+00:00")}})


def test_the_future_is_judged_in_utc_not_by_the_wall(said, make):
    later_wall = {"incident": {"lapd_arrived_at": make.t("2026-04-14T18:00:00+02:00")}}
    assert not said("V-01", later_wall, now=make.now("09:00"))


def test_nothing_is_older_than_the_duty_to_record(said, make):
    old = {"incident": {"started_at": make.t("2026-02-09T23:59:59-08:00")}}
    first = {"incident": {"started_at": make.t("2026-02-10T00:00:00-08:00")}}
    assert said("V-01", old) == [("V-01.before", "incident/-/started_at")]
    assert not said("V-01", first)


def test_the_first_day_is_the_city_s_day_whatever_the_offset(said, make):
    same_moment = {"incident": {"started_at": make.t("2026-02-10T08:00:00+00:00")}}
    assert not said("V-01", same_moment)
    assert said("V-01", {"incident": {"started_at": make.t("2026-02-10T07:59:59+00:00")}})


def test_after_the_fact_may_be_older(said, make):
    old = {"source": "after_the_fact", "started_at": make.t("2026-01-20T10:00:00-08:00")}
    assert not said("V-01", {"incident": old})


def test_every_part_s_times_are_judged_by_row(said, make):
    answers = {"injury": [make.row(7, injury_known_at=make.t("2025-12-31T23:59:00-08:00"))]}
    assert said("V-01", answers) == [("V-01.before", f"injury/{make.id(7)}/injury_known_at")]


def test_call_arrival_departure_clearing_come_in_order(said, make):
    good = {
        "call_received_at": make.t("09:12"),
        "lapd_arrived_at": make.t("09:18"),
        "agents_present_on_arrival": "present",
        "agents_departed_at": make.t("09:51"),
        "lapd_cleared_at": make.t("10:40"),
    }
    assert not said("V-02", {"incident": good})
    assert said("V-02", {"incident": good | {"agents_departed_at": make.t("10:41")}}) == [
        ("V-02", "incident/-/lapd_cleared_at")
    ]
    assert said("V-02", {"incident": good | {"call_received_at": make.t("09:19")}}) == [
        ("V-02", "incident/-/lapd_arrived_at")
    ]


def test_equal_times_are_in_order(said, make):
    same = {"call_received_at": make.t("09:12"), "lapd_arrived_at": make.t("09:12")}
    assert not said("V-02", {"incident": same})


def test_agents_that_were_gone_left_before_the_arrival(said, make):
    gone = {
        "agents_present_on_arrival": "gone",
        "lapd_arrived_at": make.t("14:41"),
        "lapd_cleared_at": make.t("15:40"),
    }
    assert not said("V-02", {"incident": gone})


def test_order_is_utc_over_midnight_the_month_and_the_change_of_clocks(said, make):
    night = {
        "call_received_at": make.t("2026-10-31T23:35:00-07:00"),
        "lapd_arrived_at": make.t("2026-10-31T23:41:00-07:00"),
        "agents_present_on_arrival": "present",
        "agents_departed_at": make.t(AFTER_CHANGE),
        "lapd_cleared_at": make.t("2026-11-01T01:25:00-08:00"),
    }
    assert not said("V-02", {"incident": night})
    year = {
        "call_received_at": make.t("2026-12-31T23:59:59-08:00"),
        "lapd_arrived_at": make.t("2027-01-01T00:00:00-08:00"),
    }
    assert not said("V-02", {"incident": year})
    folded = night | {"agents_departed_at": make.t("2026-11-01T01:30:00-07:00")}
    assert not said("V-02", {"incident": folded}), "01:30 PDT is before 01:25 PST"


def test_the_wall_clock_runs_backwards_only_when_clocks_change(said, make):
    night = {
        "agents_present_on_arrival": "present",
        "lapd_arrived_at": make.t(BEFORE_CHANGE),
        "agents_departed_at": make.t(AFTER_CHANGE),
    }
    assert not said("V-03", {"incident": night | {"crosses_dst": True}})
    assert not said("V-03", {"incident": night}), "the city's zone says that clocks changed"
    assert said("V-03", {"incident": night | {"crosses_dst": False}}) == [("V-03", "incident/-/agents_departed_at")]


def test_a_tablet_that_changed_its_offset_by_itself_is_noticed(said, make):
    wrong = {
        "lapd_arrived_at": make.t("2026-04-14T09:18:00-07:00"),
        "lapd_cleared_at": make.t("2026-04-14T09:00:00-08:00"),
    }
    assert said("V-03", {"incident": wrong}) == [("V-03", "incident/-/lapd_cleared_at")]


def test_a_camera_over_the_change_of_clocks_is_in_order(said, make):
    camera = make.row(1, activated_at=make.t(BEFORE_CHANGE), deactivated_at=make.t(AFTER_CHANGE))
    assert not said("V-03", {"bwv_reference": [camera]})
    assert not said("D-05", {"bwv_reference": [camera]})


def test_what_is_finished_after_the_watch_says_why(said, make):
    report = {"incident": {"lapd_arrived_at": make.t("09:18")}}
    assert not said("V-37", report, now=make.now("21:18"))
    assert said("V-37", report, now=make.now("21:19")) == [("V-37", "narrative/-/late_entry_reason")]
    late = report | {"narrative": {"late_entry_reason": "Network and tablet were down all night."}}
    assert not said("V-37", late, now=make.now("23:00"))
    assert not said("V-37", report), "without a time nothing is late"
    assert not said("V-37", report, final=False, now=make.now("23:00"))


def test_a_walk_in_s_watch_begins_with_the_report(said, make):
    taken = {
        "incident": {"source": "station_walk_in", "started_at": make.t("2026-04-12T19:00:00-07:00")},
        "misconduct_report": [make.row(1, taken_at=make.t("10:15"))],
    }
    assert not said("V-37", taken, now=make.now("22:15"))
    assert said("V-37", taken, now=make.now("22:16"))


def test_the_watch_over_the_change_of_clocks_is_twelve_real_hours(said, make):
    report = {"incident": {"lapd_arrived_at": make.t("2026-10-31T23:41:00-07:00")}}
    assert not said("V-37", report, now=make.now("2026-11-01T10:41:00-08:00"))
    assert said("V-37", report, now=make.now("2026-11-01T10:42:00-08:00"))


@pytest.mark.parametrize(
    ("started", "month"),
    [
        ("2026-10-31T23:41:00-07:00", "2026-10"),
        ("2026-11-01T00:00:00-07:00", "2026-11"),
        ("2026-11-01T06:41:00+00:00", "2026-10"),
        ("2026-12-31T23:59:59-08:00", "2026-12"),
    ],
)
def test_an_incident_counts_in_the_month_in_which_it_began(form, make, started, month):
    assert rules.month_of(form, {"incident": {"started_at": make.t(started)}}) == month
    assert rules.month_of(form, {}) == ""


def test_what_follows_by_itself_follows(form, make):
    night = {
        "started_at": make.t("2026-10-31T23:30:00-07:00"),
        "lapd_cleared_at": make.t("2026-11-01T01:25:00-08:00"),
    }
    found = {each.field: value for each, value in rules.derived(form, {"incident": night}).items()}
    assert found["incident_date"] == "2026-10-31"
    assert found["crosses_midnight"] is True
    assert found["crosses_dst"] is True
    day = {"started_at": make.t("09:05"), "lapd_cleared_at": make.t("10:40")}
    found = {each.field: value for each, value in rules.derived(form, {"incident": day}).items()}
    assert (found["crosses_midnight"], found["crosses_dst"]) == (False, False)


def test_a_derived_answer_that_contradicts_is_refused(said, make):
    wrong = {"started_at": make.t("09:05"), "incident_date": "2026-04-15"}
    assert said("D-01", {"incident": wrong}) == [("D-01", "incident/-/incident_date")]
    assert not said("D-01", {"incident": wrong | {"incident_date": "2026-04-14"}})
    grown_up = make.row(1, age_band="0-12", is_minor=False)
    assert said("D-01", {"injury": [grown_up]}) == [("D-01", f"injury/{make.id(1)}/is_minor")]


def test_what_ends_begins_before(said, make):
    unit = make.row(1, arrived_at=make.t("09:18"), cleared_at=make.t("09:17"))
    assert said("D-02", {"responding_unit": [unit]}) == [("D-02", f"responding_unit/{make.id(1)}/cleared_at")]
    assert not said("D-02", {"responding_unit": [unit | {"cleared_at": make.t("09:18")}]})
    scene = {"started_at": make.t("11:00"), "lapd_cleared_at": make.t("10:40")}
    assert said("D-03", {"incident": scene}) == [("D-03", "incident/-/started_at")]
    early = {"incident": {"started_at": make.t("11:00")}, "misconduct_report": [make.row(1, taken_at=make.t("10:00"))]}
    assert said("D-04", early) == [("D-04", f"misconduct_report/{make.id(1)}/taken_at")]
