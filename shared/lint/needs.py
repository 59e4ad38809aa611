"""What a row of a table needs in the text before it can match, read from the row.

A need is a set of keys of which one must be there; a key is a word of the text or the name of a mark in it. So most
of the tables sleep through an ordinary sentence. Whether a row matches is for `pattern`.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import product

from shared.lint.words import CLASSES

Need = frozenset[str]
Piece = tuple[str, str]
"""A word, a group, a class of characters, an alternation of keys or a sign; and how often it may stand there."""

TELLING = 3
"""Plain words shorter than this tell little: many texts have them. A mark tells as much as a word so long."""

MARKS = {
    mark: re.compile(sign) for mark, sign in (("0", r"\d"), ("@", "@"), ("#", "#"), ("0-0", r"\d\d\d\D{0,3}\d{4}"))
}
"""Keys that are no words, and what gives them: a digit, two signs, what may be a telephone number."""
_MARK_OF = {r"\d": "0", "@": "@", "#": "#", CLASSES["phone"]: "0-0"} | dict.fromkeys("0123456789", "0")

KEYS = re.compile(r"(?<!\(\?P)<([^<>=!]+)>")
_WORDS = re.compile(r"[a-z]+")
_LETTER = re.compile(r"(?:\[(\w+)\]|([\w '-]))(\??)")
_SPELLED = re.compile(r"(?:(?:[a-z]|\[[a-z]+\])\??)+(?![*+{])")
_PIECE = re.compile(rf"{_SPELLED.pattern}|<[^<>=!]+>|\\.|\[\^?.[^\]]*\]|.")
_IN_GROUP = re.compile(r"[^()\[\\]+|\\.|\[\^?.[^\]]*\]|.")
_OFTEN = re.compile(r"(?:[?*+]|\{\d*(?:,\d*)?\})?\??")
_OPTIONAL = ("?", "*", "{0", "{,")
_NO_LETTER = re.compile(r"[^a-z.<(\[\\]|\\[d.$?)]|\[(?:[^^a-z\\]|\\[^a-z])+\]")


def keys_in(text: str, words: Iterable[str]) -> Need:
    """The keys that a folded text of these words has."""
    marks = [key for key, mark in MARKS.items() if mark.search(text)]
    return frozenset(words).union(marks) if marks else frozenset(words)


@cache
def spelled_out(words: str) -> tuple[str, ...]:
    """`"cat|dogs?|gat[oa]s?"` as words: cat, dogs, dog, gatos, gato, gatas, gata."""
    out: list[str] = []
    for word in words.split("|"):
        letters = [[*(several or one), *([""] if maybe else [])] for several, one, maybe in _LETTER.findall(word)]
        out += ["".join(each) for each in product(*letters)]
    return tuple(out)


@cache
def keys_of(words: str) -> Need:
    """What is looked for before an expression is tried; of "el salvador" the longest word."""
    return frozenset(max(_WORDS.findall(word), key=len) for word in spelled_out(words))


@cache
def _pieces(expression: str) -> tuple[Piece, ...]:
    """The expression cut where it stands outside every bracket."""
    pieces: list[Piece] = []
    start = at = depth = 0
    while at < len(expression):
        found = (_IN_GROUP if depth else _PIECE).match(expression, at)
        assert found is not None  # a character always matches: rows have no line breaks
        at = found.end()
        depth += (found[0] == "(") - (found[0] == ")")
        if not depth:
            often = _OFTEN.match(expression, at)
            assert often is not None  # it may be empty
            pieces.append((expression[start:at], often[0]))
            start = at = often.end()
    return tuple(pieces)


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
def needed(expression: str, *, left: bool = True, right: bool = True) -> tuple[Need, ...]:
    """Of each set one key must be there, or the expression cannot match; none where it can do without.

    left, right: no letter can stand there next to what it matches, so that a plain word at that end is whole.
    """
    branches = [_needed_by(branch, left, right) for branch in alternatives(expression)]
    if len(branches) == 1:
        return tuple(sorted(branches[0], key=_rank))
    # Of several branches, what is most telling of each; and what is asked of each in words, and in marks.
    kinds = [
        branches,
        [[need for need in needs if not need & MARKS.keys()] for needs in branches],
        [[need for need in needs if need <= MARKS.keys()] for needs in branches],
    ]
    found = [frozenset[str]().union(*(min(needs, key=_rank) for needs in kind)) for kind in kinds if all(kind)]
    return tuple(sorted(dict.fromkeys(found), key=_rank))


@cache
def _rank(need: Need) -> tuple[int, int]:
    """The most telling need first: few keys, long ones."""
    return len(need), -min(TELLING if key in MARKS else len(key) for key in need)


def _needed_by(branch: str, left: bool, right: bool) -> list[Need]:
    """What a branch without alternatives needs."""
    pieces = _pieces(branch)
    found: list[Need] = []
    for at, (piece, often) in enumerate(pieces):
        before, after = pieces[:at][::-1], pieces[at + 1 :]
        if often.startswith(_OPTIONAL):
            continue
        if piece in _MARK_OF:
            found.append(frozenset({_MARK_OF[piece]}))
        elif piece[0] == "<":
            found.append(keys_of(piece[1:-1]))
        elif piece[0] == "(":
            if not piece.startswith(("(?!", "(?<!")):
                inner = needed(
                    _inside(piece),
                    left=not piece.startswith("(?<=") and _apart(before, -1, left),
                    right=not piece.startswith("(?=") and _apart(after, 1, right),
                )
                part_of_word = any(side and _SPELLED.fullmatch(side[0][0]) for side in (before, after))
                found += [need for need in inner if need <= MARKS.keys() or not part_of_word]
        elif _SPELLED.fullmatch(piece) and _apart(after, 1, right) and _apart(before, -1, left):
            words = spelled_out(piece)
            if all(words):  # else it may be left out
                found.append(frozenset(words))
    return found


def _inside(group: str) -> str:
    return re.sub(r"^\((?:\?(?:<?=|:|P<\w+>))?|\)$", "", group)


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
