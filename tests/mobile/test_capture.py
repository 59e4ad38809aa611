"""A file is taken in as it is, with its report or not at all."""

import io
import os
import random
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from mobile import capture as taking
from mobile.capture import Captured, CaptureError, capture, media_type_of, while_going
from mobile.devices import Devices
from mobile.drafting import DraftError, Drafting
from mobile.session import Session
from mobile.store import Store, StoreError, drafts, files
from mobile.store.files import PIECE_BYTES
from mobile.vault import Vault, unlock
from shared.answers import Address
from shared.report.timeline import FILE_LIMIT
from tests.mobile.small_server import CountingChance, FrozenClock, Network


def noise(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


def taken(content: bytes) -> Captured:
    return capture(io.BytesIO(content))


def photo(colour: str = "red", *, position: bool = False) -> bytes:
    exif = Image.Exif()
    if position:
        exif.get_ifd(0x8825)[1] = "N"
    stream = io.BytesIO()
    Image.new("RGB", (32, 24), colour).save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def bytes_of(store: Store, digest: str) -> bytes:
    with store.reading() as database:
        file = files.get(database, digest)
        assert file is not None
        return files.read(database, digest, 0, file.bytes)


def rows(drafting: Drafting, report: str, part: str = "media") -> list[dict[str, object]]:
    return drafting.content(report).nested.get(part, [])  # type: ignore[return-value]


class Dripping(io.BytesIO):
    """A stream that gives less than it is asked for."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size or 0, 1000))


@pytest.mark.parametrize("size", [1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES + 17])
def test_the_bytes_come_back_as_they_were_from_any_place(drafting: Drafting, vault: Vault, size: int) -> None:
    content = noise(size)
    file = capture(Dripping(content))
    assert (file.digest, file.size) == (sha256(content).hexdigest(), size)
    drafting.attach(drafting.start(), file, kind="document")
    assert bytes_of(vault.store, file.digest) == content
    with vault.store.reading() as database:
        for offset, length in [(0, 1), (size - 1, 5), (size // 2, 70_000), (size, 10)]:
            assert files.read(database, file.digest, offset, length) == content[offset : offset + length]


def test_its_row_says_what_it_is_and_its_owner_refers_to_it(drafting: Drafting) -> None:
    report = drafting.start()
    entry = drafting.add_row(report, "entry", {"kind": "photo"})
    content = photo(position=True)
    row = drafting.attach(report, taken(content), kind="photo", address=Address("entry", entry, "media_ref"))
    (held,) = rows(drafting, report)
    assert held == {
        "id": row,
        "kind": "photo",
        "sha256": sha256(content).hexdigest(),
        "size_bytes": len(content),
        "media_type": "image/jpeg",
        "captured_at": {"at": "2026-04-14T09:18:20-07:00", "clock": "device"},
        "exif_gps_kept": True,
    }
    assert rows(drafting, report, "entry")[0]["media_ref"] == row
    assert taken(photo()).position is False and taken(b"%PDF-1.7 invented").position is None


def test_a_question_that_takes_several_keeps_those_before(drafting: Drafting) -> None:
    report = drafting.start()
    person = drafting.add_row(report, "injury")
    address = Address("injury", person, "photos_taken")
    made = [drafting.attach(report, taken(photo(each)), kind="photo", address=address) for each in ("red", "blue")]
    assert rows(drafting, report, "injury")[0]["photos_taken"] == made
    drafting.remove_row(report, "media", made[0])
    made.append(drafting.attach(report, taken(photo("green")), kind="photo", address=address))
    assert rows(drafting, report, "injury")[0]["photos_taken"] == made[1:]


def test_identical_files_are_two_rows_and_one_file(drafting: Drafting, vault: Vault) -> None:
    report = drafting.start()
    first, second = (drafting.attach(report, taken(photo()), kind="photo") for _ in range(2))
    assert first != second and len(rows(drafting, report)) == 2
    with vault.store.reading() as database:
        assert database.conn.execute("SELECT count(*) FROM file").fetchone() == (1,)
        assert database.conn.execute("SELECT count(*) FROM file_piece").fetchone() == (1,)


def test_other_bytes_under_the_same_name_are_another_file(drafting: Drafting, vault: Vault, tmp_path: Path) -> None:
    report, place, digests = drafting.start(), tmp_path / "IMG_0001.JPG", []
    for colour in ("red", "blue"):
        place.write_bytes(photo(colour))
        with place.open("rb") as stream:
            file = capture(stream)
        drafting.attach(report, file, kind="photo")
        digests.append(file.digest)
    assert digests[0] != digests[1]
    assert [bytes_of(vault.store, each) for each in digests] == [photo("red"), photo("blue")]


def test_what_cannot_be_taken_is_said() -> None:
    def code(stream: io.BytesIO) -> str:
        with pytest.raises(CaptureError) as caught:
            capture(stream)
        return caught.value.code

    assert code(io.BytesIO()) == "file.empty"
    assert code(io.BytesIO(bytes(FILE_LIMIT + 1))) == "file.too_large"
    assert capture(io.BytesIO(bytes(FILE_LIMIT))).size == FILE_LIMIT

    class Pulled(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "the card was pulled out")

    assert code(Pulled()) == "file.unreadable"


TYPES = {
    photo(): ("image/jpeg", "photo"),
    b"\x89PNG\r\n\x1a\n....": ("image/png", "photo"),
    b"RIFF\x10\0\0\0WEBPVP8 ": ("image/webp", "photo"),
    b"\0\0\0\x18ftypheic\0\0\0\0": ("image/heic", "photo"),
    b"\0\0\0\x18ftypisom\0\0\0\0": ("video/mp4", "video"),
    b"\0\0\0\x18ftypM4A \0\0\0\0": ("audio/mp4", "audio"),
    b"%PDF-1.7": ("application/pdf", "document"),
    "Señal 22\n".encode() * 900: ("text/plain", "document"),
    b"\xff\xfe\x00\x01": ("application/octet-stream", "document"),
}


@pytest.mark.parametrize("content", TYPES)
def test_a_file_says_itself_what_it_is(content: bytes) -> None:
    file = taken(content)
    assert (media_type_of(content), file.kind) == TYPES[content] and file.media_type == TYPES[content][0]


def test_a_picture_that_cannot_be_read_is_kept_as_it_is(drafting: Drafting, vault: Vault) -> None:
    broken = photo()[:200] + noise(5000)
    file = taken(broken)
    drafting.attach(drafting.start(), file, kind="photo")
    assert bytes_of(vault.store, file.digest) == broken


def test_a_report_that_is_closed_takes_no_file(drafting: Drafting, vault: Vault) -> None:
    with pytest.raises(DraftError):
        drafting.attach("11111111-1111-4111-8111-111111111111", taken(photo()), kind="photo")
    report = drafting.start()
    with pytest.raises(DraftError):
        drafting.attach(report, taken(photo()), kind="photo", address=Address("incident", "-", "rd"))
    with vault.store.reading() as database:
        assert not drafts.rows(database, report).get("media")
        assert database.conn.execute("SELECT count(*) FROM file").fetchone() == (0,)


@pytest.mark.parametrize("fails_at", range(1, 25))
def test_a_disk_that_fills_up_on_the_way_keeps_nothing_of_the_file(
    drafting: Drafting, vault: Vault, fails_at: int
) -> None:
    report = drafting.start()
    drafting.answer(report, Address("incident", "-", "location_landmark"), "Lot A")
    with vault.store.reading() as database:
        pages = database.conn.execute("PRAGMA page_count").fetchone()[0]
    with vault.store.writing() as database:
        database.conn.execute(f"PRAGMA max_page_count = {pages + fails_at * 10}")
    with pytest.raises(StoreError) as caught:
        drafting.attach(report, taken(noise(1_100_000)), kind="document")
    assert caught.value.code == "store.full"
    assert not vault.store.tight, "the reserve is for answers"
    assert rows(drafting, report) == []
    with vault.store.reading() as database:
        database.conn.execute("PRAGMA max_page_count = 100000")
        assert database.conn.execute("SELECT count(*) FROM file").fetchone() == (0,)
        assert database.conn.execute("SELECT count(*) FROM file_piece").fetchone() == (0,)
    assert drafting.answer(report, Address("incident", "-", "location_landmark"), "Lot B") is not None
    drafting.attach(report, taken(noise(1_100_000)), kind="document")


def test_too_little_room_is_said_before_anything_is_written(
    drafting: Drafting, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = drafting.start()
    monkeypatch.setattr(taking, "ROOM_BYTES", 1 << 60)
    before = (vault.folder / "store.db").stat(), (vault.folder / "store.db-wal").stat()
    with pytest.raises(StoreError) as caught:
        drafting.attach(report, taken(photo()), kind="photo")
    assert caught.value.code == "store.full"
    assert ((vault.folder / "store.db").stat(), (vault.folder / "store.db-wal").stat()) == before


def test_no_byte_of_a_photo_is_readable_anywhere_on_the_disk(
    drafting: Drafting, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = tmp_path / "temporary"
    aside.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(aside))
    canary = b"INVENTED CANARY 93-1174 "
    content = photo() + canary * 60_000
    report = drafting.start()
    drafting.attach(report, taken(content), kind="photo")
    drafting.seal(report, "interim")
    vault.lock()
    found = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.stat().st_size > len(content) for path in found)
    for path in found:
        held = path.read_bytes()
        assert canary not in held and content[:24] not in held, path


ATTACHING = """
import io, random, sys
from pathlib import Path
from mobile.capture import capture
from mobile.drafting import Drafting
from mobile.forms import Forms
from mobile.system import SystemChance, SystemClock
from mobile.vault import unlock
from shared import report as definition
from shared.answers import Address
clock = SystemClock()
vault = unlock(Path(sys.argv[1]), "invented lantern 9", clock)
drafting = Drafting(vault, Forms(vault.store, definition.form, definition.LATEST), clock, SystemChance())
report = drafting.start()
row = drafting.add_row(report, "injury")
print("report", report, flush=True)
for number in range(100_000):
    file = capture(io.BytesIO(random.Random(number).randbytes(700_000)))
    drafting.attach(report, file, kind="photo", address=Address("injury", row, "photos_taken"))
    print("kept", file.digest, flush=True)
"""


@pytest.mark.parametrize("after", [0, 1, 2, 5, 9])
def test_a_kill_leaves_every_file_that_was_kept_and_no_half_of_the_next(
    vault: Vault, clock: FrozenClock, after: int
) -> None:
    vault.lock()
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    child = subprocess.Popen(
        [sys.executable, "-c", ATTACHING, str(vault.folder)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert child.stdout is not None
    report = child.stdout.readline().split()[1]
    said = [child.stdout.readline().split()[1] for _ in range(after)]
    child.send_signal(signal.SIGKILL)
    said += [line.split()[1] for line in child.stdout.read().splitlines() if len(line) == len("kept ") + 64]
    child.wait()
    assert child.returncode == -signal.SIGKILL
    again = unlock(vault.folder, "invented lantern 9", clock)
    with again.store.reading() as database:
        held = {each.address: each.value for each in drafts.answers(database, report)}
        there = drafts.rows(database, report).get("media", [])
        digests = [str(held[Address("media", row, "sha256")]) for row in there]
        (referring,) = [value for address, value in held.items() if address.field == "photos_taken"] or [[]]
        stored = [str(row[0]) for row in database.conn.execute("SELECT digest FROM file ORDER BY rowid")]
        loose = database.conn.execute("SELECT count(*) FROM file_piece WHERE digest NOT IN (SELECT digest FROM file)")
        assert loose.fetchone() == (0,)
    assert digests[: len(said)] == said and len(digests) <= len(said) + 1
    assert stored == digests and referring == there
    for digest in digests:
        assert sha256(bytes_of(again.store, digest)).hexdigest() == digest
    again.lock()


def test_what_no_draft_and_no_version_refers_to_is_dropped(drafting: Drafting, vault: Vault) -> None:
    report, other = drafting.start(), drafting.start()
    contents = {name: noise(300_000, seed) for seed, name in enumerate(("sealed", "drafted", "removed", "discarded"))}
    digests = {name: taken(content).digest for name, content in contents.items()}
    sealed = drafting.attach(report, taken(contents["sealed"]), kind="document")
    drafting.seal(report, "interim")
    drafting.remove_row(report, "media", sealed)
    drafting.attach(report, taken(contents["drafted"]), kind="document")
    removed = drafting.attach(report, taken(contents["removed"]), kind="document")
    removal = drafting.remove_row(report, "media", removed)
    drafting.attach(other, taken(contents["discarded"]), kind="document")
    drafting.discard(other)

    def here() -> list[str]:
        with vault.store.reading() as database:
            return [name for name, digest in digests.items() if files.held(database, digest)]

    assert here() == ["sealed", "drafted", "removed"]
    drafting.undo(report, removal)
    drafting.remove_row(report, "media", removed)
    with vault.store.writing() as database:
        assert not files.drop_some(database, undoable=True)
        assert files.drop_some(database, undoable=False) and not files.drop_some(database, undoable=False)
    assert here() == ["sealed", "drafted"]


def test_an_unused_file_goes_a_little_at_a_time(drafting: Drafting, vault: Vault) -> None:
    report = drafting.start()
    kept, gone = (noise(3 * PIECE_BYTES + 5, seed) for seed in range(2))
    drafting.attach(report, taken(kept), kind="document")
    drafting.remove_row(report, "media", drafting.attach(report, taken(gone), kind="document"))
    left = []
    for _ in range(3):
        with vault.store.writing() as database:
            assert files.drop_some(database, undoable=False, pieces=2) == (len(left) < 2)
            pieces = database.conn.execute("SELECT count(*) FROM file_piece").fetchone()[0]
            left.append((pieces, files.get(database, taken(gone).digest) is not None))
    assert left == [(6, True), (4, False), (4, False)]
    assert bytes_of(vault.store, taken(kept).digest) == kept


def test_what_is_attached_again_while_it_goes_is_whole(drafting: Drafting, vault: Vault) -> None:
    report, content = drafting.start(), noise(3 * PIECE_BYTES + 5)
    drafting.remove_row(report, "media", drafting.attach(report, taken(content), kind="document"))
    with vault.store.writing() as database:
        assert files.drop_some(database, undoable=False, pieces=2)
        assert not files.held(database, taken(content).digest)
    drafting.attach(report, taken(content), kind="document")
    assert bytes_of(vault.store, taken(content).digest) == content
    with vault.store.writing() as database:
        assert not files.drop_some(database, undoable=False)


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_file_that_nobody_waits_for_any_more_is_not_taken(after: int) -> None:
    asked: list[int] = []

    def going() -> bool:
        asked.append(1)
        return len(asked) <= after

    with pytest.raises(CaptureError, match=r"file\.stopped"):
        capture(io.BytesIO(noise(3 * PIECE_BYTES + 5)), going)
    assert len(asked) == after + 1, "it is asked before each piece"


def test_a_file_that_is_ended_while_it_is_stored_leaves_nothing(drafting: Drafting, vault: Vault) -> None:
    report, asked = drafting.start(), list[int]()

    def going() -> bool:
        asked.append(1)
        return len(asked) < 3

    file = while_going(taken(noise(3 * PIECE_BYTES + 5)), going)
    with pytest.raises(CaptureError, match=r"file\.stopped"):
        drafting.attach(report, file, kind="document")
    with vault.store.reading() as database:
        for table in ("file", "file_piece", '"row"'):
            assert database.conn.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert len(asked) == 3, "it is asked before each piece"


def test_what_is_sealed_cannot_be_deleted_before_the_server_has_it(drafting: Drafting, vault: Vault) -> None:
    report = drafting.start()
    file = taken(photo())
    drafting.attach(report, file, kind="photo")
    drafting.seal(report, "interim")
    for table in ("file", "file_piece"):
        with pytest.raises(StoreError), vault.store.writing() as database:
            database.conn.execute(f"DELETE FROM {table}")
    with pytest.raises(StoreError), vault.store.writing() as database:
        database.conn.execute("UPDATE file_piece SET content = x'00'")
    assert bytes_of(vault.store, file.digest) == photo()
    with vault.store.writing() as database:
        files.settle(database, [file.digest], [file.digest], "2026-04-14T09:19:00-07:00")
        database.conn.execute("DELETE FROM file_piece")
    with vault.store.reading() as database:
        assert not files.held(database, file.digest)


def test_what_was_taken_out_is_gone_after_the_next_unlock(
    drafting: Drafting, vault: Vault, network: Network, clock: FrozenClock, chance: CountingChance
) -> None:
    report = drafting.start()
    kept, gone = (taken(noise(1000, seed)) for seed in range(2))
    drafting.attach(report, kept, kind="document")
    drafting.remove_row(report, "media", drafting.attach(report, gone, kind="document"))
    session = Session(vault, lambda address: network, clock, chance, devices=Devices({}, Path("/nowhere")))
    deadline = time.monotonic() + 20.0  # a hang guard, not a claim about speed
    while session.aside.busy:
        assert time.monotonic() < deadline
    assert session.reports.file_content(kept.digest) == noise(1000, 0)
    assert session.reports.file(gone.digest) is None and session.devices.folders() == []
    session.runner.stop()
