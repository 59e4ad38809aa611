"""What is known of a question beside its type: who fills it, when, why, and who may see it.

`About` is the typed metadata every field of the definition carries. It refuses blanks and unknown words when it is
made, that is at import: a definition with a typing error never starts. Labels and hints are not here but in
`shared.words`, by the field's address, in every language.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shared.answers import MARKS, Nested, Row, rows_of
from shared.canonical import Value
from shared.clauses import CLAUSES


class Stage(StrEnum):
    """When a question is answered (data dictionary, conventions)."""

    AUTOMATIC = "A"
    ON_SCENE = "1"
    BEFORE_LEAVING = "2"
    END_OF_WATCH = "3"
    SUPERVISOR = "4"
    CLERK = "5"

    @property
    def officers(self) -> bool:
        """Whether the officer's seal covers it. Stages 4 and 5 are annotations by others."""
        return self not in (Stage.SUPERVISOR, Stage.CLERK)


class Privacy(StrEnum):
    """The floor of a field's privacy class; escalation rules may lift it, nothing lowers it."""

    PUBLIC = "P"
    RESTRICTED = "R"
    CONFIDENTIAL = "C"


SECTIONS = (
    "scene",
    "safety",
    "federal",
    "conduct",
    "people",
    "cameras",
    "public_reports",
    "property",
    "notices",
    "narrative",
    "review",
    "records",
)
"""The rail, in the order in which an officer meets it; the last two are never shown on the tablet."""

WIDGETS = (
    "chips",  # one or several codes, all shown
    "search",  # one code of a long list
    "segments",  # two to four codes side by side
    "switch",  # yes or no, never blank once touched
    "text",
    "paragraph",
    "lines",  # a list of short texts
    "count",
    "time",
    "reference",  # one or several rows of another part
    "place",
    "attach",
    "signature",
    "none",  # filled by the app, shown only where it helps
)


class Condition(ABC):
    """When a question is asked or needed: a pure question about one row and its report."""

    @abstractmethod
    def holds(self, row: Row, answers: Nested) -> bool:
        """Whether it holds for `row` of the report `answers`."""


@dataclass(frozen=True)
class Is(Condition):
    """The named field of the same row (or of a single part) holds one of `codes`; for a list, any of them."""

    field: str
    codes: tuple[str, ...]
    part: str = ""

    def __init__(self, field: str, *codes: str, part: str = "") -> None:
        if not field or not codes:
            raise ValueError("Is needs a field and at least one code")
        object.__setattr__(self, "field", field)
        object.__setattr__(self, "codes", codes)
        object.__setattr__(self, "part", part)

    def holds(self, row: Row, answers: Nested) -> bool:
        if not self.part:
            return _contains(row.get(self.field), self.codes)
        return any(_contains(each.get(self.field), self.codes) for each in rows_of(answers, self.part))


@dataclass(frozen=True)
class Given(Condition):
    """The named field of the same row (or of a single part) is not blank."""

    field: str
    part: str = ""

    def holds(self, row: Row, answers: Nested) -> bool:
        if not self.part:
            return row.get(self.field) is not None
        return any(each.get(self.field) is not None for each in rows_of(answers, self.part))


@dataclass(frozen=True)
class Not(Condition):
    """The other condition does not hold."""

    other: Condition

    def holds(self, row: Row, answers: Nested) -> bool:
        return not self.other.holds(row, answers)


@dataclass(frozen=True)
class AnyOf(Condition):
    """At least one of them holds."""

    others: tuple[Condition, ...]

    def holds(self, row: Row, answers: Nested) -> bool:
        return any(other.holds(row, answers) for other in self.others)


@dataclass(frozen=True)
class AllOf(Condition):
    """All of them hold."""

    others: tuple[Condition, ...]

    def holds(self, row: Row, answers: Nested) -> bool:
        return all(other.holds(row, answers) for other in self.others)


@dataclass(frozen=True)
class Always(Condition):
    """Holds for every row: the `!` of the data dictionary."""

    def holds(self, row: Row, answers: Nested) -> bool:
        return True


ALWAYS = Always()


def _contains(value: Value | None, codes: Sequence[str]) -> bool:
    if value is None:
        return False
    if isinstance(value, str):
        return value in codes
    if isinstance(value, bool):
        return ("yes" if value else "no") in codes
    if isinstance(value, list | tuple):
        return any(item in codes for item in value)
    return isinstance(value, (dict, Mapping)) and value.get("mark") in codes


@dataclass(frozen=True, kw_only=True)
class About:
    """Typed metadata of one field.

    stage    when it is answered; decides whether the officer's seal covers it
    section  where it stands on the rail
    clause   why it is asked: a code of `shared.clauses.CLAUSES`
    privacy  the floor of its class
    widget   how it is asked
    needed   the condition under which a final version must hold it (`!` is ALWAYS, `c` a condition), or None
    asked    the condition under which it is shown at all, or None for always
    marks    reasons that may stand in place of a value: a subset of `answers.MARKS`
    card     its place on the 60-second card, 0 for none

    Raises ValueError at import for a blank or an unknown word.
    """

    stage: Stage
    section: str
    clause: str
    privacy: Privacy
    widget: str
    needed: Condition | None = None
    asked: Condition | None = None
    marks: tuple[str, ...] = ()
    card: int = 0

    def __post_init__(self) -> None:
        if not isinstance(self.stage, Stage) or not isinstance(self.privacy, Privacy):
            raise ValueError("stage and privacy are members of Stage and Privacy")
        _refuse_unknown("section", self.section, SECTIONS)
        _refuse_unknown("clause", self.clause, CLAUSES)
        _refuse_unknown("widget", self.widget, WIDGETS)
        for reason in self.marks:
            _refuse_unknown("mark", reason, MARKS)
        if (self.section in ("review", "records")) == self.stage.officers:
            raise ValueError(f"section {self.section!r} does not fit stage {self.stage.value}")
        if not 0 <= self.card <= 10:
            raise ValueError("the card has ten places")


def _refuse_unknown(what: str, word: str, known: Sequence[str] | Mapping[str, object]) -> None:
    if word not in known:
        raise ValueError(f"{what} {word!r} is not one of {', '.join(known)}")
