"""The tables: for every kind, what is found and the near misses that are let go.

A finding that lies wholly inside a near miss is dropped. English and Spanish stand side by side, since a note may
change language in the middle of a sentence.
"""

from shared.lint.kinds import (
    birthplace,
    federal_personal_contact,
    home_address,
    immigration_status,
    nationality,
    numbers,
    travel_document,
)

Table = tuple[tuple[str, ...], tuple[str, ...]]

TABLES: dict[str, Table] = {
    "immigration_status": (immigration_status.HITS, immigration_status.NEAR),
    "nationality": (nationality.HITS, nationality.NEAR),
    "birthplace": (birthplace.HITS, birthplace.NEAR),
    "a_number": numbers.A_NUMBER,
    "ssn": numbers.SSN,
    "travel_document": (travel_document.HITS, travel_document.NEAR),
    "home_address": (home_address.HITS, home_address.NEAR),
    "federal_personal_contact": (federal_personal_contact.HITS, federal_personal_contact.NEAR),
}
