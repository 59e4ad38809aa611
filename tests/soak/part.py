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


class Found(list[str]):
    """What did not hold; each is printed when it is found, for whoever watches a long run."""

    def append(self, said: str) -> None:
        """Take it in, and print it."""
        print(f"VIOLATION {said}", flush=True)
        super().append(said)


def progress(done: int, what: str, every: int = 1000) -> None:
    """Print how far one process is, now and then."""
    if done and done % every == 0:
        print(f"    {done:,} {what}", flush=True)
