"""A row of a table, made into something that matches.

A row is a regular expression over folded text with two additions. `{name}` stands for a class of words (`words`).
`<visas?|visados?>` is an alternation of key words: an alternative is tried only where a key word that it needs
stands in the text (`needs`), which keeps live linting cheap, and the long ones among them are mended when misspelt.
A row matches whole words. Where an alternative has a group called `it`, that group is the finding; the rest is
context.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from shared.lint.needs import KEYS, TELLING, Need, alternatives, keys_of, needed, spelled_out
from shared.lint.words import CLASSES

_NAME = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Pattern:
    """An alternative of a row of the table `kind`. `needs`: of each set one key must be in the text; `source`: as
    written."""

    kind: str
    needs: tuple[Need, ...]
    source: str

    @cached_property
    def matcher(self) -> re.Pattern[str]:
        """The compiled expression, made when it is first wanted: few of them ever are on one tablet.

        It begins with the sign before the first word, not with a look behind: so only the ends of words are tried.
        """
        source = KEYS.sub(lambda found: any_of(found[1]), self.source)
        return re.compile(rf"[^a-z0-9](?:{source})(?![a-z0-9])")

    @cached_property
    def _group(self) -> str | int:
        return "it" if "it" in self.matcher.groupindex else 0

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where in `text` something is found."""
        search, group = self.matcher.search, self._group
        begun, at = f"\n{text}", 0
        while match := search(begun, at):
            start, end = match.span(group)
            if group == 0:
                start += 1  # behind the sign
            if end > start:
                yield start - 1, end - 1
            at = max(match.end() - 1, match.start() + 1)  # the last sign found may be the one before the next


_Waiting = tuple[Pattern, tuple[Need, ...]]
"""A pattern, and what it needs beside the key that it is looked up by."""


class Patterns:
    """Patterns, of which only those are tried whose keys are in the text."""

    def __init__(self, tables: Iterable[tuple[str, Iterable[str]]]) -> None:
        self.all = tuple(pattern for kind, rows in tables for row in rows for pattern in patterns(kind, row))
        self._always: list[_Waiting] = []
        self._by_key: dict[str, list[_Waiting]] = {}
        for each in self.all:
            # Looked up by what most texts lack: a digit or a short word is in many of them, a certain long one in few.
            rarest = sorted(each.needs, key=lambda need: min(map(len, need)) < TELLING)
            waiting = each, tuple(rarest[1:])
            if not rarest:
                self._always.append(waiting)
            for key in rarest[0] if rarest else ():
                self._by_key.setdefault(key, []).append(waiting)
        self._keys = frozenset(self._by_key)

    def awake(self, keys: Need) -> list[Pattern]:
        """The patterns that a text with these keys may match, in no order."""
        waiting = {id(each): each for key in keys & self._keys for each in self._by_key[key]}
        return [
            pattern
            for pattern, besides in (*self._always, *waiting.values())
            if not (besides and any(map(keys.isdisjoint, besides)))
        ]


def patterns(kind: str, row: str) -> list[Pattern]:
    """A pattern for every alternative of a row. Raises KeyError for an unknown class."""
    return [Pattern(kind, needed(alternative), alternative) for alternative in alternatives(_whole(row))]


def key_words(row: str) -> set[str]:
    """All key words of a row, needed or not."""
    return {key for words in KEYS.findall(_whole(row)) for key in keys_of(words)}


@cache
def any_of(words: str) -> str:
    """An expression for any of the words, branching letter by letter: a long list costs no more than a short one."""
    return _branches(spelled_out(words))


def _whole(row: str) -> str:
    return _NAME.sub(lambda found: CLASSES[found[1]], row)


def _branches(words: Iterable[str]) -> str:
    by_first: dict[str, list[str]] = {}
    for word in words:
        by_first.setdefault(word[:1], []).append(word[1:])
    tails = [re.escape(first) + _branches(rest) for first, rest in by_first.items() if first]
    return f"(?:{'|'.join(tails)}){'?' if '' in by_first else ''}" if tails else ""
