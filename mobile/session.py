"""Everything that an unlocked vault offers a screen, put together in one place; gone again when it locks."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from mobile.aside import Aside, Job
from mobile.cityclock import CityClock
from mobile.devices import Devices, this_machine
from mobile.drafting import Drafting
from mobile.editing import Editing
from mobile.forms import Forms
from mobile.moving import Moving
from mobile.reports import Reports
from mobile.runner import Runner
from mobile.store import StoreError, files
from mobile.transport import Transport
from mobile.unsent import Written, write_unsent
from mobile.vault import Vault
from shared import report as definition
from shared.ports import Chance, Clock


class Session:
    """An officer at work: `drafting`, `edit` and `moving` for reports, `reports` for lists, `runner` for the exchange,
    `devices` for what the machine can give.

    `changed` is called from the exchange's thread when the banner or the lists should be read again; `tell` brings a
    call from the thread of `aside` to the one that draws.
    """

    def __init__(
        self,
        vault: Vault,
        transport: Callable[[str], Transport],
        clock: Clock,
        chance: Chance,
        changed: Callable[[], None] = lambda: None,
        devices: Devices | None = None,
        tell: Callable[[Callable[[], None]], None] = lambda call: call(),
    ) -> None:
        self.devices = devices or this_machine()
        self.vault, self.chance = vault, chance
        self.person = vault.person
        self.forms = Forms(vault.store, definition.form, definition.LATEST)
        self.clock = CityClock(clock, self.forms)
        self.drafting = Drafting(vault, self.forms, self.clock, chance)
        self.moving = Moving(vault, self.drafting, self.forms, chance)
        self.reports = Reports(vault.store)
        self.runner = Runner(vault, transport(vault.trust.address), clock, chance, changed)
        self.aside = Aside(tell)
        # Rows that were taken out cannot come back after a locked screen. Nobody waits for their files to go.
        self.aside.run(lambda job: self._tidy(job, undoable=False), lambda _done: None)

    def edit(self, report: str, language: str = "en") -> Editing:
        """Open a report on the screen. Raises DraftError, StoreError."""
        return Editing(self.vault, self.drafting, report, language)

    def write_unsent(self, folder: Path, told: Callable[[int, int], None] = lambda done, count: None) -> Written | None:
        """Everything undelivered into a file (`mobile.unsent`). Raises StoreError."""
        return write_unsent(self.vault, self.drafting, folder, self.clock, self.chance, told)

    def discard(self, report: str) -> None:
        """Delete a draft of which nothing was ever sealed (`Drafting.discard`), and its files soon after."""
        self.drafting.discard(report)
        self.aside.run(lambda job: self._tidy(job, undoable=True), lambda _done: None)

    def lock(self, patience: float = 15.0) -> None:
        """Stop the exchange, waiting up to `patience` seconds for one under way, forget the keys, close the store.

        What was answered is on the disk already. A file that is being kept is kept, or not at all, before this ends.
        """
        self.aside.stop()
        self.runner.stop(patience)
        self.vault.lock()

    def _tidy(self, job: Job[None], *, undoable: bool) -> None:
        """Let go of files that nothing refers to, a little at a time: answers are written in between."""
        with contextlib.suppress(StoreError):  # the next session tries again
            while job.going:
                with self.vault.store.writing() as database:
                    if not files.drop_some(database, undoable=undoable):
                        return
