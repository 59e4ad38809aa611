"""Several processes at the same part: as many as there are cores, two at most, each with a disk of its own."""

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

MOST = 2
Result = TypeVar("Result")


def side_by_side(work: Callable[[int, int], Result]) -> list[Result]:
    """What `work(number, of)` gave in each process. An error in one of them is raised here.

    Forked, so that what is loaded is shared; they fork on for the lives.
    """
    count = min(MOST, len(os.sched_getaffinity(0)))
    with ProcessPoolExecutor(count, mp_context=get_context("fork")) as pool:
        return list(pool.map(work, range(count), [count] * count))
