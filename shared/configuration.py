"""What a city sets without a release: controlled lists and the city's own facts, both pinned by digest.

A report names the digests it was made with, so it stays readable and checkable after a list or a pattern changes.
"""

from dataclasses import dataclass
from functools import cached_property

from shared.city import City
from shared.vocabulary import Vocabulary


@dataclass(frozen=True)
class Configuration:
    """The pair that a form is built for."""

    vocabulary: Vocabulary
    city: City

    @cached_property
    def digests(self) -> dict[str, str]:
        """{"vocabulary": ..., "city": ...}, SHA-256 of the canonical content."""
        return {"vocabulary": self.vocabulary.digest, "city": self.city.digest}
