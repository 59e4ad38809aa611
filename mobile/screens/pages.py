"""One group of home's reports by place, read from the store a page at a time as rows come into sight."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from mobile.reports import GROUPS, ReportRow

if TYPE_CHECKING:
    from mobile.reports import Reports

PAGE = 50
KEPT = 4
"""Pages held at a time: what is in sight and around it."""


class Pages:
    """`count` reports of a group that hold the words of `search`, last changed first; without reports, none."""

    def __init__(
        self, reports: Reports | None = None, group: str = "", search: str = "", sending: Collection[str] = ()
    ) -> None:
        self._reports, self.group, self.search, self._sending = reports, group, search, sending
        self.count = reports.number(GROUPS[group], search=search) if reports is not None else 0
        self._held: dict[int, list[ReportRow]] = {}

    def at(self, place: int) -> ReportRow | None:
        """The report at a place, 0 the first; None where the exchange took one away since they were counted."""
        number, within = divmod(place, PAGE)
        if number not in self._held:
            while len(self._held) >= KEPT:
                self._held.pop(next(iter(self._held)))
            self._held[number] = self._read(number * PAGE)
        held = self._held[number]
        return held[within] if within < len(held) else None

    def _read(self, offset: int) -> list[ReportRow]:
        if self._reports is None:
            return []
        return self._reports.page(
            GROUPS[self.group], search=self.search, limit=PAGE, offset=offset, sending=self._sending
        )
