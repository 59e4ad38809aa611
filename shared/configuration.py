"""What a city sets without a release: controlled lists and the city's own facts, both pinned by digest.

A report names the digests it was made with, so it stays readable and checkable after a list or a pattern changes.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from shared.city import City
from shared.vocabulary import Vocabulary


@dataclass(frozen=True)
class Configuration:
    """The pair that a form is built for.

    `vocabulary` offers the city's own lists (areas, departments, ranks, notification targets, camera categories) beside
    the common ones; its digest stays that of the common lists, as the city's are part of the city's.
    """

    vocabulary: Vocabulary
    city: City

    def __post_init__(self) -> None:
        joined = replace(self.vocabulary, lists={**self.vocabulary.lists, **self.city.lists})
        object.__setattr__(self, "vocabulary", joined)

    @cached_property
    def digests(self) -> dict[str, str]:
        """{"vocabulary": ..., "city": ...}, SHA-256 of the canonical content."""
        return {"vocabulary": self.vocabulary.digest, "city": self.city.digest}
