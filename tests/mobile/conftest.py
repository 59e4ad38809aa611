"""One officer's vault, enrolled against the small server, with frozen time and counted chance."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile.drafting import Drafting
from mobile.enrolling import enrol
from mobile.forms import Forms
from mobile.vault import Cost, Vault
from shared import report
from tests.mobile.small_server import ADDRESS, CountingChance, FrozenClock, Network, SmallServer

PASSPHRASE = "invented lantern 9"
CHEAP = Cost(memory=64, passes=1, lanes=1)
"""A cost that no real vault has: tests open hundreds of them."""


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
def chance() -> CountingChance:
    return CountingChance()


@pytest.fixture
def server() -> SmallServer:
    return SmallServer()


@pytest.fixture
def network(server: SmallServer) -> Network:
    return Network(server)


@pytest.fixture
def vault(
    tmp_path: Path, network: Network, server: SmallServer, clock: FrozenClock, chance: CountingChance
) -> Iterator[Vault]:
    opened = enrol(
        tmp_path / "home",
        address=ADDRESS,
        code=server.code,
        passphrase=PASSPHRASE,
        transport=lambda address: network,
        clock=clock,
        chance=chance,
        cost=CHEAP,
    )
    yield opened
    opened.lock()


@pytest.fixture
def drafting(vault: Vault, clock: FrozenClock, chance: CountingChance) -> Drafting:
    return Drafting(vault, Forms(vault.store, report.form, report.LATEST), clock, chance)
