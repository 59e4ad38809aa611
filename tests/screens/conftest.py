"""Opens the one real window for the screen tests (offscreen pixels) and hands each test a clean `pilot`.

The environment is set here, before Kivy is imported for the first time; tests of other folders never import Kivy.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
OUTPUT = HERE.parent / "output"

os.environ.update({
    "SDL_VIDEODRIVER": "offscreen",
    "KIVY_HOME": tempfile.mkdtemp(prefix="kivy-"),  # Kivy remembers settings there: never those of a person
    "KIVY_NO_ARGS": "1",
    "KIVY_NO_FILELOG": "1",
    "KIVY_LOG_MODE": "PYTHON",
    "KIVY_METRICS_DENSITY": "1",
    "KIVY_METRICS_FONTSCALE": "1",
    "KCFG_GRAPHICS_WIDTH": "1280",
    "KCFG_GRAPHICS_HEIGHT": "800",
    "KCFG_INPUT_MOUSE": "mouse,disable_multitouch",
})  # fmt: skip
sys.path.insert(0, str(HERE))  # so that tests can say: from pilot import Pilot

_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Remember a failure, so that the fixture can take a picture of it."""
    report = yield
    if report.when == "call":
        item.stash[_FAILED] = report.failed
    return report


@pytest.fixture
def pilot(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A person at an empty window of 1280 x 800. A failed test leaves tests/output/FAILED-<name>.png."""
    from pilot import Pilot

    person = Pilot(OUTPUT)
    person.clean()
    yield person
    if request.node.stash.get(_FAILED, False):
        person.shot("FAILED-" + request.node.name.replace("/", "-"))
    else:
        person.look()
    person.clean()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever is in this folder opens the window."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("window")


PASSPHRASE = "invented lantern 9"


@pytest.fixture
def tablet(pilot: Any, tmp_path: Path) -> Iterator[Any]:
    """An officer at home on an enrolled, unlocked tablet: the real app, a real vault, a small server, frozen time."""
    from tablet import Tablet

    from mobile.enrolling import enrol
    from mobile.vault import Cost
    from tests.mobile.small_server import ADDRESS, CountingChance, FrozenClock, Network, SmallServer

    server, clock, chance = SmallServer(), FrozenClock(), CountingChance()
    network = Network(server)
    home = tmp_path / "home"
    enrol(
        home, address=ADDRESS, code=server.code, passphrase=PASSPHRASE, transport=lambda _address: network,
        clock=clock, chance=chance, cost=Cost(memory=64, passes=1, lanes=1),
    ).lock()  # fmt: skip
    person = Tablet(pilot, home, clock, chance, lambda _address: network)
    person.server, person.network = server, network
    person.start()
    person.unlock(PASSPHRASE)
    yield person


@pytest.fixture
def drafting(tablet: Any) -> Any:
    """What the tablet has on its disk."""
    return tablet.app.session.drafting


@pytest.fixture
def form(tablet: Any) -> Any:
    """A new report on the form."""
    tablet.start_report()
    tablet.full_report()
    return tablet.form


@pytest.fixture
def folder(tablet: Any, tmp_path: Path) -> Path:
    """The folder of photos on the tablet's machine."""
    from attaching import machine

    return machine(tablet, tmp_path / "machine")
