"""What a seed stands for: which steps in which order, which faults how often. And the sums of what came of it."""

import json
from dataclasses import dataclass, field, replace
from random import Random

from tests.simulation.weather import WIRE

KINDS = {
    "session": 74,
    "write": 7,
    "amend": 7,
    "final": 1,
    "bad": 2,
    "news": 2,
    "late": 2,
    "clone": 1,
    "backup": 2,
    "restore": 1,
    "restart": 2,
    "begin_again": 2,
    "release": 4,
    "take": 7,
}
"""How often each kind of step is drawn, against the others."""


@dataclass(frozen=True)
class Step:
    """One thing that happens."""

    kind: str
    seed: int


@dataclass(frozen=True)
class Plan:
    """What a seed stands for. Steps in `calm` (by their seed) happen without faults of their own.

    rolls_back     at the end the server is an older one that passes for itself
    begins_again   on the way it is put back from its backups as `scenebook restore` does it: under a new origin
    moves          drafts are handed on between the tablets of one officer
    """

    seed: int
    steps: tuple[Step, ...]
    wire: tuple[str, ...]
    wire_rate: float
    trouble_rate: float
    clock_rate: float
    lie_rate: float
    chokes: bool
    refuses: bool
    clones: bool
    rolls_back: bool
    calm: tuple[int, ...] = ()
    begins_again: bool = False
    moves: bool = False

    def text(self) -> str:
        """One line that `parse` reads."""
        return json.dumps({**vars(self), "steps": [f"{each.kind} {each.seed}" for each in self.steps]})

    @classmethod
    def parse(cls, text: str) -> "Plan":
        """The inverse of `text`."""
        held = json.loads(text)
        steps = (each.split(" ") for each in held["steps"])
        held["steps"] = tuple(Step(kind, int(seed)) for kind, seed in steps)
        return cls(**held | {"wire": tuple(held["wire"]), "calm": tuple(held["calm"])})

    def without_moves(self) -> "Plan":
        """The same world, and no draft is handed on in it."""
        steps = tuple(each for each in self.steps if each.kind not in ("release", "take"))
        return replace(self, steps=steps, moves=False)

    @classmethod
    def of(cls, seed: int) -> "Plan":
        random = Random(seed)
        clones = random.random() < 0.35
        begins_again = random.random() < 0.25
        # Not yet both: a draft may then be open nowhere (docs/reliability.md, "What is not shown here").
        moves = random.random() < (0.25 if clones else 0.6) and not begins_again
        left_out = {
            *(() if clones else ("clone", "restore")),
            *(() if begins_again else ("begin_again",)),
            *(() if moves else ("release", "take")),
        }
        kinds = {name: weight for name, weight in KINDS.items() if name not in left_out}
        count = random.choice((40, 120, 240, 400, 800))
        names, weights = list(kinds), list(kinds.values())
        steps = [Step("write", random.getrandbits(48))]
        steps += [Step(name, random.getrandbits(48)) for name in random.choices(names, weights, k=count)]
        return cls(
            seed,
            tuple(steps),
            tuple(each for each in WIRE if random.random() < 0.5) or WIRE,
            random.choice((0.5, 0.8, 0.95)),
            random.choice((0.1, 0.2, 0.4)),
            random.choice((0.0, 0.1, 0.3)),
            random.choice((0.0, 0.0, 0.15, 0.3)),
            random.random() < 0.1,
            random.random() < 0.1,
            clones,
            not begins_again and random.random() < 0.1,
            begins_again=begins_again,
            moves=moves,
        )


@dataclass
class Counts:
    """What was run. `faulted` sessions met a fault, `twice` met two or more."""

    seeds: int = 0
    sessions: int = 0
    faulted: int = 0
    twice: int = 0
    sealed: int = 0
    faults: dict[str, int] = field(default_factory=dict)

    def add(self, other: "Counts") -> None:
        self.seeds += other.seeds
        self.sessions += other.sessions
        self.faulted += other.faulted
        self.twice += other.twice
        self.sealed += other.sealed
        for name, number in other.faults.items():
            self.faults[name] = self.faults.get(name, 0) + number


@dataclass(frozen=True)
class Lived:
    """How a world went: "" or what was violated, what happened, and a digest of all of it."""

    violation: str
    counts: Counts
    story: tuple[str, ...]
    trace: str
