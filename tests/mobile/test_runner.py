"""The thread that exchanges: at once when asked, patient when nobody answers, gone when it should go."""

import io
import threading
from collections.abc import Callable, Iterator, Mapping

import pytest

from mobile.capture import capture
from mobile.drafting import Drafting
from mobile.runner import LONGEST_WAIT, Banner, Runner, wait_after
from mobile.store import versions
from mobile.transport import Reply
from mobile.vault import Vault
from shared.answers import Address
from tests.mobile.small_server import CountingChance, FrozenClock, Network, SmallServer

PATIENCE = 20.0


class Told:
    """What a screen would see: wakes whoever waits for a banner."""

    def __init__(self) -> None:
        self.runner: Runner | None = None
        self.seen: list[Banner] = []
        self.news = threading.Condition()

    def __call__(self) -> None:
        with self.news:
            if self.runner is not None:
                self.seen.append(self.runner.banner)
            self.news.notify_all()

    def until(self, holds: Callable[[Banner], bool]) -> Banner:
        runner = self.runner
        assert runner is not None
        with self.news:
            assert self.news.wait_for(lambda: holds(runner.banner), PATIENCE), runner.banner
            return runner.banner


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def runner(vault: Vault, network: Network, clock: FrozenClock, chance: CountingChance, told: Told) -> Iterator[Runner]:
    made = Runner(vault, network, clock, chance, told)
    told.runner = made
    yield made
    made.stop()


def seal(drafting: Drafting) -> str:
    report = drafting.start()
    drafting.answer(report, Address("incident", "-", "location_landmark"), "Lot A")
    version = drafting.seal(report, "interim")
    assert version is not None
    return version.digest


def test_what_waits_leaves_by_itself(drafting: Drafting, runner: Runner, told: Told, server: SmallServer) -> None:
    digest = seal(drafting)
    runner.start()
    banner = told.until(lambda banner: bool(banner.up_at))
    assert digest in server.stored
    assert (banner.state, banner.waiting, banner.up_at) == ("idle", 0, "2026-04-14T09:18:20-07:00")
    sending = [each for each in told.seen if each.state == "sending"]
    assert sending and sending[0].sending == (digest,)


def test_no_network_is_said_and_a_kick_tries_again(
    drafting: Drafting, runner: Runner, told: Told, server: SmallServer, network: Network
) -> None:
    network.away()
    digest = seal(drafting)
    runner.start()
    banner = told.until(lambda banner: banner.state == "offline")
    assert (banner.waiting, banner.code, banner.up_at) == (1, "silence.unreachable", "")
    network.heal()
    runner.kick()
    told.until(lambda banner: banner.state == "idle")
    assert digest in server.stored


def test_pausing_holds_the_queue(drafting: Drafting, runner: Runner, told: Told, server: SmallServer) -> None:
    runner.pause()
    runner.start()
    seal(drafting)
    runner.kick()
    assert runner.banner.state == "paused" and not server.requests
    runner.resume()
    told.until(lambda banner: bool(banner.up_at))
    assert len(server.stored) == 1


def test_stopping_waits_for_no_timer(runner: Runner, told: Told) -> None:
    runner.start()
    told.until(lambda banner: banner.state == "idle" and bool(banner.tried_at))
    assert runner.stop(PATIENCE)


def test_an_alarm_stays_on_the_banner(
    drafting: Drafting, vault: Vault, runner: Runner, server: SmallServer, network: Network
) -> None:
    seal(drafting)
    server.lie = lambda content: content["outcomes"][0].update(receipt=None)
    assert runner.once().kind == "alarm"
    assert (runner.banner.state, runner.banner.code, runner.banner.alarms) == ("alarm", "log.receipt", 1)
    server.lie = lambda content: None
    assert runner.once().kind == "done"
    assert runner.banner.state == "alarm"
    again = Runner(vault, network, FrozenClock(), CountingChance())
    assert again.banner.state == "alarm" and again.banner.up_at == runner.banner.up_at != ""


def test_a_vault_that_locks_ends_the_thread(vault: Vault, runner: Runner, told: Told) -> None:
    runner.start()
    told.until(lambda banner: bool(banner.tried_at))
    vault.lock()
    runner.kick()
    assert runner.stop(PATIENCE)


def test_an_answer_is_stored_while_an_exchange_hangs(
    drafting: Drafting, vault: Vault, clock: FrozenClock, chance: CountingChance, network: Network
) -> None:
    hanging, go_on = threading.Event(), threading.Event()

    class Slow:
        def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
            hanging.set()
            assert go_on.wait(PATIENCE)
            return network.send(method, path, headers, body)

    seal(drafting)
    runner = Runner(vault, Slow(), clock, chance)
    runner.start()
    assert hanging.wait(PATIENCE)
    report = drafting.start()
    assert drafting.answer(report, Address("incident", "-", "location_landmark"), "meanwhile") is not None
    go_on.set()
    assert runner.stop(PATIENCE)
    with vault.store.reading() as database:
        assert not versions.queued(database)


def test_a_refused_file_is_no_reason_to_ask_less_often(
    drafting: Drafting, vault: Vault, network: Network, clock: FrozenClock, server: SmallServer, told: Told
) -> None:
    drawn: list[int] = []

    class Watched(CountingChance):
        def token(self, size: int) -> bytes:
            drawn.append(size)
            return super().token(size)

    report = drafting.start()
    drafting.attach(report, capture(io.BytesIO(b"%PDF-1.7 invented notice")), kind="document")
    assert drafting.seal(report, "interim") is not None
    runner = told.runner = Runner(vault, network, clock, Watched(), told)
    server.files.refuse = lambda method, path: (422, "file.digest")
    runner.start()
    for tried in (1, 2):
        told.until(lambda _banner, tried=tried: len(server.files.asked) >= tried)  # type: ignore[misc]
        told.until(lambda banner: banner.code == "file.digest")
        runner.kick()
    assert runner.stop(PATIENCE)
    assert 4 not in drawn, "no waiting time was drawn (`wait_after` asks for 4 bytes)"


def test_waiting_grows_within_bounds_and_is_not_the_same_for_all() -> None:
    chance = CountingChance()
    drawn = [[wait_after(failures, chance) for _ in range(50)] for failures in (1, 4, 12)]
    assert all(len(set(each)) > 40 for each in drawn)
    assert max(drawn[0]) <= 4 and max(drawn[1]) <= 32 and 32 < max(drawn[2]) <= LONGEST_WAIT
    assert min(map(min, drawn)) >= 1
