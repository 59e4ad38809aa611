"""What leaves the tablet by itself: how days are counted, and that it happens after an exchange that went well."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from mobile.drafting import Drafting
from mobile.reports import Reports
from mobile.retention import DAY, HEARD, MOST, hear
from mobile.runner import Runner
from mobile.store import drafts, exchanges, settings
from mobile.vault import Vault
from shared.answers import Address
from tests.mobile.small_server import CountingChance, FrozenClock, Network, SmallServer

LANDMARK = Address("incident", "-", "location_landmark")
SERVER, TABLET = "2026-04-14T16:00:00.000Z", "2026-04-14T09:00:00-07:00"


def heard(vault: Vault, *replies: tuple[str, str]) -> Any:
    with vault.store.writing() as database:
        for server, tablet in replies:
            hear(database, server, tablet)
        held = settings.get(database, HEARD)
    assert isinstance(held, dict)
    return held["seconds"]


@pytest.mark.parametrize(
    ("there", "here", "seconds"),
    [
        ("2026-04-14T16:01:00.000Z", "2026-04-14T09:01:00-07:00", 60),
        ("2036-04-14T16:01:00.000Z", "2026-04-14T09:01:00-07:00", 60),
        ("2026-04-14T16:01:00.000Z", "2076-04-14T09:01:00-07:00", 60),
        ("2026-04-14T15:00:00.000Z", "2026-04-14T09:01:00-07:00", 0),
        ("2026-04-14T16:01:00.000Z", "1969-12-31T09:01:00-07:00", 0),
        ("soon", "2026-04-14T09:01:00-07:00", 0),
        ("2026-04-14T16:01:00", "2026-04-14T09:01:00-07:00", 0),
    ],
)
def test_what_counts_is_what_passed_on_both_clocks(vault: Vault, there: str, here: str, seconds: int) -> None:
    assert heard(vault, (SERVER, TABLET)) == 0
    assert heard(vault, (there, here)) == seconds


def test_a_clock_put_right_again_counts_on_from_there(vault: Vault) -> None:
    far = ("2090-01-01T00:00:00.000Z", "2090-01-01T00:00:00-07:00")
    assert heard(vault, (SERVER, TABLET), (far[0], TABLET), (SERVER, far[1])) == 0
    later = ("2026-04-14T16:02:00.000Z", "2026-04-14T09:02:00-07:00")
    assert heard(vault, (SERVER, TABLET), later) == 120


class Days:
    """Both clocks pass together; each reply of the small server states its own."""

    def __init__(self, server: SmallServer, clock: FrozenClock) -> None:
        self.clock, self.at = clock, datetime.fromisoformat(SERVER)
        server.lie = lambda content: content.update(server_time=self.at.isoformat())

    def go_by(self, days: int) -> None:
        self.at += timedelta(days=days)
        self.clock.wait(days * DAY)


@pytest.fixture
def days(server: SmallServer, clock: FrozenClock) -> Days:
    return Days(server, clock)


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def runner(
    vault: Vault, network: Network, clock: FrozenClock, chance: CountingChance, told: list[str]
) -> Iterator[Runner]:
    made = Runner(vault, network, clock, chance, lambda: told.append("changed"))
    yield made
    made.stop()


def approved(vault: Vault, drafting: Drafting, runner: Runner, server: SmallServer, number: int) -> list[str]:
    reports = [drafting.start() for _ in range(number)]
    for report in reports:
        drafting.answer(report, LANDMARK, "Lot A")
        version = drafting.seal(report, "interim")
        assert version is not None
        with vault.store.writing() as database:
            drafts.move(database, report, "waiting", open=False)
        server.say("approved", report, {"version": version.digest, "by": "D. Okafor", "at": SERVER, "note": ""})
    runner.once()
    assert {Reports(vault.store).behind(report).row.code for report in reports} == {"approved"}
    return reports


def codes(vault: Vault) -> list[str]:
    return [each.code for each in Reports(vault.store).page(["approved", "left"])]


def test_it_leaves_after_an_exchange_and_the_screen_is_told(
    vault: Vault, drafting: Drafting, runner: Runner, server: SmallServer, days: Days, told: list[str]
) -> None:
    approved(vault, drafting, runner, server, 1)
    days.go_by(29)
    runner.once()
    assert codes(vault) == ["approved"]
    days.go_by(1)
    told.clear()
    runner.once()
    assert codes(vault) == ["left_approved"] and told
    with vault.store.reading() as database:
        assert database.conn.execute("SELECT count(*) FROM resting").fetchone()[0] == 0


def test_nothing_leaves_without_the_server(
    vault: Vault, drafting: Drafting, runner: Runner, server: SmallServer, days: Days, network: Network
) -> None:
    approved(vault, drafting, runner, server, 1)
    network.away()
    for _ in range(40):
        days.go_by(1)
        runner.once()
    assert codes(vault) == ["approved"]


def test_nothing_leaves_while_a_proof_of_the_servers_log_has_failed(
    vault: Vault, drafting: Drafting, runner: Runner, server: SmallServer, days: Days
) -> None:
    approved(vault, drafting, runner, server, 1)
    with vault.store.writing() as database:
        exchanges.add_alarm(database, "log.changed", TABLET, b"what the server said")
    days.go_by(31)
    runner.once()
    assert codes(vault) == ["approved"]


def test_a_few_leave_at_a_time_the_longest_delivered_first(
    vault: Vault, drafting: Drafting, runner: Runner, server: SmallServer, days: Days
) -> None:
    approved(vault, drafting, runner, server, MOST + 2)
    days.go_by(30)
    runner.once()
    assert sorted(codes(vault)) == ["approved"] * 2 + ["left_approved"] * MOST
    runner.once()
    assert codes(vault) == ["left_approved"] * (MOST + 2)


def test_where_the_city_sets_no_days_nothing_leaves(
    vault: Vault, drafting: Drafting, runner: Runner, server: SmallServer, days: Days
) -> None:
    approved(vault, drafting, runner, server, 1)
    content: dict[str, Any] = {"name": "Bare", "time_zone": "UTC"}
    with vault.store.writing() as database:
        current = settings.get(database, "current")
        assert isinstance(current, dict)
        settings.put_configuration(database, "bare", "city", content, TABLET)
        settings.put(database, "current", {**current, "city": "bare"})
    server.contents["bare"] = content
    server.current["city"] = "bare"
    days.go_by(5000)
    runner.once()
    assert codes(vault) == ["approved"]


def test_what_comes_to_rest_within_the_hour_only_stays_a_little_longer(
    vault: Vault, drafting: Drafting, runner: Runner, server: SmallServer, days: Days
) -> None:
    """The store is gone through once an hour: a report that is approved in between is counted from the next time on."""
    runner.once()
    approved(vault, drafting, runner, server, 1)
    days.go_by(30)
    runner.once()
    assert codes(vault) == ["approved"]
    days.go_by(30)
    runner.once()
    assert codes(vault) == ["left_approved"]
