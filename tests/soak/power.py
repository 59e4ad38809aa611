"""Power cuts: the calls of a life are recorded, and what a cut could leave of the disk is opened with the real store.

At every call of a flow the power fails: nothing, all or any of what was not synced is there (`cut`). Each state is
opened like any other morning: nothing that the tablet or the server had said before the cut may be missing, nothing
half done may be there. Two states are counted twice only if more had been said in between.
"""

import contextlib
import os
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

from mobile.store import Store
from mobile.vault import Vault
from tests.soak.calls import GO, Call, Verdict, live
from tests.soak.cut import Model, State
from tests.soak.flows import FLOWS, Flow, Known
from tests.soak.lives import check, life, place
from tests.soak.part import Part, Row
from tests.soak.place import Place
from tests.soak.workers import side_by_side

WANTED = 100_000
DRAWS = 8
"""States that are drawn at each call, beside nothing and everything."""
LONG = 600
"""A life with more calls than this copies page after page back: a cut at every tenth is enough."""
IN_MEMORY = "/dev/shm"
"""Where states are laid out: what a disk holds is in the model, so this one only has to be quick."""
ENOUGH = 5


@dataclass
class Tally:
    """What was opened, by flow."""

    states: Counter[str] = field(default_factory=Counter)
    cuts: int = 0
    violations: list[str] = field(default_factory=list)


class Recorder:
    """Keeps every call with what had been told before it."""

    def __init__(self) -> None:
        self.calls: list[tuple[Call, int]] = []

    def __call__(self, call: Call, said: Known) -> Verdict:
        if call.kind == "write":
            _ = call.data, call.offset  # while the process is there to be asked
        elif call.kind == "rename":
            _ = call.target
        self.calls.append((call, len(said)))
        return GO


class Opener:
    """Lays states out and opens them."""

    def __init__(self, disk: Place, flow: Flow) -> None:
        self.disk, self.flow = disk, flow
        self.there: dict[str, bytes] = {}
        self.fronts: set[tuple[bytes | None, ...]] = set()

    def open(self, state: State, known: Known) -> None:
        """Open the state and look at everything. Raises whatever does not hold."""
        self._lay_out(state)
        front = tuple(state.files.get(str(self.disk.vault / name)) for name in ("vault.json", "tries.json"))
        try:
            if front not in self.fronts:
                self.disk.unlock().lock()
                self.fronts.add(front)
                self._lay_out(state)
            vault = Vault(self.disk.vault, Store(self.disk.store, self.disk.key))
            try:
                check(self.disk, self.flow, vault, known)
            finally:
                vault.lock()
        finally:
            self.disk.services.store.close()

    def _lay_out(self, state: State) -> None:
        for folder, _, names in os.walk(self.disk.work):
            for name in names:
                if (path := f"{folder}/{name}") not in state.files:
                    os.unlink(path)
        for path, content in state.files.items():
            # Only databases, and the count of tries, are changed by looking.
            if self.there.get(path) is not content or ".db" in path or path.endswith("tries.json"):
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(path)  # it may be a link
                with open(path, "xb") as file:
                    file.write(content)
        self.there = state.files


def cut(disk: Place, flow: Flow, seed: str, until: float, most: int, tally: Tally) -> None:
    """Record one life of a flow, then cut the power at each of its calls."""
    disk.restore(flow.base)
    model, recorder = Model(disk.work), Recorder()
    whole = live(life(disk, flow, [], seed), disk.work, recorder)
    if whole.ended != "done":
        tally.violations.append(f"{flow.name}, seed {seed}: {whole.trace}")
        return
    random, opener, seen = Random(seed), Opener(disk, flow), set()
    every = 10 if len(recorder.calls) > LONG else 1
    for number, (call, told) in enumerate(recorder.calls):
        if number % every == 0:
            tally.cuts += 1
            for state in model.states(random, DRAWS):
                if time.monotonic() > until or tally.states.total() >= most or len(tally.violations) >= ENOUGH:
                    return
                if (told, state.key) in seen:
                    continue
                seen.add((told, state.key))
                try:
                    opener.open(state, whole.said[:told])
                except Exception as error:
                    tally.violations.append(f"{flow.name}, seed {seed}, cut before call {number}: {error!r}")
                tally.states[flow.name] += 1
        model.take(call)


def cut_power(disk: Place, seconds: float, seed: int, wanted: int) -> Tally:
    """Cut until `wanted` states were opened or the time is over, flow by flow and round by round."""
    until, tally, turn = time.monotonic() + seconds, Tally(), 0
    while True:
        turn += 1
        for flow in FLOWS:
            if time.monotonic() > until or tally.states.total() >= wanted or len(tally.violations) >= ENOUGH:
                return tally
            cut(disk, flow, f"{seed}.{turn}.{flow.name}", until, wanted, tally)


def _worker(seconds: float, seed: int, number: int, of: int) -> Tally:
    with place(IN_MEMORY if Path(IN_MEMORY).is_dir() else None) as disk:
        return cut_power(disk, seconds, seed * of + number, -(-WANTED // of))


def run(seconds: float, seed: int) -> list[Row]:
    """The part of the soak."""
    tally = Tally()
    for told in side_by_side(partial(_worker, seconds, seed)):
        tally.states += told.states
        tally.cuts += told.cuts
        tally.violations += told.violations
    note = f"{tally.cuts:,} cuts; " + ", ".join(f"{count:,} {name}" for name, count in tally.states.most_common())
    return [Row("disk that a power cut could leave", tally.states.total(), WANTED, note, tuple(tally.violations))]


PART = Part("power", run)
