"""A draft that is handed on, and the power goes at any statement of either side: one tablet has it, whole."""

from collections.abc import Mapping
from random import Random

import pytest

from mobile.moving import Moving
from mobile.store import StoreError
from mobile.transport import Reply, Silence
from shared.answers import rows_of
from tests.simulation.brittle import FULL, Fuse, PowerCut
from tests.simulation.ground import START, Clock, ask, ground
from tests.simulation.seat import Seat

HERE, DESK = 0, 3
"""Two vaults of one officer (`ground.VAULTS`)."""
EVERY = 4
"""Each how many statements the power goes; with 1, at every one."""


class Handover:
    """One draft with one line, the tablet that it is on, the machine where it is to go on, and their server."""

    def __init__(self) -> None:
        self.ground = ground()
        self.ground.dice.random = Random(7)
        self.ground.clock.at = START
        self.ground.disk.connection = self.ground.server.copy()
        self.here, self.desk = self._seat(HERE), self._seat(DESK)
        self.struck = False
        self.report = self.here.drafting.start()
        line = {"kind": "note", "at": self.here.drafting.instant(), "text": "one"}
        self.here.drafting.add_row(self.report, "entry", line)

    def _seat(self, number: int) -> Seat:
        return Seat(str(number), self.ground, self.ground.vaults[number].copy(), Clock(), self.ground.dice)

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """The way to the server; when its power goes, it is started again and nobody was answered."""
        try:
            return ask(self.ground.app, method, path, headers, body)
        except PowerCut as error:
            self.ground.disk.connection.revive()
            self.struck = True
            raise Silence("silence.timeout") from error

    def state(self, seat: Seat) -> str:
        found = seat.connection.execute("SELECT state FROM draft WHERE report = ?", (self.report,)).fetchone()
        return str(found[0]) if found else ""

    def writers(self) -> list[Seat]:
        """Whoever can write the report now."""
        asked = 'SELECT 1 FROM draft WHERE report = ? AND "open" = 1'
        return [each for each in (self.here, self.desk) if each.connection.execute(asked, (self.report,)).fetchone()]

    def lines(self) -> list[object]:
        """What the machine that it was handed to has of it."""
        return [row.get("text") for row in rows_of(self.desk.drafting.content(self.report).nested, "entry")]

    # the steps, in order; each does nothing where it was done already

    def release(self) -> None:
        if self.state(self.here) == "draft":
            self._moving(self.here).release(self.report)

    def tell(self) -> None:
        self.here.exchange(self)  # type: ignore[arg-type]

    def hear(self) -> None:
        self.desk.exchange(self)  # type: ignore[arg-type]

    def take(self) -> None:
        if self.state(self.desk) == "offered":
            self._moving(self.desk).take(self.report)

    def _moving(self, seat: Seat) -> Moving:
        return Moving(seat.vault, seat.drafting, self.ground.forms, self.ground.dice)

    def do(self, step: str, fuse: Fuse | None = None) -> None:
        """One step, with a fuse that may go off in it; whoever's power went is started again."""
        seat = self.here if step in ("release", "tell") else self.desk
        try:
            getattr(self, step)()
        except PowerCut:
            self.struck = True
            seat.open()
        except StoreError as error:
            assert error.code == "store.full"
        if fuse is not None and fuse.disarm():
            self.struck = True
        assert len(self.writers()) <= 1, step


STEPS = ("release", "tell", "hear", "take", "hear")


def live(place: int, server: bool, number: int, trouble: str | int = "cut", **when: bool) -> bool:
    """One life of a draft with one trouble at one statement (or commit) of one step; whether it came to that."""
    two = Handover()
    for now, step in enumerate(STEPS):
        fuse = None
        if now == place:
            seat = two.here if now < 2 else two.desk
            fuse = (two.ground.disk if server else seat).connection.fuse
            fuse.arm(number, trouble, **({"after": False, "commits": False} | when))
        two.do(step, fuse)
    for _ in range(2):
        for step in STEPS:
            two.do(step)
    two.do("tell")
    assert two.writers() == [two.desk] and two.state(two.here) == "moved"
    assert two.lines() == ["one"]
    rows = two.ground.disk.connection.execute("SELECT taken_by FROM move WHERE code = ''").fetchall()
    assert rows == [(two.desk.vault.id,)]
    return two.struck


@pytest.mark.parametrize(
    ("place", "server"),
    [(0, False), (1, False), (1, True), (2, False), (3, False), (4, False), (4, True)],
    ids=["release", "tell", "told", "hear", "take", "go_on", "given"],
)
def test_a_power_cut_at_any_statement_leaves_one_tablet_with_all_of_it(place: int, server: bool) -> None:
    reached = 0
    while live(place, server, 1 + place % EVERY + EVERY * reached):
        reached += 1
    assert reached * EVERY >= 12, "hardly a statement was reached"
    for when in ({"after": True}, {"trouble": FULL}):
        assert live(place, server, 1, commits=True, **when), "nothing was committed"
        live(place, server, 2, commits=True, **when)  # in some steps nothing is committed twice
