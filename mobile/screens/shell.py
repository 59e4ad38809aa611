"""What a screen may ask of the app around it: the open vault's services, the way to other screens, words, toasts.

The app is the shell in real life; tests bring a small one. Screens know this file and never the app itself.
"""

from __future__ import annotations

from typing import Protocol

from mobile.session import Session
from shared.canonical import Value


class Shell(Protocol):
    """The app as a screen sees it. Every screen has `__init__(shell)` and `show(**args)`, called at each arrival.

    Screens by name and what `show` takes: enrol; unlock; home; card (report); form (report, at: an address's text to
    start at, or ""); note (report); handover (report, row, media: a statement's row to show the receipt of, or "");
    settings. A screen that is left, or taken away by the system, is told by Kivy's own `on_leave`; `resume`, where
    there is one, is called when the system gives it back. While a screen's `held` is true, `go` and `back` do
    nothing.
    """

    session: Session | None
    """None while locked."""
    language: str
    """`en` or `es`. When it changes, the app throws its screens away and builds them again."""

    def go(self, name: str, **args: Value) -> None:
        """Show a screen, built at its first use."""

    def back(self) -> None:
        """Show the screen before this one; home if there is none."""

    def say(self, code: str, **params: object) -> str:
        """Words of the interface in the current language: `tablet.` codes and every problem's code."""

    def toast(self, words: str, tone: str = "ok", icon: str = "done") -> None:
        """A short message at the bottom edge that goes by itself. `words` are words already, not a code."""

    def locked(self) -> None:
        """Lock now: content goes at once, work is saved first."""
