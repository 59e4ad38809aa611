"""Practice on the screen: said by words, an icon and another top bar while it is open, and thrown away at any time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mobile.drafting import DraftError
from mobile.screens.desk import Desk
from mobile.store import StoreError
from mobile.widgets import Banner, ConfirmSheet, TopBar


def show_practice(desk: Desk, top: TopBar, bars: Any, gone: Callable[[], object]) -> None:
    """Dress a screen for practice, or for a report. `bars` takes the banner; `gone` is told once it is thrown away."""
    practice = desk.editing.draft.practice
    top.tone = "warn" if practice else "neutral"
    bars.clear_widgets()
    if practice:
        top.title = desk.say("tablet.practice.title", title=top.title)
        banner = Banner(
            words=desk.say("tablet.practice.banner"),
            icon="practice",
            tone="warn",
            action=desk.say("tablet.practice.throw"),
        )
        banner.bind(on_act=lambda _bar: ask_throw(desk, "practice", gone))
        bars.add_widget(banner)


def ask_throw(desk: Desk, what: str, gone: Callable[[], object]) -> ConfirmSheet:
    """Ask, then delete what was never sealed. `what` is practice or note."""
    say = desk.say
    sheet = ConfirmSheet(
        title=say(f"tablet.{what}.throw?"),
        text=say(f"tablet.{what}.throw.text"),
        yes_words=say(f"tablet.{what}.throw"),
        no_words=say(f"tablet.{what}.keep"),
        danger=True,
    )
    sheet.bind(on_yes=lambda _sheet: throw_away(desk, gone))
    sheet.open()
    return sheet


def throw_away(desk: Desk, gone: Callable[[], object]) -> None:
    """Delete it now, and tell `gone`; what the store refuses is said and left as it is."""
    desk.keeper.stop()
    try:
        desk.session.discard(desk.editing.report)
    except (StoreError, DraftError) as error:
        desk.shell.toast(desk.say(error.code), "danger", "error")
        return
    gone()
