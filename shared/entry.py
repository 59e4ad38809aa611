"""Log entries: everything that happens on the server, as salted commitments.

    opening    = canonical([salt, entry])          kept beside the log, may be withheld
    commitment = SHA-256(opening)                  what the leaf holds: merkle.leaf_hash(commitment)

An export shows the openings it may and only commitments of the rest; both prove their place in the tree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from shared.canonical import NotCanonical, Value, b64u, canonical, parse_canonical, sha256_hex, un_b64u
from shared.merkle import leaf_hash

SALT_BYTES = 16


class Act(StrEnum):
    """What can happen. Names are `subject.verb`, never reused for another meaning."""

    LOG_STARTED = "log.started"
    LOG_READ = "log.read"
    VERSION_ACCEPTED = "version.accepted"
    VERSION_REFUSED = "version.refused"
    VERSION_BRANCHED = "version.branched"
    REPORT_VIEWED = "report.viewed"
    REPORTS_LISTED = "reports.listed"
    REPORT_COMMENTED = "report.commented"
    REPORT_RETURNED = "report.returned"
    REPORT_APPROVED = "report.approved"
    REPORT_ANNOTATED = "report.annotated"
    DRAFT_RELEASED = "draft.released"
    DRAFT_TAKEN = "draft.taken"
    DRAFT_NOT_MOVED = "draft.not_moved"
    CASE_OPENED = "case.opened"
    CASE_LINKED = "case.linked"
    CASE_UNLINKED = "case.unlinked"
    ANSWER_SHOWN = "answer.shown"
    ANSWER_HIDDEN = "answer.hidden"
    EXPORT_MADE = "export.made"
    EXPORT_FETCHED = "export.fetched"
    PERSON_ADDED = "person.added"
    PERSON_SUSPENDED = "person.suspended"
    PERSON_RELEASED = "person.released"
    SIGNED_IN = "person.signed_in"
    SIGN_IN_FAILED = "person.sign_in_failed"
    SIGNED_OUT = "person.signed_out"
    DENIED = "access.denied"
    ENROLMENT_OFFERED = "device.offered"
    DEVICE_ENROLLED = "device.enrolled"
    DEVICE_SUSPENDED = "device.suspended"
    KEY_BOUND = "key.bound"
    EXCHANGED = "device.exchanged"
    FILE_IMPORTED = "file.imported"
    VAULT_RECOVERED = "vault.recovered"
    FILE_STORED = "file.stored"
    FILE_FETCHED = "file.fetched"
    ANSWER_DESTROYED = "answer.destroyed"
    DUTIES_COUNTED = "duties.counted"


class BadEntry(ValueError):
    """The bytes are not a log entry's opening."""


@dataclass(frozen=True)
class Entry:
    """One entry: what, who (an id, never a name), to which object, when (RFC 3339 UTC with milliseconds), details."""

    act: Act
    actor: str
    subject: str
    at: str
    details: Mapping[str, Value]

    def opening(self, salt: bytes) -> bytes:
        """The bytes committed to. `salt` is 16 fresh random bytes."""
        if len(salt) != SALT_BYTES:
            raise ValueError(f"a salt is {SALT_BYTES} bytes")
        return canonical([b64u(salt), {**vars(self), "act": self.act.value, "details": dict(self.details)}])


def commitment(opening: bytes) -> str:
    """SHA-256 of an opening, lower-case hexadecimal."""
    return sha256_hex(opening)


def leaf_of(commitment_hex: str) -> bytes:
    """The tree's leaf hash for a commitment."""
    return leaf_hash(bytes.fromhex(commitment_hex))


def binding(salt: str, at: str, value: Value) -> str:
    """What an entry holds in place of a value that stands beside it: SHA-256 of canonical([salt, at, value]).

    `at` says what the value is of (an address, or an id), `salt` is 32 hexadecimal letters that are kept with the
    value. Without the salt nobody can try a guess, so the entry may be shown where the value may not.
    """
    return sha256_hex(canonical([salt, at, value]))


def open_entry(opening: bytes) -> Entry:
    """The entry in an opening. Raises BadEntry unless it is exactly what `Entry.opening` makes."""
    try:
        parsed = parse_canonical(opening)
        if not isinstance(parsed, list) or len(parsed) != 2 or len(un_b64u(str(parsed[0]))) != SALT_BYTES:
            raise BadEntry("not a salt and an entry")
        body = parsed[1]
        if not isinstance(body, dict) or set(body) != {"act", "actor", "subject", "at", "details"}:
            raise BadEntry("not an entry")
        details = body["details"]
        if not isinstance(details, dict):
            raise BadEntry("not an entry")
        return Entry(Act(str(body["act"])), str(body["actor"]), str(body["subject"]), str(body["at"]), details)
    except (NotCanonical, ValueError) as error:
        raise BadEntry(str(error)) from error
