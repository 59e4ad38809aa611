"""The file of a stranded tablet carries its photos: whole, in flat memory, each for itself when some are damaged."""

import io
import resource
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from mobile.capture import capture
from mobile.drafting import Drafting
from mobile.unsent import Written, write_unsent
from mobile.uploading import Pace, upload_next
from mobile.vault import Vault
from server import files
from server.cli import scenebook
from server.importing import Brought, Imported, NotImported, take_in
from shared.answers import Address
from shared.unsent import PIECE_BYTES, pack_head
from shared.words import say
from tests.mobile.real_world import World

CARD = Address("incident", "-", "location_block")
SIZES = (1, PIECE_BYTES, 3 * PIECE_BYTES + 5, 9 * PIECE_BYTES)
TAG = 16


def photo(number: int, size: int) -> bytes:
    return (b"%PDF-" + sha256(bytes([number])).digest() * (size // 32 + 1))[:size] if size > 8 else bytes([number + 65])


def attached(drafting: Drafting, contents: list[bytes]) -> str:
    report = drafting.start()
    drafting.answer(report, CARD, "Canary Alley 4477")
    for content in contents:
        drafting.attach(report, capture(io.BytesIO(content)), kind="document")
    return report


def written(world: World, vault: Vault, contents: list[bytes]) -> Written:
    drafting = world.drafting(vault)
    attached(drafting, contents)
    made = write_unsent(vault, drafting, world.folder / "stick", world.clock, world.chance)
    assert made is not None
    return made


def told(done: Imported) -> list[tuple[str, str, bool]]:
    return [(each.digest, each.code, each.new) for each in done.brought]


def held(world: World, content: bytes) -> bool:
    digest = sha256(content).hexdigest()
    if not files.present(world.services, [digest]):
        return False
    return b"".join(files.read(world.services, digest)) == content


def deliver(world: World, vault: Vault) -> None:
    while world.exchange(vault).more:
        pass
    while upload_next(vault, world.transport, world.clock, world.chance, Pace()).kind == "whole":
        world.exchange(vault)


def test_reports_and_photos_arrive_by_hand_once(vault: Vault, world: World) -> None:
    contents = [photo(number, size) for number, size in enumerate(SIZES)]
    made = written(world, vault, contents)
    assert (made.versions, made.files) == (1, len(SIZES))
    data = made.path.read_bytes()
    assert not any(secret in data for secret in (b"Canary", b"%PDF", vault.person.name.encode()))
    digests = [sha256(content).hexdigest() for content in contents]
    with made.path.open("rb") as file:
        assert told(take_in(world.services, file, "system")) == [(digest, "", True) for digest in digests]
    assert all(held(world, content) for content in contents)
    assert told(take_in(world.services, data, "system")) == [(digest, "", False) for digest in digests]
    deliver(world, vault)
    assert write_unsent(vault, world.drafting(vault), world.folder / "stick", world.clock, world.chance) is None


def test_a_photo_whose_report_is_delivered_already_is_in_the_file(vault: Vault, world: World) -> None:
    drafting = world.drafting(vault)
    drafting.seal(attached(drafting, [photo(1, 5000)]), "interim")
    assert world.exchange(vault).sent == 1
    made = write_unsent(vault, drafting, world.folder / "stick", world.clock, world.chance)
    assert made is not None and made.files == 1
    (brought,) = take_in(world.services, made.path.read_bytes(), "system").brought
    assert brought == Brought(sha256(photo(1, 5000)).hexdigest(), 5000, "", new=True)


def places(data: bytes, sizes: tuple[int, ...]) -> list[int]:
    """Where each enclosed file begins."""
    ends = [len(data)]
    for size in reversed(sizes):
        ends.append(ends[-1] - size - TAG * -(-size // PIECE_BYTES))
    return ends[::-1]


@pytest.mark.parametrize("bent", range(len(SIZES)))
def test_a_damaged_photo_is_named_and_the_others_are_taken_in(vault: Vault, world: World, bent: int) -> None:
    contents = [photo(number, size) for number, size in enumerate(SIZES)]
    data = bytearray(written(world, vault, contents).path.read_bytes())
    data[places(bytes(data), SIZES)[bent + 1] - 1] ^= 1
    done = take_in(world.services, bytes(data), "system")
    assert [each.code for each in done.brought] == [
        "unsent.file.damaged" if number == bent else "" for number in range(len(SIZES))
    ]
    assert [held(world, content) for content in contents] == [number != bent for number in range(len(SIZES))]
    assert len(done.taken) == 1
    deliver(world, vault)
    assert all(held(world, content) for content in contents), "the network brings what is missing"


def test_a_file_that_was_cut_short_gives_what_came_before(vault: Vault, world: World) -> None:
    contents = [photo(number, size) for number, size in enumerate(SIZES)]
    data = written(world, vault, contents).path.read_bytes()
    begin = places(data, SIZES)[2]
    done = take_in(world.services, data[: begin + 2 * PIECE_BYTES], "system")
    assert [each.code for each in done.brought] == ["", "", "unsent.file.cut", "unsent.file.cut"]
    assert [held(world, content) for content in contents] == [True, True, False, False]
    again = take_in(world.services, data, "system")
    assert [each.new for each in again.brought] == [False, False, True, True]
    assert all(held(world, content) for content in contents)
    with pytest.raises(NotImported, match=r"unsent\.form"):
        take_in(world.services, data[:300], "system")


def test_what_the_network_brought_half_is_finished_by_hand(vault: Vault, world: World) -> None:
    content = photo(3, SIZES[3])
    made = written(world, vault, [content])
    world.exchange(vault)
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 2

    assert upload_next(vault, world.transport, world.clock, world.chance, Pace(), stop).kind == "stopped"
    data = bytearray(made.path.read_bytes())
    data[places(bytes(data), SIZES[3:])[0]] ^= 1
    (brought,) = take_in(world.services, bytes(data), "system").brought
    assert brought.code == "unsent.file.damaged", "of the first piece the server has only a part"
    (brought,) = take_in(world.services, made.path.read_bytes(), "system").brought
    assert (brought.code, brought.new) == ("", True) and held(world, content)


def test_bytes_that_are_not_the_file_they_are_called_are_not_kept(vault: Vault, world: World) -> None:
    from shared.canonical import canonical
    from shared.unsent import seal_piece

    digest, key = sha256(b"another").hexdigest(), bytes(32)
    body = canonical({"versions": [], "files": [digest, "../../up"], "app": "1"})
    head = pack_head(vault.id, body, [7, 7], key, vault.device_key, vault.trust.recovery_key)
    data = head + seal_piece(key, 0, digest, 0, b"strange") + seal_piece(key, 1, "../../up", 0, b"strange")
    done = take_in(world.services, data, "system")
    assert [each.code for each in done.brought] == ["unsent.file.wrong"] * 2
    assert not files.present(world.services, [digest])


def test_a_photo_that_the_tablet_itself_cannot_read_costs_no_other(vault: Vault, world: World) -> None:
    contents = [photo(number, size) for number, size in enumerate(SIZES)]
    drafting = world.drafting(vault)
    attached(drafting, contents)
    gone = sha256(contents[2]).hexdigest()
    with vault.store.writing() as database:
        database.conn.execute("DELETE FROM file_piece WHERE digest = ? AND number = 1", (gone,))
    made = write_unsent(vault, drafting, world.folder / "stick", world.clock, world.chance)
    assert made is not None
    done = take_in(world.services, made.path.read_bytes(), "system")
    assert [each.code for each in done.brought] == ["", "", "unsent.file.damaged", ""]


def test_a_full_stick_leaves_no_part_of_a_file(vault: Vault, world: World) -> None:
    """A limit of this process stands in for the stick's end; the system refuses to write on in either case."""
    from mobile.store import StoreError

    drafting = world.drafting(vault)
    drafting.seal(attached(drafting, [photo(3, SIZES[3])]), "interim")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SIZES[3] // 2, hard))
    try:
        with pytest.raises(StoreError):
            write_unsent(vault, drafting, world.folder / "stick", world.clock, world.chance)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list((world.folder / "stick").iterdir()) == []


def test_the_command_says_which_photo_is_missing_and_that_the_file_must_be_kept(
    vault: Vault, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = [photo(number, size) for number, size in enumerate(SIZES[:2])]
    path = written(world, vault, contents).path
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    monkeypatch.setenv("SCENEBOOK_DATA", str(world.folder / "data"))
    first, second = (sha256(content).hexdigest() for content in contents)

    def run() -> tuple[int, str]:
        done = CliRunner().invoke(scenebook, ["import", str(path)])
        return done.exit_code, done.output

    status, said = run()
    assert status == 1 and f"{first}\tfile\tstored" in said and "Keep the file" in said
    assert f"{second}\tfile\t{say('unsent.file.cut')}" in said
    path.write_bytes(whole)
    status, said = run()
    assert status == 0 and f"{first}\tfile\talready" in said and f"{second}\tfile\tstored" in said


FLAT = """
import io, resource, sys
from hashlib import sha256
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from mobile.unsent import write_unsent
from mobile.store import files
from server.importing import take_in
from shared.answers import Address
from shared.unsent import piece_sizes
from tests.mobile.real_world import World

class Zeros:
    def __init__(self, size): self.size = size
    def __len__(self): return (self.size + files.PIECE_BYTES - 1) // files.PIECE_BYTES
    def __iter__(self): return map(bytes, piece_sizes(self.size))

SIZE, NUMBER = int(sys.argv[3]), 2
world = World(Path(sys.argv[1]))
vault = world.enrol(world.code())
drafting = world.drafting(vault)
report = drafting.start()
for number in range(NUMBER):
    size = SIZE + number
    made = sha256()
    for piece in Zeros(size): made.update(piece)
    digest = made.hexdigest()
    with vault.store.writing() as database:
        files.add(database, digest, size, "application/pdf", Zeros(size), "2026-04-14T09:18:20-07:00")
    row = drafting.add_row(report, "media", {"kind": "document"})
    for field, value in {"sha256": digest, "size_bytes": size, "media_type": "application/pdf"}.items():
        drafting.answer(report, Address("media", row, field), value)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
written = write_unsent(vault, drafting, Path(sys.argv[1]) / "stick", world.clock, world.chance)
with written.path.open("rb") as file:
    done = take_in(world.services, file, "system")
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
assert written.files == NUMBER and [each.code for each in done.brought] == [""] * NUMBER, done.brought
print((after - before) // 1024, written.path.stat().st_size >> 20)
"""


def test_memory_stays_flat_however_large_the_photos_are(tmp_path: Path) -> None:
    """Two files of 40 MB: written, and taken in, with less than one of them in memory."""
    root = str(Path(__file__).parents[3])
    command = [sys.executable, "-c", FLAT, str(tmp_path), root, str(40 << 20)]
    grown, size = map(int, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    assert size >= 80 and grown < 24, f"{grown} MB more for a file of {size} MB"
