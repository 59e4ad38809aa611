"""A tablet as a process of its own: the product's vault, drafting, exchange thread's step and transport; no screen.

    python -m tests.soak.tablet_program FOLDER ADDRESS SEED

Prints `sealed <digest>` as soon as a version is sealed, which means that it must not be lost any more, and
`session <kind> <code>` after each exchange. Ends when it is killed, or with `idle` when nothing waits and `rest` was
said on its standard input.
"""

import random
import select
import sys
import time
from pathlib import Path

from mobile.drafting import Drafting
from mobile.forms import Forms
from mobile.runner import Runner
from mobile.store import versions
from mobile.system import SystemChance, SystemClock
from mobile.transport import HttpTransport
from mobile.vault import Vault, unlock
from shared import report as definition
from shared.answers import Address

PASSPHRASE = "invented lantern 9"
QUEUE = 8
"""Nothing more is sealed while so many versions wait."""
LANDMARK = Address("incident", "-", "location_landmark")
PAUSE, AGAIN = 0.2, 0.5
"""Seconds after an exchange that went well, and after another: shorter than the product's, so that more are lived."""


def main(folder: str, address: str, seed: str) -> None:
    """Seal and exchange."""
    clock, chance, chosen = SystemClock(), SystemChance(), random.Random(seed)
    vault = unlock(Path(folder), PASSPHRASE, clock)
    drafting = Drafting(vault, Forms(vault.store, definition.form, definition.LATEST), clock, chance)
    runner = Runner(vault, HttpTransport(address), clock, chance)
    reports: list[str] = []
    resting = False
    while True:
        resting = resting or _told()
        if not resting and chosen.random() < 0.6 and _waiting(vault) < QUEUE:
            _seal(drafting, chosen, reports)
        done = runner.once()
        print(f"session {done.kind} {done.code or '-'}", flush=True)
        if resting and done.kind == "done" and not _waiting(vault):
            print("idle", flush=True)
            return
        time.sleep(PAUSE if done.kind == "done" else AGAIN)


def _seal(drafting: Drafting, chosen: random.Random, reports: list[str]) -> None:
    """One more version: of a new report, or of one that this life of the tablet began."""
    if not reports or chosen.random() < 0.6:
        reports.append(drafting.start())
    report = chosen.choice(reports)
    drafting.answer(report, LANDMARK, f"Lot {chosen.random():.12f}")
    version = drafting.seal(report, "interim")
    if version is not None:
        print(f"sealed {version.digest}", flush=True)


def _waiting(vault: Vault) -> int:
    with vault.store.reading() as database:
        return len(versions.queued(database))


def _told() -> bool:
    return bool(select.select([sys.stdin], [], [], 0)[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
