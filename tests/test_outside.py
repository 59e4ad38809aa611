"""The program as it is started, seen from outside: a real X display, a real keyboard and mouse, then a kill."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mobile.enrolling import enrol
from mobile.reports import Reports
from mobile.system import SystemClock
from mobile.vault import Cost, unlock
from mobile.vaultfile import listed
from tests.mobile.small_server import ADDRESS, CountingChance, FrozenClock, Network, SmallServer

ROOT = Path(__file__).parents[1]
PASSPHRASE = "invented lantern 9"
PATIENCE = 180  # seconds before a wait gives up: a hang guard
START = (1035, 36)  # the button at the top right of home, in a window of 1280 x 800
BOX = (640, 430)


def wait(condition: Callable[[], object], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, f"never came true: {what}"
        time.sleep(0.2)


@pytest.fixture
def display() -> Iterator[str]:
    """A display of its own; Xvfb chooses its number."""
    read, write = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    ) as xvfb:
        os.close(write)
        with os.fdopen(read) as said:
            yield f":{said.readline().strip()}"
        xvfb.terminate()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An enrolled officer's tablet, with no network."""
    server, folder = SmallServer(), tmp_path / "home"
    enrol(
        folder,
        address=ADDRESS,
        code=server.code,
        passphrase=PASSPHRASE,
        transport=lambda _address: Network(server),
        clock=FrozenClock(),
        chance=CountingChance(),
        cost=Cost(64, 1, 1),
    ).lock()
    return folder


def test_a_report_begun_with_mouse_and_keyboard_outlives_the_kill(display: str, home: Path) -> None:
    environment = {**os.environ, "DISPLAY": display, "KIVY_METRICS_DENSITY": "1", "PYTHONPATH": str(ROOT)}
    environment.pop("SDL_VIDEODRIVER", None)

    def hand(*what: object) -> None:
        subprocess.run(["xdotool", *map(str, what)], env=environment, check=True)

    with subprocess.Popen(
        [sys.executable, "-m", "mobile", "--folder", str(home)], env=environment, start_new_session=True
    ) as app:
        try:
            folder = listed(home)[0].folder

            def unlocked() -> bool:
                for _ in range(20):
                    if (folder / "store.db-wal").exists():  # there while the store is open
                        return True
                    time.sleep(0.5)
                hand("mousemove", *BOX, "click", 1)
                hand("key", "ctrl+a")  # what an earlier try left: half a passphrase, typed while the window came up
                hand("type", "--delay", 80, PASSPHRASE)
                hand("key", "Return")
                return False

            wait(unlocked, "the vault is open")

            def begun() -> bool:
                hand("mousemove", *START, "click", 1)
                time.sleep(2)
                return _reports(folder) > 0

            wait(begun, "a report")
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(app.pid, signal.SIGKILL)
    assert _reports(folder) >= 1


def _reports(folder: Path) -> int:
    """How many reports another process finds in the vault: it needs the passphrase like everybody."""
    vault = unlock(folder, PASSPHRASE, SystemClock())
    try:
        return len(Reports(vault.store).page())
    finally:
        vault.lock()
