"""The list of reports: what each row says, as a code with parameters, and what stands behind a report.

Words are `tablet.state.<code>`: draft_new {at}, draft_errors {at, count}, draft_ready {at}, facts_waiting and
facts_sent {at, count} (a draft whose facts so far are sealed), waiting {at}, sending {at}, files {at, done, count}
(the record is there, not all of its files), delivered {at}, branched {at}, needs_you {count}, set_aside {tries} or
{tries: 0} for refused, returned {by, at, count}, approved {by, at}, note {at}, practice {at}; and of what left this
tablet left_delivered {at}, left_approved {at}, left_returned {by, at}, left_lost {at}; and of what was handed on
moving {at} (not answered yet), offered {at}, taking {at} (asked for), moved {at} (another tablet has it). Times are
RFC 3339; the screen shows them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from mobile.moved import AWAY, MOVED, waits, written_here
from mobile.naming import folded
from mobile.store import Database, Store, drafts, exchanges, files, leaving, moves, versions
from mobile.store.drafts import Draft
from mobile.store.exchanges import Comment, Item, Receipt
from mobile.store.files import File
from mobile.store.leaving import Left
from mobile.store.versions import Version
from shared.canonical import Value

STATES = (
    "returned", "needs_you", "set_aside", "left_returned", "left_lost", "draft", "waiting", "delivered", "approved",
    "left", "note", "practice", "offered", "moved",
)  # fmt: skip
"""What a report can be on this tablet, in the order of the home screen's groups."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "returned": ("returned", "needs_you", "set_aside", "left_returned", "left_lost"),
    "drafts": ("draft", "note", "practice"),
    "waiting": ("waiting",),
    "delivered": ("delivered", "approved", "left"),
    "elsewhere": ("offered", "moved"),
}
"""The home screen's groups."""

STUCK_AFTER = 5
"""Tries after which a version that the server cannot answer for is shown as set aside."""


@dataclass(frozen=True)
class ReportRow:
    """One line of the list. `code` and `params` are for words under `tablet.state.`; `open`: it can be answered;
    `here`: its content is on this tablet; `started_at`: when it was begun."""

    report: str
    code: str
    reference: str
    title: str
    open: bool
    saved_at: str
    params: Mapping[str, Value] = field(default_factory=dict)
    here: bool = True
    started_at: str = ""


@dataclass(frozen=True)
class Behind:
    """All that this tablet knows of one report beside its answers."""

    row: ReportRow
    versions: tuple[Version, ...]
    receipts: Mapping[str, Receipt]
    comments: tuple[Comment, ...]
    items: tuple[Item, ...]
    files: tuple[int, int]
    """How many files of the newest version the server has confirmed, and how many it names."""


class Reports:
    """The list, read from the store page by page."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def page(
        self,
        states: Iterable[str] = STATES,
        *,
        search: str = "",
        limit: int = 50,
        offset: int = 0,
        sending: Collection[str] = (),
    ) -> list[ReportRow]:
        """Reports in `states`, last changed first. `search` is found in place and numbers, case and accents aside.

        `sending` holds digests of the versions that are on their way right now.
        """
        with self._store.reading() as database:
            held = drafts.page(database, states, folded(search.strip()), limit, offset)
            return [_row(database, each, sending) for each in held]

    def number(self, states: Iterable[str] = STATES, *, search: str = "") -> int:
        """How many reports `page` would go through in all."""
        with self._store.reading() as database:
            return drafts.number(database, states, folded(search.strip()))

    def counts(self) -> dict[str, int]:
        """How many reports each group holds, by its name; every group is there."""
        with self._store.reading() as database:
            each = drafts.counts(database)
        return {group: sum(each.get(state, 0) for state in states) for group, states in GROUPS.items()}

    def behind(self, report: str, *, sending: Collection[str] = ()) -> Behind:
        """Versions, receipts and remarks of one report. Raises LookupError if it is not here."""
        with self._store.reading() as database:
            draft = drafts.get(database, report)
            if draft is None:
                raise LookupError(report)
            held = versions.of_report(database, report)
            receipts = {each.digest: exchanges.receipt(database, each.digest) for each in held}
            return Behind(
                _row(database, draft, sending),
                tuple(held),
                {digest: receipt for digest, receipt in receipts.items() if receipt is not None},
                tuple(exchanges.comments(database, report)),
                tuple(exchanges.items(database, report)),
                files.delivered(database, held[-1].digest) if held else (0, 0),
            )

    def files(self, report: str) -> tuple[int, int]:
        """How many files of a report's newest version the server has confirmed, and how many it names."""
        with self._store.reading() as database:
            return files.delivered_of(database, report)

    def comments(self, report: str) -> tuple[Comment, ...]:
        """A reviewer's remarks on a report that no version has answered yet, in the order they came."""
        with self._store.reading() as database:
            return tuple(each for each in exchanges.comments(database, report) if not each.answered_by)

    def file(self, digest: str) -> File | None:
        """What is known of a file, None if it was never here."""
        with self._store.reading() as database:
            return files.get(database, digest)

    def file_here(self, digest: str) -> bool:
        """Whether a file's bytes are on this tablet."""
        with self._store.reading() as database:
            return files.held(database, digest)

    def file_content(self, digest: str) -> bytes | None:
        """A file's bytes, None if they are not here."""
        with self._store.reading() as database:
            known = files.get(database, digest)
            return files.read(database, digest, 0, known.bytes) or None if known is not None else None


def _row(database: Database, draft: Draft, sending: Collection[str]) -> ReportRow:
    code, params = _said(database, draft, sending)
    here = not draft.state.startswith(leaving.LEFT)
    if draft.state in AWAY:
        here = written_here(database, draft.report)
    return ReportRow(
        draft.report, code, draft.reference, draft.title, draft.open, draft.saved_at, params, here, draft.started_at
    )


def _said(database: Database, draft: Draft, sending: Collection[str]) -> tuple[str, dict[str, Value]]:
    at = draft.saved_at
    if draft.state in ("practice", "note", "draft"):
        sent = versions.lines(database, draft.report) if draft.state == "draft" else []
        return _sent_so_far(draft, sent[-1]) if sent else _draft_said(draft)
    if draft.state in AWAY:
        return _away_said(database, draft)
    if (gone := leaving.left(database, draft.report)) is not None:
        return _left_said(database, draft, gone)
    held = versions.lines(database, draft.report)
    if draft.state == "waiting":
        moving = any(each.digest in sending for each in held)
        if held and held[-1].state != versions.WAITING:
            done, count = files.delivered(database, held[-1].digest)
            return "files", {"at": held[-1].sealed_at, "done": done, "count": count}
        return ("sending" if moving else "waiting"), {"at": held[-1].sealed_at if held else at}
    if draft.state == "needs_you":
        return "needs_you", {"count": held[-1].problems if held else 0}
    if draft.state == "set_aside":
        tries = versions.queued(database)
        return "set_aside", {"tries": max((tries.get(each.digest, 0) for each in held), default=0)}
    if draft.state == "delivered":
        newest = held[-1] if held else None
        branched = newest is not None and newest.state == "branched"
        return ("branched" if branched else "delivered"), {"at": newest.decided_at if newest else at}
    said = _decided(database, draft, draft.state)
    if draft.state == "returned":
        standing = [each for each in exchanges.comments(database, draft.report) if not each.answered_by]
        said["count"] = len(standing)
    return draft.state, said


def _decided(database: Database, draft: Draft, kind: str) -> dict[str, Value]:
    """Who decided what the newest item of a kind says, and when."""
    latest = next((item for item in exchanges.items(database, draft.report) if item.kind == kind), None)
    return {
        "by": str(latest.body.get("by", "")) if latest else "",
        "at": str(latest.body.get("at", "")) if latest else draft.saved_at,
    }


def _left_said(database: Database, draft: Draft, gone: Left) -> tuple[str, dict[str, Value]]:
    if draft.state == leaving.LEFT_RETURNED:
        return draft.state, _decided(database, draft, "returned")
    return (draft.state if draft.state == leaving.LEFT_LOST else f"left_{gone.was}"), {"at": gone.at}


def _away_said(database: Database, draft: Draft) -> tuple[str, dict[str, Value]]:
    offer = moves.offer(database, draft.report)
    if waits(moves.latest(database, draft.report, moves.TAKE)) or moves.coming(database, draft.report):
        return "taking", {"at": draft.saved_at}
    if draft.state == MOVED and waits(moves.latest(database, draft.report, moves.RELEASE)):
        return "moving", {"at": draft.saved_at}
    return draft.state, {"at": offer.at if offer else draft.saved_at}


def _sent_so_far(draft: Draft, newest: versions.Line) -> tuple[str, dict[str, Value]]:
    """A draft whose facts so far are sealed: where they are matters more to who left the scene than what is owed."""
    if newest.state == versions.WAITING:
        return "facts_waiting", {"at": newest.sealed_at, "count": draft.errors}
    if newest.state == "refused":
        return _draft_said(draft)
    return "facts_sent", {"at": newest.decided_at, "count": draft.errors}


def _draft_said(draft: Draft) -> tuple[str, dict[str, Value]]:
    if draft.state in ("practice", "note"):
        return draft.state, {"at": draft.saved_at}
    if not draft.checked:
        return "draft_new", {"at": draft.saved_at}
    if draft.errors:
        return "draft_errors", {"at": draft.saved_at, "count": draft.errors}
    return "draft_ready", {"at": draft.saved_at}
