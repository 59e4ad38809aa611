"""What the refusal of a whole request says: why, when to come back, which protocol numbers the server speaks.

A problem document that the server signed is believed. One that nobody signed may come from anything on the way: it is
good for what the banner says and for being patient, and for nothing else (docs/protocol.md, sections 8 and 11).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from mobile.transport import Reply
from shared.signing import NotSigned, check_reply, content_digest

LONGEST_ASKED = 300
"""Seconds that a tablet lets itself be sent away for. What is on the way could say a year."""
PATIENCE = (429, 503)
"""Statuses that say nothing of what was sent, if they say when to come back."""
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Refusal:
    """One refusal.

    code        of the problem document, else `http.<status>`
    signed      whether the server signed it as its answer to this request
    wait        seconds after which to come back, 0 where it does not say
    protocols   the numbers that the server speaks; empty where it does not say, or nobody signed it
    """

    code: str
    signed: bool
    wait: int
    protocols: tuple[int, ...]


def read(reply: Reply, request: bytes, key: Ed25519PublicKey) -> Refusal:
    """The refusal of `request` (its body) in a reply of a status from 400 on; `key` is the server's reply key."""
    try:
        check_reply(reply.status, reply.headers, reply.body, content_digest(request), key)
        signed = True
    except NotSigned:
        signed = False
    held = _document(reply.body)
    code = held.get("code")
    known = isinstance(code, str) and len(code) <= 60 and code.replace(".", "").replace("_", "").isalnum()
    stated = held.get("protocols") if signed else None
    numbers = tuple(each for each in stated if type(each) is int) if isinstance(stated, list) else ()
    return Refusal(str(code) if known else f"http.{reply.status}", signed, _wait(reply, held, signed), numbers)


def _wait(reply: Reply, held: Mapping[str, object], signed: bool) -> int:
    """The signed member before the header, which no signature covers."""
    member = held.get("retry_after")
    if signed and type(member) is int:
        return max(0, min(member, LONGEST_ASKED))
    header = reply.headers.get("Retry-After", "")
    if reply.status in PATIENCE and _NUMBER.fullmatch(header):
        return min(int(header), LONGEST_ASKED)
    return 0


def _document(body: bytes) -> Mapping[str, object]:
    try:
        held = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return held if isinstance(held, dict) else {}
