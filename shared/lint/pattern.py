"""A row of a table, made into something that matches.

A row is a regular expression over folded text with two additions. `{name}` stands for a class of words (`words`).
`<visas?|visados?>` is an alternation of key words: an alternative is tried only where a key word that it needs
stands in the text, which keeps live linting cheap, and the long ones among them are mended when misspelt. A row
matches whole words. Where an alternative has a group called `it`, that group is the finding; the rest is context.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product

from shared.lint.words import CLASSES

_NAME = re.compile(r"\{([a-z_]+)\}")
_KEYS = re.compile(r"(?<!\(\?P)<([^<>=!]+)>")
_LETTER = re.compile(r"(?:\[(\w+)\]|([\w '-]))(\??)")


@dataclass(frozen=True)
class Pattern:
    """`keys`: words of which one must be in the text (None: always tried); `source`: the alternative as written."""

    keys: frozenset[str] | None
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


def patterns(row: str) -> list[Pattern]:
    """A pattern for every alternative of a row. Raises KeyError for an unknown class."""
    row = _NAME.sub(lambda found: CLASSES[found[1]], row)
    return [Pattern(needed(alternative), alternative) for alternative in alternatives(row)]


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


def _pieces(expression: str) -> list[str]:
    """The expression cut where it stands outside every bracket: groups, key words, classes, single characters."""
    pieces: list[str] = []
    at = 0
    while at < len(expression):
        if found := _KEYS.match(expression, at):
            end = found.end()
        elif expression[at] == "\\":
            end = at + 2
        elif expression[at] == "[":
            end = expression.index("]", at + 2) + 1
        elif expression[at] == "(":
            end, depth = at + 1, 1
            while depth:
                step = _pieces_step(expression, end)
                depth += (expression[end] == "(") - (expression[end] == ")")
                end += step
        else:
            end = at + 1
        pieces.append(expression[at:end])
        at = end
    return pieces


def _pieces_step(expression: str, at: int) -> int:
    """How far to go on inside a group: an escaped character and a class of characters are passed whole."""
    if expression[at] == "\\":
        return 2
    return expression.index("]", at + 2) + 1 - at if expression[at] == "[" else 1


def alternatives(expression: str) -> list[str]:
    """The branches of the outermost alternation."""
    branches = [""]
    for piece in _pieces(expression):
        if piece == "|":
            branches.append("")
        else:
            branches[-1] += piece
    return branches


def _plain_words(pieces: list[str]) -> list[str]:
    """The words spelled letter by letter in a branch, with white space or nothing on both sides."""
    return re.findall(
        r"(?<![^ ])[a-z]{4,}(?![^ ])", "".join(each if each.isalpha() or each == " " else "." for each in pieces[:-1])
    )


def needed(expression: str) -> frozenset[str] | None:
    """Key words without one of which the expression cannot match; None where it can do without."""
    gathered: set[str] = set()
    for branch in alternatives(expression):
        pieces = [*_pieces(branch), ""]
        found: list[frozenset[str]] = []
        plain = _plain_words(pieces)
        for before, piece, after in zip(["", *pieces], pieces, pieces[1:], strict=False):
            if after in ("?", "*") or (after == "{" and not piece.startswith("<")):
                continue  # may be absent
            if _KEYS.fullmatch(piece):
                found.append(keys_of(piece[1:-1]))
            elif piece.startswith("(") and not re.match(r"\(\?(?:[=!]|<[=!])", piece):
                if before.isalpha() or after.isalpha():
                    continue  # a part of a word
                inner = needed(re.sub(r"^\((?:\?:|\?P<\w+>)?|\)$", "", piece))
                found += [inner] if inner is not None else []
        if not found and not plain:
            return None
        gathered |= min(found, key=len) if found else {max(plain, key=len)}
    return frozenset(gathered)
