"""What the outside world gives to both sides, as small interfaces: the clock, ids, randomness.

They are passed in everywhere, so that a simulation can own time and chance. `system.py` on either side has the real
ones; tests have frozen and counting ones.
"""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Two clocks: the wall, which may lie, and a monotonic one, which orders what happens on one machine."""

    def now(self) -> datetime:
        """The wall clock, aware, with the local offset."""

    def monotonic(self) -> float:
        """Seconds since an arbitrary start; never goes back."""


class Chance(Protocol):
    """Randomness fit for keys, salts and ids."""

    def token(self, size: int) -> bytes:
        """`size` random bytes."""

    def uuid(self) -> str:
        """A random UUID (version 4, RFC 9562) in lower-case text."""
