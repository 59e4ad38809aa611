"""HTTP message signatures for the exchange: one fixed profile of RFC 9421 with RFC 9530 digests and Ed25519.

Request   covers "@method" "@path" "content-digest"; parameters created, nonce, keyid, alg, tag "scenebook-request"
Reply     covers "@status" "content-digest" and the request's "content-digest";req; tag "scenebook-reply"

The profile is fixed so that a verifier compares text instead of parsing structured fields: fewer ways to be wrong.
Path instead of target URI, because a TLS proxy may rename scheme and host; the body names device and log instead.
`created` is the sender's clock and proves nothing (clocks may lie); the server remembers nonces instead.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shared.keys import key_id, signature_holds

LABEL = "scenebook"
_REQUEST_COVERS = '("@method" "@path" "content-digest")'
_REPLY_COVERS = '("@status" "content-digest" "content-digest";req)'
_INPUT = re.compile(
    r'scenebook=(\("[^()]*\)(?:;created=([0-9]{1,12}));nonce="([A-Za-z0-9_-]{16,64})"'
    r';keyid="([A-Za-z0-9_-]{43})";alg="ed25519";tag="(scenebook-(?:request|reply))")'
)
_SIGNATURE = re.compile(r"scenebook=:([A-Za-z0-9+/]{86}==):")


class NotSigned(ValueError):
    """The message is not signed as described here. `code` says how, for `shared.words`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Signed:
    """What a checked signature states: who, when by their clock (Unix seconds), and the nonce."""

    key: str
    created: int
    nonce: str


def content_digest(body: bytes) -> str:
    """The Content-Digest header of RFC 9530 for `body`."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def sign_request(
    method: str, path: str, body: bytes, key: Ed25519PrivateKey, *, created: int, nonce: str
) -> dict[str, str]:
    """The headers Content-Digest, Signature-Input and Signature for a request. `nonce`: 16 to 64 base64url letters."""
    digest = content_digest(body)
    lines = _request_lines(method, path, digest)
    return {
        "Content-Digest": digest,
        **_signature(lines, _REQUEST_COVERS, "scenebook-request", key, created, nonce),
    }


def check_request(
    method: str,
    path: str,
    headers: Mapping[str, str],
    body: bytes,
    find_key: Callable[[str], Ed25519PublicKey | None],
) -> Signed:
    """Check a request's digest and signature. `find_key` maps a key id to a key it trusts, or None.

    Raises NotSigned: "signature.missing", "signature.digest", "signature.key" or "signature.wrong".
    """
    digest = _checked_digest(headers, body)
    return _check(_request_lines(method, path, digest), _REQUEST_COVERS, "scenebook-request", headers, find_key)


def sign_reply(
    status: int, body: bytes, request_digest: str, key: Ed25519PrivateKey, *, created: int, nonce: str
) -> dict[str, str]:
    """The headers for a reply to the request whose Content-Digest header was `request_digest`."""
    digest = content_digest(body)
    lines = _reply_lines(status, digest, request_digest)
    return {
        "Content-Digest": digest,
        **_signature(lines, _REPLY_COVERS, "scenebook-reply", key, created, nonce),
    }


def check_reply(
    status: int, headers: Mapping[str, str], body: bytes, request_digest: str, key: Ed25519PublicKey
) -> Signed:
    """Check a reply against the server's reply key and the request it must answer. Raises NotSigned."""
    digest = _checked_digest(headers, body)
    lines = _reply_lines(status, digest, request_digest)
    return _check(
        lines,
        _REPLY_COVERS,
        "scenebook-reply",
        headers,
        lambda wanted: key if wanted == key_id(key) else None,
    )


def _request_lines(method: str, path: str, digest: str) -> list[str]:
    return [f'"@method": {method.upper()}', f'"@path": {path}', f'"content-digest": {digest}']


def _reply_lines(status: int, digest: str, request_digest: str) -> list[str]:
    return [f'"@status": {status}', f'"content-digest": {digest}', f'"content-digest";req: {request_digest}']


def _signature(
    lines: list[str], covers: str, tag: str, key: Ed25519PrivateKey, created: int, nonce: str
) -> dict[str, str]:
    # A clock before 1970 is as good as any other that lies; the profile has no minus sign for it.
    stated = f'created={max(created, 0)};nonce="{nonce}";keyid="{key_id(key.public_key())}";alg="ed25519";tag="{tag}"'
    params = f"{covers};{stated}"
    base = "\n".join([*lines, f'"@signature-params": {params}'])
    signature = base64.b64encode(key.sign(base.encode())).decode()
    return {"Signature-Input": f"{LABEL}={params}", "Signature": f"{LABEL}=:{signature}:"}


def _checked_digest(headers: Mapping[str, str], body: bytes) -> str:
    digest = headers.get("Content-Digest", "")
    if not digest:
        raise NotSigned("signature.missing")
    if digest != content_digest(body):
        raise NotSigned("signature.digest")
    return digest


def _check(
    lines: list[str],
    covers: str,
    tag: str,
    headers: Mapping[str, str],
    find_key: Callable[[str], Ed25519PublicKey | None],
) -> Signed:
    stated = _INPUT.fullmatch(headers.get("Signature-Input", ""))
    signature = _SIGNATURE.fullmatch(headers.get("Signature", ""))
    if not stated or not signature or not stated[1].startswith(f"{covers};") or stated[5] != tag:
        raise NotSigned("signature.missing")
    key = find_key(stated[4])
    if key is None:
        raise NotSigned("signature.key")
    base = "\n".join([*lines, f'"@signature-params": {stated[1]}'])
    if not signature_holds(key, base64.b64decode(signature[1]), base.encode()):
        raise NotSigned("signature.wrong")
    return Signed(stated[4], int(stated[2]), stated[3])
