"""The exchange under simulated faults: worlds that are the same at every run, those with odd numbers."""

import pytest

from tests.simulation.slices import PIECES, SEEDS, lived


@pytest.mark.parametrize("piece", range(PIECES))
def test_the_other_fixed_worlds_hold(piece, record_property):
    lived(range(2 * piece + 1, SEEDS, 2 * PIECES), record_property)
