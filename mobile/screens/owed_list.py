"""The owed list: everything that a report still wants, by when, and the way to it. What is owed is never a surprise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import groupby

from mobile.screens.desk import Desk
from mobile.screens.finish import where
from mobile.screens.questions import STAGES
from mobile.screens.times import clock_words
from mobile.widgets import ListRow, Sheet, Text
from shared.answers import Address
from shared.rules import Owed


def show_owed(desk: Desk, jump: Callable[[Address], None]) -> Sheet:
    """What is owed, in the order in which it falls due; a tap closes the list and jumps there."""
    owed, now = desk.model.owed, desk.now()
    sheet = Sheet(title=desk.say("tablet.owed_list.title", count=len(owed)), wide=760, fills=len(owed) > 4)
    if not owed:
        sheet.body.add_widget(Text(words=desk.say("tablet.owed_list.none")))

    def go(address: Address) -> None:
        sheet.dismiss()
        jump(address)

    for stage, some in groupby(owed, key=lambda each: STAGES.get(each.stage, "watch")):
        group = list(some)
        head = desk.say(f"tablet.owed_list.{stage}", count=len(group))
        sheet.body.add_widget(Text(words=head, style="label", bold=True))
        for each in group:
            row = ListRow(title=where(desk, each.address), subtitle=_due(desk, each, now), icon="clock")
            row.key, row.pick = each.address, go
            sheet.body.add_widget(row)
    sheet.open()
    return sheet


def _due(desk: Desk, owed: Owed, now: datetime) -> str:
    """By when, or that the moment has passed; where no clock tells, what it waits for."""
    stage = STAGES.get(owed.stage, "watch")
    if owed.due is None or stage == "now":
        return desk.say(f"tablet.owed_list.{stage}.open")
    at = clock_words(owed.due.astimezone(desk.zone), now)
    return desk.say("tablet.owed_list.late" if owed.due < now else "tablet.owed_list.due", at=at)
