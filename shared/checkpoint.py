"""Signed tree heads: C2SP tlog-checkpoint in a C2SP signed note, with an Ed25519 signature.

    <origin>\n<size>\n<base64 root>\n\n— <origin> <base64(4-byte key hash || 64-byte signature)>\n

The origin names one log for ever; a server restored from a backup starts a new one.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shared.keys import signature_holds

_ORIGIN = re.compile(r"[A-Za-z0-9._/-]{1,200}")
_ED25519 = b"\x01"


class BadCheckpoint(ValueError):
    """The text is not a checkpoint signed by the expected key."""


@dataclass(frozen=True)
class TreeHead:
    """The state of a log: its origin, number of entries, and root hash (32 bytes)."""

    origin: str
    size: int
    root: bytes

    def body(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def sign(head: TreeHead, key: Ed25519PrivateKey) -> str:
    """The checkpoint text."""
    if not _ORIGIN.fullmatch(head.origin):
        raise ValueError("an origin is letters, digits, dots, slashes and hyphens")
    body = head.body()
    stamp = _key_hash(head.origin, key.public_key()) + key.sign(body.encode())
    return f"{body}\n\u2014 {head.origin} {base64.b64encode(stamp).decode()}\n"


def parse(text: str) -> TreeHead:
    """The head a checkpoint states, unchecked: for looking at one before its key is known. Raises BadCheckpoint."""
    lines = text.split("\n")
    if len(lines) != 6 or lines[3] or lines[5] or not lines[4].startswith(f"\u2014 {lines[0]} "):
        raise BadCheckpoint("not a checkpoint")
    origin, size = lines[0], lines[1]
    if not _ORIGIN.fullmatch(origin) or not re.fullmatch(r"0|[1-9][0-9]{0,15}", size):
        raise BadCheckpoint("not a checkpoint")
    root = _unbase64(lines[2])
    if len(root) != 32:
        raise BadCheckpoint("not a checkpoint")
    return TreeHead(origin, int(size), root)


def verify(text: str, key: Ed25519PublicKey) -> TreeHead:
    """The head of a checkpoint signed by `key`. Raises BadCheckpoint; every byte of `text` is covered."""
    head = parse(text)
    stamp = _unbase64(text.split("\n")[4].rpartition(" ")[2])
    if stamp[:4] != _key_hash(head.origin, key) or not signature_holds(key, stamp[4:], head.body().encode()):
        raise BadCheckpoint("the tree head is not signed by the expected log")
    return head


def _key_hash(origin: str, key: Ed25519PublicKey) -> bytes:
    """C2SP signed-note: SHA-256(name || LF || 0x01 || key), first four bytes."""
    return hashlib.sha256(origin.encode() + b"\n" + _ED25519 + key.public_bytes_raw()).digest()[:4]


def _unbase64(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadCheckpoint("not base64") from error
    if base64.b64encode(data).decode() != text:
        raise BadCheckpoint("base64 with stray bits")
    return data
