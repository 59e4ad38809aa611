"""A failing disk: the n-th I/O call fails, for n = 1, 2, 3 until none fails; of the tablet's flows and of the server's.

Input and output error, full, read-only, too many open files; once, or from the n-th call on until the officer has been
told twice. The step is tried again, as a person would. Then everything is opened anew: nothing that was called saved
may be missing, nothing half done may be there. While a trouble of the tablet's stayed, nothing but the right word for
it may have been told; a failing call that harms nothing, such as making the reserve, may pass unsaid.
"""

import errno
import logging
import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from random import Random

from tests.soak.calls import EVERY, GO, Call, Verdict, live
from tests.soak.flows import FLOWS, Flow, Known
from tests.soak.lives import life, look, place
from tests.soak.part import Found, Part, Row, progress
from tests.soak.place import Place
from tests.soak.workers import side_by_side

TROUBLES = {
    errno.EIO: ("read", "write", "sync", "cut", "make", "rename", "link", "remove"),
    errno.ENOSPC: ("write", "cut", "make", "folder", "rename", "link"),
    errno.EROFS: ("write", "cut", "make", "folder", "rename", "link", "remove", "may"),
    errno.EMFILE: ("open", "make"),
}
"""Which calls can fail how."""
SAYS = {
    errno.EIO: {"store.failed"},
    errno.ENOSPC: {"store.full"},
    errno.EROFS: {"store.read_only"},
    errno.EMFILE: {"store.failed"},
}
"""What the officer must be told of a trouble that stays, where it is the tablet's."""
TOLD = 2
"""How often it is told before it goes away."""
WITHIN = 2.0
"""Seconds from a call that fails to the word for it, at most. Held in the long run, not in the suite."""
ENOUGH = 5


@dataclass(frozen=True)
class Trouble:
    """An errno at the `at`-th call that can have it; `stays` until it was told."""

    flow: Flow
    number: int
    stays: bool
    at: int

    def __str__(self) -> str:
        kind = "from" if self.stays else "at"
        return f"{self.flow.name}, {errno.errorcode[self.number]} {kind} call {self.at}"


class Disk:
    """Fails as the trouble says. It does not while the oracles look."""

    def __init__(self, trouble: Trouble, data: str) -> None:
        self.trouble, self.data, self.count, self.struck = trouble, data, 0, list[str]()
        self.since: dict[int, float] = {}
        """When a call failed first after so many words."""

    def __call__(self, call: Call, said: Known) -> Verdict:
        if (said and said[-1][0] == "looking") or call.kind not in TROUBLES[self.trouble.number]:
            return GO
        if call.kind == "may":
            # Nobody may write on a disk that is read-only; to be asked counts as no call.
            writes = call.arguments[2 if call.name.startswith("faccess") else 1] & os.W_OK
            return self.trouble.number if writes and self.stays(said) else GO
        self.count += 1
        if self.count < self.trouble.at or (self.count > self.trouble.at and not self.stays(said)):
            return GO
        self.since.setdefault(len(said), time.monotonic())
        self.struck.append("server" if call.path.startswith(f"{self.data}/") else "tablet")
        return self.trouble.number

    def waits(self, said: Known) -> Iterator[float]:
        """How long after its call each trouble was told, where that was the next thing said."""
        for number, word in enumerate(said):
            if word[0] == "failed" and number in self.since:
                yield float(str(word[2])) - self.since[number]

    def stays(self, said: Known) -> bool:
        """Whether the trouble is there beyond its first call."""
        return self.trouble.stays and bool(self.struck) and sum(each[0] == "failed" for each in said) < TOLD


@dataclass
class Tally:
    """What failed, by errno; how often it was told, and the most seconds that took."""

    errors: Counter[str] = field(default_factory=Counter)
    told: int = 0
    slowest: float = 0.0
    violations: Found = field(default_factory=Found)


def suffer(disk: Place, trouble: Trouble, seed: str, tally: Tally) -> bool:
    """Live a flow with the trouble and look at what it left. False when the flow makes no such call any more."""
    disk.restore(trouble.flow.base)
    failing = Disk(trouble, str(disk.services.settings.data))
    lived = live(life(disk, trouble.flow, [], seed), disk.work, failing, TROUBLES[trouble.number])
    if not failing.struck:
        return False
    tally.errors[errno.errorcode[trouble.number]] += 1
    waits = list(failing.waits(lived.said))
    tally.told, tally.slowest = tally.told + len(waits), max(tally.slowest, *waits, 0.0)
    told = {str(each[1]) for each in lived.said if each[0] == "failed" and str(each[1]).startswith("store.")}
    if lived.ended == "raised":
        tally.violations.append(f"{trouble}, seed {seed}: {lived.trace.strip().splitlines()[-1]}")
    elif trouble.stays and set(failing.struck) == {"tablet"} and not told <= SAYS[trouble.number]:
        tally.violations.append(f"{trouble}, seed {seed}: the officer was told {sorted(told)}")
    else:
        try:
            look(disk, trouble.flow, lived.said)
        except Exception as error:
            tally.violations.append(f"{trouble}, seed {seed}, opened again: {error!r}")
    return True


def places(disk: Place, seed: str) -> list[Trouble]:
    """Every trouble at every call that an undisturbed life makes."""
    found = []
    for flow in FLOWS:
        if flow.base == "crowded":
            continue
        counts: Counter[int] = Counter()

        def count(call: Call, said: Known, counts: Counter[int] = counts) -> Verdict:
            if not said or said[-1][0] != "looking":
                counts.update(number for number, kinds in TROUBLES.items() if call.kind in kinds and call.kind != "may")
            return GO

        disk.restore(flow.base)
        if (whole := live(life(disk, flow, [], seed), disk.work, count, EVERY)).ended != "done":
            raise RuntimeError(f"{flow.name} does not end undisturbed: {whole.trace}")
        for number in TROUBLES:
            for stays in (False, True):
                found += [Trouble(flow, number, stays, at) for at in range(1, counts[number] + 1)]
    return found


def fail(disk: Place, seconds: float, seed: int, most: int, turn: tuple[int, int] = (0, 1)) -> tuple[Tally, int]:
    """Every trouble once, in an order drawn from the seed, until there are `most` or the time is over; and how many
    there are. `turn` is this process's number, and of how many."""
    until, tally = time.monotonic() + seconds, Tally()
    logging.disable(logging.CRITICAL)  # the server says much of a disk like this
    every = places(disk, str(seed))
    mine = every[turn[0] :: turn[1]]
    Random(seed).shuffle(mine)
    for trouble in mine:
        if time.monotonic() > until or tally.errors.total() >= most or len(tally.violations) >= ENOUGH:
            break
        if suffer(disk, trouble, str(seed), tally):
            progress(tally.errors.total(), "calls failed")
    return tally, len(every)


def _worker(seconds: float, seed: int, number: int, of: int) -> tuple[Tally, int]:
    with place() as disk:
        return fail(disk, seconds, seed, 1_000_000, (number, of))


def run(seconds: float, seed: int) -> list[Row]:
    """The part of the soak."""
    tally = Tally()
    done = side_by_side(partial(_worker, seconds, seed))
    for part, _ in done:
        tally.errors += part.errors
        tally.told, tally.slowest = tally.told + part.told, max(tally.slowest, part.slowest)
        tally.violations.extend(part.violations)
    if tally.slowest > WITHIN:
        tally.violations.append(f"a trouble was told after {tally.slowest:.1f} s")
    kinds = ", ".join(f"{count:,} {name}" for name, count in tally.errors.items())
    note = f"each once, and from there on; {kinds}; told {tally.told:,} times, within {tally.slowest:.2f} s"
    return [Row("I/O call that fails", tally.errors.total(), done[0][1], note, tuple(tally.violations))]


PART = Part("errors", run)
