"""People at the pages go first: while somebody waits for a page, the work for tablets steps aside.

A page costs little, but each row it reads from the database gives the interpreter away, and work for a tablet keeps it
for as long as it may. Between two versions, and before it asks for the writers' turn, that work waits until the page is
done; for a moment only, so that tablets are heard too. Each process looks after its own people.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from shared.ports import Clock

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FOR_TABLETS = "/api/"
"""How the addresses of the tablets' interface begin."""
GIVEN_S = 0.5
"""How long one request of a tablet waits for people in all: several pages, or a little of a long export."""


class People:
    """Who is waiting for a page. `one_tablet` is held by the one request of a tablet that asks for the writers' turn: a
    person, whose every look at a page is written down, waits behind one of them and not behind all."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._here = 0
        self.one_tablet = threading.Lock()

    @contextmanager
    def served(self) -> Iterator[None]:
        """Somebody waits for a page while the block runs."""
        with self._changed:
            self._here += 1
        try:
            yield
        finally:
            with self._changed:
                self._here -= 1
                self._changed.notify_all()

    def gone(self, seconds: float) -> bool:
        """Wait until nobody is here, at most so long; whether nobody is."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._here, seconds)

    def noticed(self, application: "WSGIApplication") -> "WSGIApplication":
        """The application, with everybody noticed who asks it for a page."""

        def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
            if environ.get("PATH_INFO", "").startswith(FOR_TABLETS):
                return application(environ, start_response)
            with self.served():
                return application(environ, start_response)

        return answer


class Courtesy:
    """What one request of a tablet still gives to people."""

    def __init__(self, people: People, clock: Clock) -> None:
        self._people, self._clock = people, clock
        self._left = GIVEN_S

    def step_aside(self) -> None:
        """Let people go first, as far as this request has not waited long enough for them."""
        if self._left > 0:
            before = self._clock.monotonic()
            self._people.gone(self._left)
            self._left -= self._clock.monotonic() - before
