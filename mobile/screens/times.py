"""Times as the tablet writes them: 24 hours, the day only when it is another one."""

from __future__ import annotations

from datetime import datetime

from mobile.widgets.words import say_day


def clock_words(moment: datetime, now: datetime) -> str:
    """ "14:10", or "Wed, Oct 14, 2026, 14:10" for another day than that of `now`. Both in the zone to be shown."""
    clock = f"{moment:%H:%M}"
    return clock if moment.date() == now.date() else f"{say_day(moment.date())}, {clock}"


def saved_words(saved_at: str) -> str:
    """The clock of a commit, to the second: "14:03:22". It was stamped on the city's clock."""
    return f"{datetime.fromisoformat(saved_at):%H:%M:%S}" if saved_at else ""
