"""Text as the tables see it: small letters, no accents, plain quotes and dashes, single spaces, plain digits.

Every folded character remembers where it came from, so that a finding points into the text as it was typed.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

_WORDS = re.compile(r"[a-z]+")
_PLAIN = str.maketrans("‘’‚`´ʼ′“”„«»″", "'''''''" + '"' * 6)


@dataclass(frozen=True)
class Folded:
    """`text` to search in; `at[i]` is where its character i began in the original; `size` the original's length."""

    text: str
    at: Sequence[int]
    size: int

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of `text`; digits and signs divide words."""
        return frozenset(_WORDS.findall(self.text))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's [start, end) for a non-empty span of the folded text."""
        return self.at[start], self.at[end] if end < len(self.at) else self.size


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """What one character is compared as; "" for what only joins or accents."""
    kind = unicodedata.category(character)
    if character.isspace():
        return " "
    if kind == "Pd" or character == "−":
        return "-"
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    if kind in ("Cf", "Mn"):
        return ""
    # Quotes first: NFKD makes a space and an accent of some of them.
    quote = character.translate(_PLAIN)
    if quote != character:
        return quote
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


_PLAIN_ASCII = {code: _plain(chr(code)) for code in range(128)}


def fold(text: str) -> Folded:
    """The comparable form of `text`. Runs of white space become one space, so a line break never hides a phrase."""
    if text.isascii() and "  " not in (plain := text.translate(_PLAIN_ASCII)):
        return Folded(plain, range(len(text)), len(text))  # most texts: a character for a character
    out: list[str] = []
    at: list[int] = []
    after_space = False
    for index, character in enumerate(text):
        plain = _plain(character)
        if plain == " ":
            if after_space:
                continue
            after_space = True
        elif plain:
            after_space = False
        for letter in plain:
            out.append(letter)
            at.append(index)
    return Folded("".join(out), tuple(at), len(text))
