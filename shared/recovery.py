"""What only the department can open: a tablet's unsent reports, and the key of a vault whose passphrase is forgotten.

Sealed with HPKE (RFC 9180, base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM) to the department's
recovery key, which a tablet gets when it enrols. `info` names the purpose and the vault, so that nothing sealed for one
opens as another.
"""

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from shared.canonical import NotCanonical, b64u, un_b64u
from shared.keys import CROCKFORD, BadKey

KEY_BYTES = 32
UNSENT = "unsent"
"""Purpose: reports that have not reached the server."""
VAULT_KEY = "vault-key"
"""Purpose: the key of a vault's database."""

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_CHECK_LETTERS = 4
_LETTERS = 52  # of five bits each: 256 bits and four of padding
GROUP = 4


class NotOpened(ValueError):
    """Sealed for another department, purpose or vault, or damaged."""


class BadCode(ValueError):
    """The text is not a recovery code: a letter is wrong or missing."""


def recovery_key(seed: bytes) -> X25519PrivateKey:
    """The department's private key from its 32 bytes."""
    return X25519PrivateKey.from_private_bytes(seed)


def recovery_public(key: X25519PrivateKey) -> str:
    """The public key as base64url of its 32 bytes (the JWK member `x` of RFC 8037)."""
    return b64u(key.public_key().public_bytes_raw())


def parse_recovery_key(public: str) -> X25519PublicKey:
    """The key for `recovery_public`'s output. Raises BadKey."""
    try:
        return X25519PublicKey.from_public_bytes(un_b64u(public))
    except (NotCanonical, ValueError) as error:
        raise BadKey("not an X25519 public key in base64url") from error


def seal_for_department(public: str, purpose: str, vault: str, plain: bytes) -> bytes:
    """`plain` so that only the holder of the private key reads it. Raises BadKey."""
    return _SUITE.encrypt(plain, parse_recovery_key(public), info=_info(purpose, vault))


def open_for_department(private: X25519PrivateKey, purpose: str, vault: str, sealed: bytes) -> bytes:
    """What was sealed for this purpose and vault. Raises NotOpened."""
    try:
        return _SUITE.decrypt(sealed, private, info=_info(purpose, vault))
    except (InvalidTag, ValueError) as error:
        raise NotOpened("not sealed for this key, purpose and vault, or damaged") from error


def recovery_code(key: bytes) -> str:
    """A 32-byte key as a person reads it out: Crockford's base 32 in groups of four, the last group a check."""
    number = int.from_bytes(key, "big") << (5 * _LETTERS - 8 * KEY_BYTES)
    letters = "".join(CROCKFORD[number >> 5 * place & 31] for place in range(_LETTERS - 1, -1, -1)) + _check(key)
    return "-".join(letters[begin : begin + GROUP] for begin in range(0, len(letters), GROUP))


def key_of_code(typed: str) -> bytes:
    """The key of a code, whatever spaces, hyphens and look-alikes people add. Raises BadCode."""
    letters = "".join(typed.split()).replace("-", "").upper().translate(str.maketrans("OIL", "011"))
    if len(letters) != _LETTERS + _CHECK_LETTERS or set(letters) - set(CROCKFORD):
        raise BadCode("not 14 groups of four letters and digits")
    number = 0
    for letter in letters[:_LETTERS]:
        number = number << 5 | CROCKFORD.index(letter)
    key = (number >> (5 * _LETTERS - 8 * KEY_BYTES)).to_bytes(KEY_BYTES, "big")
    if recovery_code(key).replace("-", "") != letters:
        raise BadCode("its last group does not fit the others")
    return key


def _check(key: bytes) -> str:
    bits = int.from_bytes(hashlib.sha256(b"recovery code" + key).digest()[:3], "big") >> 4
    return "".join(CROCKFORD[bits >> shift & 31] for shift in (15, 10, 5, 0))


def _info(purpose: str, vault: str) -> bytes:
    return f"scenebook/{purpose}/{vault}".encode()
