"""Rows of a city's file that are more than a code with labels."""

from collections.abc import Mapping
from dataclasses import dataclass

SITUATIONS = ("agents", "city_property", "serious")
"""When a notice is required: federal agents were there; City ground was used as it may not be; somebody was
seriously hurt or a firearm was discharged."""


@dataclass(frozen=True)
class Target:
    """One addressee of notices. `within` is the minutes allowed, 0 where the city sets none."""

    code: str
    required: tuple[str, ...]
    within: int


@dataclass(frozen=True)
class LawRow:
    """What held for one law from a day on, until a later row of the same law."""

    law: str
    state: str
    since: str
    labels: Mapping[str, str]
    source: str

    @property
    def id(self) -> str:
        """How a report names the row: `<law>:<state>:<since>`."""
        return f"{self.law}:{self.state}:{self.since}"
