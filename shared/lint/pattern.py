"""A row of a table, made into something that matches.

A row is a regular expression over folded text with two additions. `{name}` stands for a class of words (`words`).
`<visas?|visados?>` is an alternation of key words: an alternative is tried only where a key word that it needs
stands in the text, which keeps live linting cheap, and the long ones among them are mended when misspelt. A row
matches whole words. Where an alternative has a group called `it`, that group is the finding; the rest is context.

What an alternative needs is read from the row as well: its plain words, and whether it has a digit. So most of the
tables sleep through an ordinary sentence.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby, product

from shared.lint.words import CLASSES

_NAME = re.compile(r"\{([a-z_]+)\}")
_KEYS = re.compile(r"(?<!\(\?P)<([^<>=!]+)>")
_LETTER = re.compile(r"(?:\[(\w+)\]|([\w '-]))(\??)")
_OFTEN = re.compile(r"(?:[?*+]|\{\d*(?:,\d*)?\})\??")
_OPTIONAL = ("?", "*", "{0", "{,")
_WORD_OR_MARK = re.compile(r"[a-z]+|[0-9@#]")
_LETTERS = re.compile(r"[a-z]|\[[a-z]+\]")
_NO_LETTER = re.compile(r"[^a-z.<(\[\\]|\\[d.$?)]|\[(?:[^^a-z\\]|\\[^a-z])+\]")

MARKS = {r"\d": "0", "@": "@", "#": "#"} | dict.fromkeys("0123456789", "0")
"""Signs that are keys as words are; "0" is any digit."""
_MARKS = frozenset(MARKS.values())

SHORTEST = 3
"""Plain words shorter than this tell nothing: every text has them."""

Need = frozenset[str]
Piece = tuple[str, str]
"""A group, a class, a key or a character; and how often it may stand there."""


@dataclass(frozen=True)
class Pattern:
    """`needs`: of each set one key must be in the text (none: always tried); `source`: the alternative as written."""

    needs: tuple[Need, ...]
    source: str

    @cached_property
    def matcher(self) -> re.Pattern[str]:
        """The compiled expression, made when it is first wanted: few of them ever are on one tablet."""
        source = _KEYS.sub(lambda found: any_of(found[1]), self.source)
        return re.compile(rf"(?<![a-z0-9])(?:{source})(?![a-z0-9])")

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where in `text` something is found."""
        group = "it" if "it" in self.matcher.groupindex else 0
        for match in self.matcher.finditer(text):
            if match.end(group) > match.start(group):
                yield match.span(group)


class Patterns:
    """Patterns in the order of their table, of which only those are tried whose keys are in the text."""

    def __init__(self, rows: Iterable[str]) -> None:
        self.all = tuple(pattern for row in rows for pattern in patterns(row))
        self._always = {place for place, each in enumerate(self.all) if not each.needs}
        self._ever_awake = [self.all[place] for place in sorted(self._always)]
        by_key: dict[str, set[int]] = {}
        for place, each in enumerate(self.all):
            for key in each.needs[0] if each.needs else ():
                by_key.setdefault(key, set()).add(place)
        self._by_key = by_key
        self._keys = frozenset(by_key)

    def awake(self, keys: Need) -> list[Pattern]:
        """The patterns that a text with these keys may match."""
        told = keys & self._keys
        if not told:
            return self._ever_awake
        places = self._always.union(*[self._by_key[key] for key in told])
        tried = [self.all[place] for place in sorted(places)]
        return [each for each in tried if all(map(keys.intersection, each.needs[1:]))]


def keys_in(text: str) -> Need:
    """The keys that a folded text has: its words and marks."""
    return frozenset(MARKS.get(found, found) for found in set(_WORD_OR_MARK.findall(text)))


def patterns(row: str) -> list[Pattern]:
    """A pattern for every alternative of a row. Raises KeyError for an unknown class."""
    row = _NAME.sub(lambda found: CLASSES[found[1]], row)
    return [Pattern(tuple(sorted(needs(alternative), key=_rank)), alternative) for alternative in alternatives(row)]


def key_words(row: str) -> set[str]:
    """All key words of a row, needed or not."""
    return {key for words in _KEYS.findall(_NAME.sub(lambda found: CLASSES[found[1]], row)) for key in keys_of(words)}


@cache
def spelled_out(words: str) -> tuple[str, ...]:
    """`"cat|dogs?|gat[oa]s?"` as words: cat, dogs, dog, gatos, gato, gatas, gata."""
    out: list[str] = []
    for word in words.split("|"):
        letters = [[*(several or one), *([""] if maybe else [])] for several, one, maybe in _LETTER.findall(word)]
        out += ["".join(each) for each in product(*letters)]
    return tuple(out)


@cache
def keys_of(words: str) -> frozenset[str]:
    """What is looked for before an expression is tried; of "el salvador" the longest word."""
    return frozenset(max(re.findall("[a-z]+", word), key=len) for word in spelled_out(words))


@cache
def any_of(words: str) -> str:
    """An expression for any of the words, branching letter by letter: a long list costs no more than a short one."""
    return _branches(spelled_out(words))


def _branches(words: Iterable[str]) -> str:
    by_first: dict[str, list[str]] = {}
    for word in words:
        by_first.setdefault(word[:1], []).append(word[1:])
    tails = [re.escape(first) + _branches(rest) for first, rest in by_first.items() if first]
    return f"(?:{'|'.join(tails)}){'?' if '' in by_first else ''}" if tails else ""


@cache
def _pieces(expression: str) -> tuple[Piece, ...]:
    """The expression cut where it stands outside every bracket."""
    pieces: list[Piece] = []
    at = 0
    while at < len(expression):
        end = _end_of_piece(expression, at)
        often = _OFTEN.match(expression, end)
        pieces.append((expression[at:end], often[0] if often else ""))
        at = often.end() if often else end
    return tuple(pieces)


def _end_of_piece(expression: str, at: int) -> int:
    if found := _KEYS.match(expression, at):
        return found.end()
    if expression[at] == "\\":
        return at + 2
    if expression[at] == "[":
        return expression.index("]", at + 2) + 1
    if expression[at] != "(":
        return at + 1
    at, depth = at + 1, 1
    while depth:
        depth += (expression[at] == "(") - (expression[at] == ")")
        # An escaped character and a class of characters are passed whole.
        at = _end_of_piece(expression, at) if expression[at] in "\\[" else at + 1
    return at


@cache
def alternatives(expression: str) -> tuple[str, ...]:
    """The branches of the outermost alternation."""
    branches = [""]
    for piece, often in _pieces(expression):
        if piece == "|":
            branches.append("")
        else:
            branches[-1] += piece + often
    return tuple(branches)


@cache
def needed(expression: str, *, left: bool = True, right: bool = True) -> Need | None:
    """Keys without one of which the expression cannot match; None where it can do without.

    left, right: no letter can stand there next to what it matches, so that a plain word at that end is whole.
    """
    each = [needs(branch, left=left, right=right) for branch in alternatives(expression)]
    return frozenset().union(*(min(sets, key=_rank) for sets in each)) if all(each) else None


def _rank(need: Need) -> tuple[int, int]:
    """The most telling need first: few keys, long ones."""
    return len(need), -min(SHORTEST if key in _MARKS else len(key) for key in need)


@cache
def needs(branch: str, *, left: bool = True, right: bool = True) -> tuple[Need, ...]:
    """What a branch without alternatives needs: one key of every set."""
    pieces = _pieces(branch)
    found = [frozenset(spelled_out(word)) for word in _plain_words(pieces, left, right)]
    for at, (piece, often) in enumerate(pieces):
        if often.startswith(_OPTIONAL):
            continue
        if _KEYS.fullmatch(piece):
            found.append(keys_of(piece[1:-1]))
        elif piece in MARKS:
            found.append(frozenset({MARKS[piece]}))
        elif piece.startswith("(") and not piece.startswith(("(?!", "(?<!")):
            before, after = pieces[:at][::-1], pieces[at + 1 :]
            inner = needed(
                _inside(piece),
                left=not piece.startswith("(?<=") and _apart(before, -1, left),
                right=not piece.startswith("(?=") and _apart(after, 1, right),
            )
            part_of_word = any(side and side[0][0].isalpha() for side in (before, after))
            if inner is not None and (inner <= _MARKS or not part_of_word):
                found.append(inner)
    return tuple(dict.fromkeys(found))


def _inside(group: str) -> str:
    return re.sub(r"^\((?:\?(?:<?=|:|P<\w+>))?|\)$", "", group)


def _plain_words(pieces: tuple[Piece, ...], left: bool, right: bool) -> list[str]:
    """The words spelled letter by letter in a branch that nothing can make longer."""
    found: list[str] = []
    at = 0
    for is_word, run in groupby(pieces, lambda piece: _LETTERS.fullmatch(piece[0]) and piece[1] in ("", "?")):
        word = list(run)
        before, at = pieces[:at], at + len(word)
        if is_word and _apart(pieces[at:], 1, right) and _apart(before[::-1], -1, left):
            found.append("".join(letter + often for letter, often in word))
    return [word for word in found if min(map(len, spelled_out(word))) >= SHORTEST]


def _apart(pieces: tuple[Piece, ...], step: int, edge: bool = True) -> bool:
    """Whether no letter stands next to what these pieces follow; with step -1: to what they, turned round, precede.

    edge: what holds beyond the last piece.
    """
    for piece, often in pieces:
        optional = often.startswith(_OPTIONAL)
        if piece.startswith("("):
            if piece in ("(?![a-z])", "(?![a-z0-9])") and step == 1:
                return True
            ahead = piece.startswith("(?=") and step == 1
            if piece.startswith(("(?!", "(?<!", "(?<=", "(?=")) and not ahead:
                continue  # it has no width, and promises nothing
            branches = [_pieces(branch)[::step] for branch in alternatives(_inside(piece))]
            if not optional and all(_apart(branch, step, edge=False) for branch in branches):
                return True
            if not ahead and not all(_apart(branch, step) for branch in branches):
                return False
        elif not _NO_LETTER.fullmatch(piece):
            return False
        elif not optional:
            return True
    return edge
