"""What is wrong, or owed, as a value: code, place, level, parameters. Sentences are `shared.words`.

Field kinds, rules and the server's intake all say no in this one shape, so that tablet, review page and reply show
the same words at the same place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shared.answers import Address
from shared.canonical import Value


class Level(StrEnum):
    """How much a problem matters."""

    ERROR = "error"  # a final version is not accepted with it
    WARN = "warn"  # accepted; wants a reason or a second look
    INFO = "info"  # a fact worth showing
    FLAG = "flag"  # accepted; a supervisor's attention is drawn
    LINT = "lint"  # words that must not be held; to be resolved by the writer


@dataclass(frozen=True)
class Problem:
    """One problem. `address` is None when it concerns the whole report; `also` names further fields it is about."""

    code: str
    address: Address | None = None
    level: Level = Level.ERROR
    params: Mapping[str, Value] = field(default_factory=dict)
    also: tuple[Address, ...] = ()

    def as_data(self) -> dict[str, Value]:
        """The wire form: {"code", "level", "at"?, "also"?, "params"?}."""
        data: dict[str, Value] = {"code": self.code, "level": self.level.value}
        if self.address is not None:
            data["at"] = self.address.text()
        if self.also:
            data["also"] = [each.text() for each in self.also]
        if self.params:
            data["params"] = dict(self.params)
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Value]) -> "Problem":
        """The problem for `as_data()`'s output. Raises ValueError, KeyError or TypeError for anything else."""
        at, also, params = data.get("at"), data.get("also", []), data.get("params", {})
        if not isinstance(also, list) or not isinstance(params, Mapping):
            raise ValueError("not a problem")
        return cls(
            str(data["code"]),
            Address.parse(str(at)) if at is not None else None,
            Level(str(data["level"])),
            dict(params),
            tuple(Address.parse(str(each)) for each in also),
        )
