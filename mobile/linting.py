"""Words that a record must not hold, as the tablet shows them: what was found in one field, and what was decided.

Finding is `shared.lint`, judging is rules V-29 and V-30; this makes their problems and the rows of `lint_decision` one
list for a field, and takes words out of a text. No Kivy, no store.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mobile.form import WORDS_FOUND, FormModel
from shared.answers import ROW_ID, Address, rows_of
from shared.canonical import Value
from shared.rules.texts import KEPT, NEVER_KEPT

PART = "lint_decision"
DELETED = "deleted"
CODES = WORDS_FOUND
"""V-29, a name beside `detained`, and V-30, what the linter knows."""


@dataclass(frozen=True)
class Suspect:
    """Words of one field that may not stay as they are, or that were kept as a federal agent's.

    code     V-29 or V-30
    kind     a code of the list lint_kind, "" for V-29
    words    as they stand in the text
    times    how often they stand there
    row      the decision that keeps them, "" while nobody has decided
    reason   why they were kept, "" likewise
    """

    code: str
    kind: str
    words: str
    times: int = 1
    row: str = ""
    reason: str = ""

    @property
    def may_be_kept(self) -> bool:
        """Whether a quote could justify them at all: numbers and private addresses never."""
        return self.code == "V-30" and self.kind not in NEVER_KEPT


def suspects(model: FormModel, address: Address) -> list[Suspect]:
    """What was found in the field at `address` and is open, in reading order, and then what was kept there."""
    opened: dict[tuple[str, str, str], Suspect] = {}
    for problem in model.line(address).problems:
        words = str(problem.params.get("words", ""))
        if problem.code not in CODES or not words:
            continue
        kind = str(problem.params.get("kind", ""))
        name = (problem.code, kind, words.casefold())
        times = opened[name].times + 1 if name in opened else 1
        opened[name] = Suspect(problem.code, kind, opened[name].words if name in opened else words, times)
    return [*opened.values(), *_kept(model, address)]


def open_in(model: FormModel, address: Address) -> bool:
    """Whether somebody still has to decide about words of this field."""
    return any(each.code in CODES and "words" in each.params for each in model.line(address).problems)


def _kept(model: FormModel, address: Address) -> Iterator[Suspect]:
    text = text_at(model, address)
    for row in rows_of(model.nested, PART):
        quote = str(row.get("quote", ""))
        if row.get("at") == address.text() and row.get("decision") == KEPT and _times(text, quote):
            kind, reason = str(row.get("kind", "")), str(row.get("reason", ""))
            yield Suspect("V-30", kind, quote, _times(text, quote), str(row[ROW_ID]), reason)


def confidential(model: FormModel, address: Address) -> bool:
    """Whether words kept or found here lift the answer to class C (escalation P-E6)."""
    return bool(suspects(model, address))


def without(text: str, suspect: Suspect) -> str:
    """The text with the words taken out wherever they were found; one space stays where two would meet."""
    for start, end in reversed(_spans(text, suspect)):
        before, after = text[:start], text[end:]
        if before[-1:] in ("", " ", "\n") and after[:1] == " ":
            after = after[1:]
        elif before[-1:] == " " and after[:1] in ("", ".", ",", ";", ":", "!", "?", ")", "\n"):
            before = before[:-1]
        text = before + after
    return text


def _spans(text: str, suspect: Suspect) -> list[tuple[int, int]]:
    if suspect.code == "V-30":
        from shared.lint import findings  # only here: its tables take a second to load

        found = [(each.start, each.end) for each in findings(text) if each.kind == suspect.kind]
    else:
        found = [match.span() for match in re.finditer(re.escape(suspect.words), text)]
    return [(start, end) for start, end in found if text[start:end].casefold() == suspect.words.casefold()]


def decision_of(suspect: Suspect, address: Address, decision: str, reason: str = "") -> dict[str, Value]:
    """The first answers of a `lint_decision` row. Words that were taken out are kept nowhere, this row included."""
    told: dict[str, Value] = {"at": address.text(), "kind": suspect.kind, "decision": decision}
    return told | {"quote": suspect.words, "reason": reason} if decision == KEPT else told


def lapsed(model: FormModel) -> list[tuple[str, Address]]:
    """Decisions (row id, the address they are about) that keep words which do not stand there any more."""
    found = []
    for row in rows_of(model.nested, PART):
        try:
            address = Address.parse(str(row.get("at", "")))
        except ValueError:
            continue
        gone = row.get("decision") == KEPT and not _times(text_at(model, address), str(row.get("quote", "")))
        if gone:
            found.append((str(row[ROW_ID]), address))
    return found


def text_at(model: FormModel, address: Address) -> str:
    """What stands in a field, valid or not; "" where there is no such field any more."""
    if model.form.spec(address.part, address.field) is None or address.row not in model.row_ids(address.part):
        return ""
    given = model.line(address).given
    return given if isinstance(given, str) else ""


def _times(text: str, words: str) -> int:
    return text.casefold().count(words.casefold()) if words else 0
