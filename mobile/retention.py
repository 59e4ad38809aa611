"""Delivered reports leave the tablet by themselves, some days after the server has all of them (the city's `[tablet]`).

It happens in the exchange's thread, right after an exchange that went well: only then is it known what the server has
and what time it is there, and nobody waits for it. A report that is on the screen stays until the next time.

A clock that jumps, the tablet's or the server's, must not take a report away early. So no two dates are compared:
seconds are counted from one signed reply to the next, each time the fewer of those that passed on the server's clock
and on the tablet's. A jump on one side counts for nothing; what a clock is set back costs counted time, so that a
report stays longer. What leaves and what stays of it is `mobile.store.leaving`.
"""

from collections.abc import Mapping
from datetime import datetime

from mobile.drafting import OPENED
from mobile.naming import folded
from mobile.store import Database, drafts, leaving, settings
from mobile.vault import Vault
from shared.canonical import Value
from shared.city import BadCity, city_of

HEARD = "heard"
"""The setting with the last signed reply: the server's time in it, the tablet's at it, and the seconds counted."""
HOUR, DAY = 3_600, 86_400
MOST = 5
"""Reports that leave after one exchange at most."""


def hear(database: Database, server_time: str, at: str) -> None:
    """Count on to a signed reply, in the transaction that keeps it; `at` is the tablet's time, RFC 3339."""
    counted, then = _counted(database)
    passed = 0
    if then is not None:
        passed = min(_seconds(str(then["server"]), server_time), _seconds(str(then["tablet"]), at))
    settings.put(database, HEARD, {"server": server_time, "tablet": at, "seconds": counted + max(0, passed)})


class Retention:
    """What leaves one vault, and when."""

    def __init__(self, vault: Vault) -> None:
        self._store = vault.store
        self._days: tuple[str, Mapping[str, int]] = ("", {})
        self._looked: int | None = None

    def let_go(self) -> int:
        """Let reports go whose days are over, a transaction each; how many went. Raises StoreError.

        Looked at once an hour, or again at once while there are more: nobody counts days more finely.
        """
        with self._store.reading() as database:
            seconds, heard = _counted(database)
            if heard is None or (self._looked is not None and 0 <= seconds - self._looked < HOUR):
                return 0
            astir = leaving.astir(database)
        if astir:
            with self._store.writing() as database:
                leaving.stand(database, seconds)
        going = self._due(seconds)
        for report in going:
            with self._store.writing() as database:
                draft = drafts.get(database, report)
                if draft is not None:
                    leaving.leave(database, report, folded(draft.reference), str(heard["server"]))
        if going:
            self._store.forget_freed()
        self._looked = seconds if len(going) < MOST else None
        return len(going)

    def _due(self, seconds: int) -> list[str]:
        due: list[str] = []
        with self._store.reading() as database:
            shown = settings.get(database, OPENED)
            for state, days in self._in_force(database).items():
                due += leaving.due(database, state, seconds - days * DAY, MOST)
        on_screen = shown if isinstance(shown, list) else []
        return [each for each in due if each not in on_screen][:MOST]

    def _in_force(self, database: Database) -> Mapping[str, int]:
        """The days by state of the city in force; none where it sets none or is not to be read."""
        current = settings.get(database, "current")
        digest = str(current.get("city")) if isinstance(current, Mapping) else ""
        if digest != self._days[0]:
            content = settings.configuration(database, digest)
            try:
                self._days = (digest, city_of(content).keep_days if content is not None else {})
            except BadCity:
                self._days = (digest, {})
        return self._days[1]


def _counted(database: Database) -> tuple[int, Mapping[str, Value] | None]:
    held = settings.get(database, HEARD)
    if not isinstance(held, Mapping):
        return 0, None
    counted = held.get("seconds")
    return counted if isinstance(counted, int) else 0, held


def _seconds(since: str, until: str) -> int:
    """Seconds from one RFC 3339 time to another; 0 where one of them is none, as a server may state."""
    try:
        return int((datetime.fromisoformat(until) - datetime.fromisoformat(since)).total_seconds())
    except (ValueError, TypeError):
        return 0
