"""What the widgets of one open report share: the services, the model, the keeper, the language, the city's time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from mobile.editing import Editing
from mobile.first_answers import first_answers
from mobile.form import Changed, FormModel
from mobile.screens.keeping import Keeper
from mobile.screens.shell import Shell
from mobile.session import Session
from mobile.store import StoreError
from mobile.store.exchanges import Comment
from shared.answers import Address
from shared.canonical import Value


@dataclass
class Desk:
    """One open report on a screen. `jump` shows a place of the form, `removed` offers to undo: (title, name),
    `hand_over` gives the tablet to a member of the public: (row of misconduct_report, sealed statement's row or "")."""

    shell: Shell
    session: Session
    editing: Editing
    keeper: Keeper
    comments: tuple[Comment, ...] = ()
    jump: Callable[[Address], None] = lambda address: None
    removed: Callable[[str, str], None] = lambda title, removal: None
    hand_over: Callable[[str, str], None] = lambda row, media: None

    @property
    def model(self) -> FormModel:
        """The report as it stands."""
        return self.editing.model

    @property
    def read_only(self) -> bool:
        """Whether the report is sealed for good: it is shown, not written."""
        return not self.editing.draft.open

    @cached_property
    def zone(self) -> ZoneInfo:
        """The city's zone: times are shown and corrected in it."""
        return ZoneInfo(self.model.form.configuration.city.time_zone)

    def now(self) -> datetime:
        """This moment on the city's clock."""
        return self.session.clock.now().astimezone(self.zone)

    def instant(self) -> Value:
        """This moment as an answer."""
        return {"at": self.now().isoformat(timespec="seconds"), "clock": "device"}

    def say(self, code: str, **params: object) -> str:
        """Words in the person's language."""
        return self.shell.say(code, **params)

    def resume(self) -> None:
        """The report is on the screen again, where it was: if the app is stopped now, it is offered for recovery."""
        with suppress(StoreError):  # nothing of the report depends on it
            self.session.drafting.opened(self.editing.report)

    def add_row(self, part: str, parent: str = "", values: Mapping[str, Value] | None = None) -> str:
        """Add a row with what is known already, and `values`; its id, "" if the store refused."""
        made: list[str] = []

        def add() -> Changed:
            model, drafting = self.model, self.session.drafting
            if part == "id_attempt":
                row, changed = self.editing.ask_supervisor(parent)
            else:
                first = first_answers(
                    model.form, model.nested, part,
                    serial=drafting.serial, now=self.instant(), owed=model.owed, parent=parent,
                )  # fmt: skip
                row, changed = self.editing.add_row(part, first | dict(values or {}), parent=parent)
            made.append(row)
            return changed

        return made[0] if self.keeper.act(add) else ""


def open_desk(shell: Shell, report: str) -> Desk:
    """Open a report. Raises LookupError while the tablet is locked, DraftError and StoreError as drafting does."""
    session = shell.session
    if session is None:
        raise LookupError("the tablet is locked")
    editing = Editing(session.vault, session.drafting, report, shell.language)
    return Desk(shell, session, editing, Keeper(editing), session.reports.comments(report))
