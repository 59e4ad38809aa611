"""The process is killed in the middle of typing: everything that was shown as saved is there afterwards."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

CHILD = """
import json, sys
sys.path[:0] = [{root!r}, {here!r}]
import conftest
from pathlib import Path
from pilot import Pilot
from tablet import Tablet
from mobile.enrolling import enrol
from mobile.vault import Cost
from shared.answers import Address
from tests.mobile.small_server import ADDRESS, CountingChance, FrozenClock, Network, SmallServer

server, clock, chance = SmallServer(), FrozenClock(), CountingChance()
network = Network(server)
home = Path({home!r})
enrol(home, address=ADDRESS, code=server.code, passphrase={passphrase!r}, transport=lambda _a: network,
      clock=clock, chance=chance, cost=Cost(memory=64, passes=1, lanes=1)).lock()
tablet = Tablet(Pilot(home), home, clock, chance, lambda _a: network)
tablet.start()
tablet.unlock({passphrase!r})
report = tablet.start_report()
tablet.full_report()
tablet.answer(Address("incident", "-", "injury_present"), "yes")
row = tablet.add_row("injury")
asked = tablet.question(Address("injury", row, "injury_description"))
tablet.tap(asked.box.entry)
keeper = tablet.form.desk.keeper
from kivy.core.window import Window
for word in "cough and red eyes after a spray, standing beside her cart ".split() * 20:
    for letter in word + " ":
        Window.dispatch("on_textinput", letter)
        tablet.pilot.frame()
    tablet.pilot.wait(lambda: keeper.state == "saved")
    print(json.dumps([report, row, asked.box.entry.text]), flush=True)
"""


def test_what_was_shown_as_saved_survives_a_kill(tmp_path: Path) -> None:
    home, passphrase = tmp_path / "home", "invented lantern 9"
    code = CHILD.format(root=str(ROOT), here=str(ROOT / "tests" / "screens"), home=str(home), passphrase=passphrase)
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None and child.stderr is not None
    seen = []
    for line in child.stdout:
        if line.startswith("["):
            seen.append(json.loads(line))
        if len(seen) == 3:
            os.kill(child.pid, signal.SIGKILL)
            break
    rest = child.stdout.read()
    seen += [json.loads(line) for line in rest.splitlines() if line.startswith("[") and line.endswith("]")]
    errors = child.stderr.read()
    child.wait()
    assert len(seen) >= 3, errors[-2000:]

    from mobile.drafting import Drafting
    from mobile.forms import Forms
    from mobile.vault import unlock
    from mobile.vaultfile import listed
    from shared import report as definition
    from tests.mobile.small_server import CountingChance, FrozenClock

    clock, chance = FrozenClock(), CountingChance()
    (found,) = listed(home)
    vault = unlock(found.folder, passphrase, clock)
    try:
        drafting = Drafting(vault, Forms(vault.store, definition.form, definition.LATEST), clock, chance)
        assert drafting.unfinished(), "the app offers to recover it"
        report, row, text = seen[-1]
        held = drafting.content(report)
        assert held.nested["incident"]["injury_present"] == "yes"
        (injury,) = [each for each in held.nested["injury"] if each["id"] == row]
        assert str(injury["injury_description"]).startswith(text)
    finally:
        vault.lock()
