"""A slice of what `make soak` does for long: kills, power cuts and failing calls; and that each would see a loss.

The places are drawn from fixed seeds, so a failure here comes again.
"""

import errno
import time
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from mobile.store import StoreError
from shared.answers import ONLY_ROW, Address
from tests.soak import errors, killing, lives, oracles, power
from tests.soak.calls import Call
from tests.soak.cut import Model, State
from tests.soak.flows import FLOWS, Flow, Tablet
from tests.soak.place import Place

KILLS, STATES, CUTS, TROUBLES = 24, 50, 12, 24


@pytest.fixture(scope="module")
def disk() -> Iterator[Place]:
    with lives.place() as made:
        yield made


def test_a_kill_at_any_call_loses_nothing(disk: Place) -> None:
    tally, random = killing.Tally(), Random(20260415)
    flows = [each for each in FLOWS if each.served or each.name in ("typing", "sealing", "updating")]
    while tally.done < KILLS and not tally.violations:
        flow = flows[len(tally.places) % len(flows)]
        killing.chain(disk, flow, random.randint(20, 80), random.random() < 0.5, 120, str(tally.done), tally)
        assert tally.done, "a life went to its end and was not killed"
    assert not tally.violations
    assert tally.ends and tally.kills["server"] and tally.kills["tablet"]


def test_a_power_cut_at_any_call_loses_nothing(disk: Place) -> None:
    for flow in (FLOWS[0], *(each for each in FLOWS if each.served)):
        tally = power.Tally()
        power.cut(disk, flow, "20260415", float("inf"), 10_000, tally, CUTS)
        assert not tally.violations
        assert tally.states[flow.name] >= STATES
        assert tally.promised >= STATES // 3, "the power failed before anything was told as kept"


def test_a_call_that_fails_is_told_and_gone_on_from(disk: Place) -> None:
    tally, random = errors.Tally(), Random(20260415)
    flows = [each for each in FLOWS if each.base != "crowded"]
    while tally.errors.total() < TROUBLES and not tally.violations:
        number = random.choice(list(errors.TROUBLES))
        trouble = errors.Trouble(random.choice(flows), number, random.random() < 0.5, random.randint(1, 40))
        errors.suffer(disk, trouble, "20260415", tally)
    assert not tally.violations
    assert len(tally.errors) == len(errors.TROUBLES)
    assert tally.told, "no failing call was told"


def too_early(tablet: Tablet) -> None:
    """An app that says saved before it is."""
    for number in range(4):
        tablet.say("kept", "incident", "hold_reason", f"Note {number}.")
        tablet.step(
            lambda said=f"Note {number}.": tablet.verbs.answer(  # type: ignore[misc]
                tablet.place.report, Address("incident", ONLY_ROW, "hold_reason"), said
            )
        )


def whatever_happens(tablet: Tablet) -> None:
    """An app that says saved although the store said no."""
    for number in range(4):
        tablet.say("tries", "incident", "hold_reason", f"Note {number}.")
        try:
            tablet.verbs.answer(tablet.place.report, Address("incident", ONLY_ROW, "hold_reason"), f"Note {number}.")
        except StoreError as error:
            tablet.say("failed", error.code, time.monotonic())
        tablet.say("kept", "incident", "hold_reason", f"Note {number}.")


def test_a_kill_shows_what_was_said_too_early(disk: Place) -> None:
    tally, flow = killing.Tally(), Flow("too early", "draft", too_early)
    for at in range(25, 60):
        if tally.violations:
            return
        killing.chain(disk, flow, at, False, 60, "1", tally)
    pytest.fail("an answer was told as kept before it was, and no kill showed it")


@pytest.mark.parametrize(("name", "side", "cuts"), [("typing", "home", 0), ("exchanging", "data", CUTS)])
def test_a_power_cut_shows_a_missing_sync(
    disk: Place, monkeypatch: pytest.MonkeyPatch, name: str, side: str, cuts: int
) -> None:
    """A drive that says it has what it has not: as good as an app, or a server, that never asked."""
    take, flow = Model.take, next(each for each in FLOWS if each.name == name)

    def lying(model: Model, call: Call) -> None:
        if call.kind != "sync" or not call.path.startswith(f"{disk.work}/{side}/"):
            take(model, call)

    monkeypatch.setattr(Model, "take", lying)
    tally = power.Tally()
    power.cut(disk, replace(flow, name="unsynced"), "1", float("inf"), 400, tally, cuts)
    assert tally.violations


@pytest.mark.parametrize(
    "promise",
    [
        ["kept", "incident", "hold_reason", "never said"],
        ["row", "entry", "never begun"],
        ["gone", "entry", "never begun"],
        *([word, "0" * 64] for word in ("report", "sealed", "file", "received")),
        ["offset", "0" * 64, 1],
    ],
    ids=lambda promise: promise[0],
)
def test_a_side_is_opened_again_when_more_was_promised(disk: Place, promise: list[object]) -> None:
    assert promise[0] in power.PROMISES
    disk.restore("sealed")
    flow = FLOWS[5] if promise[0] == "offset" else FLOWS[0]  # typing has the tablet's side alone
    opener, state = power.Opener(disk, flow), next(Model(disk.work).states(Random(1), 0))
    assert [opener.open(state, []), opener.open(state, []), opener.open(state, [["looked"]])] == [True, False, False]
    with pytest.raises(oracles.Violation):
        opener.open(state, [promise])


def test_what_the_tablet_believes_is_held_against_the_server(disk: Place) -> None:
    """Each side for itself is sound: the tablet's after an exchange, the server's before it."""
    opener = power.Opener(disk, FLOWS[5])
    disk.restore("filed")
    home = next(Model(disk.work).states(Random(1), 0)).below(disk.work / "home")
    disk.restore("sealed")
    data = next(Model(disk.work).states(Random(1), 0)).below(disk.work / "data")
    with pytest.raises(oracles.Violation, match="a receipt for what the server has not"):
        opener.open(State(home.pieces + data.pieces), [])


def test_an_error_shows_a_false_saved(disk: Place) -> None:
    tally, flow = errors.Tally(), Flow("whatever happens", "draft", whatever_happens)
    for at in range(20, 200):
        if tally.violations or not errors.suffer(disk, errors.Trouble(flow, errno.ENOSPC, True, at), "1", tally):
            break
    assert any("neither as told" in each or "which was told" in each for each in tally.violations)
