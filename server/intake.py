"""Taking versions in: what each means for its report, and all of it, with its log entries, in one transaction.

`decide` is pure. `accept` opens every version before anyone has to wait (`server.opening`), then takes the writers'
turn once for the whole request: everything is decided, logged and stored together or not at all. Acknowledged is
committed; a request repeated after a lost reply finds everything stored and gets the first receipts again.
"""

import logging
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import NamedTuple

from server import log, moving
from server.log import Note, Restart
from server.moving import Answered
from server.opening import Opened, Refusal, open_version
from server.people import Courtesy
from server.reviewing.states import after_version
from server.services import Services
from server.store import Connection, RowRefused, attempt, configuration, devices, inbox, reports, versions
from server.store import log as log_rows
from server.store.devices import Asker
from server.store.inbox import Item
from server.store.log import Place
from server.store.reports import ReportRow
from server.store.versions import HeldVersion, Slot, VersionRow
from shared.canonical import Value, canonical
from shared.checkpoint import TreeHead
from shared.entry import Act
from shared.problems import Problem
from shared.protocol import INBOX_MAX, Outcome
from shared.seal import Header

_LOG = logging.getLogger(__name__)


class Replayed(Exception):
    """The request's nonce was used before."""


class NotHeard(Exception):
    """The tablet or its officer was suspended while the request was on its way."""


class Head(NamedTuple):
    """A report's newest version: its digest, its sequence, whose report it is."""

    digest: str
    sequence: int
    author: str


class Decision(NamedTuple):
    """What becomes of a version; `code` says why it is refused."""

    outcome: Outcome
    code: str = ""


def decide(header: Header, *, stored: bool, slot_taken: bool, head: Head | None) -> Decision:
    """What a version that is good in itself means for what is stored. Pure.

    stored      a version of this digest is there
    slot_taken  another version of this tablet has its incarnation and device sequence: the tablet was cloned, or
                restored from an old image
    head        the report's newest version, None for a report not seen before
    """
    if stored:
        return Decision(Outcome.ALREADY)
    if slot_taken:
        return Decision(Outcome.REFUSED, "exchange.sequence_reused")
    if head is None:
        # A chain whose beginning is missing here is kept, and shown to a person.
        return Decision(Outcome.BRANCHED if header.parent else Outcome.STORED)
    if head.author != header.author:
        return Decision(Outcome.REFUSED, "exchange.report_of_another")
    if header.parent != head.digest:
        return Decision(Outcome.BRANCHED)
    if header.sequence != head.sequence + 1:
        return Decision(Outcome.REFUSED, "seal.header")
    return Decision(Outcome.STORED)


@dataclass(frozen=True)
class Push:
    """A checked request: who asks, with which key and nonce, and the members of `shared.protocol.ExchangeRequest`."""

    asker: Asker
    key: str
    nonce: str
    incarnation: str
    app: str
    clock_offset: int | None
    cursor: int
    versions: Sequence[object]
    moves: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True)
class Taken:
    """One version's outcome. `index` is the log entry that accepted it, -1 for a refused one."""

    digest: str
    outcome: Outcome
    problems: tuple[Problem, ...]
    index: int = -1


@dataclass
class _Books:
    """What the transaction knows of the log and of the reports it changes."""

    stored: dict[str, int] = field(default_factory=dict)
    slots: dict[Slot, str] = field(default_factory=dict)
    reports: dict[str, tuple[ReportRow, int]] = field(default_factory=dict)
    openings: dict[int, bytes] = field(default_factory=dict)
    nodes: dict[Place, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Accepted:
    """What a request led to: outcomes in its order, receipts' openings and proofs by index, the head after it, and
    how its origin follows from others, if the tablet knows another. `taken` is empty where the tablet named a head that
    this log, restored from a backup, does not hold: then no version was looked at, and no move."""

    taken: tuple[Taken, ...]
    moved: tuple[Answered, ...]
    openings: Mapping[int, bytes]
    proofs: Mapping[int, list[bytes]]
    restarts: tuple[Restart, ...]
    head: TreeHead
    consistency: list[bytes]
    inbox: tuple[Item, ...]
    more: bool
    current: Mapping[str, str]


def accept(services: Services, push: Push, seen: TreeHead) -> Accepted:
    """Take a whole request in. `seen` is the head the tablet knows: origin and size count.

    Raises Replayed, NotHeard, StoreUnusable; then nothing was stored.
    """
    opened: list[Opened | Refusal] = []
    courtesy = Courtesy(services.people, services.clock)
    if push.versions:
        with services.store.reading() as db:
            keys = {key.id: key for key in devices.keys_of(db, push.asker.device_id)}
        for raw in push.versions:
            courtesy.step_aside()
            opened.append(open_version(services, push.asker, keys, raw))
    with services.people.one_tablet:
        courtesy.step_aside()
        return services.store.write(lambda db: _take_all(db, services, push, opened, seen))


def _take_all(
    db: Connection, services: Services, push: Push, opened: Sequence[Opened | Refusal], seen: TreeHead
) -> Accepted:
    if not devices.spend_nonce(db, push.asker.device_id, push.nonce):
        raise Replayed
    asker = devices.asker(db, push.key)
    if asker is None or asker.suspended:
        raise NotHeard
    now = log.head(db)
    past = log.restarts(db) if seen.origin not in ("", now.origin) else []
    moves = push.moves
    if past and seen.size > log.shared_with(now, seen.origin, past):
        # The tablet does not know yet that we were restored: what it sends now may follow what was lost here.
        opened, moves = [], ()
    at = services.stamp()
    exchanged: dict[str, Value] = {"versions": len(opened), "cursor": push.cursor, "incarnation": push.incarnation}
    if moves:
        exchanged["moves"] = len(moves)
    note = Note(Act.EXCHANGED, asker.person_id, asker.device_id, exchanged)
    books = _look_up(db, asker, opened)
    try:
        with attempt(db) if opened else nullcontext():
            taken = _take(db, services, asker, books, opened, at, [note])
    except RowRefused:
        # Something in the batch is beyond the database: find out which, let the rest through.
        _LOG.exception("a batch of tablet %s was not taken whole", asker.device_id)
        taken = _take_singly(db, services, asker, opened, at, note)
        books = _Books()
    moved = moving.take_in(db, services, asker, moves, at)  # after the versions: a release names one of them
    devices.seen(db, asker.device_id, at=at, app=push.app, offset=push.clock_offset, incarnation=push.incarnation)
    return _answer(db, services, push, seen, books, tuple(taken), tuple(moved), tuple(past))


def _take_singly(
    db: Connection, services: Services, asker: Asker, opened: Sequence[Opened | Refusal], at: str, note: Note
) -> list[Taken]:
    log.append_all(db, services, [note])
    taken: list[Taken] = []
    for each in opened:
        try:
            with attempt(db):
                taken += _take(db, services, asker, _look_up(db, asker, [each]), [each], at, [])
        except RowRefused:
            report = each.report if isinstance(each, Refusal) else each.header.report
            fault = Refusal(each.digest, report, (Problem("exchange.fault"),))
            taken += _take(db, services, asker, _Books(), [fault], at, [])
    return taken


def _look_up(db: Connection, asker: Asker, opened: Sequence[Opened | Refusal]) -> _Books:
    books = _Books()
    good = [each for each in opened if isinstance(each, Opened)]
    if good:
        slots = {(each.header.incarnation, each.header.device_sequence) for each in good}
        found = versions.known(db, asker.device_id, {each.digest for each in good}, slots)
        books.stored = {row.digest: row.log_index for row in found}
        books.slots = {row.slot: row.digest for row in found if row.device_id == asker.device_id}
        books.reports = reports.with_heads(db, {each.header.report for each in good})
    return books


def _take(
    db: Connection,
    services: Services,
    asker: Asker,
    books: _Books,
    opened: Sequence[Opened | Refusal],
    at: str,
    notes: list[Note],
) -> list[Taken]:
    """Decide in order, then write the entries, the versions and the reports. Updates `books`."""
    before = set(books.reports)
    plans: list[tuple[Opened | Refusal, Decision, int]] = []
    pending: dict[str, int] = {}
    for each in opened:
        decision = _decide(books, pending, each)
        if decision.outcome is not Outcome.ALREADY:
            notes.append(_note(asker, each, decision))
        plans.append((each, decision, len(notes) - 1))
        if isinstance(each, Opened) and decision.outcome in (Outcome.STORED, Outcome.BRANCHED):
            pending[each.digest] = len(notes) - 1
            books.slots[each.header.incarnation, each.header.device_sequence] = each.digest
            _advance(books, each, decision, at)
    taken: list[Taken] = []
    fresh: list[HeldVersion] = []
    branches: list[Item] = []
    first = 0
    if notes:
        appended = log.append_all(db, services, notes)
        first = appended.first
        books.openings |= dict(enumerate(appended.openings, first))
        books.nodes |= appended.known
    for each, decision, place in plans:
        if isinstance(each, Refusal):
            taken.append(Taken(each.digest, Outcome.REFUSED, each.problems))
        elif decision.outcome is Outcome.REFUSED:
            taken.append(Taken(each.digest, Outcome.REFUSED, (Problem(decision.code),)))
        elif decision.outcome is Outcome.ALREADY:
            index = books.stored.get(each.digest)
            taken.append(
                Taken(each.digest, Outcome.ALREADY, (), first + pending[each.digest] if index is None else index)
            )
        else:
            index = first + place
            fresh.append(_held(each, decision, at, index))
            taken.append(Taken(each.digest, decision.outcome, (), index))
            if decision.outcome is Outcome.BRANCHED:
                head = books.reports[each.header.report][0].head
                body = canonical({"version": each.digest, "newest": head}).decode()
                branches.append(Item(asker.person_id, index, "branched", each.header.report, body))
    if fresh:
        versions.add(db, fresh)
        changed = {each.row.report_id: books.reports[each.row.report_id][0] for each in fresh}
        reports.add(db, [row for name, row in changed.items() if name not in before])
        reports.replace(db, [row for name, row in changed.items() if name in before])
        inbox.put(db, branches)
    return taken


def _decide(books: _Books, pending: Mapping[str, int], each: Opened | Refusal) -> Decision:
    if isinstance(each, Refusal):
        return Decision(Outcome.REFUSED)
    header = each.header
    held = books.reports.get(header.report)
    return decide(
        header,
        stored=each.digest in books.stored or each.digest in pending,
        slot_taken=(header.incarnation, header.device_sequence) in books.slots,
        head=Head(held[0].head, held[1], held[0].author_id) if held else None,
    )


def _note(asker: Asker, each: Opened | Refusal, decision: Decision) -> Note:
    """The entry of one version: digests and codes, never a value."""
    if isinstance(each, Refusal) or decision.outcome is Outcome.REFUSED:
        report = each.report if isinstance(each, Refusal) else each.header.report
        codes = {problem.code for problem in each.problems} if isinstance(each, Refusal) else {decision.code}
        details: dict[str, Value] = {
            "version": each.digest,
            "device": asker.device_id,
            "codes": sorted(codes),
        }
        return Note(Act.VERSION_REFUSED, asker.person_id, report, details)
    header = each.header
    act = Act.VERSION_BRANCHED if decision.outcome is Outcome.BRANCHED else Act.VERSION_ACCEPTED
    details = {
        "version": each.digest,
        "kind": header.kind,
        "sequence": header.sequence,
        "parent": header.parent,
        "device": header.device,
        "key": each.key,
    }
    return Note(act, asker.person_id, header.report, details)


def _advance(books: _Books, each: Opened, decision: Decision, at: str) -> None:
    """The report's row after this version. A branch moves nothing but its count: neither side is lost."""
    header = each.header
    held = books.reports.get(header.report)
    if held and decision.outcome is Outcome.BRANCHED:
        books.reports[header.report] = held[0]._replace(branches=held[0].branches + 1, updated_at=at), held[1]
        return
    final = header.kind == "final"
    row = ReportRow(
        id=header.report,
        head=each.digest,
        final=final,
        state=after_version(held[0].state if held else "", final=final),
        author_id=header.author,
        area_code=each.facts["area_code"],
        incident_number=each.facts["incident_number"],
        incident_date=each.facts["incident_date"],
        summary=each.summary,
        branches=held[0].branches if held else int(decision.outcome is Outcome.BRANCHED),
        received_at=held[0].received_at if held else at,
        updated_at=at,
    )
    books.reports[header.report] = row, header.sequence


def _held(each: Opened, decision: Decision, at: str, index: int) -> HeldVersion:
    header = each.header
    row = VersionRow(
        digest=each.digest,
        report_id=header.report,
        kind=header.kind,
        sequence=header.sequence,
        parent=header.parent,
        branched=decision.outcome is Outcome.BRANCHED,
        author_id=header.author,
        device_id=header.device,
        incarnation=header.incarnation,
        device_sequence=header.device_sequence,
        key_id=each.key,
        form_version=header.form_version,
        sealed_at=str(header.sealed_at["at"]),
        received_at=at,
        log_index=index,
        token=each.token,
    )
    return HeldVersion(row, each.texts, each.problems)


def _answer(
    db: Connection,
    services: Services,
    push: Push,
    seen: TreeHead,
    books: _Books,
    taken: tuple[Taken, ...],
    moved: tuple[Answered, ...],
    past: tuple[Restart, ...],
) -> Accepted:
    """Gather the reply while the log cannot move."""
    head = log.head(db)
    indexes = {each.index for each in taken if each.index >= 0}
    missing = indexes - books.openings.keys()
    for index, opening in (log_rows.openings(db, missing) if missing else {}).items():
        books.openings[index] = opening or b""
    known_to_both = seen.size <= log.shared_with(head, seen.origin, past)
    items, more = inbox.after(db, push.asker.person_id, push.cursor, INBOX_MAX)
    return Accepted(
        taken=taken,
        moved=moved,
        openings=books.openings,
        proofs=log.inclusions(db, indexes | {each.index for each in past}, head.size, books.nodes),
        restarts=past,
        head=head,
        consistency=log.consistency(db, seen.size, head.size, books.nodes) if known_to_both else [],
        inbox=tuple(items),
        more=more,
        current=configuration.current(db),
    )
