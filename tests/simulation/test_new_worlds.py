"""The exchange under simulated faults: worlds that nobody has run before."""

import secrets

import pytest

from tests.simulation.run import SEED_BITS
from tests.simulation.slices import PIECES, SEEDS, lived

NEW = secrets.randbits(SEED_BITS)


@pytest.mark.parametrize("piece", range(PIECES))
def test_new_worlds_hold(piece, record_property):
    lived(range(NEW + piece, NEW + SEEDS, PIECES), record_property)
