"""What lists call a report, and what it is found by: where it was, and its numbers. Not language, so no words."""

import unicodedata

from shared.answers import Nested, Row, rows_of

_PLACE = ("location_landmark", "location_block", "location_cross")
_NUMBERS = ("incident_number", "incident_number_raw", "call_type_text", "local_ref")

FIELDS = frozenset((*_PLACE, *_NUMBERS))
"""The questions of `incident` that a report is named after."""


WORDS_MAX = 60
"""Letters of a note that its title shows at most."""


def names(answers: Nested) -> tuple[str, str]:
    """(title, folded text for search) of a report. The title is "" while nothing names the place."""
    held = answers.get("incident")
    incident: Row = held if isinstance(held, dict) else {}
    place = [str(incident[name]) for name in _PLACE if isinstance(incident.get(name), str)]
    numbers = [str(incident[name]) for name in _NUMBERS if isinstance(incident.get(name), str)]
    return ", ".join(place), folded(" ".join([*place, *numbers]))


def note_names(answers: Nested) -> tuple[str, str]:
    """(title, folded text for search) of a quick note: its own words, the first of them as its title."""
    _, numbers = names(answers)
    text = " ".join(" ".join(str(row.get("text", "")).split()) for row in rows_of(answers, "entry")).strip()
    title = text if len(text) <= WORDS_MAX else f"{text[:WORDS_MAX].rsplit(' ', 1)[0]}…"
    return title, f"{folded(text)} {numbers}".strip()


def folded(text: str) -> str:
    """Text for searching only: case and accents do not matter. What is shown and sealed stays as typed."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
