"""The app in a process of its own, driven by a person's verbs, and killed while it works."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PASSPHRASE = "invented lantern 9"

BEGIN = """
import json, sys
sys.path[:0] = [{root!r}, {here!r}]
import conftest
from pathlib import Path
from pilot import Pilot
from tablet import Tablet
from kivy.core.window import Window
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
"""
"""An officer at home: `tablet`, with `Window` to type into. What the program does then prints a list of JSON a line."""


def killed(home: Path, program: str, lines: int) -> list[list[Any]]:
    """What the program had printed when it was killed, right after so many lines; its vault is in `home`."""
    begin = BEGIN.format(root=str(HERE.parents[1]), here=str(HERE), home=str(home), passphrase=PASSPHRASE)
    command = [sys.executable, "-c", begin + program]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None and child.stderr is not None
        said: list[list[Any]] = []
        while len(said) < lines and (line := child.stdout.readline()):
            said += [json.loads(line)] if line.startswith("[") else []
        os.kill(child.pid, signal.SIGKILL)
        # What it printed before the kill came counts as said, but for a line that was cut off.
        said += [json.loads(line) for line in child.stdout if line.startswith("[") and line.endswith("]\n")]
        assert len(said) >= lines, child.stderr.read()[-2000:]
    return said
