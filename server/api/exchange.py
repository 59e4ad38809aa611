"""The exchange: one request pushes versions and brings back what concerns the officer (`shared.protocol`)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

import orjson
from flask import Response

from server import files, log
from server.api import wire
from server.intake import Accepted, NotHeard, Push, Replayed, Taken, accept
from server.log import Restart
from server.problems import Refused
from server.services import Services
from server.times import stamp
from shared.canonical import b64u
from shared.checkpoint import TreeHead
from shared.protocol import (
    BODY_BYTES_MAX,
    CHUNK_BYTES_MAX,
    FILE_BYTES_MAX,
    VERSIONS_MAX,
    exchange_request,
)

MINIMUM_APP = "0.1.0"
"""The oldest tablet app this server still understands."""

_OFFSET_MAX = 2_000_000_000


def exchange(services: Services) -> Response:
    """Answer one exchange. Raises Refused when the request as a whole is; then nothing of it was stored."""
    heard = wire.hear(services)
    asked = wire.parsed(services, heard.body, exchange_request)
    if asked["device"] != heard.asker.device_id:
        raise Refused("exchange.foreign")
    now = services.clock.now()
    head = cast(Mapping[str, Any], asked["head"])
    push = Push(
        asker=heard.asker,
        key=heard.signed.key,
        nonce=heard.signed.nonce,
        incarnation=str(asked["incarnation"]),
        app=str(asked["app"]),
        clock_offset=_offset(str(asked["sent_at"]), now),
        cursor=cast(int, asked["cursor"]),
        versions=cast(list[object], asked["versions"]),
        moves=cast(list[dict[str, str]], asked.get("moves", [])),
    )
    try:
        accepted = accept(services, push, TreeHead(head["origin"], head["size"], b""))
    except Replayed as error:
        raise Refused("signature.replayed") from error
    except NotHeard as error:
        raise Refused("exchange.suspended") from error
    body = _body(services, asked, push, accepted, now)
    return wire.reply(services, 200, orjson.dumps(body))


def _body(
    services: Services, asked: Mapping[str, object], push: Push, accepted: Accepted, now: datetime
) -> dict[str, object]:
    """The members of `shared.protocol.ExchangeReply` to the request's."""
    items = [
        {"position": each.position, "kind": each.kind, "report": each.report_id, "body": orjson.loads(each.body)}
        for each in accepted.inbox
    ]
    # Who asks for no move may be of an older release and is told of none.
    moves = {"moves": [each._asdict() for each in accepted.moved]} if "moves" in asked else {}
    return moves | {
        "protocol": asked["protocol"],
        "exchange": asked["exchange"],
        "device": push.asker.device_id,
        "server_time": stamp(now),
        "outcomes": [_outcome(each, accepted) for each in accepted.taken],
        "head": log.checkpoint(services, accepted.head),
        "consistency": [b64u(each) for each in accepted.consistency],
        "origins": [_restart(each, accepted) for each in accepted.restarts],
        "inbox": items,
        "cursor": accepted.inbox[-1].position if accepted.inbox else push.cursor,
        "more": accepted.more,
        "current": dict(accepted.current),
        "files": list(files.present(services, cast(list[str], asked["files"]))),
        "limits": {
            "versions": VERSIONS_MAX,
            "bytes": BODY_BYTES_MAX,
            "chunk": CHUNK_BYTES_MAX,
            "file": FILE_BYTES_MAX,
            "minimum_app": MINIMUM_APP,
            "protocols": sorted(services.spoken, reverse=True),
        },
    }


def _outcome(taken: Taken, accepted: Accepted) -> dict[str, object]:
    receipt = None
    if taken.index >= 0:
        receipt = {
            "index": taken.index,
            "opening": b64u(accepted.openings[taken.index]),
            "proof": [b64u(each) for each in accepted.proofs[taken.index]],
        }
    return {
        "version": taken.digest,
        "outcome": taken.outcome.value,
        "problems": [each.as_data() for each in taken.problems],
        "receipt": receipt,
    }


def _restart(restart: Restart, accepted: Accepted) -> dict[str, object]:
    proof = [b64u(each) for each in accepted.proofs[restart.index]]
    return {"index": restart.index, "opening": b64u(restart.opening), "proof": proof}


def _offset(text: str, now: datetime) -> int:
    """How many seconds the tablet's clock is ahead of ours. Raises Refused for what is no RFC 3339 time."""
    try:
        sent = datetime.fromisoformat(text)
    except ValueError:
        sent = None
    if sent is None or sent.tzinfo is None:
        raise Refused("exchange.shape", ["sent_at"])
    ahead = int((sent.astimezone(UTC) - now).total_seconds())
    return max(-_OFFSET_MAX, min(_OFFSET_MAX, ahead))
