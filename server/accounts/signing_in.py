"""Signing in and out, with lockout. A second factor belongs in `sign_in`, between the password and the new session.

Five wrong passwords within 15 minutes lock the account until an administrator releases it. What the page says is the
same for an unknown serial and a wrong password, and takes the same time; the log tells them apart. Only a lock is
told, because its owner must know whom to call.
"""

from dataclasses import dataclass
from datetime import timedelta

from server import log
from server.accounts import passwords, sessions
from server.services import Services
from server.store import Connection, people
from server.store.people import Credentials
from server.times import stamp, unstamp
from shared.canonical import Value
from shared.entry import Act

FAILURES_MAX = 5
WINDOW = timedelta(minutes=15)
NOBODY = "anonymous"


@dataclass(frozen=True)
class SignedIn:
    """What came of it: `token` for the cookie, or `code`, the sentence to show."""

    token: str = ""
    code: str = ""


def sign_in(services: Services, serial: str, password: str) -> SignedIn:
    """Try a serial and a password. Every try is a log entry.

    The slow check of the password runs before the transaction; what it decides on is read again inside, so that of
    many tries at once none slips past the lock.
    """
    serial = serial.strip()
    with services.store.reading() as db:
        known = people.credentials(db, serial)
    encoded = known.password if known else ""
    holds = passwords.matches(encoded, password)
    token = sessions.new_token(services)

    def decide(db: Connection) -> SignedIn:
        fresh = people.credentials(db, serial)
        if fresh is None or fresh.password != encoded or not holds:
            return _missed(db, services, fresh)
        person = fresh.person
        if person.locked or person.suspended:
            reason = "locked" if person.locked else "suspended"
            log.append(db, services, Act.SIGN_IN_FAILED, NOBODY, person.id, {"reason": reason})
            return SignedIn(code=f"sign_in.{reason}")
        people.forgive(db, person.id)
        sessions.start(db, token, person.id, stamp(services.clock.now()))
        log.append(db, services, Act.SIGNED_IN, person.id, person.id, {})
        return SignedIn(token=token)

    return services.store.write(decide)


def sign_out(services: Services, person_id: str, token: str) -> None:
    """End the session."""

    def decide(db: Connection) -> None:
        sessions.end(db, token, stamp(services.clock.now()))
        log.append(db, services, Act.SIGNED_OUT, person_id, person_id, {})

    services.store.write(decide)


def _missed(db: Connection, services: Services, fresh: Credentials | None) -> SignedIn:
    """Count a wrong password."""
    if fresh is None:
        log.append(db, services, Act.SIGN_IN_FAILED, NOBODY, "", {"reason": "unknown"})
        return SignedIn(code="sign_in.wrong")
    now = services.clock.now()
    recent = bool(fresh.failed_at) and now - unstamp(fresh.failed_at) <= WINDOW
    failures = fresh.failures + 1 if recent else 1
    locked = fresh.person.locked or failures >= FAILURES_MAX
    people.missed(db, fresh.person.id, failures=failures, at=stamp(now), locked=locked)
    details: dict[str, Value] = {"reason": "password", "failures": failures, "locked": locked}
    log.append(db, services, Act.SIGN_IN_FAILED, NOBODY, fresh.person.id, details)
    return SignedIn(code="sign_in.locked" if locked else "sign_in.wrong")
