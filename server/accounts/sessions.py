"""Sessions as rows: a random token in a cookie, its digest in the store, idle after 30 minutes, over after 12 hours.

The store holds only digests, so a stolen copy of it opens nothing. Both limits are measured by the server's clock;
a clock that was set back ends no session early and makes none longer than its absolute limit from the set clock.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from server.roles import Person
from server.services import Services
from server.store import Connection, people
from server.store import sessions as rows
from server.times import stamp, unstamp
from shared.canonical import b64u

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
SEEN_STEP = timedelta(seconds=30)
"""How old the last-seen time may grow before a request writes it again."""


@dataclass(frozen=True)
class Found:
    """The person of a token, or None; `idle` when a session was there but had been left alone too long."""

    person: Person | None
    idle: bool = False


NOBODY = Found(None)


def cookie_name(public_url: str) -> str:
    """The cookie's name: over https the browser itself pins it to this host and to TLS (RFC 6265bis 4.1.3.2)."""
    return "__Host-scenebook" if public_url.startswith("https:") else "scenebook"


def new_token(services: Services) -> str:
    """A secret for the cookie."""
    return b64u(services.chance.token(32))


def start(db: Connection, token: str, person_id: str, at: str) -> None:
    """Begin a session, in the transaction that logs it."""
    rows.start(db, _digest(token), person_id, at)


def find(services: Services, token: str) -> Found:
    """Whose session this is. Notes that the person is active, ends a session that ran out."""
    now = services.clock.now()
    with services.store.reading() as db:
        row = rows.get(db, _digest(token))
        person = people.get(db, row.person_id) if row else None
    if row is None or person is None or row.ended_at or person.suspended or person.locked:
        return NOBODY
    idle = now - unstamp(row.seen_at) > IDLE
    if idle or now - unstamp(row.started_at) > ABSOLUTE:
        services.store.write(lambda db: rows.end(db, _digest(token), stamp(now)))
        return Found(None, idle)
    if now - unstamp(row.seen_at) > SEEN_STEP:
        services.store.write(lambda db: rows.seen(db, _digest(token), stamp(now)))
    return Found(person)


def end(db: Connection, token: str, at: str) -> None:
    """Sign out, in the transaction that logs it."""
    rows.end(db, _digest(token), at)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
