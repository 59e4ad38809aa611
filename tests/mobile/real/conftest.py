"""The real server in this process, and one officer's vault enrolled against it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile.vault import Vault
from tests.mobile.real_world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.services.store.close()


@pytest.fixture
def vault(world: World) -> Iterator[Vault]:
    opened = world.enrol(world.code())
    yield opened
    opened.lock()
