"""The exchange under simulated faults: worlds that are the same at every run. `make sim` runs as many as there is time
for, and says which seed failed."""

import pytest

from tests.simulation.slices import PIECES, SEEDS, lived


@pytest.mark.parametrize("piece", range(PIECES))
def test_the_fixed_worlds_hold(piece, record_property):
    lived(range(piece, SEEDS, PIECES), record_property)
