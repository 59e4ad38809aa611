"""Tablets: enrolment codes, devices, the keys bound to them, and the nonces they have used."""

from typing import NamedTuple

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from server.store.tables import device, enrolment, key, nonce, person

VERSION_KEY = "version"
DEVICE_KEY = "device"


class DeviceRow(NamedTuple):
    """A tablet's vault: one officer's, on one tablet."""

    id: str
    person_id: str
    incarnation: str
    suspended: bool
    enrolled_at: str
    seen_at: str
    app: str
    clock_offset_s: int


class KeyRow(NamedTuple):
    """A bound key. `revoked_at` is "" while it counts; `bound_index` is the log entry that binds it."""

    id: str
    purpose: str
    public: str
    person_id: str
    device_id: str
    bound_at: str
    bound_index: int
    revoked_at: str


class Asker(NamedTuple):
    """Who signed a request: the device key, and whether its tablet and officer may still be heard."""

    device_id: str
    person_id: str
    public: str
    incarnation: str
    suspended: bool


class EnrolmentRow(NamedTuple):
    """An enrolment code, by its digest. `used_at` and `device_id` are "" until it is used."""

    code_digest: str
    person_id: str
    offered_at: str
    expires_at: str
    used_at: str
    device_id: str


_DEVICE = [device.c[name] for name in DeviceRow._fields]
_KEY = [key.c[name] for name in KeyRow._fields]
_ENROLMENT = [enrolment.c[name] for name in EnrolmentRow._fields]
# Put together once, as in `store.log`.
_ASKER = (
    select(device.c.id, device.c.person_id, key.c.public, device.c.incarnation, device.c.suspended, person.c.suspended)
    .select_from(key)
    .join(device, device.c.id == key.c.device_id)
    .join(person, person.c.id == device.c.person_id)
    .where(key.c.id == bindparam("key_id"), key.c.purpose == DEVICE_KEY, key.c.revoked_at == "")
)
_KEYS_OF = select(*_KEY).where(key.c.device_id == bindparam("of")).order_by(key.c.bound_index)
_SEEN = update(device).where(device.c.id == bindparam("heard"))
_SPEND = insert(nonce)


def add(db: Connection, row: DeviceRow) -> None:
    """A new tablet."""
    db.execute(insert(device), row._asdict())


def get(db: Connection, device_id: str) -> DeviceRow | None:
    """The tablet with this id."""
    row = db.execute(select(*_DEVICE).where(device.c.id == device_id)).one_or_none()
    return DeviceRow(*row) if row else None


def everything(db: Connection) -> list[tuple[DeviceRow, str]]:
    """All tablets with their officer's serial, the last seen first."""
    found = select(*_DEVICE, person.c.serial).join(person).order_by(device.c.seen_at.desc(), device.c.id)
    return [(DeviceRow(*row[:-1]), row[-1]) for row in db.execute(found)]


def seen(db: Connection, device_id: str, *, at: str, app: str, offset: int | None, incarnation: str) -> None:
    """The tablet was heard; `offset` is its clock minus ours in seconds, None where it spoke through a file."""
    if offset is None:
        return
    values = {"seen_at": at, "app": app, "clock_offset_s": offset, "incarnation": incarnation}
    db.execute(_SEEN, {"heard": device_id, **values})


def suspend(db: Connection, device_id: str, *, at: str) -> list[KeyRow]:
    """The tablet is not heard any more; its keys are revoked. Gives those keys."""
    db.execute(update(device).where(device.c.id == device_id).values(suspended=True))
    db.execute(update(key).where(key.c.device_id == device_id, key.c.revoked_at == "").values(revoked_at=at))
    return keys_of(db, device_id)


def bind_key(db: Connection, row: KeyRow) -> None:
    """A key speaks for this person on this tablet from now on."""
    db.execute(insert(key), row._asdict())


def get_key(db: Connection, key_id: str) -> KeyRow | None:
    """A key by its id, revoked or not."""
    row = db.execute(select(*_KEY).where(key.c.id == key_id)).one_or_none()
    return KeyRow(*row) if row else None


def keys_of(db: Connection, device_id: str) -> list[KeyRow]:
    """All keys of a tablet."""
    return [KeyRow(*row) for row in db.execute(_KEYS_OF, {"of": device_id})]


def asker(db: Connection, key_id: str) -> Asker | None:
    """Who speaks with this unrevoked device key."""
    row = db.execute(_ASKER, {"key_id": key_id}).one_or_none()
    return Asker(row[0], row[1], row[2], row[3], row[4] or row[5]) if row else None


def offer(db: Connection, row: EnrolmentRow) -> None:
    """A code that one tablet may enrol with."""
    db.execute(insert(enrolment), row._asdict())


def offered(db: Connection, code_digest: str) -> EnrolmentRow | None:
    """The offer behind a code."""
    row = db.execute(select(*_ENROLMENT).where(enrolment.c.code_digest == code_digest)).one_or_none()
    return EnrolmentRow(*row) if row else None


def take_offer(db: Connection, code_digest: str, device_id: str, at: str) -> bool:
    """Use the code up; False if somebody else did."""
    taken = db.execute(
        update(enrolment)
        .where(enrolment.c.code_digest == code_digest, enrolment.c.used_at == "")
        .values(used_at=at, device_id=device_id)
    )
    return taken.rowcount == 1


def spend_nonce(db: Connection, device_id: str, value: str) -> bool:
    """Remember a nonce for ever; False if it was used before. On False nothing more may be done in this transaction
    than leaving it."""
    try:
        db.execute(_SPEND, {"device_id": device_id, "nonce": value})
    except IntegrityError:
        return False
    return True
