"""The exchange under simulated faults with the server on PostgreSQL: everything happens as it does on SQLite."""

import json

import pytest

from tests.simulation.ground import POSTGRESQL
from tests.simulation.plan import Plan
from tests.simulation.slices import PROPERTY
from tests.simulation.world import live

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize("seed", (2, 7, 8, 10, 35, 42))
def test_a_world_goes_the_same_way_on_postgresql(seed, record_property):
    """What a tablet meets and what comes of it does not depend on the engine, to the last id that is drawn."""
    held = live(Plan.of(seed), POSTGRESQL)
    assert not held.violation, f"make sim ENGINE=postgresql FIRST={seed} SEEDS=1: " + "\n".join(held.story)
    assert held.trace == live(Plan.of(seed)).trace
    record_property(PROPERTY, json.dumps(vars(held.counts)))
