"""`kill -9` at each I/O call in turn: of the tablet's flows, and of the server that takes in what they send.

A life is killed at its n-th call that changes something on the disk: before it, or, for a write, with half of it
done. A new process goes on over what is left and is killed too, up to five times; then one lives to the end. Each
looks at everything before it goes on (`oracles`). Files and databases are real, the calls are the process's own; only
a sync is said to be done and is not: a kill leaves what the system has in memory (power cuts: `power`).
"""

import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

from tests.soak.calls import DONE, GO, KILL, Call, Life, Verdict, live
from tests.soak.flows import FLOWS, Flow, Known
from tests.soak.lives import life, place
from tests.soak.part import Found, Part, Row, progress
from tests.soak.place import Place
from tests.soak.workers import side_by_side

WANTED = 10_000
KINDS = ("write", "half a write", "sync", "make", "rename", "link", "remove")
KILLS = 6
"""How often a flow is killed at most before it may live to its end."""
ALIKE = 600
"""A flow with more calls than this spends them on copying page after page back: every second one is a place then."""
ENOUGH = 5
"""Violations after which nothing new is learnt."""


@dataclass
class Tally:
    """What was killed where."""

    kills: Counter[str] = field(default_factory=Counter)
    places: set[tuple[str, int, bool]] = field(default_factory=set)
    ends: int = 0
    violations: Found = field(default_factory=Found)

    @property
    def done(self) -> int:
        return self.kills["tablet"] + self.kills["server"]


class Killer:
    """Kills at the `at`-th call, with half of it done if `half` and there are halves."""

    def __init__(self, at: int, half: bool, data: Path) -> None:
        self.left, self.half, self.data = at, half, data
        self.struck: list[str] = []

    def __call__(self, call: Call, said: Known) -> Verdict:
        self.left -= 1
        if self.left:
            return DONE if call.kind == "sync" else GO
        self.struck = ["server" if call.path.startswith(f"{self.data}/") else "tablet", call.kind]
        if self.half and call.kind == "write":
            call.do_half()
            self.struck.append("half a write")
        return KILL


def lengths(disk: Place, seed: int) -> dict[str, int]:
    """How many calls a whole life of each flow makes. Raises RuntimeError when one does not get to its end."""
    found = {}
    for flow in FLOWS:
        disk.restore(flow.base)
        whole = live(life(disk, flow, [], seed), disk.work, lambda call, said: GO)
        if whole.ended != "done":
            raise RuntimeError(f"{flow.name} does not end undisturbed: {whole.trace}")
        found[flow.name] = whole.calls
    return found


def chain(disk: Place, flow: Flow, first: int, half: bool, most: int, seed: str, tally: Tally) -> None:
    """Kill at `first`, then anywhere, then let live; what does not hold goes into the tally."""
    disk.restore(flow.base)
    random, known, at = Random(seed), list[list[object]](), first
    for number in range(KILLS + 1):
        killer = Killer(at if number < KILLS else 0, half, disk.services.settings.data)
        ended: Life = live(life(disk, flow, known, f"{seed} {number}"), disk.work, killer)
        known += ended.said
        if ended.ended == "raised":
            words = ended.trace.strip().splitlines()[-1]
            tally.violations.append(f"{flow.name}, killed at call {first}, half={half}, seed {seed}: {words}")
        if ended.ended != "killed":
            tally.ends += ended.ended == "done"
            return
        tally.kills.update(killer.struck)
        progress(tally.done, "kills")
        if not number:
            tally.places.add((flow.name, first, half))
        at, half = random.randint(1, most), random.random() < 0.3


def kill(disk: Place, seconds: float, seed: int, wanted: int, turn: tuple[int, int] = (0, 1)) -> tuple[Tally, int]:
    """Kill until `wanted` kills are done or the time is over; also how many places there are in one round.

    `turn` is this process's number, and of how many: each takes its share of the places, in an order of its own.
    """
    until = time.monotonic() + seconds
    tally, random, lives = Tally(), Random(seed), lengths(disk, seed)
    everywhere = [
        (flow, at, half)
        for flow in FLOWS
        for at in range(1, lives[flow.name] + 1, 1 + lives[flow.name] // ALIKE)
        for half in (False, True)
    ]
    share, again = everywhere[turn[0] :: turn[1]], 0
    while True:
        random.shuffle(share)
        again += 1
        for flow, at, half in share:
            if tally.done >= wanted or time.monotonic() > until or len(tally.violations) >= ENOUGH:
                return tally, len(everywhere)
            chain(disk, flow, at, half, lives[flow.name], f"{seed}.{again}.{flow.name}.{at}.{half}", tally)


def _worker(seconds: float, seed: int, number: int, of: int) -> tuple[Tally, int]:
    with place() as disk:
        return kill(disk, seconds, seed, -(-WANTED // of), (number, of))


def run(seconds: float, seed: int) -> list[Row]:
    """The part of the soak."""
    tally = Tally()
    done = side_by_side(partial(_worker, seconds, seed))
    places = done[0][1]
    for told, _ in done:
        tally.kills += told.kills
        tally.places |= told.places
        tally.ends += told.ends
        tally.violations.extend(told.violations)
    kinds = ", ".join(f"{tally.kills[name]:,} at {name}" for name in KINDS)
    note = (
        f"{tally.kills['tablet']:,} at calls of the tablet, {tally.kills['server']:,} of the server; {kinds}; "
        f"{len(tally.places):,} of {places:,} places of an undisturbed life; {tally.ends:,} flows went on to the end"
    )
    return [Row("`kill -9` at an I/O call", tally.done, WANTED, note, tuple(tally.violations))]


PART = Part("kill", run)
