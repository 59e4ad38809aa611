"""How many requests of tablets are worked on at once, and when the others should come back.

When a network returns, all tablets ask in the same minute. Each of their requests costs the processor much and a page
little, so they take turns: a few are worked on, a few more wait inside, and who finds that full is told at once when to
come again instead of holding a line open. Each is given a later time than the one before, as far behind it as a turn
takes, so that they do not come back together either; in whole seconds, so that a few share one, and never beyond
LONGEST. Each process counts its own.
"""

import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from shared.ports import Clock

WORKING = 3
"""Requests worked on at the same time. More would only share the same processors and make a page wait."""
LONGEST = 120
"""Seconds that anybody is sent away for. An estimate over a longer time is worth nothing."""
FIRST_GUESS = 0.3
LEARNING = 0.1


class Busy(Exception):
    """No place: come back after `seconds`. Nothing of the request was looked at."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"come back after {seconds} s")
        self.seconds = seconds


class Turns:
    """Places for `inside` requests, of which WORKING at most are worked on; the others wait in the order they came."""

    def __init__(self, clock: Clock, inside: int, working: int = WORKING) -> None:
        self._clock, self._places, self._working = clock, inside, working
        self._work = threading.Semaphore(working)
        self._lock = threading.Lock()
        self._inside = 0
        self._takes = FIRST_GUESS
        self._booked = float("-inf")

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn and keep it. Raises Busy."""
        with self._lock:
            if self._inside >= self._places:
                raise Busy(self._book())
            self._inside += 1
        try:
            with self._work:
                began = self._clock.monotonic()
                yield
                took = self._clock.monotonic() - began
            with self._lock:
                self._takes += LEARNING * (took - self._takes)
        finally:
            with self._lock:
                self._inside -= 1

    def _book(self) -> int:
        """Seconds until a time one turn behind the last that was given."""
        now, each = self._clock.monotonic(), self._takes / self._working
        self._booked = min(max(self._booked, now + each * self._inside) + each, now + LONGEST)
        return max(1, math.ceil(self._booked - now))
