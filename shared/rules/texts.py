"""V-29 to V-31 and V-38: words. Which words must not be held is `shared.lint`; what the writer decided is the record's.

A finding is settled when its words are gone, or when a lint_decision row keeps exactly these words as a federal
agent's quote, with the reason; privacy rule P-E6 then lifts the field.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from shared.answers import Address
from shared.canonical import Value
from shared.problems import Level
from shared.rules.case import Case, at, code, given, text, valued
from shared.rules.rule import Binds, Found, rule
from shared.vocabulary import Vocabulary

if TYPE_CHECKING:
    from shared.lint import Finding

KEPT = "kept_quote"
REASON_MIN = 10
NEVER_KEPT = frozenset({"a_number", "ssn", "home_address", "federal_personal_contact"})
"""Kinds that no quote justifies: numbers and private contact data are removed."""

FEDERAL = ("federal_supervisor", "federal_agent", "federal_vehicle", "id_attempt")
_PHONE = re.compile(
    r"(?<![0-9A-Za-z])(?:\+?1[ .-]?)?(?:\([2-9][0-9]{2}\)|[2-9][0-9]{2})[ .-]?[0-9]{3}[ .-]?[0-9]{4}(?![0-9])"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_DETAINED = re.compile(r"\b(?:detained|arrested|detenid[oa]s?|arrestad[oa]s?)\b", re.I)
_NAME = re.compile(r"\b(?!The\b|Two\b|Agents?\b)[A-ZÀ-Þ][a-zß-ÿ'’-]+(?:\s+[A-ZÀ-Þ][a-zß-ÿ'’-]+)+\b")


def kept(case: Case, address: Address, kind: str, words: str) -> bool:
    """Whether the writer kept exactly these words at this place as a quote, and said why."""
    return kind not in NEVER_KEPT and any(
        text(row, "at") == address.text()
        and code(row, "kind") == kind
        and code(row, "decision") == KEPT
        and text(row, "quote").casefold() == words.casefold()
        and len(text(row, "reason").strip()) >= REASON_MIN
        for row in case.rows("lint_decision")
    )


def open_findings(case: Case) -> "Iterator[tuple[Address, str, Finding]]":
    """Every finding that nobody has settled: where, the whole text, the finding."""
    from shared.lint import findings  # only here: its tables are the slowest thing to load, and most forms load first

    for spec, row, held in case.prose:
        address = at(spec.part, row, spec.name)
        for finding in findings(held):
            if not kept(case, address, finding.kind, held[finding.start : finding.end]):
                yield address, held, finding


@rule("V-30", Level.ERROR, Binds.INTERIM)
def v30(case: Case) -> Iterable[Found]:
    """Words that must not be held are deleted, or kept as an exact federal quote with the reason."""
    for address, held, finding in open_findings(case):
        params: dict[str, Value] = {"start": finding.start, "end": finding.end, "kind": finding.kind}
        params |= {"why": finding.why, "words": held[finding.start : finding.end]}
        yield Found(address, params=params)


@rule("V-29", Level.LINT, Binds.INTERIM, "name")
def v29(case: Case) -> Iterable[Found]:
    """Detained people are counted, never named: no name field, and no name beside `detained` in a text."""
    if code(case.incident, "crime_report_taken") != "yes":
        for row in case.rows("injury"):
            if code(row, "person_role") == "detained_person" and valued(row, "person_name_given"):
                where, also = at("injury", row, "person_name_given"), (at("injury", row, "person_role"),)
                yield Found(where, also, level=Level.ERROR, variant="name")
    for spec, row, held in case.prose:
        if spec.part in ("misconduct_report", "return_item", "review") or not _DETAINED.search(held):
            continue
        for start, end in named_beside(held, agency_words(case.form.configuration.vocabulary)):
            yield Found(at(spec.part, row, spec.name), params={"start": start, "end": end, "words": held[start:end]})


def named_beside(held: str, known: str = "") -> list[tuple[int, int]]:
    """Spans of what looks like a person's full name within 40 characters of a word for `detained`.

    known: words that look like names and are none, folded (the labels of the agencies).
    """
    near = [(match.start() - 40, match.end() + 40) for match in _DETAINED.finditer(held)]
    names = [match for match in _NAME.finditer(held) if match[0].casefold() not in known] if near else []
    return [each.span() for each in names if any(low <= each.start() and each.end() <= high for low, high in near)]


@lru_cache(maxsize=16)
def agency_words(vocabulary: Vocabulary) -> str:
    """Every label of the controlled lists of agencies, folded."""
    terms = vocabulary.lists.get("agency", ())
    return " ".join(label for term in terms for label in term.labels.values()).casefold()


@rule("V-31", Level.ERROR, Binds.INTERIM, "text")
def v31(case: Case) -> Iterable[Found]:
    """No phone number or e-mail address of a federal person but an office or duty line."""
    for row in case.rows("federal_supervisor"):
        private = code(row, "callback_is_office") == "no" or _names_mail(text(row, "callback_number"))
        if private and given(row, "callback_number"):
            where = at("federal_supervisor", row, "callback_number")
            yield Found(where, (at("federal_supervisor", row, "callback_is_office"),))
    for part in FEDERAL:
        for question in case.form.texts.get(part, ()):
            if question.name == "callback_number":
                continue
            for row in case.rows(part):
                held = text(row, question.name)
                if held and (_PHONE.search(held) or _names_mail(held)):
                    yield Found(at(part, row, question.name), variant="text")


def _names_mail(held: str) -> bool:
    return "@" in held and _EMAIL.search(held) is not None


@rule("V-38", Level.ERROR, Binds.FINAL)
def v38(case: Case) -> Iterable[Found]:
    """`Other` was chosen: what it was is written."""
    for spec in case.form.choices_with_other:
        for row in case.rows(spec.part):
            chosen = row.get(spec.name)
            other = "other" in chosen if isinstance(chosen, list | tuple) else chosen == "other"
            if other and not text(row, f"{spec.name}_other").strip():
                yield Found(at(spec.part, row, f"{spec.name}_other"), (at(spec.part, row, spec.name),))


RULES = (v29, v30, v31, v38)
