"""Salted commitments of answers: the disclosures of RFC 9901 (SD-JWT), with salts derived from one seed.

    disclosure = base64url(canonical([salt, "part/row/field", value]))
    digest     = base64url(SHA-256(ASCII(disclosure)))

The digest says nothing about a withheld answer, not even which question it answers: without the salt, 128 bits, no
guess can be tested. Salts come from a random seed per version, so that a version travels as seed and answers and
both sides compute the same bytes. Whoever stores a version keeps disclosures, never the seed: a seed would
bring back the salt of an answer that was lawfully destroyed.
"""

import hashlib
import hmac
from collections.abc import Iterable

from shared.answers import Address, Flat
from shared.canonical import NotCanonical, Value, b64u, canonical, parse_canonical, un_b64u

SEED_BYTES = 32
SALT_BYTES = 16
DECOY_STEP = 16
"""Digests are padded with decoys (RFC 9901 section 4.2.5) to a multiple of this, so that their number says little."""


class BadDisclosure(ValueError):
    """The text is not a disclosure in its one canonical form."""


def disclosure(seed: bytes, address: Address, value: Value) -> str:
    """The disclosure of one answer."""
    name = address.text()
    salt = b64u(hmac.digest(seed, name.encode(), "sha256")[:SALT_BYTES])
    return b64u(canonical([salt, name, value]))


def digest(text: str) -> str:
    """The commitment to a disclosure."""
    return b64u(hashlib.sha256(text.encode("ascii")).digest())


def open_disclosure(text: str) -> tuple[Address, Value]:
    """Address and value of a disclosure. Raises BadDisclosure unless it is exactly what `disclosure` makes."""
    try:
        parsed = parse_canonical(un_b64u(text))
        if not isinstance(parsed, list) or len(parsed) != 3:
            raise BadDisclosure("not a salt, a name and a value")
        salt, name, value = parsed
        if not isinstance(salt, str) or len(un_b64u(salt)) != SALT_BYTES or not isinstance(name, str):
            raise BadDisclosure("not a salt, a name and a value")
        return Address.parse(name), value
    except (NotCanonical, ValueError) as error:
        raise BadDisclosure(str(error)) from error


def commit(seed: bytes, flat: Flat) -> tuple[list[str], list[str]]:
    """(disclosures in address order, digests sorted and padded with decoys) for all answers.

    Raises ValueError for a seed of another length, NotCanonical for a value that has no canonical form.
    """
    if len(seed) != SEED_BYTES:
        raise ValueError(f"a seed is {SEED_BYTES} bytes")
    disclosures = [disclosure(seed, address, flat[address]) for address in sorted(flat)]
    return disclosures, sorted([*map(digest, disclosures), *_decoys(seed, len(disclosures))])


def _decoys(seed: bytes, real: int) -> Iterable[str]:
    """Digests of nothing. Their names start with a space, so no answer can share their salt."""
    for number in range(-real % DECOY_STEP):
        yield b64u(hashlib.sha256(hmac.digest(seed, f" decoy {number}".encode(), "sha256")).digest())
