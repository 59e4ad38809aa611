"""Mends typing errors in key words, so that the tables need not know them: one letter wrong, missing, doubled or
swapped with its neighbour. Gloves, night and a small keyboard make these common.

Only long key words are mended: one edit away from a short one lies too much ordinary language.
"""

import re
from collections.abc import Collection, Iterable

from shared.lint.fold import Folded

#: Names of countries and peoples shorter than this are left as they are typed: too many words lie one edit away.
LONG = 7

_TELLING = """
undocumented indocumentado indocumentada indocumentados indocumentadas illegal illegals illegally ilegalmente
immigrant immigrants immigration inmigrante inmigrantes inmigracion migratorio migratoria migratorios migratorias
citizen citizens citizenship noncitizen ciudadano ciudadana ciudadanos ciudadanas ciudadania naturalized
naturalizado naturalizada deported deportation deportado deportada deportados deportaron deportacion overstay
overstayed refugee refugees refugiado refugiada refugiados asylum permanent permanente nationality nacionalidad
birthplace nacimiento originario originaria passport passports pasaporte pasaportes matricula consular security
instagram personal naturalizo naturalised dacamentado dacamentada resident residents residente deporting amnesty
amnistia repatriated
"""
#: The words that tell by themselves; countries and peoples (`origins`) come on top.
TELLING = frozenset(_TELLING.split())

_ORDINARY = """
ademanes albanil alegria alemana almeria americas angelina angelinas angelino angelinos argentine argentines
armeria armonia armonias arsenio australis azerbaiyan bolonia brutish bulgara cabanas cameron chains chillan
colombina colonia columbia consolar consultar consumar coreaba coreaban corear cortana departed departing deporte
deportes disraeli documented dominica dominical espanola espanolas espanoles espanyol finish franca francesca
francis georgi georgie georgina germana germano germanos granada granadas grenade grenades grietas gringas gringos
humanas humanos hungaro hungry iberia iberian iceland importados importation imports indiana indias instagrams
islandes islandeses jabones jamones javanese jordania libera liberan libreria mexica mexicas monterey morocho
nacimientos olivia overstated paragua paraguas passed passports perdian permanence permian persia persiana
persianas persigan persona personas placas polonio president presidente presidents prussian prussians racionalidad
rancia rationality refuge refuges reportada reportadas reportado reportados reportaron reported reporting
residence residences residencia residents resiente riegos romana romanas romani romanica romanos salvadora
securities serias serios siberia siberian surname surnames tapones yacimiento yolanda
"""
#: Ordinary words, English and Spanish, that are one edit from a key word and mean something else.
ORDINARY = frozenset(_ORDINARY.split())

_WORDS = re.compile(r"[a-z]+")


def less_one(word: str) -> Iterable[str]:
    """The word with each letter left out in turn."""
    return (word[:i] + word[i + 1 :] for i in range(len(word)))


def one_apart(one: str, other: str) -> bool:
    """Whether one wrong, missing, extra or swapped letter makes the difference (Damerau distance 1)."""
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    a, b = one[head:], other[head:]
    swapped = len(a) > 1 and a[1::-1] == b[:2] and a[2:] == b[2:]
    return one != other and (a[1:] == b[1:] or a[1:] == b or a == b[1:] or swapped)


class Speller:
    """Knows which words to mend, and what they become with one letter lost. `known` words are right as they stand."""

    REMEMBERED = 20_000
    """So many words are remembered to be right before they are looked at again: a tablet lints as one types."""

    def __init__(self, mended: Collection[str], known: Collection[str]) -> None:
        self.known = frozenset({*mended, *known, *ORDINARY})
        self._right = set(self.known)
        self._lengths = range(min(map(len, mended)) - 1, max(map(len, mended)) + 2)
        self._by_part: dict[str, list[str]] = {}
        for word in sorted(mended):
            for part in {word, *less_one(word)}:
                self._by_part.setdefault(part, []).append(word)

    def meant(self, word: str) -> str:
        """The key word that was meant, or the word itself."""
        if len(word) not in self._lengths or word in self.known:
            return word
        for part in (word, *less_one(word)):
            for candidate in self._by_part.get(part, ()):
                if one_apart(word, candidate):
                    return candidate
        return word

    def mend(self, folded: Folded) -> Folded:
        """The same text with its misspelt key words put right; offsets still lead to the original."""
        strange = folded.words - self._right
        if not strange:
            return folded
        meant = {word: right for word in strange if (right := self.meant(word)) != word}
        if len(self._right) > self.REMEMBERED:
            self._right = set(self.known)
        self._right |= strange - meant.keys()
        if not meant:
            return folded
        text: list[str] = []
        at: list[int] = []
        done = 0
        for match in _WORDS.finditer(folded.text):
            if word := meant.get(match[0]):
                text += [folded.text[done : match.start()], word]
                at += folded.at[done : match.start()]
                last = match.end() - 1
                at += [folded.at[min(match.start() + i, last)] for i in range(len(word))]
                done = match.end()
        return Folded("".join([*text, folded.text[done:]]), (*at, *folded.at[done:]), folded.size)
