"""Walking what is stored: is every version still what its author signed and the log accepted?"""

from typing import NamedTuple

from server.opening import public_key
from server.store import Connection, devices, versions
from server.store import log as log_rows
from shared.entry import open_entry
from shared.seal import SealBroken, unseal


class BrokenVersion(NamedTuple):
    """A version that is not as it was accepted; `why` is a code of `seal.*`, or what differs."""

    digest: str
    report: str
    why: str


def first_broken_version(db: Connection) -> BrokenVersion | None:
    """The first version, in the order of the log, that fails: signature, disclosures, columns, its log entry."""
    for held in versions.all_of_them(db):
        why = _why_broken(db, held)
        if why:
            return BrokenVersion(held.row.digest, held.row.report_id, why)
    return None


def _why_broken(db: Connection, held: versions.HeldVersion) -> str:
    row = held.row
    key = devices.get_key(db, row.key_id)
    if key is None:
        return "seal.key_unknown"
    try:
        opened = unseal(held.sealed, public_key(key.public))
    except SealBroken as error:
        return error.code
    header = opened.header
    signed: tuple[object, ...] = (
        opened.digest,
        header.report,
        header.kind,
        header.sequence,
        header.parent,
        header.author,
        header.device,
        header.incarnation,
        header.device_sequence,
        header.form_version,
    )
    stored: tuple[object, ...] = (
        row.digest,
        row.report_id,
        row.kind,
        row.sequence,
        row.parent,
        row.author_id,
        row.device_id,
        row.incarnation,
        row.device_sequence,
        row.form_version,
    )
    if signed != stored:
        return "its row says something else than its signature"
    opening = log_rows.openings(db, [row.log_index]).get(row.log_index)
    if opening is not None and open_entry(opening).details.get("version") != row.digest:
        return f"log entry {row.log_index} accepted another version"
    return ""
