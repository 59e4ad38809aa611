"""What a rule is: an id, a level, the stage from which it binds, and a pure function over a `Case`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shared.answers import Address
from shared.canonical import Value
from shared.problems import Level, Problem
from shared.rules.case import Case


class Binds(StrEnum):
    """From when a rule is asked. What binds while interim binds a final version too."""

    INTERIM = "interim"  # at once, while the officer writes
    FINAL = "final"  # when the officer finishes
    REVIEW = "review"  # before a supervisor approves
    RELEASE = "release"  # before anything leaves


@dataclass(frozen=True)
class Found:
    """One breach: where, what else it is about, the parameters of its sentence, and a level other than the rule's."""

    address: Address | None = None
    also: tuple[Address, ...] = ()
    params: Mapping[str, Value] = field(default_factory=dict)
    level: Level | None = None
    variant: str = ""


@dataclass(frozen=True)
class Rule:
    """One numbered rule. `find` is None where it needs facts beyond one report; `where` then names its function.

    variants: what `Found.variant` may be; the problem's code is then `<id>.<variant>`, with words of its own.
    """

    id: str
    level: Level
    binds: Binds
    says: str
    find: Callable[[Case], Iterable[Found]] | None = field(default=None, compare=False)
    variants: tuple[str, ...] = ()
    where: str = ""

    def problems(self, case: Case) -> list[Problem]:
        """Every breach in `case`."""
        if self.find is None:
            return []
        return [
            Problem(
                f"{self.id}.{found.variant}" if found.variant else self.id,
                found.address,
                found.level or self.level,
                found.params,
                found.also,
            )
            for found in self.find(case)
        ]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every problem code it may give."""
        return (self.id, *(f"{self.id}.{variant}" for variant in self.variants))


Finder = Callable[[Case], Iterable[Found]]


def rule(id: str, level: Level, binds: Binds, *variants: str) -> Callable[[Finder], Rule]:
    """Declare a finder as the rule `id`; the first line of its docstring is what the rule says."""

    def declare(find: Finder) -> Rule:
        says = (find.__doc__ or "").strip().partition("\n")[0]
        if not says:
            raise ValueError(f"{id} does not say what it is")
        return Rule(id, level, binds, says, find, variants)

    return declare


def elsewhere(id: str, level: Level, binds: Binds, says: str, where: str, *variants: str) -> Rule:
    """A rule that needs more than one report: the function `where` is called by whoever has the facts."""
    return Rule(id, level, binds, says, None, variants, where)
