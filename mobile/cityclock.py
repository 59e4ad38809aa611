"""The tablet's clock as the city shows it: one zone for everything an officer sees and seals.

What the machine is set to does not matter: a tablet whose own zone is UTC, or that of the office that bought it, says
the same times as the radio.
"""

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from mobile.forms import Forms
from shared.ports import Clock


class CityClock:
    """A `shared.ports.Clock` whose wall clock is in the zone of the city in force."""

    def __init__(self, clock: Clock, forms: Forms) -> None:
        self._clock, self._forms = clock, forms
        self._zone: tzinfo | None = None

    def now(self) -> datetime:
        """The wall clock with the city's offset. Raises StoreError when the zone was never read and the store fails."""
        return self._clock.now().astimezone(self.zone)

    def monotonic(self) -> float:
        """Seconds since an arbitrary start; never goes back."""
        return self._clock.monotonic()

    @property
    def zone(self) -> tzinfo | None:
        """The city's zone; None, which is the machine's own, while the vault holds no city."""
        if self._zone is None:
            try:
                self._zone = ZoneInfo(self._forms.newest().configuration.city.time_zone)
            except LookupError:
                return None
        return self._zone
