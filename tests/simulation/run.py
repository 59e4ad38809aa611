"""`make sim SEEDS=N` or `SECONDS=N`: worlds with seeds that nobody has run before, on all cores, and a line to sum up.

A violation prints its seed and its shrunk story, joins `regressions.txt`, and makes the exit status 1.
"""

import argparse
import multiprocessing
import secrets
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.simulation.ground import ENGINES, SQLITE
from tests.simulation.plan import Counts, Plan
from tests.simulation.shrinking import shrunk
from tests.simulation.world import live

REGRESSIONS = Path(__file__).with_name("regressions.txt")
SEED_BITS = 48
CHUNK = 4


@dataclass(frozen=True)
class Part:
    """What one worker did with some seeds: sums, and the plans that failed with what they violated."""

    counts: Counts
    failed: tuple[tuple[Plan, str], ...]


def some(seeds: tuple[int, ...], engine: str) -> Part:
    """Live these worlds, with the server's database on this engine."""
    counts, failed = Counts(), []
    for seed in seeds:
        plan = Plan.of(seed)
        lived = live(plan, engine)
        counts.add(lived.counts)
        if lived.violation:
            failed.append((plan, lived.violation))
    return Part(counts, tuple(failed))


def regressions() -> list[Plan]:
    """Every world that once failed."""
    lines = REGRESSIONS.read_text("utf-8").splitlines()
    return [Plan.parse(line) for line in lines if line and not line.startswith("#")]


def explain(plan: Plan, violation: str, engine: str) -> Plan:
    """Shrink a failing world, print it, remember it."""
    print(f"\nseed {plan.seed}: {violation}")
    small = shrunk(plan, lambda each: bool(live(each, engine).violation))
    lived = live(small, engine)
    print(f"shrunk from {len(plan.steps)} steps to {len(small.steps)}: {lived.violation}")
    print("\n".join(f"    {line}" for line in lived.story), flush=True)
    with REGRESSIONS.open("a", encoding="utf-8") as file:
        file.write(f"# {lived.violation}\n{small.text()}\n")
    return small


def summary(counts: Counts, violations: int) -> str:
    """The line that sums up."""
    return (
        f"{counts.seeds} seeds, {counts.sessions} sessions, {counts.faulted} met a fault, {counts.twice} met two or "
        f"more, {counts.sealed} versions sealed, {violations} violations"
    )


def chunks(first: int, seeds: int, ends: float) -> Iterator[tuple[int, ...]]:
    """Seeds from `first` on, few at a time: so many of them, or until the clock says `ends`."""
    done = 0
    while done < seeds if seeds else time.monotonic() < ends:
        some_seeds = tuple(range(first + done, first + done + CHUNK))[: seeds - done if seeds else CHUNK]
        yield some_seeds
        done += len(some_seeds)


def main() -> int:
    """Run, print, and say by the exit status whether all held."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--seeds", type=int, default=0)
    wanted.add_argument("--seconds", type=float, default=0.0)
    wanted.add_argument("--first", type=int, default=None, help="the first seed; by default nobody knows it")
    wanted.add_argument("--engine", choices=ENGINES, default=SQLITE, help="of the server's database")
    wanted.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    asked = wanted.parse_args()
    first = secrets.randbits(SEED_BITS) if asked.first is None else asked.first
    ends = time.monotonic() + (asked.seconds or 60.0)
    counts, failed = Counts(), []
    # The pool first: a process that has a ground already would share it with those that it makes.
    with multiprocessing.Pool(asked.jobs) as pool:
        for plan in regressions():
            lived = live(plan, asked.engine)
            counts.add(lived.counts)
            if lived.violation:
                print(f"\na known one is back, seed {plan.seed}: {lived.violation}")
                print("\n".join(f"    {line}" for line in lived.story))
                failed.append(plan)
        print(f"seeds from {first} on, {asked.jobs} processes", flush=True)
        began = time.monotonic()
        for part in waited(pool, chunks(first, asked.seeds, ends), asked.jobs, asked.engine):
            counts.add(part.counts)
            failed += [explain(plan, violation, asked.engine) for plan, violation in part.failed]
        pool.close()
        pool.join()
    spent = time.monotonic() - began
    faults = sorted(counts.faults.items(), key=lambda each: -each[1])
    print("faults met: " + ", ".join(f"{name} {number}" for name, number in faults))
    print(f"{counts.faulted / spent:.0f} sessions with a fault a second, {spent:.0f} s")
    print(summary(counts, len(failed)))
    return 1 if failed else 0


def waited(
    pool: "multiprocessing.pool.Pool", work: Iterator[tuple[int, ...]], jobs: int, engine: str
) -> Iterator[Part]:
    """The parts as they are done, with no more than two for each process under way."""
    under_way = []
    for seeds in work:
        under_way.append(pool.apply_async(some, (seeds, engine)))
        if len(under_way) >= 2 * jobs:
            yield under_way.pop(0).get()
    for each in under_way:
        yield each.get()


if __name__ == "__main__":
    sys.exit(main())
