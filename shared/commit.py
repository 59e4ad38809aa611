"""Salted commitments of answers: the disclosures of RFC 9901 (SD-JWT), with salts drawn from one seed.

    stream     = SHAKE-256("scenebook salts 1" || seed), 18 bytes per address in address order, then 32 per decoy
    disclosure = base64url(canonical([base64url(salt), "part/row/field", value]))
    digest     = base64url(SHA-256(ASCII(disclosure)))

The digest says nothing about a withheld answer, not even which question it answers: without the salt, 144 bits, no
guess can be tested. Salts come from a random seed per version, so that a version travels as seed and answers and
both sides compute the same bytes. Whoever stores a version keeps disclosures, never the seed: a seed would
bring back the salt of an answer that was lawfully destroyed.
"""

import hashlib
import re
from collections.abc import Mapping

from shared.answers import Address, Nested, flatten_texts
from shared.canonical import (
    WRITERS,
    NotCanonical,
    Value,
    b64u,
    b64u_digests,
    b64u_each,
    canonical_text,
    parse_canonical,
    un_b64u,
)

SEED_BYTES = 32
SALT_BYTES = 18
SALT_LETTERS = 24
DECOY_STEP = 16
"""Digests are padded with decoys (RFC 9901 section 4.2.5) to a multiple of this, so that their number says little."""

_PURPOSE = b"scenebook salts 1"
_SALTS = re.compile(f".{{{SALT_LETTERS}}}")
DIGEST_BYTES = 32


class BadDisclosure(ValueError):
    """The text is not a disclosure in its one canonical form."""


def disclosure(salt: str, address: Address, value: Value) -> str:
    """The disclosure of one answer; `salt` is 24 base64url letters."""
    return b64u(_claims(salt, {address.text(): value})[0])


def _claims(salts: str, values: Mapping[str, Value]) -> list[bytes]:
    """canonical([salt, name, value]) of each in the order of names, of which none holds anything that JSON escapes."""
    return [
        f'["{salt}","{name}",{WRITERS.get(type(value := values[name]), canonical_text)(value)}]'.encode()
        for salt, name in zip(_SALTS.findall(salts), sorted(values), strict=True)
    ]


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


def commit(seed: bytes, answers: Nested) -> tuple[list[str], list[str]]:
    """(disclosures in address order, digests sorted and padded with decoys) for all answers.

    Raises ValueError for a seed of another length, NotCanonical for a value that has no canonical form, and what
    `flatten_texts` raises.
    """
    if len(seed) != SEED_BYTES:
        raise ValueError(f"a seed is {SEED_BYTES} bytes")
    values = flatten_texts(answers)
    real, decoys = len(values), -len(values) % DECOY_STEP
    salts_end = real * SALT_BYTES
    stream = hashlib.shake_256(_PURPOSE + seed).digest(salts_end + decoys * DIGEST_BYTES)
    salts = b64u(stream[:salts_end])
    disclosures = b64u_each(_claims(salts, values))
    sha256 = hashlib.sha256
    hashes = [sha256(text.encode()).digest() for text in disclosures]
    hashes += [stream[at : at + DIGEST_BYTES] for at in range(salts_end, len(stream), DIGEST_BYTES)]
    return disclosures, sorted(b64u_digests(hashes))
