"""Enrolment: how a vault on a tablet becomes an officer's, with a one-time code that expires.

An administrator offers a code for a person and hands it over in person. Whoever presents it binds two keys to that
person: one that signs versions, one that signs requests. Both bindings are log entries, so that every signature can
later be traced to a person without trusting a table. `docs/protocol.md` has the bytes.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from server import log
from server.log import Note
from server.problems import Refused
from server.roles import Person
from server.services import Services
from server.store import Connection, devices, people
from server.store.devices import DEVICE_KEY, VERSION_KEY, DeviceRow, EnrolmentRow, KeyRow
from server.times import stamp, unstamp
from shared.canonical import Value
from shared.entry import Act
from shared.keys import CROCKFORD, key_letters

LETTERS = CROCKFORD

CODE_LETTERS = 16
CODE_HOURS = 24


class Enrolling(NamedTuple):
    """A checked `shared.protocol.EnrolRequest`: key ids beside the public keys."""

    code: str
    device: str
    incarnation: str
    app: str
    device_key: str
    device_key_id: str
    version_key: str
    version_key_id: str


def new_code(random: Callable[[int], bytes]) -> str:
    """A fresh code, 80 random bits: four groups of four letters joined by hyphens."""
    number = int.from_bytes(random(10), "big")
    letters = "".join(LETTERS[number >> 5 * place & 31] for place in range(CODE_LETTERS))
    return "-".join(letters[begin : begin + 4] for begin in range(0, CODE_LETTERS, 4))


def digest_of_code(code: str) -> str:
    """What is stored of a code. Case, spaces and hyphens do not count; O is 0, I and L are 1."""
    plain = code.upper().replace("-", "").replace(" ", "").translate(str.maketrans("OIL", "011"))
    return hashlib.sha256(plain.encode()).hexdigest()


def offer(db: Connection, services: Services, person_id: str, *, actor: str, hours: int = CODE_HOURS) -> str:
    """A code for this person, to be shown once: only its digest is kept. Raises LookupError for nobody."""
    if people.get(db, person_id) is None:
        raise LookupError(f"nobody is known by {person_id}")
    # The last letters name our reply key: a tablet that got the code from a person knows that it reached us.
    code = f"{new_code(services.chance.token)}-{key_letters(services.reply_key.public_key())}"
    now = services.clock.now()
    digest = digest_of_code(code)
    expires = stamp(now + timedelta(hours=hours))
    devices.offer(db, EnrolmentRow(digest, person_id, stamp(now), expires, "", ""))
    log.append(db, services, Act.ENROLMENT_OFFERED, actor, person_id, {"code": digest, "expires": expires})
    return code


def enrol(db: Connection, services: Services, wanted: Enrolling) -> Person:
    """Bind the vault's keys to the person behind the code; repeated after a lost reply, it changes nothing.

    Raises Refused: "enrol.code", "enrol.expired", "enrol.used", "enrol.device_taken", "exchange.suspended".
    """
    digest = digest_of_code(wanted.code)
    offered = devices.offered(db, digest)
    if offered is None:
        raise Refused("enrol.code")
    person = people.get(db, offered.person_id)
    if person is None or person.suspended:
        raise Refused("exchange.suspended")
    if offered.used_at:
        bound = {key.id for key in devices.keys_of(db, offered.device_id) if not key.revoked_at}
        if offered.device_id == wanted.device and bound == {wanted.device_key_id, wanted.version_key_id}:
            return person
        raise Refused("enrol.used")
    now = services.clock.now()
    if unstamp(offered.expires_at) < now:
        raise Refused("enrol.expired")
    keys = (wanted.device_key_id, wanted.version_key_id)
    if devices.get(db, wanted.device) is not None or any(devices.get_key(db, key) for key in keys):
        raise Refused("enrol.device_taken")
    _bind(db, services, wanted, person, digest)
    return person


def _bind(db: Connection, services: Services, wanted: Enrolling, person: Person, digest: str) -> None:
    at = services.stamp()
    devices.add(db, DeviceRow(wanted.device, person.id, wanted.incarnation, False, at, at, wanted.app, 0))
    devices.take_offer(db, digest, wanted.device, at)
    bound = (
        (wanted.device_key_id, DEVICE_KEY, wanted.device_key),
        (wanted.version_key_id, VERSION_KEY, wanted.version_key),
    )
    notes = [Note(Act.DEVICE_ENROLLED, person.id, wanted.device, {"code": digest, "person": person.id})]
    for key_id, purpose, public in bound:
        details: dict[str, Value] = {
            "public": public,
            "purpose": purpose,
            "person": person.id,
            "device": wanted.device,
        }
        notes.append(Note(Act.KEY_BOUND, person.id, key_id, details))
    first = log.append_all(db, services, notes).first
    for index, (key_id, purpose, public) in enumerate(bound, first + 1):
        devices.bind_key(db, KeyRow(key_id, purpose, public, person.id, wanted.device, at, index, ""))


def suspend(db: Connection, services: Services, device_id: str, *, actor: str) -> None:
    """A tablet is lost or retired: it is not heard any more and its keys sign nothing new. Raises LookupError."""
    if devices.get(db, device_id) is None:
        raise LookupError(f"no tablet is known by {device_id}")
    keys = devices.suspend(db, device_id, at=services.stamp())
    log.append(db, services, Act.DEVICE_SUSPENDED, actor, device_id, {"keys": [key.id for key in keys]})
