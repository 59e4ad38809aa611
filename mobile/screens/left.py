"""What a report that left the tablet still shows: that it did, and the receipts that prove what was sent."""

from __future__ import annotations

from collections.abc import Callable

from mobile.reports import Behind
from mobile.screens.host import Host
from mobile.widgets import QuietButton, Sheet, Text
from mobile.widgets.words import say as word
from shared.entry import open_entry


def show_left(host: Host, behind: Behind, title: str, state: str, when: Callable[[str], str]) -> Sheet:
    """Open the sheet. `when` writes a stored time as the officer's clock shows it."""
    sheet = Sheet(title=title)
    sheet.body.add_widget(Text(words=f"{behind.row.reference} · {state}", bold=True))
    sheet.body.add_widget(Text(words=host.say("tablet.left.why")))
    for version in behind.versions:
        receipt = behind.receipts[version.digest]
        line = host.say(
            "tablet.left.version",
            number=version.sequence,
            sealed=when(version.sealed_at),
            taken=when(open_entry(receipt.opening).at),
            entry=receipt.entry,
        )
        sheet.body.add_widget(Text(words=line))
        sheet.body.add_widget(
            Text(words=host.say("tablet.left.digest", digest=version.digest), style="caption", tone="muted")
        )
    close = QuietButton(words=word("close"))
    close.bind(on_release=lambda _button: sheet.dismiss())
    sheet.buttons.add_widget(close)
    sheet.open()
    return sheet
