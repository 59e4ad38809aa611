"""The file in which a stranded tablet's undelivered reports travel by hand (docs/protocol.md, section 10).

One line says whose it is; the rest only the department can open. Inside stands an exchange's body, signed by the
tablet, so that a file is believed exactly as much as a request over the network.
"""

import json
from collections.abc import Callable, Mapping
from typing import NamedTuple, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from shared.canonical import NotCanonical, Value, b64u, canonical, parse_canonical, un_b64u
from shared.keys import signature_holds
from shared.recovery import UNSENT, open_for_department, seal_for_department

KIND = "scenebook-unsent"
FORMAT = 1
SUFFIX = ".scenebook"
BYTES_MAX = 1 << 30
_SIGNED = b"scenebook unsent 1\n"
_LINE_MAX = 400


class BadUnsent(ValueError):
    """`code`: unsent.form (no such file), unsent.signature (not signed by this tablet); NotOpened comes from below."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Unsent(NamedTuple):
    """A file's first line and what follows it."""

    vault: str
    sealed: bytes


def pack_unsent(vault: str, request: bytes, device_key: Ed25519PrivateKey, recovery_key: str) -> bytes:
    """The file for an exchange's body. Raises BadKey."""
    inside = canonical({"request": b64u(request), "signature": b64u(device_key.sign(_SIGNED + request))})
    line = canonical({"format": FORMAT, "kind": KIND, "vault": vault})
    return line + b"\n" + seal_for_department(recovery_key, UNSENT, vault, inside)


def read_unsent(content: bytes) -> Unsent:
    """A file's two parts. Raises BadUnsent("unsent.form")."""
    line, _, sealed = content.partition(b"\n")
    try:
        known = json.loads(line) if len(line) <= _LINE_MAX else None
    except ValueError:
        known = None
    if not isinstance(known, dict) or known.get("kind") != KIND or known.get("format") != FORMAT or not sealed:
        raise BadUnsent("unsent.form")
    return Unsent(str(known.get("vault")), sealed)


def open_unsent(
    unsent: Unsent, recovery_key: X25519PrivateKey, find: Callable[[str], Ed25519PublicKey | None]
) -> bytes:
    """The exchange's body, if the tablet signed it. `find` gives a vault's device key. Raises NotOpened, BadUnsent."""
    inside = open_for_department(recovery_key, UNSENT, unsent.vault, unsent.sealed)
    key = find(unsent.vault)
    try:
        held = cast(Mapping[str, Value], parse_canonical(inside))
        request, signature = un_b64u(str(held["request"])), un_b64u(str(held["signature"]))
    except (TypeError, KeyError, NotCanonical) as error:
        raise BadUnsent("unsent.form") from error
    if key is None or not signature_holds(key, signature, _SIGNED + request):
        raise BadUnsent("unsent.signature")
    return request
