"""Slow work beside the thread that draws: in its order, told there, and not told after the end."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from queue import Queue

import pytest

from mobile.aside import Aside, Job

PATIENCE = 20.0


class Drawing:
    """The thread that draws: does what it is told when a test lets it."""

    def __init__(self) -> None:
        self.calls: Queue[Callable[[], None]] = Queue()

    def turn(self) -> None:
        """Wait for one call and make it."""
        self.calls.get(timeout=PATIENCE)()


@pytest.fixture
def drawing() -> Drawing:
    return Drawing()


@pytest.fixture
def aside(drawing: Drawing) -> Iterator[Aside]:
    made = Aside(drawing.calls.put)
    yield made
    assert made.stop(PATIENCE)


class Gate:
    """Work that waits until it is let through, or until nobody waits for it."""

    def __init__(self) -> None:
        self.reached, self.open = threading.Event(), threading.Event()

    def __call__(self, job: Job[str]) -> str:
        self.reached.set()
        while job.going and not self.open.wait(0.01):
            pass
        return "through" if job.going else "cancelled"


def test_what_came_of_it_is_told_on_the_drawing_thread(aside: Aside, drawing: Drawing) -> None:
    told: list[tuple[str, str]] = []
    aside.run(
        lambda _job: threading.current_thread().name,
        lambda done: told.append((done.result(), threading.current_thread().name)),
    )
    assert aside.busy and told == []
    drawing.turn()
    assert told == [("aside", threading.current_thread().name)] and not aside.busy


def test_a_fault_is_told_where_it_was_asked_for_and_the_next_is_done(aside: Aside, drawing: Drawing) -> None:
    told: list[Future[str]] = []

    def fails(_job: Job[str]) -> str:
        raise OSError("gone")

    aside.run(fails, told.append)
    aside.run(lambda _job: "next", told.append)
    drawing.turn()
    drawing.turn()
    with pytest.raises(OSError, match="gone"):
        told[0].result()
    assert told[1].result() == "next"


def test_what_somebody_waits_for_comes_first(aside: Aside, drawing: Drawing) -> None:
    gate, told = Gate(), list[str]()
    aside.run(gate, lambda done: told.append(done.result()))
    assert gate.reached.wait(PATIENCE)
    aside.run(lambda _job: "a picture", lambda done: told.append(done.result()))
    aside.run(lambda _job: "a file", lambda done: told.append(done.result()), first=True)
    gate.open.set()
    for _ in range(3):
        drawing.turn()
    assert told == ["through", "a file", "a picture"]


def test_a_cancelled_job_ends_where_it_can_and_is_told(aside: Aside, drawing: Drawing) -> None:
    gate, told = Gate(), list[str]()
    job = aside.run(gate, lambda done: told.append(done.result()))
    assert gate.reached.wait(PATIENCE)
    job.cancel()
    drawing.turn()
    assert told == ["cancelled"]


def test_after_the_end_nothing_is_done_and_nothing_is_told(aside: Aside, drawing: Drawing) -> None:
    gate, done, told = Gate(), list[str](), list[object]()
    aside.run(gate, told.append)
    aside.run(lambda _job: done.append("waiting"), told.append)
    assert gate.reached.wait(PATIENCE)
    assert aside.stop(PATIENCE), "what is under way is cancelled and waited for"
    aside.run(lambda _job: done.append("late"), told.append)
    while not drawing.calls.empty():
        drawing.turn()
    assert (done, told, aside.busy) == ([], [], False)
