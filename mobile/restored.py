"""When the server was restored from a backup: whether to follow it, and what it then has to be sent again.

Its log goes on under another origin (docs/protocol.md, section 7). The tablet follows only if that begins with a tree
head it kept itself. Whatever it had beyond that head may be lost there, so all of it is asked for again: versions,
files, what the officer was sent. Receipts of before are kept beside the new ones, and a notice tells what happened.
What had left the tablet cannot be sent again: its receipts stay as they are, and its report says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from mobile.moved import MOVED
from mobile.store import Database, drafts, exchanges, files, leaving, moves, settings, versions
from shared import checkpoint
from shared.canonical import NotCanonical, Value, canonical, un_b64u
from shared.checkpoint import BadCheckpoint, TreeHead
from shared.entry import Act, BadEntry, commitment, leaf_of, open_entry
from shared.merkle import ProofBroken, check_inclusion

ORIGIN = "origin"
"""The setting that names the origin followed now; without it, it is the one of enrolment."""
RESTORED_AT = "restored_at"
"""The setting that says when that was, "" once everything is delivered again."""


class Unproven(Exception):
    """The other origin does not prove that it follows from one that this tablet knows."""


class Earlier(Exception):
    """The new log ends before the head that was named: ask again with an older one. `reaches`: see `lineage`."""

    def __init__(self, reaches: Mapping[str, int]) -> None:
        super().__init__(dict(reaches))
        self.reaches = dict(reaches)


@dataclass(frozen=True)
class Followed:
    """A new origin was proved: it begins with `shared` entries that this tablet knows; `reaches`: see `lineage`."""

    reaches: Mapping[str, int]
    shared: int
    evidence: bytes


def lineage(given: Sequence[Mapping[str, Value]], head: TreeHead, log_key: Ed25519PublicKey) -> dict[str, int]:
    """With how many entries of each earlier origin the log of `head` begins. Raises Unproven."""
    reaches: dict[str, int] = {}
    newest = ""
    try:
        for each in given:
            opening, index = un_b64u(str(each["opening"])), int(cast(int, each["index"]))
            entry = open_entry(opening)
            previous = checkpoint.verify(str(entry.details.get("previous")), log_key)
            path = [un_b64u(str(part)) for part in cast(Sequence[Value], each["proof"])]
            check_inclusion(leaf_of(commitment(opening)), index, head.size, path, head.root)
            if entry.act is not Act.LOG_STARTED or previous.size != index or previous.origin in reaches:
                raise Unproven("not a restart at the head that it names")
            if newest and previous.origin != newest:
                raise Unproven("the restarts are not one chain")
            reaches[previous.origin] = previous.size
            newest = str(entry.details.get("origin"))
    except (BadEntry, BadCheckpoint, NotCanonical, ProofBroken) as error:
        raise Unproven(str(error)) from error
    if newest != head.origin or newest in reaches:
        raise Unproven("the chain does not end at the new head's origin")
    return reaches


def followed(
    content: Mapping[str, Value], head: TreeHead, log_key: Ed25519PublicKey, named: TreeHead, known: Sequence[str]
) -> Followed:
    """What the reply proves of its new origin, beside the consistency with the head that was `named`.

    known   origins of all heads this tablet keeps: one that was left is not gone back to
    Raises Unproven, Earlier.
    """
    if head.origin in known:
        raise Unproven("an origin that was left")
    given = cast(Sequence[Mapping[str, Value]], content["origins"])
    reaches = lineage(given, head, log_key)
    if named.size > reaches.get(named.origin, 0):
        raise Earlier(reaches)
    evidence = canonical({"head": content["head"], "origins": [dict(each) for each in given]})
    return Followed(reaches, named.size, evidence)


def witness(database: Database, reaches: Mapping[str, int]) -> TreeHead | None:
    """The largest tree this tablet has verified that a log of this lineage must begin with."""
    found = [exchanges.newest_head(database, origin, size) for origin, size in reaches.items()]
    heads = [checkpoint.parse(each) for each in found if each]
    return max(heads, key=lambda each: each.size, default=None)


def begin_again(database: Database, new: Followed, origin: str, at: str) -> int:
    """Follow the new origin, inside the transaction that keeps the reply; the cursor to go on from."""
    left = str(settings.get(database, ORIGIN) or exchanges.origins(database)[0])
    exchanges.add_alarm(database, exchanges.RESTORED, at, new.evidence)
    settings.put(database, RESTORED_AT, at)
    settings.put(database, ORIGIN, origin)
    lost = [
        each.digest
        for each in exchanges.receipts(database)
        if each.entry >= min(new.shared, new.reaches.get(checkpoint.parse(each.head).origin, 0))
    ]
    gone = versions.gone(database, lost)
    for report in versions.reports_of(database, gone):
        drafts.move(database, report, leaving.LEFT_LOST)
    lost = [each for each in lost if each not in set(gone)]
    exchanges.supersede_receipts(database, lost)
    versions.queue_again(database, lost, at)
    # The officer's post stands where the log that is left had it. The new one may share more with an earlier log.
    kept = min(new.shared, new.reaches.get(left, 0))
    exchanges.move_items_back(database, kept)
    moves.ask_again(database)
    asked_again = files.ask_again(database)
    for report in versions.reports_of(database, lost):
        _unsettle(database, report, ("delivered", "approved"))
    for report in asked_again:
        _unsettle(database, report, ("delivered",))
    return max(kept - 1, 0)


def _unsettle(database: Database, report: str, states: Sequence[str]) -> None:
    draft = drafts.get(database, report)
    if draft is not None and draft.state in states:
        newest = versions.of_report(database, report)[-1]
        # What was approved without a final version of this tablet was handed on to another one.
        drafts.move(database, report, "waiting" if newest.kind == "final" else MOVED)
