"""Finds, in one text, everything that the tables know."""

from collections.abc import Iterator
from dataclasses import dataclass

from shared.lint.fold import fold
from shared.lint.kinds import TABLES
from shared.lint.origins import COUNTRIES, DEMONYMS
from shared.lint.pattern import Need, Patterns, key_words, keys_in
from shared.lint.spelling import LONG, TELLING, Speller

KINDS = tuple(TABLES)


@dataclass(frozen=True, order=True)
class Finding:
    """Characters [start, end) of the text hold `kind`; `why` is the code of the words that say so to the writer."""

    start: int
    end: int
    kind: str
    why: str


@dataclass(frozen=True)
class _Kind:
    name: str
    hits: Patterns
    near: Patterns

    def spans(self, text: str, keys: Need) -> Iterator[tuple[int, int]]:
        """Joined spans of the hits, less those that lie wholly inside a near miss. `keys`: those of the text."""
        found = sorted([span for hit in self.hits.awake(keys) for span in hit.spans(text)])
        if not found:
            return
        harmless = [span for near in self.near.awake(keys) for span in near.spans(text)]
        start = end = -1
        for first, last in found:
            if any(low <= first and last <= high for low, high in harmless):
                continue
            if first >= end:
                if end > start:
                    yield start, end
                start, end = first, last
            else:
                end = max(end, last)
        if end > start:
            yield start, end


_KINDS = tuple(_Kind(name, Patterns(hits), Patterns(near)) for name, (hits, near) in TABLES.items())
_SPELLER = Speller(
    mended=TELLING.union(word for word in (*DEMONYMS, *COUNTRIES) if len(word) >= LONG),
    known={key for hits, near in TABLES.values() for row in (*hits, *near) for key in key_words(row)},
)


def findings(text: str) -> list[Finding]:
    """Everything in `text` that must not be held, in reading order; offsets count its characters. Never raises."""
    seen = _SPELLER.mend(fold(text))
    keys = keys_in(seen.text)
    return sorted(
        Finding(*seen.span(start, end), kind.name, f"lint.{kind.name}")
        for kind in _KINDS
        for start, end in kind.spans(seen.text, keys)
    )
