"""A slice of the soak's part `herd`: more tablets than places, and a person who reads meanwhile."""

from tests.soak.herd import Herd, Load, _oracles, run
from tests.soak.office import Office


def test_more_tablets_than_places_are_all_served_and_nobody_sees_a_failure(tmp_path):
    herd = run(Office(tmp_path, threads=1), tablets=16, reports=3, seconds=300)
    assert herd.wrong == []
    assert herd.delivered == 16 and herd.pages
    assert herd.heard["server.busy"] > 0, "sixteen at one place, and nobody was told to come later"


def test_the_oracles_see_what_is_missing_and_what_people_saw(tmp_path):
    herd = Herd(pages=[(200, 0.1), (503, 0.1)])
    herd.heard.update(["server.busy", "silence.timeout", "server.fault"])
    _oracles(herd, Office(tmp_path), [Load("d", b"", b"", ("0" * 64,))])
    assert len(herd.wrong) == 4
