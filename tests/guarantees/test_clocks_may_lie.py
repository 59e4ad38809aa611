"""Order comes from the log and from monotonic time; the officer's stated time is never rewritten.

Tablets whose clocks are years early, years late, jump back in the middle of a report or stand in another time zone
deliver to one server. Everything arrives, in the order of the sequence numbers and of the log. What the officer stated
is byte for byte what the server holds; how far the clock was off is written beside it, never into it.
"""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest

from mobile.retention import Retention
from mobile.runner import Runner
from server.store import devices
from tests.twins import CHANCE, Clock, answers_of

NOW = datetime(2026, 4, 15, 3, 0, tzinfo=UTC)
CLOCKS = {
    "years early": NOW - timedelta(days=9000),
    "years late": NOW + timedelta(days=9000),
    "another zone": NOW.astimezone(timezone(timedelta(hours=12, minutes=45))),
}


def seal_in_order(tablet, moments):
    """One report, sealed at these moments of the tablet's clock, each with the time the officer states."""
    report, sealed = tablet.drafting.start(), []
    for number, moment in enumerate(moments):
        tablet.clock.at = moment
        tablet.fact(report, {"at": moment.isoformat(timespec="seconds"), "clock": "typed"}, field="lapd_arrived_at")
        tablet.fact(report, f"turn {number}")
        sealed.append(tablet.seal(report))
    return report, sealed


def offset_of(department, tablet):
    with department.services.store.reading() as db:
        return devices.get(db, tablet.vault.id).clock_offset_s


@pytest.mark.parametrize("lie", CLOCKS)
def test_a_clock_that_is_years_off_delivers_in_order_with_its_times_untouched(department, lie):
    tablet = department.tablet(clock=Clock(CLOCKS[lie]))
    moments = [CLOCKS[lie] + timedelta(minutes=number) for number in range(5)]
    report, sealed = seal_in_order(tablet, moments)
    assert tablet.exchange_all().kind == "done"
    chain = department.stored(report)
    assert [each.row.digest for each in sorted(chain, key=lambda each: each.row.log_index)] == [
        each.digest for each in sealed
    ]
    for moment, held in zip(moments, sorted(chain, key=lambda each: each.row.sequence), strict=True):
        stated = department.read(report, held.row.digest).shown.answers["incident"]["lapd_arrived_at"]
        assert stated == {"at": moment.isoformat(timespec="seconds"), "clock": "typed"}
        assert held.row.sealed_at == moment.isoformat(timespec="seconds")
        assert held.row.received_at.startswith("2026-04-15T03:00"), "the server's own time stands beside it"
    assert abs(offset_of(department, tablet) - (tablet.clock.at - NOW).total_seconds()) <= 1


def test_a_clock_that_jumps_back_in_the_middle_changes_no_order(department, tablet):
    moments = [NOW, NOW - timedelta(days=400), NOW + timedelta(days=400), NOW - timedelta(minutes=1)]
    report, sealed = seal_in_order(tablet, moments)
    tablet.clock.at = NOW
    assert tablet.exchange_all().kind == "done"
    chain = sorted(department.stored(report), key=lambda each: each.row.log_index)
    assert [each.row.sequence for each in chain] == [1, 2, 3, 4]
    assert [each.row.digest for each in chain] == [each.digest for each in sealed]
    assert department.report(report).head == sealed[-1].digest
    assert [each.digest for each in tablet.versions(report)] == [each.digest for each in sealed]


def test_the_servers_clock_may_jump_too_and_the_log_keeps_its_order(department, tablet):
    reports = []
    for jump in (0, -5000, 4999, -1):
        department.clock.pass_by(hours=jump)
        report = tablet.drafting.start()
        tablet.fact(report, f"after {jump}")
        tablet.seal(report)
        tablet.exchange_all()
        reports.append(report)
    accepted = department.acts("version.accepted")
    assert [each.subject for each in accepted] == reports
    assert [each.index for each in department.entries()] == list(range(department.head().size))
    assert [each.at for each in accepted] != sorted(each.at for each in accepted)
    assert department.broken() is None


def test_a_correction_of_a_time_keeps_what_was_stated_before(department, tablet):
    report = tablet.drafting.start()
    stated = {"at": "2026-04-14T09:12:00-07:00", "clock": "device"}
    corrected = {"at": "2026-04-14T09:02:00-07:00", "clock": "typed"}
    for value in (stated, corrected):
        tablet.fact(report, value, field="lapd_arrived_at")
        tablet.seal(report)
        tablet.exchange_all()
    told = [answers_of(each)["incident"]["lapd_arrived_at"] for each in tablet.versions(report)]
    held = [
        department.read(report, each.row.digest).shown.answers["incident"]["lapd_arrived_at"]
        for each in department.stored(report)
    ]
    assert told == held == [stated, corrected]


def test_the_exchange_goes_on_when_the_wall_clock_jumps_between_two_tries(department, tablet):
    """It waits in monotonic time: a clock set back by twenty years must not make it wait for twenty years."""
    gone, back = threading.Event(), threading.Event()

    def changed():
        if runner.banner.state == "offline":
            tablet.clock.at -= timedelta(days=7300)
            gone.set()
        if runner.banner.state == "idle" and runner.banner.up_at:
            back.set()

    report = tablet.drafting.start()
    tablet.seal(report)
    tablet.line.faults.append("lost_before")
    runner = Runner(tablet.vault, tablet.line, tablet.clock, CHANCE, changed)
    runner.start()
    assert gone.wait(60)
    assert back.wait(120)
    assert runner.stop()
    assert [each.state for each in tablet.versions(report)] == ["stored"]


def test_a_final_report_is_judged_by_its_own_time_however_late_it_arrives(department, tablet):
    """Sealed in time on a tablet that found no network for two months: both sides still accept it alike."""
    from shared.samples import scene

    report = tablet.write(scene("S1").answers)
    tablet.seal(report, "final")
    department.clock.pass_by(days=60)
    tablet.exchange_all()
    assert tablet.state(report) == "delivered"
    assert department.report(report).state == "submitted"


@pytest.mark.parametrize("liar", ["tablet", "server"])
def test_no_clock_that_jumps_takes_a_report_off_the_tablet_early(department, liar):
    """Years forward and back, again and again, on one side; the other side's clock stands at the true time."""
    true = department.clock
    tablet = department.tablet(clock=Clock(NOW))
    report = tablet.file()
    department.approve(report)
    for day in range(29):
        jump = timedelta(days=9000 if day % 2 else -9000)
        tablet.clock.at, true.at = NOW + timedelta(days=day), NOW + timedelta(days=day)
        if liar == "tablet":
            tablet.clock.at += jump
        else:
            true.at += jump
        assert tablet.exchange().kind == "done"
        assert Retention(tablet.vault).let_go() == 0
    assert tablet.state(report) == "approved"


def test_a_clock_that_was_wrong_once_only_makes_a_report_stay_longer(department):
    tablet = department.tablet(clock=Clock(NOW))
    report = tablet.file()
    department.approve(report)
    tablet.clock.at += timedelta(days=9000)
    tablet.exchange()
    Retention(tablet.vault).let_go()
    tablet.clock.at -= timedelta(days=9000)
    gone = 0
    for _ in range(35):
        tablet.clock.pass_by(days=1)
        department.clock.pass_by(days=1)
        tablet.exchange()
        gone += Retention(tablet.vault).let_go()
    assert gone == 1 and tablet.state(report) == "left_approved"
