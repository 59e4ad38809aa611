"""Ed25519 keys as the project names and carries them.

A key's id is its RFC 7638 thumbprint, so it can be recomputed by anyone who holds the public key. Key material is
made and kept by the vault (tablet) or the settings (server); nothing here stores any.
"""

import hashlib
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shared.canonical import NotCanonical, b64u, canonical, un_b64u

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that a code survives being read aloud."""


class BadKey(ValueError):
    """The text is not a public key in the form described here."""


def public_text(key: Ed25519PublicKey) -> str:
    """The 32 public bytes as base64url: the JWK member `x` of RFC 8037."""
    return b64u(key.public_bytes_raw())


def parse_public(text: str) -> Ed25519PublicKey:
    """The key for `public_text`'s output. Raises BadKey."""
    try:
        raw = un_b64u(text)
        return Ed25519PublicKey.from_public_bytes(raw)
    except (NotCanonical, ValueError) as error:
        raise BadKey("not an Ed25519 public key in base64url") from error


def key_id(key: Ed25519PublicKey) -> str:
    """RFC 7638 thumbprint (SHA-256, base64url) of the RFC 8037 JWK."""
    return _thumbprint(public_text(key))


@lru_cache(maxsize=1024)
def _thumbprint(public: str) -> str:
    # Every signature names its key: the few keys of a tablet or a server are not digested again each time.
    return b64u(hashlib.sha256(canonical({"crv": "Ed25519", "kty": "OKP", "x": public})).digest())


def key_from_seed(seed: bytes) -> Ed25519PrivateKey:
    """The private key for 32 random bytes drawn by the caller, so that simulations stay deterministic."""
    return Ed25519PrivateKey.from_private_bytes(seed)


def signature_holds(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    """Whether `signature` is `key`'s signature of `message`."""
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def key_letters(key: Ed25519PublicKey) -> str:
    """The first 20 bits of SHA-256 over the 32 public bytes, as four letters of Crockford's base 32.

    They end every enrolment code, so that a tablet knows the reply key of the server it was sent to.
    """
    bits = int.from_bytes(hashlib.sha256(key.public_bytes_raw()).digest()[:3], "big") >> 4
    return "".join(CROCKFORD[bits >> shift & 31] for shift in (15, 10, 5, 0))
