"""The real clock and the real randomness of the tablet. Passed in from `main`; nothing else asks the machine."""

import secrets
import time
import uuid
from datetime import datetime


class SystemClock:
    """This machine's clocks, as `shared.ports.Clock` wants them."""

    def now(self) -> datetime:
        """The wall clock with the local offset. It may lie; only people read it."""
        return datetime.now().astimezone()

    def monotonic(self) -> float:
        """Seconds since an arbitrary start; never goes back."""
        return time.monotonic()


class SystemChance:
    """The operating system's randomness, as `shared.ports.Chance` wants it."""

    def token(self, size: int) -> bytes:
        """`size` random bytes."""
        return secrets.token_bytes(size)

    def uuid(self) -> str:
        """A random UUID (version 4, RFC 9562) in lower-case text."""
        return str(uuid.uuid4())
