"""Slow work beside the thread that draws: reading a file and keeping it, making a picture small, tidying up.

One thread for one session, one piece of work after the other. What came of it is told on the drawing thread, and
nothing is told after `stop`. Whatever must not be half done is one transaction of the store.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


class Job(Generic[Result]):
    """One piece of work. `going` is false once nobody wants it any more: the work looks, and ends where it can."""

    def __init__(self, work: Callable[[Job[Result]], Result], done: Callable[[Future[Result]], None]) -> None:
        self._work, self._done = work, done
        self._cancelled = threading.Event()
        self._future: Future[Result] = Future()

    @property
    def going(self) -> bool:
        """Whether somebody waits for it."""
        return not self._cancelled.is_set()

    def cancel(self) -> None:
        """Nobody waits for it any more. What came of it is told all the same: it may have been done already."""
        self._cancelled.set()

    def run(self) -> None:
        """Do it, in the thread for it."""
        try:
            self._future.set_result(self._work(self))
        except Exception as error:  # told where it was asked for
            self._future.set_exception(error)

    def tell(self) -> None:
        """Tell what came of it: `done` gets the future, whose `result()` raises what the work raised."""
        self._done(self._future)


class Aside:
    """The thread and what waits for it. `tell` brings a call to the drawing thread, some time soon."""

    def __init__(self, tell: Callable[[Callable[[], None]], None]) -> None:
        self._tell = tell
        self._waiting: deque[Job[Any]] = deque()
        self._news = threading.Condition()
        self._now: Job[Any] | None = None
        self._unfinished = 0
        self._stopped = False
        self._thread: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether there is work whose end was not told yet."""
        return self._unfinished > 0

    def run(
        self, work: Callable[[Job[Result]], Result], done: Callable[[Future[Result]], None], *, first: bool = False
    ) -> Job[Result]:
        """Do `work`, then tell `done`; before all that waits already with `first`: a person stands and waits."""
        job = Job(work, done)
        with self._news:
            if self._stopped:
                return job
            self._unfinished += 1
            self._waiting.appendleft(job) if first else self._waiting.append(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="aside", daemon=True)
                self._thread.start()
            self._news.notify()
        return job

    def stop(self, patience: float = 15.0) -> bool:
        """Forget what waits and end the thread; True once it ended. What is under way ends where it can."""
        with self._news:
            self._stopped = True
            self._waiting.clear()
            self._unfinished = 0
            if self._now is not None:
                self._now.cancel()
            self._news.notify()
        if self._thread is not None:
            self._thread.join(patience)
            return not self._thread.is_alive()
        return True

    def _run(self) -> None:
        while True:
            with self._news:
                self._now = None
                self._news.wait_for(lambda: self._stopped or self._waiting)
                if self._stopped:
                    return
                job = self._now = self._waiting.popleft()
            job.run()
            self._tell(lambda job=job: self._told(job))  # type: ignore[misc]

    def _told(self, job: Job[Any]) -> None:
        with self._news:
            if self._stopped:
                return
            self._unfinished -= 1
        job.tell()
