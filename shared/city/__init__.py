"""One city's facts as one validated file: areas, departments, ranks, patterns, notice targets, the dated law table.

One city comes with a release; nothing about it is in code. `parsing` reads a city's file; the
shipped file shows everything that may stand in one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

from shared.canonical import Value, digest_of
from shared.city.facts import LawRow, Target
from shared.city.parsing import BadCity, Parsed, contents, parse
from shared.vocabulary import Term

__all__ = ["BadCity", "City", "LawRow", "Target", "city_of", "parse_city", "shipped_city"]

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that a reference survives being read out and written down."""


@dataclass(frozen=True, eq=False)
class City:
    """A city's configuration.

    lists             the city's own controlled lists, by name: area, bureau, department, rank, notification_target,
                      bwv_category
    bureau_of         area code -> bureau code
    reviewing_ranks   rank codes that may review
    targets           notification targets with the situations in which each is required
    law               rows of the law status table in the order of the file
    bounds            south, west, north, east in decimal degrees as text, or () where the city sets none
    keep_days         state of a report (approved, delivered) -> days after which it leaves the tablet; a state that is
                      not there never leaves
    """

    name: str
    time_zone: str
    patterns: Mapping[str, tuple[re.Pattern[str], str]]
    content: Mapping[str, Value]
    lists: Mapping[str, tuple[Term, ...]]
    bureau_of: Mapping[str, str]
    reviewing_ranks: frozenset[str]
    targets: tuple[Target, ...]
    law: tuple[LawRow, ...]
    bounds: tuple[str, ...]
    keep_days: Mapping[str, int]
    prefix: str

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical content (not of the file: a comment may change freely)."""
        return digest_of(self.content)

    def pattern(self, name: str) -> tuple[re.Pattern[str], str]:
        """The compiled pattern and an example that it accepts. Raises LookupError."""
        try:
            return self.patterns[name]
        except KeyError:
            raise LookupError(f"the city file has no pattern called {name!r}") from None

    def reference(self, chance: bytes) -> str:
        """A report's short public reference from at least five random bytes: says nothing about who wrote it."""
        if len(chance) < 5:
            raise ValueError("a reference needs five random bytes")
        number = int.from_bytes(chance[:5], "big")
        letters = "".join(_LETTERS[number >> shift & 31] for shift in range(35, -1, -5))
        return f"{self.prefix}-{letters[:4]}-{letters[4:]}"

    def receipt(self, reference: str, number: int) -> str:
        """The reference handed to the `number`-th person who reports: `<reference>-M01`."""
        return f"{reference}-M{number:02d}"

    def required_targets(self, situation: str) -> tuple[str, ...]:
        """Codes of the notification targets required in one of `facts.SITUATIONS`, in the order of the file."""
        return tuple(target.code for target in self.targets if situation in target.required)

    def law_on(self, day: str) -> tuple[LawRow, ...]:
        """The row of each law that was valid on `day` (YYYY-MM-DD), in the order of the file."""
        valid: dict[str, LawRow] = {}
        for row in self.law:
            if row.since <= day and (row.law not in valid or valid[row.law].since <= row.since):
                valid[row.law] = row
        return tuple(valid.values())


def parse_city(text: str) -> City:
    """The city for a whole TOML file. Raises BadCity with every mistake, one a line, each with its line number."""
    return _city(parse(contents(text), text, whole=True))


def city_of(content: Mapping[str, Value], text: str = "") -> City:
    """The city for a file's content, as the exchange and the database carry it. Raises BadCity; lines are of `text`."""
    return _city(parse(content, text, whole=False))


def _city(parsed: Parsed) -> City:
    return City(
        name=parsed.name,
        time_zone=parsed.time_zone,
        patterns=parsed.patterns,
        content=parsed.content,
        lists=parsed.lists,
        bureau_of=parsed.bureau_of,
        reviewing_ranks=frozenset(parsed.reviewing_ranks),
        targets=tuple(parsed.targets),
        law=tuple(parsed.law),
        bounds=parsed.bounds,
        keep_days=parsed.keep_days,
        prefix=parsed.prefix,
    )


@cache
def shipped_city() -> City:
    """The city that comes with this release."""
    return parse_city(resources.files(__package__).joinpath("los_angeles.toml").read_text("utf-8"))
