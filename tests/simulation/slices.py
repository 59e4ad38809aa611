"""How many worlds `make test` lives, and where the sums of them go.

Several files, because a process takes a whole file at a time: worlds that are the same at every run, in two halves, and
new ones. Each piece leaves its sums with its test's report; `tests/conftest.py` adds them up into one line at the end.
"""

import json
from collections.abc import Callable, Iterable, Sequence

from tests.simulation.plan import Counts, Plan
from tests.simulation.run import summary
from tests.simulation.world import live

SEEDS = 80
"""Worlds that are the same at every run."""
NEW_SEEDS = 24
"""Worlds that nobody has run before."""
PIECES = 10
PROPERTY = "simulation"


def lived(seeds: Iterable[int], record: Callable[[str, object], None], *, moves: bool = True) -> None:
    """Live these worlds, with drafts that move or without. Raises AssertionError with the story of one that breaks
    a promise."""
    counts = Counts()
    for seed in seeds:
        plan = Plan.of(seed)
        held = live(plan if moves else plan.without_moves())
        counts.add(held.counts)
        assert not held.violation, f"make sim FIRST={seed} SEEDS=1: " + "\n".join(held.story)
    record(PROPERTY, json.dumps(vars(counts)))


def summing_up(properties: Sequence[tuple[str, object]]) -> str:
    """The line that sums up what all pieces left, "" if none was run."""
    counts = Counts()
    for name, value in properties:
        if name == PROPERTY:
            counts.add(Counts(**json.loads(str(value))))
    return summary(counts, 0) if counts.seeds else ""
