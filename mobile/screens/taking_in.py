"""A file on its way into the report: read, hashed and stored beside the thread that draws.

A sheet stands over the report until it is in, so that nothing else is done to the report meanwhile; closing the sheet
or locking the tablet ends it. It is stored in one transaction with its row, so that it is there or it is not.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from mobile.aside import Job
from mobile.capture import Captured, CaptureError, stop_unless, while_going
from mobile.drafting import DraftError
from mobile.screens.desk import Desk
from mobile.store import StoreError
from mobile.widgets import PrimaryButton, QuietButton, Sheet, Text
from mobile.widgets import words as control_words
from shared.answers import Address
from shared.canonical import Value

STOPPED = "tablet.file.stopped"


@dataclass(frozen=True)
class Taken:
    """A file that was read: its kind ("" for what its bytes say) and when it was made, now if None."""

    file: Captured
    kind: str = ""
    at: Value | None = None


def take_in(
    desk: Desk,
    sheet: Sheet,
    address: Address | None,
    read: Callable[[Callable[[], bool]], Taken],
    failed: Callable[[str], None],
) -> None:
    """Take the file that `read` gives into the report, referred to from `address`, and close `sheet`, which is open.

    `read` is called in another thread and may raise CaptureError and OSError. `failed` gets the code of a sentence when
    nothing was stored, STOPPED when a person closed the sheet.
    """
    if not desk.keeper.flush():
        failed(_code(desk.keeper.trouble))
        return
    drafting, report = desk.session.drafting, desk.editing.report

    def work(job: Job[str]) -> str:
        stop_unless(lambda: job.going)
        taken = read(lambda: job.going)
        file = while_going(taken.file, lambda: job.going)
        return drafting.attach(report, file, kind=taken.kind or file.kind, taken_at=taken.at, address=address)

    def done(future: Future[str]) -> None:
        try:
            row = future.result()
        except (CaptureError, StoreError, DraftError, OSError) as error:
            failed(_code(getattr(error, "code", "file.unreadable")))
            return
        desk.keeper.act(lambda: desk.editing.attached(address))
        sheet.dismiss()
        if address is None:
            desk.jump(Address("media", row, "caption"))

    job = desk.session.aside.run(work, done, first=True)
    sheet.bind(on_dismiss=lambda _sheet: job.cancel())


def wait_in(desk: Desk, sheet: Sheet) -> None:
    """Say in a sheet that a file is being taken in, instead of what was in it; its button ends that."""
    sheet.fills = False
    sheet.body.clear_widgets()
    sheet.buttons.clear_widgets()
    sheet.body.add_widget(Text(words=desk.say("tablet.file.taking")))
    stop = QuietButton(words=control_words.say("cancel"), icon="close")
    stop.bind(on_release=lambda _b: sheet.dismiss())
    sheet.buttons.add_widget(stop)
    stop.focus = True


def refuse(desk: Desk, code: str, title: str = "tablet.file.refused") -> None:
    """Say in a sheet why nothing was attached."""
    sheet = Sheet(title=desk.say(title))
    sheet.body.add_widget(Text(words=desk.say(code)))
    button = PrimaryButton(words=desk.say("tablet.file.understood"))
    button.bind(on_release=lambda _b: sheet.dismiss())
    sheet.buttons.add_widget(button)
    sheet.open()


def _code(trouble: str) -> str:
    """The code of the sentence for what went wrong."""
    if trouble == "store.full":
        return "tablet.file.full"
    return f"tablet.{trouble}" if trouble.startswith("file.") else trouble
