"""The simulation itself: every world that ever failed holds now, a seed names everything, and faults are noticed."""

import pytest

from tests.simulation.mutants import MUTANTS, caught, planted
from tests.simulation.plan import Counts, Plan
from tests.simulation.run import regressions
from tests.simulation.slices import lived, summing_up
from tests.simulation.world import live


@pytest.mark.parametrize("plan", regressions(), ids=lambda plan: str(plan.seed))
def test_what_once_failed_holds(plan):
    held = live(plan)
    assert not held.violation, "\n".join(held.story)


def test_a_seed_names_everything_that_happens():
    for seed in (3, 5):
        assert live(Plan.of(seed)).trace == live(Plan.of(seed)).trace


def test_a_plan_reads_back_as_it_was_written():
    plan = Plan.of(11)
    assert Plan.parse(plan.text()) == plan


@pytest.mark.parametrize("name", MUTANTS)
def test_every_planted_fault_is_still_a_change_of_the_product(name):
    with planted(MUTANTS[name]):
        pass


@pytest.mark.parametrize("name", ("trust any 200", "acknowledge before the commit", "forget what was stored"))
def test_a_planted_fault_is_noticed(name):
    number, _ = caught(MUTANTS[name], 20)
    assert number, "make mutants"


def test_the_pieces_add_up_to_one_line():
    left = []
    for seed in (7, 9):
        lived([seed], lambda *given: left.append(given))
    counts = Counts()
    for seed in (7, 9):
        counts.add(live(Plan.of(seed)).counts)
    assert counts.faulted > 0
    said = f"2 seeds, {counts.sessions} sessions, {counts.faulted} met a fault, {counts.twice} met two or more"
    assert summing_up([*left, ("another", "property")]).startswith(said)
    assert summing_up([]) == ""
