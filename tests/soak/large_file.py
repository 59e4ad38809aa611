"""The part `large file`: a bystander's video of 200 MB over a link that is cut 30 times.

The tablet's own upload and the real server in a process of its own. The form lets a tablet take 25 MB offline, the
protocol 256; so the file is put beside a sealed version here, past the form. At most 1.1 times its bytes may be sent,
the server may not hold it in memory, and nothing of it may lie in the clear anywhere.
"""

import hashlib
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from mobile.drafting import Drafting
from mobile.enrolling import enrol
from mobile.forms import Forms
from mobile.store import files
from mobile.store.files import PIECE_BYTES
from mobile.syncing import exchange_once
from mobile.system import SystemChance, SystemClock
from mobile.transport import HttpTransport
from mobile.uploading import Pace, upload_next
from mobile.vault import Vault
from server import files as server_files
from shared import report as definition
from tests.soak.cutting import CuttingLink
from tests.soak.herd import memory
from tests.soak.office import Office
from tests.soak.part import Part, Row
from tests.soak.processes import CHEAP
from tests.soak.tablet_program import LANDMARK, PASSPHRASE

MB = 1_000_000
SIZE, CUTS = 200 * MB, 30
SENT_MOST = 1.1
"""Times its own bytes."""
GROWN_MOST = 16 * MB
"""What the server's memory may grow by, over what a first file made of it."""
WARM = 32 * MB
"""A first file that is long enough for chunks of the largest size, which each of the server's threads holds once."""
SAMPLED = 2 * MB
"""So much of a file is looked for in the clear."""


def pieces(size: int, seed: int) -> Iterator[bytes]:
    """Bytes that nothing can compress, the same for the same seed."""
    drawn = random.Random(seed)
    for begin in range(0, size, PIECE_BYTES):
        yield drawn.randbytes(min(PIECE_BYTES, size - begin))


def put_beside(vault: Vault, version: str, size: int, seed: int) -> str:
    """Keep a file with a sealed version, past the form; its digest."""
    hashing = hashlib.sha256()
    for piece in pieces(size, seed):
        hashing.update(piece)
    digest = hashing.hexdigest()
    with vault.store.writing() as database:
        files.add(database, digest, size, "video/mp4", list(pieces(size, seed)), "2026-04-14T09:12:00-07:00")
        database.conn.execute("INSERT INTO version_file (version, file) VALUES (?, ?)", (version, digest))
    return digest


def live(seconds: float, seed: int, size: int = SIZE, cuts: int = CUTS, first: int = WARM) -> list[Row]:
    """One file, whole, or as far as it comes in the time."""
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        process = office.start()
        clock, chance = SystemClock(), SystemChance()
        vault = enrol(
            Path(folder) / "tablet",
            address=office.address(),
            code=office.codes(1)[0],
            passphrase=PASSPHRASE,
            transport=HttpTransport,
            clock=clock,
            chance=chance,
            cost=CHEAP,
        )
        drafting = Drafting(vault, Forms(vault.store, definition.form, definition.LATEST), clock, chance)
        report = drafting.start()
        drafting.answer(report, LANDMARK, "Lot A")
        version = drafting.seal(report, "interim")
        assert version is not None
        direct = HttpTransport(office.address())
        warm = put_beside(vault, version.digest, first, seed + 1)
        wrong = []
        exchange_once(vault, direct, clock, chance)
        if upload_next(vault, direct, clock, chance, Pace()).kind != "whole":
            wrong.append("the first file did not arrive")
        exchange_once(vault, direct, clock, chance)
        before = memory(process.pid, "VmHWM")
        digest = put_beside(vault, version.digest, size, seed)
        at = sorted(random.Random(seed).sample(range(1, size), cuts))
        link, pace = CuttingLink(office.ports[0], seed, at=at), Pace()
        began, kinds = time.monotonic(), list[str]()
        while "whole" not in kinds and time.monotonic() - began < seconds:
            kinds.append(upload_next(vault, HttpTransport(link.address), clock, chance, pace).kind)
        took = time.monotonic() - began
        exchange_once(vault, direct, clock, chance)
        grown, times = memory(process.pid, "VmHWM") - before, link.sent / size
        with vault.store.reading() as database:
            if files.waiting(database):
                wrong.append("the server did not confirm every file")
        vault.lock()
        link.close()
        office.stop()
        wrong += _oracles(office, {digest: (size, seed), warm: (first, seed + 1)})
        if times > SENT_MOST:
            wrong.append(f"{times:.3f} times its bytes were sent")
        if grown > GROWN_MOST:
            wrong.append(f"the server's memory grew by {grown / MB:.0f} MB")
    note = (
        f"{size // MB} MB, {times:.3f} times its bytes sent in {took:.0f} s; the server's memory grew by"
        f" {grown / MB:.1f} MB over its {before / MB:.0f}; nothing in the clear"
    )
    return [Row("cuts of the link under a large file", link.cuts, cuts, note, tuple(wrong))]


def _oracles(office: Office, held: dict[str, tuple[int, int]]) -> list[str]:
    """That each file is at the server, whole, and nowhere in the clear."""
    services, wrong = office.opened(), []
    for digest in held:
        hashing = hashlib.sha256()
        for part in server_files.read(services, digest):
            hashing.update(part)
        if hashing.hexdigest() != digest:
            wrong.append(f"{digest} is not at the server as it was")
    services.store.close()
    canaries = [piece[:32] for size, seed in held.values() for piece in pieces(min(size, SAMPLED), seed)]
    for place in (*office.settings.data.rglob("*"), *office.temporary.rglob("*")):
        if place.is_file() and _holds(place, canaries):
            wrong.append(f"{place.name} holds a file in the clear")
    wrong += [f"left in the temporary folder: {each.name}" for each in office.temporary.iterdir()]
    complaint = office.check()
    return [*wrong, complaint] if complaint else wrong


def _holds(place: Path, canaries: list[bytes]) -> bool:
    tail = b""
    with place.open("rb") as opened:
        while data := opened.read(1 << 20):
            if any(each in tail + data for each in canaries):
                return True
            tail = data[-32:]
    return False


PART = Part("large file", live)
