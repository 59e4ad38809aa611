"""Controlled lists: codes that never change meaning, with labels in every language.

A vocabulary is data, so that a new list reaches a tablet with the exchange instead of an app release:

    {"version": "2026.1", "lists": {"source": [{"code": "radio_call", "en": "Radio call", "es": "Llamada por radio"}]}}

An item may also hold `"exclusive": true` (stands alone in a multiple choice), `"retired": true` (readable for ever,
no longer offered) and `"parent"` (a code of a coarser list, for grouping).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import cast

from shared.canonical import Value, digest_of

LANGUAGES = ("en", "es")


class BadVocabulary(ValueError):
    """The data is not a vocabulary; the message lists every mistake."""


@dataclass(frozen=True)
class Term:
    """One code of a list."""

    code: str
    labels: Mapping[str, str]
    exclusive: bool = False
    retired: bool = False
    parent: str = ""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All controlled lists of one version."""

    version: str
    lists: Mapping[str, tuple[Term, ...]]
    content: Mapping[str, Value]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical content."""
        return digest_of(self.content)

    def terms(self, name: str) -> tuple[Term, ...]:
        """The list called `name`, retired terms included. Raises LookupError."""
        try:
            return self.lists[name]
        except KeyError:
            raise LookupError(f"no list called {name!r} in vocabulary {self.version}") from None

    def codes(self, name: str) -> tuple[str, ...]:
        """All codes of a list in their order."""
        return tuple(term.code for term in self.terms(name))

    def exclusive(self, name: str) -> frozenset[str]:
        """Codes that stand alone in a multiple choice."""
        return frozenset(term.code for term in self.terms(name) if term.exclusive)

    def label(self, name: str, code: str, language: str) -> str:
        """The words for a code; the code itself if the list does not know it (an old or foreign record)."""
        for term in self.lists.get(name, ()):
            if term.code == code:
                return term.labels.get(language, term.labels["en"])
        return code


def parse_vocabulary(content: Mapping[str, Value]) -> Vocabulary:
    """Check and index a vocabulary's content. Raises BadVocabulary naming every mistake."""
    wrong: list[str] = []
    version, lists = content.get("version"), content.get("lists")
    if not isinstance(version, str) or not version:
        wrong.append("version: a text is needed")
    parsed: dict[str, tuple[Term, ...]] = {}
    for name, items in lists.items() if isinstance(lists, Mapping) else ():
        terms: list[Term] = []
        for place, item in enumerate(items if isinstance(items, list) else ()):
            where = f"lists.{name}[{place}]"
            if not isinstance(item, Mapping) or not isinstance(item.get("code"), str):
                wrong.append(f"{where}: a code is needed")
                continue
            code = str(item["code"])
            labels = {language: str(item.get(language, "")) for language in LANGUAGES}
            wrong += [f"{where} {code}: no label in {tongue}" for tongue, text in labels.items() if not text.strip()]
            if code in {term.code for term in terms}:
                wrong.append(f"{where} {code}: the code is there twice")
            extra = set(item) - {"code", "exclusive", "retired", "parent", *LANGUAGES}
            wrong += [f"{where} {code}: unknown entry {key}" for key in sorted(extra)]
            terms.append(
                Term(
                    code,
                    labels,
                    bool(item.get("exclusive")),
                    bool(item.get("retired")),
                    str(item.get("parent", "")),
                )
            )
        if not terms:
            wrong.append(f"lists.{name}: empty")
        parsed[name] = tuple(terms)
    if not parsed:
        wrong.append("lists: at least one list is needed")
    if wrong:
        raise BadVocabulary("\n".join(wrong))
    return Vocabulary(str(version), parsed, content)


@cache
def shipped_vocabulary() -> Vocabulary:
    """The lists that come with this release."""
    text = resources.files(__package__).joinpath("ed17.json").read_text("utf-8")
    return parse_vocabulary(cast(Mapping[str, Value], json.loads(text)))
