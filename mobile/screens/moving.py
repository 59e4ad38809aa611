"""Handing a draft on to another of the officer's tablets, continuing one here, and what is told when that fails."""

from __future__ import annotations

from collections.abc import Callable

from mobile.drafting import DraftError
from mobile.reports import ReportRow
from mobile.screens.desk import Desk
from mobile.screens.finish import show_problems
from mobile.screens.host import Host
from mobile.screens.shell import Shell
from mobile.sealing import NotReady
from mobile.session import Session
from mobile.store import StoreError
from mobile.store.moves import RELEASE, Move
from mobile.widgets import PrimaryButton, QuietButton, Sheet, Text
from shared.answers import rows_of

FREE = ("offered", "moving")
"""Row states from which a report can be continued here."""
AWAY = ("moving", "offered", "taking", "moved")
"""Row states of a report that is not written here."""


def ask_release(desk: Desk, done: Callable[[], object]) -> Sheet:
    """Say what handing on means, then do it; `done` is told once the report is closed here."""
    sheet = Sheet(title=desk.say("tablet.move.title"))
    sheet.body.add_widget(Text(words=desk.say("tablet.move.text")))
    if any("sha256" in row for row in rows_of(desk.model.answers, "media")):
        sheet.body.add_widget(Text(words=desk.say("tablet.move.files"), tone="warn"))
    _buttons(desk.shell, sheet, "tablet.finish.not_yet", None, "tablet.move.yes", lambda: release(desk, done))
    return sheet


def release(desk: Desk, done: Callable[[], object]) -> bool:
    """Hand the report on. False when it stays: the reasons are on the screen, nothing was changed."""
    if not desk.keeper.flush():
        return False
    try:
        desk.editing.settle()
        desk.session.moving.release(desk.editing.report)
    except NotReady as refused:
        show_problems(desk, refused.problems, "tablet.move.not", "tablet.move.left")
        return False
    except (StoreError, DraftError) as error:
        desk.shell.toast(desk.say(error.code), "danger", "error")
        return False
    desk.session.runner.kick()
    desk.shell.toast(desk.say("tablet.move.done"), icon="devices")
    done()
    return True


def show_away(host: Host, session: Session, row: ReportRow, state: str, changed: Callable[[], object]) -> Sheet:
    """A report that is not written here: `state` says how it stands. It can be read, or continued."""
    sheet = Sheet(title=row.title or host.say("tablet.home.untitled"))
    sheet.body.add_widget(Text(words=f"{row.reference} · {state}", bold=True))
    free = row.code in FREE
    if free:
        sheet.body.add_widget(Text(words=host.say("tablet.move.take.text")))
    reading: Callable[[], object] | None = None
    if row.here:

        def reading() -> None:
            host.go("form", report=row.report)

    _buttons(
        host,
        sheet,
        "tablet.move.read" if reading else "",
        reading,
        "tablet.move.take" if free else "",
        lambda: take(host, session, row.report, changed),
    )
    return sheet


def take(shell: Shell, session: Session, report: str, changed: Callable[[], object]) -> None:
    """Continue the report here: at once if nobody heard of its release, else once the server has said so."""
    try:
        here = session.moving.take(report)
    except (StoreError, DraftError) as error:
        shell.toast(shell.say(error.code), "danger", "error")
        return
    session.runner.kick()
    shell.toast(shell.say("tablet.move.back" if here else "tablet.move.asked"), icon="devices")
    changed()


def tell(shell: Shell, refused: list[Move]) -> Sheet | None:
    """Say what the server did not do, until a person has read it."""
    if not refused:
        return None
    released = any(each.act == RELEASE for each in refused)
    sheet = Sheet(title=shell.say("tablet.move.not" if released else "tablet.move.not_taken"))
    for code in dict.fromkeys(each.code for each in refused):
        sheet.body.add_widget(Text(words=shell.say(code)))
    _buttons(shell, sheet, "", None, "tablet.file.understood", lambda: None)
    return sheet


def _buttons(
    shell: Shell, sheet: Sheet, no: str, other: Callable[[], object] | None, yes: str, act: Callable[[], object]
) -> None:
    """At most two: the quiet one closes the sheet (and does `other`), the loud one acts. "" leaves one out."""
    for words, button, does in ((no, QuietButton, other), (yes, PrimaryButton, act)):
        if words:
            made = button(words=shell.say(words))
            made.bind(on_release=lambda _b, does=does: (sheet.dismiss(), does() if does else None))
            sheet.buttons.add_widget(made)
    sheet.open()
