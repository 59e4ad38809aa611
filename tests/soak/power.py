"""Power cuts: the calls of a life are recorded, and what a cut could leave of the disk is opened with the real store.

At every call of a flow the power fails: nothing, all or any of what was not synced is there (`cut`). Each state is
opened like any other morning: nothing that the tablet or the server had said before the cut may be missing, nothing
half done may be there. A state counts when a side of it, the tablet's disk or the server's, is one that was not opened
yet, or not since more was promised of it.
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
from tests.soak import oracles
from tests.soak.calls import GO, Call, Verdict, live
from tests.soak.cut import Model, State
from tests.soak.flows import FLOWS, Flow, Known
from tests.soak.lives import check_tablet, life, place
from tests.soak.part import Found, Part, Row, progress
from tests.soak.place import Place
from tests.soak.workers import side_by_side

WANTED = 100_000
DRAWS = 12
"""States that are drawn at each call, beside nothing and everything."""
LONG, APART = 600, 100
"""A life with more calls than this copies page after page back: the power fails at every 100th call of it."""
PROMISES = {*oracles.OF_TABLET, *oracles.OF_SERVER}
LAID_OUT = 1_000_000_000
"""The moment of change that a file is given when it is laid out; any write to it makes it another."""
ENOUGH = 5


@dataclass
class Tally:
    """What was opened, by flow; `promised`: of which something had been told as done."""

    states: Counter[str] = field(default_factory=Counter)
    promised: int = 0
    cuts: int = 0
    violations: Found = field(default_factory=Found)


class Recorder:
    """Keeps every call with what had been told before it."""

    def __init__(self) -> None:
        self.calls: list[tuple[Call, int]] = []

    def __call__(self, call: Call, said: Known) -> Verdict:
        if call.kind == "write":
            _ = call.data, call.offset  # while the process is there to be asked
        elif call.kind in ("rename", "link"):
            _ = call.target
        self.calls.append((call, len(said)))
        return GO


class Opener:
    """Lays states out and opens them: the tablet's side, the server's, and what the one believes of the other.

    A side that is byte for byte one which was opened before, and of which no more was promised then, is not opened
    again; what was found on it still is held against the other side.
    """

    def __init__(self, disk: Place, flow: Flow) -> None:
        self.disk, self.flow = disk, flow
        self.data = disk.services.settings.data
        self.there: dict[str, bytes] = {}
        self.fronts: set[tuple[bytes | None, ...]] = set()
        self.tablets: dict[object, oracles.Believed] = {}
        self.servers: dict[object, oracles.Held] = {}

    def open(self, state: State, known: Known) -> bool:
        """Open the state and look at everything. False when neither side is new. Raises whatever does not hold."""
        home, data = state.below(self.disk.work / "home"), state.below(self.data)
        tablet = home.key, sum(each[0] in oracles.OF_TABLET for each in known)
        server = data.key, sum(each[0] in oracles.OF_SERVER for each in known)
        new = False
        if tablet not in self.tablets:
            self.tablets[tablet] = self._open_tablet(home, known)
            new = True
        if self.flow.served:
            if server not in self.servers:
                self.servers[server] = self._open_server(data, known)
                new = True
            oracles.check_word(self.tablets[tablet], self.servers[server])
        return new

    def _open_tablet(self, state: State, known: Known) -> oracles.Believed:
        self._lay_out(state, self.disk.work / "home")
        front = tuple(state.files.get(str(self.disk.vault / name)) for name in ("vault.json", "tries.json"))
        if front in self.fronts:
            vault = Vault(self.disk.vault, Store(self.disk.store, self.disk.key))
        else:
            vault = self.disk.unlock()
            self.fronts.add(front)
        try:
            return check_tablet(self.disk, self.flow, vault, known)
        finally:
            vault.lock()

    def _open_server(self, state: State, known: Known) -> oracles.Held:
        self._lay_out(state, self.data)
        try:
            return oracles.check_server(self.disk, known)
        finally:
            self.disk.services.store.close()

    def _lay_out(self, state: State, below: Path) -> None:
        """Put the files of the state, and no others, below the folder. What is still as it was laid out stays."""
        for folder, _, names in os.walk(below):
            for name in names:
                if (path := f"{folder}/{name}") not in state.files:
                    os.unlink(path)
                    self.there.pop(path, None)
        for path, content in state.files.items():
            if self.there.get(path) == content and _untouched(path):
                continue
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)  # it may be a link
            with open(path, "xb") as file:
                file.write(content)
            os.utime(path, ns=(LAID_OUT, LAID_OUT))
            self.there[path] = content


def _untouched(path: str) -> bool:
    """Whether nobody has written to the file since it was laid out."""
    try:
        return os.stat(path).st_mtime_ns == LAID_OUT
    except FileNotFoundError:
        return False


def cut(disk: Place, flow: Flow, seed: str, until: float, most: int, tally: Tally, cuts: int = 0) -> None:
    """Record one life of a flow, then cut the power at each of its calls; or at about so many `cuts` all over it."""
    disk.restore(flow.base)
    model, recorder = Model(disk.work), Recorder()
    whole = live(life(disk, flow, [], seed), disk.work, recorder)
    if whole.ended != "done":
        tally.violations.append(f"{flow.name}, seed {seed}: {whole.trace}")
        return
    random, opener = Random(seed), Opener(disk, flow)
    calls = len(recorder.calls)
    every = calls // cuts if cuts else APART if calls > LONG else 1
    first = random.randrange(every)
    for number, (call, told) in enumerate(recorder.calls):
        if number % every == first:
            tally.cuts += 1
            known = whole.said[:told]
            for state in model.states(random, DRAWS):
                if time.monotonic() > until or tally.states.total() >= most or len(tally.violations) >= ENOUGH:
                    return
                try:
                    new = opener.open(state, known)
                except Exception as error:
                    tally.violations.append(f"{flow.name}, seed {seed}, cut before call {number}: {error!r}")
                    new = True
                tally.states[flow.name] += new
                progress(tally.states.total() * new, "states opened")
                tally.promised += new and any(each[0] in PROMISES for each in known)
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
    with place() as disk:
        return cut_power(disk, seconds, seed * of + number, -(-WANTED // of))


def run(seconds: float, seed: int) -> list[Row]:
    """The part of the soak."""
    tally = Tally()
    for told in side_by_side(partial(_worker, seconds, seed)):
        tally.states += told.states
        tally.promised += told.promised
        tally.cuts += told.cuts
        tally.violations.extend(told.violations)
    by_flow = ", ".join(f"{count:,} {name}" for name, count in tally.states.most_common())
    note = f"{tally.cuts:,} cuts; {tally.promised:,} after something was told as kept; {by_flow}"
    return [Row("disk that a power cut could leave", tally.states.total(), WANTED, note, tuple(tally.violations))]


PART = Part("power", run)
