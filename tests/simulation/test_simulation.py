"""The exchange under simulated faults: a fixed set of worlds, new ones at every run, and every one that ever failed.

Sized by `SEEDS`. `make sim` runs as many more as there is time for, and says which seed failed.
"""

import secrets

import pytest

from tests.simulation.mutants import MUTANTS, caught, planted
from tests.simulation.plan import Plan
from tests.simulation.run import SEED_BITS, regressions
from tests.simulation.world import live

SEEDS = 12
"""Worlds of each kind, fixed and new: about half a minute on one core together."""
PIECES = 8
NEW = secrets.randbits(SEED_BITS)


def lived(seeds):
    for seed in seeds:
        held = live(Plan.of(seed))
        assert not held.violation, f"make sim FIRST={seed} SEEDS=1: " + "\n".join(held.story)


@pytest.mark.parametrize("piece", range(PIECES))
def test_the_fixed_worlds_hold(piece):
    lived(range(piece, SEEDS, PIECES))


@pytest.mark.parametrize("piece", range(PIECES))
def test_new_worlds_hold(piece):
    lived(range(NEW + piece, NEW + SEEDS, PIECES))


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
