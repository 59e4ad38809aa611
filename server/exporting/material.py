"""What a bundle is made from, as values: read once from the store (`gathering`), never changed after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from server.store.log import EntryRow
from shared.answers import Address, Nested, nest
from shared.bundle import COPY_FOR, REDACTED
from shared.canonical import Value
from shared.catalog import Form
from shared.checkpoint import TreeHead
from shared.privacy import PROFILES
from shared.seal import Sealed, Unsealed


@dataclass(frozen=True)
class Named:
    """A person, as the department knows them."""

    id: str
    serial: str
    name: str
    rank: str


@dataclass(frozen=True)
class VersionHeld:
    """One version, opened, with the form it was made with, and the log entry that accepted it."""

    sealed: Sealed
    opened: Unsealed
    form: Form
    accepted: int
    branched: bool

    @cached_property
    def answers(self) -> Nested:
        """Everything that is still held of it."""
        return nest(self.opened.answers, self.form.order)


@dataclass(frozen=True)
class Decision:
    """A supervisor's return or approval of one version. `comments`: [{"at": address or "", "text"}]."""

    decision: str
    version: str
    by: str
    at: str
    note: str
    comments: tuple[Value, ...]
    entry: int


@dataclass(frozen=True)
class Added:
    """One value that somebody added beside the officer's words."""

    address: Address
    value: Value
    by: str
    at: str
    entry: int
    salt: str


@dataclass(frozen=True)
class Decided:
    """A clerk's decision to show an answer that its class withholds, which holds for the versions that are here."""

    id: str
    address: Address
    profile: str
    recipient: str
    by: str
    at: str
    entry: int


@dataclass(frozen=True)
class ReportHeld:
    """One report of the case, versions in the order of their chain, decisions and annotations oldest first."""

    id: str
    head: str
    state: str
    versions: tuple[VersionHeld, ...]
    decisions: tuple[Decision, ...]
    added: tuple[Added, ...]
    decided: tuple[Decided, ...] = ()

    @property
    def newest(self) -> VersionHeld:
        """The head version. Raises LookupError when it is not held."""
        for version in self.versions:
            if version.opened.digest == self.head:
                return version
        raise LookupError(f"report {self.id} lacks its head")

    @cached_property
    def annotated(self) -> Nested:
        """The head's answers with the newest value of every annotation: what the privacy rules look at."""
        flat = dict(self.newest.opened.answers)
        flat |= {each.address: each.value for each in self.added}
        return nest(flat, self.newest.form.order)


@dataclass(frozen=True)
class CaseHeld:
    """A case and everything that proves it. `proofs` lead from `entries` (by index) to `head`."""

    id: str
    number: str
    title: str
    opened_at: str
    reports: tuple[ReportHeld, ...]
    people: Mapping[str, Named]
    entries: Mapping[int, EntryRow]
    proofs: Mapping[int, list[bytes]]
    head: TreeHead
    checkpoint: str
    definitions: Mapping[str, bytes]
    """File name to canonical content: forms, lists and city that the versions pin."""


@dataclass(frozen=True)
class Request:
    """What was asked for. `requester` is a code of `shared.privacy.PROFILES`; recipient, purpose and the reference of
    an order are the clerk's words."""

    requester: str
    recipient: str
    purpose: str
    made_at: str
    language: str = "en"
    order: str = ""

    @property
    def profile(self) -> str:
        """Whose eyes it is made for: of `shared.privacy.RECIPIENTS`."""
        return PROFILES[self.requester]

    @property
    def copy(self) -> str:
        """What kind of copy that is: of `shared.bundle.COPIES`."""
        return COPY_FOR[self.profile]

    @property
    def insider(self) -> bool:
        """Whether names of officers, reviewers' notes and the case's title are in it."""
        return self.copy != REDACTED

    def decided(self, report: ReportHeld) -> tuple[Decided, ...]:
        """The decisions about a report's answers that hold for this copy."""
        return tuple(
            each for each in report.decided if each.profile == self.profile and each.recipient in ("", self.recipient)
        )
