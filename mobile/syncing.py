"""The exchange with the server: what to ask, how to believe the answer, what changes by it.

    ask      the request for what waits in the outbox
    keep     what the reply changes (`mobile.believing`), in one transaction
    exchange_once   the three together

Whatever cannot be believed is silence and changes nothing. One thing is worse than silence: a reply that the server
did sign, but whose proof does not hold. Then the log was changed behind the tablet's back; the reply is kept and a
person is shown. The thread that does this again and again is `mobile.runner`.
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from mobile import APP, moved, refusals, restored, retention
from mobile.believing import Asked, Broken, Changes, NotBelieved, Settled, after, believe
from mobile.configuring import fetch_configuration
from mobile.renewing import SEQUENCE_REUSED, renew
from mobile.reports import STUCK_AFTER
from mobile.restored import Earlier
from mobile.store import Database, drafts, exchanges, files, leaving, moves, settings, versions
from mobile.store.exchanges import Item, Receipt
from mobile.transport import Reply, Silence, Transport
from mobile.vault import Vault
from shared import checkpoint
from shared.canonical import Value, b64u, canonical
from shared.entry import Act, open_entry
from shared.keys import parse_public
from shared.ports import Chance, Clock
from shared.protocol import (
    BODY_BYTES_MAX,
    EXCHANGE_PATH,
    FILES_MAX,
    JSON_TYPE,
    SPOKEN,
    VERSIONS_MAX,
    Outcome,
    newest_common,
)
from shared.signing import sign_request

ENVELOPE_BYTES = 10_000
PULL_NEXT = "pull_next"
"""The setting that makes the next exchange carry no version: what is stuck must not keep the officer's post away."""


@dataclass(frozen=True)
class Exchanged:
    """How one exchange went. `kind`: done, silence, refused (as a whole), busy (the server itself says: later), alarm,
    or failed (a file that was sent after it, and no more); `code` says why not.

    more   whether there is anything to do at once: versions still waiting, or more in the inbox
    wait   seconds after which it was asked to come back, 0 if it was not
    """

    kind: str
    code: str = ""
    sent: int = 0
    received: int = 0
    more: bool = False
    wait: int = 0


def ask(
    vault: Vault,
    clock: Clock,
    chance: Chance,
    reaches: Mapping[str, int] | None = None,
    spoken: frozenset[int] = SPOKEN,
) -> Asked:
    """The next request, in the newest of the `spoken` protocol numbers that the server is known to speak too. With
    `reaches` it carries nothing and names the newest head that a restored log must begin with: what waits may follow
    what was lost.

    Raises StoreError.
    """
    with vault.store.reading() as database:
        stated = settings.get(database, "limits")
        origin = str(settings.get(database, restored.ORIGIN) or vault.trust.origin)
        newest = exchanges.newest_head(database, origin)
        shared = restored.witness(database, reaches) if reaches else None
        origins = exchanges.origins(database)
        cursor = settings.get(database, "cursor")
        incarnation = settings.get(database, "incarnation")
        pull_only = settings.get(database, PULL_NEXT)
        limits = stated if isinstance(stated, Mapping) else {}
        batch = [] if pull_only or reaches else _batch(database, limits)
        beside = files.unconfirmed(database, FILES_MAX)
        moving = not reaches and bool(moves.pending(database))
    asked_moves: tuple[moves.Move, ...] = ()
    if moving:
        with vault.store.writing() as database:
            asked_moves = moved.to_ask(database, [each.digest for each in batch])
    head = shared or (checkpoint.parse(newest) if newest else None)
    protocol = _protocol(limits, spoken)
    envelope: dict[str, Value] = {
        "protocol": protocol,
        "exchange": chance.uuid(),
        "device": vault.id,
        "incarnation": str(incarnation),
        "app": APP,
        "sent_at": clock.now().isoformat(timespec="seconds"),
        "head": {"origin": head.origin, "size": head.size} if head else {"origin": "", "size": 0},
        "cursor": cursor if isinstance(cursor, int) else 0,
        "files": list(beside),
        **moved.envelope(asked_moves),
    }
    # What was sealed is canonical already and stands under the last of all names: it is not parsed to be written again.
    packed = b",".join([each.packed for each in batch])
    plain = canonical(envelope)[:-1] + b',"versions":[' + packed + b"]}"
    # A version is mostly random digests and base64, yet its words and names shrink it to a sixth.
    body = gzip.compress(plain, mtime=0)
    signed = sign_request(
        "POST",
        EXCHANGE_PATH,
        body,
        vault.device_key,
        created=int(clock.now().timestamp()),
        nonce=b64u(chance.token(16)),
    )
    return Asked(
        str(envelope["exchange"]),
        protocol,
        vault.id,
        tuple(each.digest for each in batch),
        tuple(beside),
        head,
        origin,
        origins,
        cursor if isinstance(cursor, int) else 0,
        body,
        {**signed, "Content-Type": JSON_TYPE, "Content-Encoding": "gzip"},
        bool(pull_only),
        asked_moves,
        vault.person.id,
    )


def keep(vault: Vault, changes: Changes, at: str, chance: Chance) -> None:
    """All changes in one transaction. Raises StoreError; then nothing changed and the exchange is made again."""
    with vault.store.writing() as database:
        cursor = changes.cursor
        if changes.followed is not None:
            cursor = min(cursor, restored.begin_again(database, changes.followed, changes.head.origin, at))
        exchanges.add_head(database, changes.head.origin, changes.head.size, changes.checkpoint, at)
        touched = files.settle(database, changes.asked_files, changes.files, at)
        for settled in changes.settled:
            _keep_settled(database, settled, at)
        # In this transaction: a refusal for its number that is kept, and not answered at once, would stand for ever.
        if doubled := [each.digest for each in changes.settled if _is_double(each)]:
            renew(database, vault.version_key, doubled, chance)
        for each in changes.moved:
            moved.keep(database, each)
        for report in touched:
            _arrive(database, report)
        for item in changes.items:
            again = exchanges.take_back(database, item)
            if not again and not exchanges.add_item(database, item):
                continue
            if item.kind in moved.KINDS:
                moved.keep_item(database, item, vault.id)
            else:
                _keep_item(database, item, again=again)
        settings.put(database, "cursor", cursor)
        settings.put(database, "limits", dict(changes.limits))
        settings.put(database, "exchanged_at", at)
        retention.hear(database, changes.server_time, at)
        if settings.get(database, PULL_NEXT):
            settings.put(database, PULL_NEXT, False)


def exchange_once(
    vault: Vault,
    transport: Transport,
    clock: Clock,
    chance: Chance,
    reaches: Mapping[str, int] | None = None,
    spoken: frozenset[int] = SPOKEN,
) -> Exchanged:
    """One push and pull. Raises StoreError only; everything the network can do is in what it returns.

    Of a restored server it asks a second time, with a head that its log must hold (`reaches`: `mobile.restored`).
    """
    asked = ask(vault, clock, chance, reaches, spoken)
    try:
        reply = transport.send("POST", EXCHANGE_PATH, asked.headers, asked.body)
    except Silence as error:
        return Exchanged("silence", error.code)
    at = clock.now().isoformat(timespec="seconds")
    try:
        changes = after(vault.trust, asked, believe(vault.trust, asked, reply), at)
    except NotBelieved as error:
        return _not_believed(vault, asked, reply, error.code, spoken)
    except Earlier as error:
        if reaches is None:
            return exchange_once(vault, transport, clock, chance, error.reaches, spoken)
        if reaches != error.reaches:
            return Exchanged("silence", "reply.other_exchange")
        # No head that this tablet keeps is among what the restored log begins with.
        with vault.store.writing() as database:
            exchanges.add_alarm(database, "log.origin", at, reply.body)
        return Exchanged("alarm", "log.origin")
    except Broken as error:
        with vault.store.writing() as database:
            exchanges.add_alarm(database, error.code, at, reply.body)
        return Exchanged("alarm", error.code)
    keep(vault, changes, at, chance)
    fetch_configuration(vault, transport, changes.current, clock, chance)
    moved.bring_over(vault, transport, clock, chance)
    with vault.store.reading() as database:
        waiting = bool(versions.queue(database, 1))
    if changes.followed is not None:
        return Exchanged("done", exchanges.RESTORED, len(asked.digests), len(changes.items), more=True)
    more = changes.more and changes.cursor > asked.cursor
    # After a pull alone, what could not be sent takes its turn later, not at once.
    return Exchanged(
        "done", sent=len(asked.digests), received=len(changes.items), more=more or (waiting and not asked.pull_only)
    )


def _batch(database: Database, limits: Mapping[str, Value]) -> list[versions.Queued]:
    """What fits into one request: the server's limits, never more than the protocol's."""
    most = min(_limit(limits, "versions", VERSIONS_MAX), VERSIONS_MAX)
    room = min(_limit(limits, "bytes", BODY_BYTES_MAX), BODY_BYTES_MAX) - ENVELOPE_BYTES
    batch: list[versions.Queued] = []
    for each in versions.queue(database, most):
        room -= len(each.packed) + 1
        # A single one that is too large goes alone, so that the server can say so.
        if room < 0 and batch:
            break
        batch.append(each)
    return batch


def _protocol(limits: Mapping[str, Value], spoken: frozenset[int]) -> int:
    """The number to speak: the newest that both sides do, ours as long as the server did not say."""
    stated = limits.get("protocols")
    common = newest_common(spoken, cast(list[int], stated)) if isinstance(stated, list) else None
    return common or max(spoken)


def _limit(limits: Mapping[str, Value], name: str, most: int) -> int:
    held = limits.get(name)
    return held if isinstance(held, int) and held > 0 else most


def _keep_settled(database: Database, settled: Settled, at: str) -> None:
    version = versions.get(database, settled.digest)
    if version is None:
        return
    if settled.receipt is not None:
        exchanges.add_receipt(database, settled.receipt)
    first = exchanges.receipt(database, settled.digest)
    # `already` is what a repeat is told; what became of the version is what its first receipt says.
    state = _first_outcome(first) if settled.outcome is Outcome.ALREADY and first else settled.outcome.value
    versions.decide(database, settled.digest, state, [dict(each) for each in settled.problems], at)
    draft = drafts.get(database, version.report)
    newest = versions.of_report(database, version.report)[-1]
    if draft is None or newest.digest != version.digest:
        return
    if settled.outcome is Outcome.REFUSED:
        mendable = bool(settled.problems) and all("at" in each for each in settled.problems)
        drafts.move(database, version.report, "needs_you" if mendable else "set_aside", open=True)
    elif version.kind == "final" and draft.state == "set_aside":
        drafts.move(database, version.report, "waiting", open=False)
    _arrive(database, version.report)


def _arrive(database: Database, report: str) -> None:
    """Delivered is the newest final version with its receipt and every file that it names; less is waiting."""
    draft = drafts.get(database, report)
    newest = next(iter(versions.of_report(database, report)[::-1]), None)
    if draft is None or draft.state != "waiting" or newest is None or newest.kind != "final":
        return
    done, named = files.delivered(database, newest.digest)
    if done == named and exchanges.receipt(database, newest.digest) is not None:
        drafts.move(database, report, "delivered", open=False)


def _is_double(settled: Settled) -> bool:
    """Whether the server has another version under this number: this tablet was cloned or restored."""
    return any(each.get("code") == SEQUENCE_REUSED for each in settled.problems)


def _first_outcome(receipt: Receipt) -> str:
    act = open_entry(receipt.opening).act
    return Outcome.BRANCHED.value if act is Act.VERSION_BRANCHED else Outcome.STORED.value


def _keep_item(database: Database, item: Item, *, again: bool = False) -> None:
    """What an inbox item means for its report. Unknown kinds are only kept. `again`: it was here before the server was
    restored, so it means something only while it is about the newest version."""
    draft = drafts.get(database, item.report)
    if draft is None or item.kind not in ("returned", "approved"):
        return
    if draft.state in moved.AWAY:
        # A report that another tablet has is that one's to answer; once approved, what is left here may leave.
        if item.kind == "approved" and draft.state == moved.MOVED and moved.settled(database, item.report):
            drafts.move(database, item.report, "approved", open=False)
        return
    if leaving.left(database, item.report) is not None:
        # There is nothing here to answer in: that it came back is shown, and what was said stays in the inbox.
        drafts.move(database, item.report, leaving.LEFT_RETURNED if item.kind == "returned" else leaving.LEFT)
        return
    newest = next(iter(versions.of_report(database, item.report)[::-1]), None)
    if item.kind == "returned":
        moved.put_comments(database, item)
    older = newest is not None and newest.digest != item.body.get("version")
    if older and newest is not None and (again or newest.state == versions.WAITING):
        # A newer version is on its way: what was said of the older one is kept beside it.
        return
    drafts.move(database, item.report, item.kind, open=item.kind == "returned")


def _not_believed(vault: Vault, asked: Asked, reply: Reply, code: str, spoken: frozenset[int]) -> Exchanged:
    """Silence; unless the server itself failed, then the versions are tried one by one from now on."""
    if not 400 <= reply.status < 600:
        return Exchanged("silence", code)
    refusal = refusals.read(reply, asked.body, parse_public(vault.trust.reply_key))
    if newest_common(spoken, refusal.protocols) not in (None, asked.protocol):
        with vault.store.writing() as database:
            limits = settings.get(database, "limits")
            known = dict(limits) if isinstance(limits, Mapping) else {}
            settings.put(database, "limits", {**known, "protocols": list(refusal.protocols)})
    if refusal.wait:
        return Exchanged("busy" if refusal.signed else "refused", refusal.code, wait=refusal.wait)
    if reply.status >= 500 or reply.status in (400, 413):
        with vault.store.writing() as database:
            versions.tried(database, asked.digests)
            stuck = versions.reports_tried(database, STUCK_AFTER)
            if stuck:
                settings.put(database, PULL_NEXT, True)
            for report in stuck:
                draft = drafts.get(database, report)
                if draft and draft.state == "waiting":
                    drafts.move(database, report, "set_aside")
    return Exchanged("refused", refusal.code)
