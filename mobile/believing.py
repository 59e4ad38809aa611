"""What a reply says, if it is to be believed: pure, from the bytes that came to what the tablet changes by them.

    believe  the reply's content, if it is the server's, to this request
    after    what changes because of it, if every proof in it holds

Whatever is not believed is silence. What the server did sign, but cannot prove, is `Broken`: the log was changed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from marshmallow import ValidationError

from mobile import restored
from mobile.moved import Moved, NotAnswered, answered
from mobile.restored import Followed, Unproven
from mobile.store.exchanges import Item, Receipt
from mobile.store.moves import Move
from mobile.transport import Reply
from mobile.vault import Trust
from shared import checkpoint
from shared.canonical import NotCanonical, Value, un_b64u
from shared.checkpoint import BadCheckpoint, TreeHead
from shared.entry import Act, BadEntry, commitment, leaf_of, open_entry
from shared.keys import parse_public
from shared.merkle import ProofBroken, check_consistency, check_inclusion
from shared.protocol import Outcome, exchange_reply
from shared.signing import NotSigned, check_reply, content_digest

TAKEN_IN = (Outcome.STORED, Outcome.ALREADY, Outcome.BRANCHED)
ACTS = (Act.VERSION_ACCEPTED, Act.VERSION_BRANCHED)


class NotBelieved(Exception):
    """The reply is not the server's answer to this request: as good as silence. `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Broken(Exception):
    """The server signed it, and its proof does not hold. `code`: log.head, log.origin, log.changed, log.receipt."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Asked:
    """One request: its ids, the digests it carries in order, the files it asks for, the head it was made with;
    the log's origin as this tablet follows it now, and every origin that it ever did; the moves of drafts it asks for,
    and whose tablet it is."""

    exchange: str
    protocol: int
    device: str
    digests: tuple[str, ...]
    files: tuple[str, ...]
    head: TreeHead | None
    origin: str
    origins: tuple[str, ...]
    cursor: int
    body: bytes
    headers: Mapping[str, str]
    pull_only: bool = False
    moves: tuple[Move, ...] = ()
    person: str = ""


@dataclass(frozen=True)
class Settled:
    """What became of one version."""

    digest: str
    outcome: Outcome
    problems: tuple[Mapping[str, Value], ...]
    receipt: Receipt | None


@dataclass(frozen=True)
class Changes:
    """Everything one reply changes on the tablet."""

    settled: tuple[Settled, ...]
    head: TreeHead
    checkpoint: str
    items: tuple[Item, ...]
    cursor: int
    more: bool
    asked_files: tuple[str, ...]
    files: tuple[str, ...]
    current: Mapping[str, str]
    limits: Mapping[str, Value]
    server_time: str
    followed: Followed | None = None
    moved: tuple[Moved, ...] = ()


def believe(trust: Trust, asked: Asked, reply: Reply) -> dict[str, Value]:
    """The reply's content. Raises NotBelieved unless the server signed it as the answer to this very request."""
    try:
        check_reply(reply.status, reply.headers, reply.body, content_digest(asked.body), parse_public(trust.reply_key))
        content = cast(dict[str, Value], exchange_reply.load(json.loads(reply.body)))
    except (NotSigned, ValueError, ValidationError, RecursionError) as error:
        raise NotBelieved("reply.shape") from error
    if reply.status != 200 or content["protocol"] != asked.protocol:
        raise NotBelieved("reply.shape")
    if content["exchange"] != asked.exchange or content["device"] != asked.device:
        raise NotBelieved("reply.other_exchange")
    outcomes = cast(Sequence[Mapping[str, Value]], content["outcomes"])
    unread = bool(content["origins"]) and not outcomes  # a restored server that has to be followed first
    if not unread and (len(outcomes) != len(asked.digests) or not all(map(_answers, outcomes, asked.digests))):
        raise NotBelieved("reply.outcomes")
    if not set(cast(Sequence[str], content["files"])) <= set(asked.files):
        raise NotBelieved("reply.files")
    if int(cast(int, content["cursor"])) < asked.cursor:
        raise NotBelieved("reply.cursor")
    return content


def after(trust: Trust, asked: Asked, content: Mapping[str, Value], at: str) -> Changes:
    """What the tablet changes by a believed reply; pure. Raises Broken when a proof in it does not hold, Earlier when
    the server was restored to before the head that was named, NotBelieved when it says nothing of what was sent."""
    stated = str(content["head"])
    try:
        head = checkpoint.verify(stated, parse_public(trust.log_key))
    except BadCheckpoint as error:
        raise Broken("log.head") from error
    followed = _followed(trust, asked, content, head)
    if asked.head is not None:
        try:
            path = [un_b64u(each) for each in cast(Sequence[str], content["consistency"])]
            check_consistency(asked.head.size, head.size, asked.head.root, head.root, path)
        except (ProofBroken, NotCanonical) as error:
            raise Broken("log.changed") from error
    outcomes = cast(Sequence[Mapping[str, Value]], content["outcomes"])
    if len(outcomes) != len(asked.digests):
        raise NotBelieved("reply.outcomes")
    settled = tuple(
        _settled(digest, each, head, stated, at) for digest, each in zip(asked.digests, outcomes, strict=True)
    )
    try:
        moved = answered(asked.moves, content, asked.person)
    except NotAnswered as error:
        raise NotBelieved("reply.moves") from error
    items = tuple(_item(each, at) for each in cast(Sequence[Mapping[str, Value]], content["inbox"]))
    return Changes(
        settled=settled,
        head=head,
        checkpoint=stated,
        items=items,
        cursor=int(cast(int, content["cursor"])),
        more=bool(content["more"]),
        asked_files=asked.files,
        files=tuple(cast(Sequence[str], content["files"])),
        current=cast(Mapping[str, str], content["current"]),
        # A server that does not say what it speaks speaks what it answered in.
        limits={"protocols": [asked.protocol], **cast(Mapping[str, Value], content["limits"])},
        server_time=str(content["server_time"]),
        followed=followed,
        moved=moved,
    )


def _followed(trust: Trust, asked: Asked, content: Mapping[str, Value], head: TreeHead) -> Followed | None:
    """What proves another origin than the one known; None while it is that. Raises Broken, Earlier."""
    if head.origin == asked.origin:
        return None
    if asked.head is None:
        raise Broken("log.origin")
    try:
        return restored.followed(content, head, parse_public(trust.log_key), asked.head, asked.origins)
    except Unproven as error:
        raise Broken("log.origin") from error


def _item(given: Mapping[str, Value], at: str) -> Item:
    body = cast(Mapping[str, Value], given["body"])
    return Item(int(cast(int, given["position"])), str(given["kind"]), str(given["report"]), dict(body), at)


def _answers(outcome: Mapping[str, Value], digest: str) -> bool:
    """Whether an outcome is of this version. Refused may be what has no digest for the server: the place names it."""
    return outcome["version"] == digest or (outcome["version"] == "" and outcome["outcome"] == Outcome.REFUSED)


def _settled(digest: str, outcome: Mapping[str, Value], head: TreeHead, stated: str, at: str) -> Settled:
    kind = Outcome(str(outcome["outcome"]))
    receipt = None
    if kind in TAKEN_IN:
        receipt = _receipt(digest, kind, outcome["receipt"], head, stated, at)
    problems = tuple(cast(Sequence[Mapping[str, Value]], outcome["problems"]))
    return Settled(digest, kind, problems, receipt)


def _receipt(digest: str, kind: Outcome, given: Value | None, head: TreeHead, stated: str, at: str) -> Receipt:
    """The receipt, if it proves that the log holds the acceptance of this very version. Raises Broken."""
    try:
        if not isinstance(given, Mapping):
            raise BadEntry("no receipt")
        opening, entry = un_b64u(str(given["opening"])), int(cast(int, given["index"]))
        proof = tuple(map(str, cast(Sequence[Value], given["proof"])))
        act = open_entry(opening)
        if act.act not in ACTS or act.details.get("version") != digest:
            raise BadEntry("the entry is of another act or version")
        check_inclusion(leaf_of(commitment(opening)), entry, head.size, [un_b64u(each) for each in proof], head.root)
    except (BadEntry, NotCanonical, ProofBroken) as error:
        raise Broken("log.receipt") from error
    return Receipt(digest, kind.value, entry, opening, proof, stated, at)
