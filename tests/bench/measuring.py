"""How rows are measured: our work and its yardstick in turn, medians compared, absolute figures beside.

A ratio to a yardstick of the same run survives a noisy machine; an absolute figure does not and is only reported.
"""

import gc
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One measured figure. `target` is None where nothing is promised; `met` then says nothing either."""

    name: str
    value: float
    unit: str
    yardstick: str
    target: float | None
    note: str = ""

    @property
    def met(self) -> bool | None:
        return None if self.target is None else self.value <= self.target

    def data(self) -> dict[str, object]:
        return {key: value for key, value in asdict(self).items() if key != "note"} | {"met": self.met}


def cpu() -> float:
    """CPU seconds of this process, user and system."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def seconds_each(work: Work, times: int, clock: Callable[[], float] = cpu) -> float:
    """Seconds per call over `times` calls, with the collector off as `timeit` does."""
    gc.collect()
    gc.disable()
    try:
        start = clock()
        for _ in range(times):
            work()
        return (clock() - start) / times
    finally:
        gc.enable()


def in_turn(
    ours: Work, yardstick: Work, *, times: int, rounds: int = 7, clock: Callable[[], float] = cpu
) -> tuple[float, float]:
    """(our median seconds, the yardstick's), measured in alternation after one warm-up of each."""
    ours()
    yardstick()
    pairs = [(seconds_each(ours, times, clock), seconds_each(yardstick, times, clock)) for _ in range(rounds)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def percentiles(work: Work, times: int) -> tuple[float, float]:
    """(p50, p99) wall seconds of single calls."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    taken.sort()
    return taken[len(taken) // 2], taken[min(len(taken) - 1, int(len(taken) * 0.99))]
