"""What one part of the soak tells: a row of the table in `docs/reliability.md`."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`done` of `what` were lived, of the `wanted` that a whole run is; and what did not hold, a sentence each.

    note   what a reader must know beside the number: by kind, absolute figures, what was left out
    """

    what: str
    done: int
    wanted: int
    note: str
    violations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One kind of trouble. `live(seconds, seed)` goes on until everything wanted is done or the seconds are over."""

    name: str
    live: Callable[[float, int], list[Row]]
