"""The part `processes`: a real server process, real tablet processes, a link that breaks, and SIGKILL on either side.

What each tablet said it had sealed must be at the server exactly once when the faults stop; whatever a tablet holds a
receipt of must be in the server's database; the log must be whole; and everybody must come to rest.
"""

import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from mobile.enrolling import enrol
from mobile.store import exchanges, versions
from mobile.system import SystemChance, SystemClock
from mobile.transport import HttpTransport
from mobile.vault import Cost, unlock
from tests.soak.cutting import CuttingLink
from tests.soak.office import ROOT, Office
from tests.soak.part import Part, Row
from tests.soak.tablet_program import PASSPHRASE

CHEAP = Cost(memory=64, passes=1, lanes=1)
"""A cost that no real vault has."""
SESSIONS = 200
TABLETS = 3
BYTES = 60_000
"""Every line is cut after so many bytes at most: some in the first request, most after a few exchanges."""
LIVES = (0.3, 5.0)
"""Seconds between two kills."""
A_KILL = 8
"""There is a kill for every so many sessions at least, else more are lived."""
REST_SECONDS = 300.0


class Seat:
    """One tablet: its vault in a folder, the process that has it open, and what all its processes ever said."""

    def __init__(self, folder: Path, address: str, seed: int) -> None:
        self.folder, self.address, self.seed = folder, address, seed
        self.sealed: set[str] = set()
        self.sessions: Counter[str] = Counter()
        self.kills = self.lives = 0
        self.process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None

    def start(self) -> None:
        """Open the vault in a new process."""
        self.lives += 1
        command = [sys.executable, "-m", "tests.soak.tablet_program"]
        self.process = subprocess.Popen(
            [*command, str(self.folder), self.address, f"{self.seed} {self.lives}"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(self.folder.parent / "said").open("ab"),
            text=True,
        )
        self._reader = threading.Thread(target=self._read, args=(self.process,), daemon=True)
        self._reader.start()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            said = line.split()
            if line.endswith("\n") and said[0] == "sealed":
                self.sealed.add(said[1])
            elif line.endswith("\n") and said[0] == "session":
                self.sessions[said[1]] += 1
        process.stdout.close()

    def end(self, seconds: float) -> int | None:
        """Wait for it to end by itself; None if it does not."""
        assert self.process is not None and self._reader is not None
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        self._reader.join()
        return status

    def kill(self) -> None:
        """End it at once, wherever it is."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.end(60)
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.kills += 1

    def rest(self) -> None:
        """Have it seal nothing more and end when nothing waits."""
        assert self.process is not None and self.process.stdin is not None
        self.process.stdin.write("rest\n")
        self.process.stdin.flush()


def live(seconds: float, seed: int, wanted: int = SESSIONS, tablets: int = TABLETS) -> list[Row]:
    """Exchanges between processes until so many were done, or the seconds are over; then rest, then the oracles."""
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        office.start()
        link = CuttingLink(office.ports[0], seed, 100, BYTES)
        seats = [_enrolled(office, code, number, link, seed) for number, code in enumerate(office.codes(tablets))]
        try:
            _disturb(random.Random(seed), office, seats, time.monotonic() + seconds, wanted)
            link.share = 0
            wrong = _come_to_rest(seats)
        finally:
            for seat in seats:
                if seat.process is not None and seat.process.poll() is None:
                    seat.kill()
            office.stop()
            link.close()
        wrong += _oracles(office, seats)
        kinds: Counter[str] = sum((seat.sessions for seat in seats), Counter())
        sealed = sum(len(seat.sealed) for seat in seats)
        kills = sum(seat.kills for seat in seats)
        by_kind = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        note = (
            f"{tablets} tablets and a server as processes; {office.kills} kills of the server, {kills} of tablets,"
            f" {link.cuts} lines cut; {sealed} versions; as the tablets saw their exchanges: {by_kind}"
        )
    return [Row("exchanges done between real processes", kinds["done"], wanted, note, tuple(wrong))]


def _enrolled(office: Office, code: str, number: int, link: CuttingLink, seed: int) -> Seat:
    vault = enrol(
        office.folder / f"tablet-{number}",
        address=office.address(),
        code=code,
        passphrase=PASSPHRASE,
        transport=HttpTransport,
        clock=SystemClock(),
        chance=SystemChance(),
        cost=CHEAP,
    )
    vault.lock()
    return Seat(vault.folder, link.address, seed + number)


def _disturb(chosen: random.Random, office: Office, seats: list[Seat], end: float, wanted: int) -> None:
    for seat in seats:
        seat.start()
    while time.monotonic() < end and (
        sum(seat.sessions["done"] for seat in seats) < wanted
        or office.kills + sum(seat.kills for seat in seats) < wanted // A_KILL
    ):
        time.sleep(chosen.uniform(*LIVES))
        if chosen.random() < 0.4:
            office.kill()
            time.sleep(chosen.uniform(0, 0.5))
            office.start()
        else:
            seat = chosen.choice(seats)
            seat.kill()
            seat.start()


def _come_to_rest(seats: list[Seat]) -> list[str]:
    """What did not become idle, once nothing goes wrong any more."""
    for seat in seats:
        seat.rest()
    wrong, end = [], time.monotonic() + REST_SECONDS
    for seat in seats:
        status = seat.end(max(1.0, end - time.monotonic()))
        if status != 0:
            wrong.append(f"{seat.folder.name} did not come to rest: {status}")
    return wrong


def _oracles(office: Office, seats: list[Seat]) -> list[str]:
    rows, logged = office.stored()
    wrong = [f"{digest} is stored {count} times" for digest, count in rows.items() if count != 1]
    wrong += [f"{digest} is logged {logged[digest]} times" for digest in rows if logged[digest] != 1]
    wrong += [f"{digest} is logged and not stored" for digest in logged if digest not in rows]
    kept: set[str] = set()
    for seat in seats:
        vault = unlock(seat.folder, PASSPHRASE, SystemClock())
        with vault.store.reading() as database:
            held = {row[0] for row in database.conn.execute("SELECT digest FROM version")}
            receipts = {digest for digest in held if exchanges.receipt(database, digest) is not None}
            waiting, alarms = list(versions.queued(database)), exchanges.alarms(database)
        vault.lock()
        kept |= held
        wrong += [f"{digest} was sealed and is gone from its tablet" for digest in seat.sealed - held]
        wrong += [f"{digest} was sealed and did not arrive" for digest in held - rows.keys()]
        wrong += [f"{digest} has a receipt and is not stored" for digest in receipts - rows.keys()]
        wrong += [f"{digest} has no receipt" for digest in held - receipts]
        wrong += [f"{digest} still waits" for digest in waiting]
        wrong += [f"an alarm: {each}" for each in alarms]
    wrong += [f"{digest} came from nowhere" for digest in rows.keys() - kept]
    complaint = office.check()
    return [*wrong, complaint] if complaint else wrong


PART = Part("processes", live)
