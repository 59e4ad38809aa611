"""A world: one server, several tablets, and everything that goes wrong between them, all of it named by one number.

Each step has a seed of its own, so that a step can be left out, or made calm, without changing the others: that is
how a failing world is shrunk (`shrinking`). What must hold is in `oracles`.
"""

import hashlib
import logging
from datetime import datetime, timedelta
from random import Random

from mobile.drafting import DraftError
from mobile.store import StoreError
from mobile.store.exchanges import RESTORED
from server import log
from server.restoring import begin_again
from server.store import inbox
from server.store.inbox import Item
from shared.canonical import canonical
from shared.entry import Act
from shared.samples import scene
from tests.simulation import moves, oracles
from tests.simulation.brittle import Brittle, PowerCut
from tests.simulation.ground import SQLITE, START, VAULTS, Clock, Ground, Served, ground
from tests.simulation.oracles import Past, Violation
from tests.simulation.plan import Counts, Lived, Plan, Step
from tests.simulation.remembering import remembering
from tests.simulation.seat import BAD, Seat
from tests.simulation.weather import LIES, Line, Packet, Trouble

ROUNDS = 50
"""After the faults have stopped, so many exchanges beyond one for each waiting version must be enough."""
SEATS_MOST = 7
ON_A_REPORT = ("amend", "release", "take")
AUTHORS = ("write", "final", "bad", *ON_A_REPORT)
"""Steps of an officer, and those of them that need a report to be there."""
PLACES = ("E 1st St and S Mission Rd", "Rear lot", "Soto St", "Olvera St", "W 7th St")
EARLIEST, LATEST = (
    datetime.fromisoformat("1969-06-01T00:00:00+00:00"),
    datetime.fromisoformat("2120-01-01T00:00:00+00:00"),
)

logging.getLogger("server").setLevel(logging.CRITICAL)


class World:
    """One run. Made, lived once, thrown away."""

    def __init__(self, plan: Plan, engine: str = SQLITE) -> None:
        self.plan = plan
        self.ground: Ground = ground(engine)
        self.random = Random(plan.seed)
        self.ground.dice.random = self.random
        self.ground.clock.at = START
        self.ground.disk.connection = self.ground.server.copy()
        self.seats = [self._seat(number) for number in range(len(VAULTS))]
        self.backups: dict[int, Brittle] = {}
        self.past = Past(self._origin())
        self.server_backups: list[tuple[Served, Past]] = []
        self.late: list[Packet] = []
        self.choking: list[bytes] = []
        self.choked: set[str] = set()
        self.written: dict[str, list[tuple[str, ...]]] = {}
        self.cloned = False
        self.counts = Counts(seeds=1)
        self.story: list[str] = []
        self.trace = hashlib.sha256()

    def live(self) -> Lived:
        """All steps, then the end of all faults, then what must hold."""
        violation = ""
        try:
            for place, step in enumerate(self.plan.steps):
                self.random = self.ground.dice.random = Random(step.seed)
                self._take(place, step)
            self.random = self.ground.dice.random = Random(1)
            self._heal()
            oracles.check_server(self)
            for seat in self.seats:
                oracles.check_whole(self, seat)
            if self.plan.moves:
                moves.check_settled(self)
            if self.plan.rolls_back and self.server_backups:
                self._roll_back()
        except Violation as error:
            violation = str(error)
            self._note(f"VIOLATION {violation}")
        for served in (self.server, *(backup for backup, _ in self.server_backups)):
            served.drop()
        self.counts.sealed = sum(len(seat.promises) for seat in self.seats)
        return Lived(violation, self.counts, tuple(self.story), self.trace.hexdigest())

    @property
    def server(self) -> Served:
        """The server's database."""
        return self.ground.disk.connection

    def _seat(self, number: int) -> Seat:
        clock = Clock()
        return Seat(f"tablet {number}", self.ground, self.ground.vaults[number].copy(), clock, self.ground.dice)

    def _note(self, line: str) -> None:
        self.story.append(line)
        self.trace.update(line.encode())

    def _take(self, place: int, step: Step) -> None:
        calm = step.seed in self.plan.calm
        seat = self.random.choice(moves.pairs(self) if step.kind in ("release", "take") else self.seats)
        self._pass_time(seat)
        if step.kind == "session":
            self._session(place, seat, calm=calm)
            return
        self._note(f"{place} {step.kind} {seat.name}")
        if step.kind in AUTHORS:
            self._author(step.kind, seat, calm=calm)
        else:
            getattr(self, f"_{step.kind}")(seat)
        self._look(seat)

    def _look(self, seat: Seat) -> None:
        """What must hold after every step."""
        oracles.check_tablet(self, seat)
        if self.plan.moves:
            moves.check_one_writer(self, seat)

    def _pass_time(self, seat: Seat) -> None:
        for clock in (self.ground.clock, *(each.clock for each in self.seats)):
            seconds = self.random.randint(1, 90)
            clock.seconds += seconds
            clock.at = min(clock.at + timedelta(seconds=seconds), LATEST)

    # what an officer does

    def _author(self, kind: str, seat: Seat, *, calm: bool) -> None:
        fuse, report = seat.connection.fuse, ""
        if kind in ON_A_REPORT:
            reports = moves.subjects(kind, seat, self.choked)
            if not reports:
                return
            report = self.random.choice(reports)
            if kind != "take":
                moves.check_kept(self, seat, report)
        if not calm and self.random.random() < self.plan.clock_rate:
            self._jump(seat.clock)
        if not calm and self.random.random() < self.plan.trouble_rate:
            Trouble.drawn(self.random, 25).arm(fuse)
        words = f"{self.random.choice(PLACES)} {self.random.randrange(1000)}"
        if canonical(words) in self.choking:
            words += ", north side"  # only the first that said so is carried by nobody
        try:
            if kind == "write":
                self._write(seat, words)
            elif kind == "amend":
                self._amend(seat, report, words)
            elif kind == "release":
                seat.moving.release(report)
            elif kind == "take":
                self._ask_for(seat, report)
            else:
                self._put(kind, seat, words)
        except PowerCut:
            self._note("  the tablet died")
            seat.open()
        except StoreError as error:
            self._note(f"  {error.code}")
            oracles.demand(fuse.blown, f"the store failed without a fault: {error}")
        fuse.disarm()
        seat.recall()
        if self.plan.moves:
            moves.remember(self, seat, report if kind == "amend" else "")

    def _amend(self, seat: Seat, report: str, words: str) -> None:
        if self.plan.moves and self.random.random() < 0.5:
            seat.add_line(report, words)
        else:
            seat.answer(report, words)
        seat.drafting.seal(report, "interim")

    def _ask_for(self, seat: Seat, report: str) -> None:
        try:
            at_once = seat.moving.take(report)
            self._note("  it is here" if at_once else "  it is asked for")
        except DraftError as error:
            self._note(f"  {error.code}")

    def _write(self, seat: Seat, words: str) -> None:
        report = seat.write(words)
        if self.plan.chokes and not self.choking and not self.cloned:
            self.choking.append(canonical(words))
            self.choked.add(report)
        elif self.plan.refuses and not self.server.fuse.refuses and not self.cloned:
            self.server.fuse.refuses = frozenset(each for each, named in seat.waiting().items() if named == report)

    def _put(self, kind: str, seat: Seat, words: str) -> None:
        report = seat.drafting.start()
        seat.answer(report, words)
        if kind == "final":
            # Whether the rules let it pass depends on a clock that may lie: either is right, and nothing else is.
            seat.put(report, dict(scene("S1").answers), "final", "maybe")
            return
        bad = self.random.choice(BAD)
        answer = ("source", "a bird told us") if bad == "unknown_answer" else ("location_landmark", words)
        seat.put(report, {"incident": dict([answer])}, "final" if bad == "incomplete_final" else "interim", bad)

    # what happens to a tablet or the server

    def _news(self, seat: Seat) -> None:
        """Somebody at the desk has something for the officer."""
        services, person = self.ground.services, seat.vault.person.id
        with services.store.writing() as db:
            index = log.append(db, services, Act.REPORT_ANNOTATED, "system", person, {})
            inbox.put(db, [Item(person, index, "annotated", services.chance.uuid(), "{}")])

    def _late(self, seat: Seat) -> None:
        if self.late:
            self._line(seat, "", None, "").deliver(self.late.pop(self.random.randrange(len(self.late))))

    def _clone(self, seat: Seat) -> None:
        if len(self.seats) < SEATS_MOST:
            self.seats.append(seat.twin(f"{seat.name} copy {len(self.seats)}"))
            self.cloned = True

    def _backup(self, seat: Seat) -> None:
        self.backups[self.seats.index(seat)] = seat.connection.copy()
        self.server_backups.append((self.server.copy(), self.past))

    def _restore(self, seat: Seat) -> None:
        """The vault as it was at its backup: versions and alarms that came after it are lost with the disk."""
        number = self.seats.index(seat)
        if number in self.backups:
            seat.connection = self.backups[number].copy()
            seat.promises.clear()
            seat.open()
            seat.recall()
            seat.alarming = oracles.alarmed(seat)
            self.cloned = True

    def _begin_again(self, _seat: Seat) -> None:
        """The server is put back from its backup as it should be. What came after has to come again by itself."""
        if not self.server_backups:
            return
        oracles.check_left(self)
        backup, past = self.random.choice(self.server_backups)
        self._put_server(backup)
        size = int(self.server.execute("SELECT size FROM log_head").fetchone()[0])
        services = self.ground.services
        services.store.write(lambda db: begin_again(db, services))
        self.past = self.past.put_back(past, size, self._origin())
        oracles.forget(self)

    def _put_server(self, backup: Served) -> None:
        lost = self.server
        self.ground.disk.connection = backup.copy()
        self.server.fuse.refuses = lost.fuse.refuses
        lost.drop()

    def _origin(self) -> str:
        return str(self.server.execute("SELECT origin FROM log_head").fetchone()[0])

    def _restart(self, seat: Seat) -> None:
        if self.random.random() < 0.5:
            seat.open()
        else:
            self._revive_server()

    def _revive_server(self) -> None:
        self.server.revive()

    def _jump(self, clock: Clock) -> None:
        """A clock is wrong from now on, by up to 55 years."""
        years = timedelta(days=self.random.randint(-20_000, 20_000), seconds=self.random.randrange(86_400))
        clock.at = min(max(clock.at + years, EARLIEST), LATEST)

    # the exchange

    def _line(self, seat: Seat, wire: str, server: Trouble | None, lie: str) -> Line:
        return Line(
            self.ground, wire, server, lie, self.random, self.late, seat.older, tuple(self.choking), self._revive_server
        )

    def _session(self, place: int, seat: Seat, *, calm: bool) -> None:
        plan, random = self.plan, self.random
        wire = random.choice(plan.wire) if random.random() < plan.wire_rate else ""
        server = Trouble.drawn(random, 16) if random.random() < plan.trouble_rate else None
        tablet = Trouble.drawn(random, 16) if random.random() < plan.trouble_rate else None
        lie = random.choice(LIES) if random.random() < plan.lie_rate else ""
        jump = random.random() < plan.clock_rate
        early = self.late and random.random() < 0.5
        if calm:
            wire, server, tablet, lie, jump, early = "", None, None, "", False, False
        line = self._line(seat, wire, server, lie)
        if jump:
            self._jump(random.choice((self.ground.clock, seat.clock)))
            line.met.append("clock_jump")
        if early:
            line.met.append("reordered")
            line.server, held_back = None, line.server
            line.deliver(self.late.pop(random.randrange(len(self.late))))
            line.server = held_back
        if tablet:
            tablet.arm(seat.connection.fuse)
        kind = self._exchange(seat, line)
        if seat.connection.fuse.disarm() and tablet:
            line.met.append(f"tablet_{tablet.name}")
        if RESTORED in kind:
            line.met.append("server_restored")
        seat.recall()
        self.counts.sessions += 1
        self.counts.faulted += bool(line.met)
        self.counts.twice += len(line.met) > 1
        for each in line.met:
            self.counts.faults[each] = self.counts.faults.get(each, 0) + 1
        self._note(f"{place} session {seat.name}: {' + '.join(line.met) or 'calm'} -> {kind}")
        oracles.check_session(self, seat, line, kind)
        self._look(seat)

    def _exchange(self, seat: Seat, line: Line) -> str:
        try:
            done = seat.exchange(line)
        except PowerCut:
            seat.open()
            return "died"
        except StoreError as error:
            oracles.demand(seat.connection.fuse.blown, f"the store failed without a fault: {error}")
            return error.code
        except Exception as error:
            raise Violation(f"the exchange broke: {type(error).__name__}: {error}") from error
        more = " and more" if done.more else ""
        return f"{done.kind} {done.code} {done.sent}/{done.received}{more}"

    def _heal(self) -> None:
        """No fault from here on but what something between can never carry. Clocks go on lying."""
        self._note("the faults stop")
        while self.late:
            self._late(self.seats[0])
        for seat in self.seats:
            self._finish(seat)
        self._hear()
        if self.plan.moves:
            for ask in (moves.hand_on, moves.ask_for_all):
                ask(self)
                for seat in moves.pairs(self):
                    self._finish(seat)
                self._hear()

    def _hear(self) -> None:
        """What one tablet sent last may be news for its officer's other ones, and their answer news again."""
        for _ in range(ROUNDS):
            behind = [each for each in self.seats if oracles.news_waiting(self, each)]
            if not behind:
                return
            for seat in behind:
                self._finish(seat)
        raise Violation("the tablets of an officer have news for each other without end")

    def _finish(self, seat: Seat) -> None:
        left = ROUNDS + 2 * len(seat.waiting())
        while True:
            line = self._line(seat, "", None, "")
            self._pass_time(seat)
            kind = self._exchange(seat, line)
            seat.recall()
            self._look(seat)
            stuck = {digest for digest, report in seat.waiting().items() if report not in self.choked}
            quiet = kind.startswith("done") and not kind.endswith("more")
            heard = oracles.follows(self, seat) and not oracles.news_waiting(self, seat)
            if not stuck and (quiet or seat.waiting()) and heard:
                return
            left -= 1
            if left == 0:
                raise Violation(f"not delivered in time: {seat.name} has {len(stuck)} waiting, last {kind}")

    def _roll_back(self) -> None:
        """The server as it was at its backup, under its old name: every tablet that saw more of it says so."""
        self._note("the server passes for the one that it was at a backup")
        self._put_server(self.random.choice(self.server_backups)[0])
        oracles.check_rolled_back(self)


def live(plan: Plan, engine: str = SQLITE) -> Lived:
    """The world that `plan` describes, with the server's database on this engine (`ground.ENGINES`)."""
    with remembering():
        return World(plan, engine).live()
