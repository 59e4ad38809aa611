"""The encrypted file: what it promises, and what it says when it cannot."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile.store import Database, DBError, Store, StoreError, drafts, engine, migrations, settings, versions
from mobile.store.versions import Version

KEY = bytes(range(32))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.create(tmp_path / "store.db", KEY)
    yield opened
    opened.close()


def a_version(digest: str = "a" * 64, number: int = 1) -> Version:
    return Version(digest, "r", 1, "final", "", "i", number, "2026-04-14T10:00:00-07:00", b"{}", "waiting", (), "")


def test_every_connection_is_durable_and_refuses_what_loses_answers(store: Store) -> None:
    with store.reading() as database:
        assert database.conn.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert database.conn.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert database.conn.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert database.conn.execute("PRAGMA secure_delete").fetchone()[0] == 1
        assert tuple(map(int, database.conn.execute("SELECT sqlite_version()").fetchone()[0].split("."))) >= (3, 51, 3)


def test_a_file_is_found_again_with_what_was_written(tmp_path: Path) -> None:
    with Store.create(tmp_path / "s.db", KEY).writing() as database:
        settings.put(database, "a", {"b": ["c", 1, True]})
    with Store(tmp_path / "s.db", KEY).reading() as database:
        assert settings.get(database, "a") == {"b": ["c", 1, True]}


def test_a_wrong_key_is_found_by_reading_and_harms_nothing(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    Store.create(path, KEY).close()
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        Store(path, bytes(32))
    assert caught.value.code == "store.wrong_key"
    assert path.read_bytes() == before
    Store(path, KEY).close()


def test_opening_never_makes_a_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        Store(tmp_path / "gone.db", KEY)
    assert caught.value.code == "store.missing"
    assert not (tmp_path / "gone.db").exists()


def test_a_file_that_vanished_is_not_made_anew(store: Store) -> None:
    store.path.unlink()
    failed: list[str] = []

    def read() -> None:
        try:
            with store.reading():
                pass
        except StoreError as error:
            failed.append(error.code)

    other = threading.Thread(target=read)
    other.start()
    other.join()
    assert failed == ["store.failed"] and not store.path.exists()


def test_an_update_that_was_cut_off_is_made_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    split, every = migrations._statements, (migrations.FIRST, migrations.FILES, migrations.LEAVING, migrations.MOVES)
    places = [(script, number) for script in every for number in range(len(split(script)))]
    for place, (broken, number) in enumerate(places):
        path = tmp_path / f"{place}.db"
        monkeypatch.setattr(
            migrations,
            "_statements",
            lambda script, at=(broken, number): (
                [*split(script)[: at[1]], "no such SQL"] if script == at[0] else split(script)
            ),
        )
        with pytest.raises(StoreError):
            Store.create(path, KEY)
        monkeypatch.setattr(migrations, "_statements", split)
        with Store(path, KEY).reading() as database:
            assert drafts.counts(database) == {}
            assert settings.get(database, "nothing") is None
            assert database.conn.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone() == (
                10,
            )


def test_creating_never_overwrites_a_file(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    path.write_bytes(b"somebody's file")
    with pytest.raises(StoreError) as caught:
        Store.create(path, KEY)
    assert caught.value.code == "store.exists"
    assert path.read_bytes() == b"somebody's file"


@pytest.mark.parametrize("place", [20, 4096 + 100, -200])
def test_a_flipped_bit_is_noticed_and_the_file_is_left_as_it_is(tmp_path: Path, place: int) -> None:
    path = tmp_path / "s.db"
    store = Store.create(path, KEY)
    with store.writing() as database:
        settings.put(database, "words", "x" * 20_000)
    store.close()
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(StoreError) as caught:
        Store(path, KEY)
    assert caught.value.code in ("store.damaged", "store.wrong_key")
    assert path.read_bytes() == bytes(data)


def test_a_page_torn_while_the_log_was_copied_back_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    Store.create(path, KEY).close()
    store = Store(path, KEY)
    with store.writing() as database:
        settings.put(database, "words", "before the cut")
    data, log = bytearray(path.read_bytes()), path.with_name("s.db-wal").read_bytes()
    store.close()
    held = {int.from_bytes(log[place : place + 4], "big") for place in range(32, len(log), 24 + 4096)}
    torn = max(page for page in held if page * 4096 <= len(data))
    data[torn * 4096 - 1000 : torn * 4096] = bytes(1000)
    path.write_bytes(bytes(data))
    with pytest.raises(StoreError):
        Store(path, KEY)
    path.with_name("s.db-wal").write_bytes(log)
    with Store(path, KEY).reading() as database:
        assert settings.get(database, "words") == "before the cut"


def test_a_cut_file_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    Store.create(path, KEY).close()
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2 + 1000])
    with pytest.raises(StoreError) as caught:
        Store(path, KEY)
    assert caught.value.code == "store.damaged"


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as database:
        settings.put(database, "a", 1)
        _ = 1 / 0
    with store.writing() as database:
        assert settings.get(database, "a") is None


def test_threads_write_side_by_side_and_lose_nothing(store: Store) -> None:
    failed: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for number in range(60):
                with store.writing() as database:
                    settings.put(database, f"{name}{number}", number)
                    settings.take_number(database, "count")
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    with store.reading() as database:
        assert settings.get(database, "count") == 180
        assert database.conn.execute("SELECT count(*) FROM setting").fetchone()[0] == 181


def test_a_number_is_used_up_only_by_a_commit(store: Store) -> None:
    with pytest.raises(RuntimeError), store.writing() as database:
        assert settings.take_number(database, "n") == 1
        raise RuntimeError
    with store.writing() as database:
        assert settings.take_number(database, "n") == 1
        assert settings.take_number(database, "n") == 2


def test_a_sealed_version_is_never_altered(store: Store) -> None:
    with store.writing() as database:
        versions.add(database, a_version())
    for change in ("packed = x'00'", "sequence = 2", "parent = 'b'", "kind = 'interim'"):
        with pytest.raises(StoreError), store.writing() as database:
            database.conn.execute(f"UPDATE version SET {change}")
    with store.reading() as database:
        assert versions.get(database, "a" * 64) == a_version()


def test_nothing_sealed_is_deleted_without_its_receipt(store: Store) -> None:
    with store.writing() as database:
        versions.add(database, a_version())
        versions.decide(database, "a" * 64, "stored", [], "")
    with pytest.raises(StoreError), store.writing() as database:
        database.conn.execute("DELETE FROM version")
    with store.reading() as database:
        assert versions.get(database, "a" * 64) is not None


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "s.db", KEY)
    store.close()
    with pytest.raises(StoreError) as caught, store.reading():
        pass
    assert caught.value.code == "store.closed"


def test_a_file_of_a_newer_release_is_not_touched(store: Store) -> None:
    with store.writing() as database:
        database.table("_sqlite_migrations").insert(
            {"migration_set": "tablet", "name": "from_the_future", "applied_at": "2030"}
        )
    store.close()
    with pytest.raises(StoreError) as caught:
        Store(store.path, KEY)
    assert caught.value.code == "store.too_new"


def test_a_library_that_can_corrupt_a_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(StoreError) as caught:
        Store.create(tmp_path / "s.db", KEY)
    assert caught.value.code == "store.unfit"


def test_nothing_of_the_database_library_escapes(store: Store) -> None:
    with pytest.raises(StoreError) as caught, store.writing() as database:
        database.conn.execute("SELECT no_such_column FROM draft")
    assert isinstance(caught.value.__cause__, DBError)


FILL = """
import sys
from pathlib import Path
import resource
from mobile.store import Store, StoreError, settings
path, limit = Path(sys.argv[1]), int(sys.argv[2])
store = Store(path, bytes(range(32)))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
kept = 0
try:
    for number in range(10_000):
        store.write(lambda db: settings.put(db, f"a{number}", "x" * 2000))
        kept = number + 1
        print(kept, flush=True)
except StoreError as error:
    print("code", error.code, "tight", store.tight, flush=True)
"""


def test_a_file_that_may_not_grow_says_so_and_keeps_all_it_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    Store.create(path, KEY).close()
    done = subprocess.run([sys.executable, "-c", FILL, str(path), "400000"], capture_output=True, text=True, check=True)
    *kept, last = done.stdout.split("\n")[:-1]
    # The system says "file too large" here, not "disk full": SQLite has no code of its own for it.
    assert last.split()[:2] == ["code", "store.failed"], done.stdout[-300:]
    with Store(path, KEY).reading() as database:
        found = database.conn.execute("SELECT count(*) FROM setting").fetchone()[0]
    assert found >= int(kept[-1]) > 5


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes, where this account may mount one; else a plain folder."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    yield folder
    if mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)
    else:
        folder.chmod(0o700)


def test_a_full_disk_gives_up_its_reserve_first_and_keeps_every_answer(small_disk: Path) -> None:
    store = Store.create(small_disk / "s.db", KEY)
    assert not store.tight
    if not small_disk.is_mount():
        with store.reading() as database:
            database.conn.execute("PRAGMA max_page_count = 100")
    kept = reserve_used_at = 0

    def put_next(database: Database) -> None:
        settings.put(database, f"a{kept}", "x" * 3000)

    with pytest.raises(StoreError) as caught:
        while kept < 5000:
            store.write(put_next)
            kept += 1
            if store.tight and not reserve_used_at:
                reserve_used_at = kept
    assert caught.value.code == "store.full"
    assert store.tight
    if small_disk.is_mount():
        assert 0 < reserve_used_at < kept
    store.close()
    with Store(small_disk / "s.db", KEY).reading() as database:
        assert database.conn.execute("SELECT count(*) FROM setting").fetchone()[0] >= kept > 0


def test_a_disk_that_cannot_be_written_says_read_only(small_disk: Path) -> None:
    path = small_disk / "s.db"
    store = Store.create(path, KEY)
    with store.writing() as database:
        settings.put(database, "a", 1)
    store.close()
    before = path.read_bytes()
    if small_disk.is_mount():
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    else:
        path.chmod(0o400)
        small_disk.chmod(0o500)
    with pytest.raises(StoreError) as caught:
        Store(path, KEY)
    assert caught.value.code == "store.read_only"
    assert path.read_bytes() == before


def test_the_page_of_a_list_is_found_by_state_and_words(store: Store) -> None:
    with store.writing() as database:
        for number in range(5):
            drafts.add(
                database,
                drafts.Draft(
                    report=str(number),
                    open=True,
                    practice=False,
                    state="draft" if number % 2 else "delivered",
                    reference=f"F-{number}",
                    title="",
                    search=f"union ave {number}_%",
                    form_version=1,
                    vocabulary="",
                    city="",
                    started_at="",
                    saved_at="",
                ),
            )
        drafts.touch(database, "1", "later")
    with store.reading() as database:
        assert [each.report for each in drafts.page(database, ["draft"], "", 10, 0)] == ["1", "3"]
        assert [each.report for each in drafts.page(database, ["draft", "delivered"], "ave 4_%", 10, 0)] == ["4"]
        assert drafts.page(database, ["draft"], "%", 1, 0)[0].report == "1"
        assert drafts.counts(database) == {"draft": 2, "delivered": 3}
