"""A person's own statement as an object of its own: its bytes, its digest, its receipt.

The bytes are canonical JSON, so that the digest is fixed the moment the person is done and a receipt can say it at
once. They are kept and sent as a file beside the report (`application/json`); the report refers to it. Keeping and
showing are the tablet's.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from shared.canonical import Value, canonical, parse_canonical

KIND = "statement"
MEDIA_TYPE = "application/json"
"""What a `media` row says of a statement. A file that is taken in from elsewhere is never called that."""

LANGUAGES = {"en": "eng", "es": "spa"}
"""The language a person chose to read the screen in, as ISO 639-3 says it."""


@dataclass(frozen=True)
class Statement:
    """What was said, and where it belongs.

    `report` and `row` are ids; `reference` is the number a person is given; `language` is ISO 639-3 or a language's own
    name; `at` is RFC 3339 with its zone.
    """

    report: str
    row: str
    reference: str
    language: str
    text: str
    at: str

    @property
    def content(self) -> bytes:
        """Its bytes. Raises NotCanonical when the text holds half a letter."""
        return canonical({"kind": KIND, **asdict(self)})

    @property
    def digest(self) -> str:
        """SHA-256 of its bytes, lower-case hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def receipt(self) -> str:
        """What its QR code says: reference, time, digest, one a line."""
        return f"{self.reference}\n{self.at}\nsha256:{self.digest}"


def parse_statement(content: bytes) -> Statement:
    """A statement from its bytes. Raises ValueError for anything else."""
    held = parse_canonical(content)
    names = Statement.__dataclass_fields__
    if not isinstance(held, Mapping) or held.get("kind") != KIND or held.keys() != {"kind", *names}:
        raise ValueError("not a statement")
    if not all(isinstance(each, str) for each in held.values()):
        raise ValueError("a statement holds texts only")
    return Statement(**{name: str(held[name]) for name in names})


def is_statement(row: Mapping[str, Value]) -> bool:
    """Whether a `media` row is a statement that was sealed."""
    return row.get("media_type") == MEDIA_TYPE and "sha256" in row
