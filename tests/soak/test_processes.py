"""A slice of the soak's part `processes`, and that its oracles can see."""

from collections import Counter

import pytest

from tests.soak import processes
from tests.soak.processes import live


def test_a_few_sessions_between_real_processes_lose_nothing():
    (row,) = live(seconds=300, seed=7, wanted=4, tablets=1)
    assert row.violations == ()
    assert row.done >= 4


def test_the_oracles_see_what_is_missing_twice_or_from_nowhere(tmp_path, monkeypatch):
    office = processes.Office(tmp_path)
    office.start()
    link = processes.CuttingLink(office.ports[0], 1)
    seat = processes._enrolled(office, office.codes(1)[0], 0, link, 1)
    office.stop()
    assert processes._oracles(office, [seat]) == []
    seat.sealed.add("0" * 64)
    assert processes._oracles(office, [seat]) == [f"{'0' * 64} was sealed and is gone from its tablet"]
    seat.sealed.clear()
    rows, logged = office.stored()
    monkeypatch.setattr(office, "stored", lambda: (rows + Counter({"1" * 64: 2}), logged))
    assert len(processes._oracles(office, [seat])) == 3


@pytest.mark.parametrize("share", [0, 100])
def test_the_link_cuts_what_it_is_told_to(share):
    link = processes.CuttingLink(1, 1, share, 500)
    budgets = {link.budget() for _ in range(50)}
    assert (max(budgets) < 500) == bool(share)
    link.close()
