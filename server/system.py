"""The real clock and the real dice. Tests and the simulation pass in their own."""

import secrets
import time
import uuid
from datetime import datetime


class SystemClock:
    """The machine's clocks (`shared.ports.Clock`)."""

    def now(self) -> datetime:
        """The wall clock, aware, with the local offset."""
        return datetime.now().astimezone()

    def monotonic(self) -> float:
        """Seconds since an arbitrary start."""
        return time.monotonic()


class SystemChance:
    """The operating system's randomness (`shared.ports.Chance`)."""

    def token(self, size: int) -> bytes:
        """`size` random bytes."""
        return secrets.token_bytes(size)

    def uuid(self) -> str:
        """A random UUID, version 4."""
        return str(uuid.uuid4())
