"""Finds, in one text, everything that the tables know."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from shared.lint.fold import fold
from shared.lint.kinds import TABLES
from shared.lint.needs import Need, keys_in
from shared.lint.origins import COUNTRIES, DEMONYMS
from shared.lint.pattern import Patterns, key_words
from shared.lint.spelling import LONG, TELLING, Speller

KINDS = tuple(TABLES)

Span = tuple[int, int]


@dataclass(frozen=True, order=True)
class Finding:
    """Characters [start, end) of the text hold `kind`; `why` is the code of the words that say so to the writer."""

    start: int
    end: int
    kind: str
    why: str


HITS = Patterns((kind, hits) for kind, (hits, _) in TABLES.items())


@cache
def near(kind: str) -> Patterns:
    """The near misses of a kind, made when something of it is first found: most texts need none."""
    return Patterns([(kind, TABLES[kind][1])])


_SPELLER = Speller(
    mended=TELLING.union(word for word in (*DEMONYMS, *COUNTRIES) if len(word) >= LONG),
    known={key for hits, near in TABLES.values() for row in (*hits, *near) for key in key_words(row)},
)


def findings(text: str) -> list[Finding]:
    """Everything in `text` that must not be held, in reading order; offsets count its characters. Never raises."""
    seen = _SPELLER.mend(fold(text))
    found = spans(seen.text, keys_in(seen.text, seen.words))
    return sorted(Finding(*seen.span(*span), kind, f"lint.{kind}") for kind, span in found)


def spans(text: str, keys: Need) -> Iterator[tuple[str, Span]]:
    """What is found of each kind in a folded and mended text with these keys."""
    found: dict[str, list[Span]] = {}
    for hit in HITS.awake(keys):
        found.setdefault(hit.kind, []).extend(hit.spans(text))
    for kind, hits in found.items():
        if hits:
            harmless = [span for each in near(kind).awake(keys) for span in each.spans(text)]
            left = [hit for hit in hits if not any(low <= hit[0] and hit[1] <= high for low, high in harmless)]
            yield from ((kind, span) for span in joined(left))


def joined(parts: list[Span]) -> Iterator[Span]:
    """Spans that share a character, made one."""
    start = end = -1
    for first, last in sorted(parts):
        if first < end:
            end = max(end, last)
        else:
            if end > start:
                yield start, end
            start, end = first, last
    if end > start:
        yield start, end
