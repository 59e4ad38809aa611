"""Field kinds: strict marshmallow fields with one canonical form each.

Loading returns the canonical JSON value itself (see `shared.canonical.Value`), so what was validated is exactly
what is sealed, stored and sent. Marshmallow's stock fields are too lenient for a record that a court may check
("on" for true, " 12 " for 12, a trailing newline behind a pattern). Mistakes are raised as `Complaint` codes, not
sentences; `shared.words` has the sentences.

Kinds that need the controlled lists or the city's patterns get them from `bind_to`, on the schema's own copy of the
field: the declaration stays free of any one configuration.
"""

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Mapping
from copy import copy
from datetime import datetime, timedelta
from typing import Any, ClassVar

from marshmallow import ValidationError, fields

from shared.about import About
from shared.answers import MARKS
from shared.canonical import INTEGER_MAX, Value
from shared.configuration import Configuration
from shared.vocabulary import Term

CLOCKS = ("network", "gps", "device", "typed")
"""Where an instant came from; `typed` is a person's correction or recollection."""

_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}")
_OFFSET_MAX = timedelta(hours=14)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DEGREES = re.compile(r"-?(?:0|[1-9][0-9]{0,2})(?:\.[0-9]{0,5}[1-9])?")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Complaint(str):
    """A mistake as a code with parameters, in the clothes marshmallow carries messages in."""

    params: Mapping[str, Value]

    def __new__(cls, problem: str, /, **params: Value) -> "Complaint":
        made = super().__new__(cls, problem)
        made.params = params
        return made


def no(problem: str, /, **params: Value) -> ValidationError:
    """The error for one complaint."""
    return ValidationError([Complaint(problem, **params)])


class Kind(fields.Field[Value], ABC):
    """Base of all kinds: marks are understood here, values in `canonical_value`."""

    default_error_messages: dict[str, str | list[Any] | dict[Any, Any]] = {
        "required": Complaint("answer.missing"),
        "null": Complaint("answer.null"),
        "validator_failed": Complaint("answer.wrong"),
    }
    words: ClassVar[str] = "text"
    """The kind's name in the data dictionary and in a form's snapshot."""

    def __init__(self, about: About) -> None:
        super().__init__(metadata={"about": about})
        self.about = about

    def bind_to(self, configuration: Configuration) -> None:
        """Take what this kind needs from the configuration. Raises LookupError for a list that is not in it."""

    def facts(self) -> dict[str, Value]:
        """What a form's snapshot records of this kind beside its name."""
        return {}

    @abstractmethod
    def canonical_value(self, value: object) -> Value:
        """`value` in its one form. Raises ValidationError holding Complaints."""

    def read(self, value: object) -> Value:
        """A mark that may stand here, or the value in its one form. Raises ValidationError holding Complaints."""
        if type(value) is dict and len(value) == 1 and "mark" in value:
            reason = value["mark"]
            if reason not in MARKS or reason not in self.about.marks:
                raise no("mark.not_here", mark=str(reason)[:40])
            return {"mark": reason}
        return self.canonical_value(value)

    def _deserialize(self, value: object, attr: object, data: object, **kwargs: object) -> Value:
        return self.read(value)


class Text(Kind):
    """Text as typed, NFC, without control characters but newline and tab. `min` and `max` count characters.

    The sealed form keeps every letter of any script; NFC only settles how the same letter is spelled in bytes.
    `free` marks prose that the linter reads.
    """

    words = "text"

    def __init__(self, about: About, *, max: int, min: int = 1, free: bool = False) -> None:
        super().__init__(about)
        self.min, self.max, self.free = min, max, free

    def facts(self) -> dict[str, Value]:
        return {"min": self.min, "max": self.max}

    def canonical_value(self, value: object) -> Value:
        if not isinstance(value, str):
            raise no("text.not_text")
        text = unicodedata.normalize("NFC", value) if not value.isascii() else value
        for letter in text if not text.isprintable() else ():
            category = unicodedata.category(letter)
            if category in ("Cc", "Cs") and letter not in "\n\t":
                raise no("text.control", character=f"U+{ord(letter):04X}")
        if not text.strip():
            raise no("text.blank")
        if len(text) > self.max:
            raise no("text.too_long", max=self.max, length=len(text))
        if len(text) < self.min:
            raise no("text.too_short", min=self.min, length=len(text))
        return text


class Patterned(Kind):
    """A number or name with a form the city sets: serial, incident number, DR number, unit, RD, camera serial."""

    words = "patterned"

    def __init__(self, about: About, pattern: str) -> None:
        super().__init__(about)
        self.pattern = pattern
        self._compiled: re.Pattern[str] | None = None
        self._example = ""

    def facts(self) -> dict[str, Value]:
        return {"pattern": self.pattern}

    def bind_to(self, configuration: Configuration) -> None:
        self._compiled, self._example = configuration.city.pattern(self.pattern)

    def canonical_value(self, value: object) -> Value:
        if not isinstance(value, str):
            raise no("text.not_text")
        if self._compiled is None:
            raise LookupError(f"{self.pattern} is not bound to a city")
        if not self._compiled.fullmatch(value):
            raise no("pattern.wrong", pattern=self.pattern, example=self._example)
        return value


class Choice(Kind):
    """One code of a controlled list. With `other`, the part grows a text `<field>_other` beside it."""

    words = "choice"

    def __init__(self, about: About, vocabulary: str, *, other: bool = False) -> None:
        super().__init__(about)
        self.vocabulary, self.other = vocabulary, other
        self.terms: tuple[Term, ...] = ()
        self.codes: tuple[str, ...] = ()
        self._places: dict[str, int] = {}

    def label(self, code: str, language: str) -> str:
        """The words for a code; the code itself if the list does not know it (an old or foreign record)."""
        known = {term.code: term.labels for term in self.terms}
        return known[code].get(language, known[code]["en"]) if code in known else code

    def facts(self) -> dict[str, Value]:
        return {"vocabulary": self.vocabulary}

    def bind_to(self, configuration: Configuration) -> None:
        self.terms = configuration.vocabulary.terms(self.vocabulary)
        self.codes = tuple(term.code for term in self.terms)
        self._places = {code: place for place, code in enumerate(self.codes)}
        if self.other != ("other" in self.codes):
            raise LookupError(f"{self.vocabulary} and its field disagree on whether `other` is offered")

    def canonical_value(self, value: object) -> Value:
        if not isinstance(value, str):
            raise no("choice.not_code")
        if value not in self._places:
            raise no("choice.unknown", code=value[:60])
        return value


class Choices(Choice):
    """Several codes of a controlled list, at least one, each once, in the list's order.

    A code that the list calls exclusive ("none", "not_observed") stands alone.
    """

    words = "choices"

    def bind_to(self, configuration: Configuration) -> None:
        super().bind_to(configuration)
        self._exclusive = configuration.vocabulary.exclusive(self.vocabulary)

    def canonical_value(self, value: object) -> Value:
        if not isinstance(value, list | tuple) or not value:
            raise no("choices.not_list")
        places = self._places
        if len(value) == 1 and isinstance(value[0], str) and value[0] in places:  # the usual case
            return [value[0]]
        unknown = [str(code)[:60] for code in value if not isinstance(code, str) or code not in places]
        if unknown:
            raise no("choice.unknown", code=", ".join(unknown))
        if len(set(value)) != len(value):
            raise no("choices.repeated")
        alone = [code for code in value if code in self._exclusive]
        if alone and len(value) > 1:
            raise no("choices.exclusive", code=alone[0])
        return sorted(value, key=places.__getitem__)


class Flag(Kind):
    """True or false, for facts that the app or the officer states; observations are Choices with `unknown`."""

    words = "flag"

    def canonical_value(self, value: object) -> Value:
        if not isinstance(value, bool):
            raise no("flag.not_flag")
        return value


class Count(Kind):
    """A whole number from `min` to `max`."""

    words = "count"

    def __init__(self, about: About, *, max: int, min: int = 0) -> None:
        super().__init__(about)
        self.min, self.max = min, max

    def facts(self) -> dict[str, Value]:
        return {"min": self.min, "max": self.max}

    def canonical_value(self, value: object) -> Value:
        if type(value) is not int or abs(value) > INTEGER_MAX:
            raise no("count.not_whole")
        if not self.min <= value <= self.max:
            raise no("count.out_of_range", min=self.min, max=self.max)
        return value


class Instant(Kind):
    """A moment: {"at": RFC 3339 with a numeric local offset, to the second, "clock": where it came from}.

    Offset and instant together keep the wall clock the officer saw and the one order all can compare (UTC).
    A leap second, `Z` and fractions are refused: one moment, one spelling.
    """

    words = "instant"

    def __init__(self, about: About) -> None:
        super().__init__(about)
        self.zone = ""

    def bind_to(self, configuration: Configuration) -> None:
        """Take the city's zone, whose letters people read behind a time."""
        self.zone = configuration.city.time_zone

    def canonical_value(self, value: object) -> Value:
        if not isinstance(value, (dict, Mapping)) or len(value) != 2 or "at" not in value or "clock" not in value:
            raise no("instant.wrong")
        at, clock = value["at"], value["clock"]
        if not isinstance(at, str) or not _INSTANT.fullmatch(at) or at.endswith("-00:00"):
            raise no("instant.wrong")
        if clock not in CLOCKS:
            raise no("instant.clock")
        try:
            parsed = datetime.fromisoformat(at)
        except ValueError:
            raise no("instant.wrong") from None
        offset = parsed.utcoffset()
        if offset is None or abs(offset) > _OFFSET_MAX:
            raise no("instant.wrong")
        return {"at": at, "clock": str(clock)}


def moment(value: object) -> datetime | None:
    """The aware datetime of a loaded Instant, or None for blank or a mark. Compare these, never the texts."""
    if value is None:  # most questions about a moment find none
        return None
    at = value.get("at") if isinstance(value, (dict, Mapping)) else None
    return datetime.fromisoformat(at) if isinstance(at, str) else None


class Degrees(Kind):
    """Latitude or longitude in decimal degrees as text, at most six decimals, no trailing zeros (no floats)."""

    words = "degrees"

    def __init__(self, about: About, *, limit: int) -> None:
        super().__init__(about)
        self.limit = limit

    def facts(self) -> dict[str, Value]:
        return {"limit": self.limit}

    def canonical_value(self, value: object) -> Value:
        if not isinstance(value, str) or not _DEGREES.fullmatch(value) or value == "-0":
            raise no("degrees.wrong")
        if abs(float(value)) > self.limit:
            raise no("degrees.out_of_range", limit=self.limit)
        return value


class Day(Kind):
    """A calendar date, YYYY-MM-DD."""

    words = "day"

    def canonical_value(self, value: object) -> Value:
        if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise no("day.wrong")
        try:
            datetime.fromisoformat(value)
        except ValueError:
            raise no("day.wrong") from None
        return value


class Ref(Kind):
    """The id of a row of another part of the same report. That the row exists is checked over the whole report."""

    words = "reference"

    def __init__(self, about: About, part: str) -> None:
        super().__init__(about)
        self.part = part

    def facts(self) -> dict[str, Value]:
        return {"part": self.part}

    def canonical_value(self, value: object) -> Value:
        if not isinstance(value, str) or not _UUID.fullmatch(value):
            raise no("reference.wrong")
        return value


class Uuid(Kind):
    """The id of something outside this report: another report, for one."""

    words = "uuid"

    def canonical_value(self, value: object) -> Value:
        if not isinstance(value, str) or not _UUID.fullmatch(value):
            raise no("reference.wrong")
        return value


class Refs(Ref):
    """Ids of rows of another part, each once."""

    words = "references"

    def canonical_value(self, value: object) -> Value:
        if not isinstance(value, list | tuple) or not value or len(set(map(str, value))) != len(value):
            raise no("reference.wrong")
        return [super(Refs, self).canonical_value(item) for item in value]


class Digest(Kind):
    """SHA-256 of a file's bytes, lower-case hexadecimal."""

    words = "digest"

    def canonical_value(self, value: object) -> Value:
        if not isinstance(value, str) or not _DIGEST.fullmatch(value):
            raise no("digest.wrong")
        return value


class Listed(Kind):
    """A list of values of one other kind, one to `max`, each once, in the order given."""

    words = "list"

    def __init__(self, each: Kind, *, max: int = 20) -> None:
        super().__init__(each.about)
        self.each, self.max = each, max

    def facts(self) -> dict[str, Value]:
        return {"of": self.each.words, "max": self.max, **self.each.facts()}

    def bind_to(self, configuration: Configuration) -> None:
        self.each = copy(self.each)  # marshmallow copies a field, not what it holds: another form's would be rebound
        self.each.bind_to(configuration)

    def canonical_value(self, value: object) -> Value:
        if not isinstance(value, list | tuple) or not value:
            raise no("list.not_list")
        if len(value) > self.max:
            raise no("list.too_long", max=self.max)
        loaded = [self.each.canonical_value(item) for item in value]
        if any(item in loaded[:place] for place, item in enumerate(loaded)):
            raise no("list.repeated")
        return loaded
