"""Versions as stored: the signed token, which never changes, and beside it the disclosures still held."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, insert, or_, select, tuple_, union

from server.store.tables import disclosure, report, version
from shared.seal import Sealed


class VersionRow(NamedTuple):
    """One accepted version. `branched`: its parent was not the newest version when it came."""

    digest: str
    report_id: str
    kind: str
    sequence: int
    parent: str
    branched: bool
    author_id: str
    device_id: str
    incarnation: str
    device_sequence: int
    key_id: str
    form_version: int
    sealed_at: str
    received_at: str
    log_index: int
    token: str


class HeldVersion(NamedTuple):
    """A version with its disclosures (joined by `~`) and the rules' findings at acceptance (canonical JSON)."""

    row: VersionRow
    texts: str
    problems: str

    @property
    def sealed(self) -> Sealed:
        """As `shared.seal` reads it."""
        return Sealed(self.row.token, tuple(self.texts.split("~")) if self.texts else ())


Slot = tuple[str, int]
"""Incarnation and device sequence: each may name one version of a tablet."""


class Known(NamedTuple):
    """What the intake asks of a stored version."""

    digest: str
    slot: Slot
    log_index: int
    device_id: str


_COLUMNS = [version.c[name] for name in VersionRow._fields]
_HELD = select(*_COLUMNS, disclosure.c.texts, disclosure.c.problems).join(disclosure)
# Put together once, as in `store.log`.
_ADD, _ADD_DISCLOSURE = insert(version), insert(disclosure)
_FACTS = select(
    version.c.digest, version.c.incarnation, version.c.device_sequence, version.c.log_index, version.c.device_id
)
_KNOWN = union(
    _FACTS.where(version.c.digest.in_(bindparam("digests", expanding=True))),
    _FACTS.where(
        version.c.device_id == bindparam("asker"),
        tuple_(version.c.incarnation, version.c.device_sequence).in_(bindparam("slots", expanding=True)),
    ),
)


def add(db: Connection, held: Sequence[HeldVersion]) -> None:
    """Store versions with their disclosures."""
    db.execute(_ADD, [each.row._asdict() for each in held])
    db.execute(
        _ADD_DISCLOSURE,
        [{"version_digest": each.row.digest, "texts": each.texts, "problems": each.problems} for each in held],
    )


def get(db: Connection, digest: str) -> HeldVersion | None:
    """The version with this digest."""
    row = db.execute(_HELD.where(version.c.digest == digest)).one_or_none()
    return HeldVersion(VersionRow(*row[:-2]), row[-2], row[-1]) if row else None


def of_report(db: Connection, report_id: str) -> list[HeldVersion]:
    """All versions of a report in the order in which they came."""
    rows = db.execute(_HELD.where(version.c.report_id == report_id).order_by(version.c.log_index))
    return [HeldVersion(VersionRow(*row[:-2]), row[-2], row[-1]) for row in rows]


def heads_of_month(db: Connection, month: str) -> list[tuple[str, HeldVersion]]:
    """(report id, newest version) of every report whose date is in `month` (YYYY-MM), or that states none."""
    dated = or_(report.c.incident_date.like(f"{month}-%"), report.c.incident_date == "")
    rows = db.execute(_HELD.join(report, report.c.head == version.c.digest).where(dated).order_by(report.c.id))
    return [(row[1], HeldVersion(VersionRow(*row[:-2]), row[-2], row[-1])) for row in rows]


def all_of_them(db: Connection) -> Iterator[HeldVersion]:
    """Every version in the order in which they came."""
    for row in db.execute(_HELD.order_by(version.c.log_index)):
        yield HeldVersion(VersionRow(*row[:-2]), row[-2], row[-1])


def known(db: Connection, device_id: str, digests: Collection[str], slots: Collection[Slot]) -> list[Known]:
    """The versions that have one of these digests, or stand in one of this tablet's slots."""
    asked = {"digests": list(digests), "asker": device_id, "slots": list(slots)}
    return [Known(row[0], (row[1], row[2]), row[3], row[4]) for row in db.execute(_KNOWN, asked)]
