"""Run by `tablet_rows.scrolling` in a process of its own: prints CPU seconds of a frame as one JSON object.

The argument says how many delivered reports home lists. From its middle on, a finger moves the list by a third of a row
a frame; a row is read from the store when it comes into sight, so the mean counts.
"""

import json
import os
import statistics
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from window_program import cpu, frames, opened, window

from mobile.store import drafts, versions
from tests.bench.practice import practising

FRAMES = 240
STEP = 30  # pixels of a frame


def stocked(home, number):
    """A vault with so many delivered reports, stored as the product stores them."""
    drafting, report, address = practising(home)
    drafting.answer(report, address, "1200 block S Union Ave")
    drafting.left(report)
    sealed = drafting.seal(report, "interim")
    with drafting._vault.store.writing() as database:
        model = drafts.get(database, report)
        for count in range(number):
            each = replace(
                model, report=f"{count:08d}-0000-4000-8000-000000000000", state="delivered", open=False,
                reference=f"F-{count:08d}", title=f"{count} block S Union Ave", search=f"{count} block s union ave",
            )  # fmt: skip
            drafts.add(database, each)
            digest = f"{count:064x}"
            versions.add(database, replace(sealed, digest=digest, report=each.report, device_sequence=count + 2))
            versions.decide(database, digest, "stored", [], each.saved_at)


with tempfile.TemporaryDirectory() as folder:
    home, number = Path(folder), int(sys.argv[1])
    stocked(home, number)
    window()
    app = opened(home)
    screen = app.screens.current_screen
    taken = []

    def shown():
        screen.groups.show("delivered")
        screen.refresh()
        frames(3)

    opening = cpu(shown)
    view, way = screen.rows, -1
    room = view.children[0].height - view.height
    view.scroll_y = 0.5
    frames(3)
    for _ in range(FRAMES):
        if not 0 <= view.scroll_y + way * STEP / room <= 1:
            way = -way
        view.scroll_y += way * STEP / room
        taken.append(cpu(lambda: frames(1)))
    told = {"frame": statistics.mean(taken), "open": opening, "rows": view.count}
    print(json.dumps(told), flush=True)
    os._exit(0)
