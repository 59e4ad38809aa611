"""What the soak found, one by one: an I/O call fails in a process of its own, and then the disk is well again."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from mobile.store import Store, StoreError, settings
from mobile.vaultfile import VaultError
from mobile.vaultfile import read as read_front
from server.store import StoreUnusable, open_sqlite
from server.store.engine import Gate
from tests.soak.calls import EVERY, GO, KILL, Call, Say, Verdict, live

KEY = bytes(range(32))


def fails(number: int, kind: str, name: str, calls: int) -> Callable[[Call, object], Verdict]:
    """The next calls of this kind about files of this name fail."""
    left = [calls]

    def decide(call: Call, said: object) -> Verdict:
        if call.kind == kind and Path(call.path).name == name and left[0]:
            left[0] -= 1
            return number
        return GO

    return decide


def answering(path: Path) -> Callable[[Say], None]:
    """Put three answers into a store, each tried until it is kept, eight times at most."""

    def act(say: Say) -> None:
        store = Store(path, KEY)
        for answer in range(3):
            for _ in range(8):
                try:
                    with store.writing() as database:
                        settings.put(database, f"answer {answer}", "x" * 20_000)
                    say("kept", answer)
                    break
                except StoreError as error:
                    say(error.code)

    return act


def opening(path: Path) -> Callable[[Say], None]:
    def act(say: Say) -> None:
        try:
            Store(path, KEY).close()
            say("open")
        except StoreError as error:
            say(error.code)

    return act


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = Store.create(tmp_path / "s.db", KEY)
    with store.writing() as database:
        settings.put(database, "words", "x" * 20_000)
    store.close()
    return store.path


def until_told_twice(word: str, kinds: tuple[str, ...]) -> Callable[[Call, list[list[object]]], Verdict]:
    """After the first answer the disk neither takes nor gives anything, until that was said twice."""

    def decide(call: Call, said: list[list[object]]) -> Verdict:
        told = [each[0] for each in said]
        return errno.EIO if word in told and told.count("store.failed") < 2 and call.kind in kinds else GO

    return decide


@pytest.mark.parametrize("kinds", [("write",), ("sync",), ("write", "read"), ("sync", "read", "open", "make")])
def test_after_an_error_of_the_disk_the_next_answer_is_taken(path: Path, kinds: tuple[str, ...]) -> None:
    """SQLite's connection went on saying no, to the end of the app's life."""
    lived = live(answering(path), path.parent, until_told_twice("kept", kinds), EVERY)
    assert lived.said == [["kept", 0], ["store.failed"], ["store.failed"], ["kept", 1], ["kept", 2]]


def test_what_follows_an_error_is_built_on_what_is_on_the_disk(path: Path) -> None:
    """The log is copied into the file and that is synced, before the next answer is told as kept."""
    done: list[tuple[str, str, int]] = []
    failing = until_told_twice("kept", ("sync",))

    def decide(call: Call, said: list[list[object]]) -> Verdict:
        done.append((call.kind, Path(call.path).name, len(said)))
        return failing(call, said)

    assert live(answering(path), path.parent, decide).said[1:4] == [["store.failed"], ["store.failed"], ["kept", 1]]
    assert ("sync", "s.db", 3) in done


def test_a_disk_that_became_read_only_is_called_so(path: Path) -> None:
    def decide(call: Call, said: object) -> Verdict:
        return errno.EROFS if said and call.changing else GO

    def act(say: Say) -> None:
        store = Store(path, KEY)
        say("remounted")
        try:
            with store.writing() as database:
                settings.put(database, "more", "x")
        except StoreError as error:
            say(error.code)

    assert live(act, path.parent, decide).said[1:] == [["store.read_only"]]


def test_a_file_that_cannot_be_read_is_not_called_damaged(path: Path) -> None:
    forever = fails(errno.EIO, "read", "s.db", 10_000)
    assert live(opening(path), path.parent, forever, EVERY).said == [["store.failed"]]
    assert live(opening(path), path.parent, lambda call, said: GO).said == [["open"]]


def test_a_front_that_cannot_be_read_is_not_called_damaged(tmp_path: Path) -> None:
    (tmp_path / "vault.json").write_text("{}")

    def act(say: Say) -> None:
        try:
            read_front(tmp_path)
        except (VaultError, OSError) as error:
            say(type(error).__name__)

    assert live(act, tmp_path, fails(errno.EMFILE, "open", "vault.json", 1), EVERY).said == [["OSError"]]
    assert live(act, tmp_path, lambda call, said: GO).said == [["VaultError"]]


def test_a_kill_while_the_log_is_copied_back_locks_nobody_out(path: Path) -> None:
    """Half a page is in the file; the log has it whole."""

    def act(say: Say) -> None:
        store = Store(path, KEY)
        with store.writing() as database:
            settings.put(database, "words", "y" * 20_000)
        say("kept")
        store.close()

    def decide(call: Call, said: object) -> Verdict:
        if call.kind == "write" and call.path == str(path):
            call.do_half()
            return KILL
        return GO

    assert live(act, path.parent, decide).ended == "killed"
    with Store(path, KEY).reading() as database:
        assert settings.get(database, "words") == "y" * 20_000


def test_a_turn_that_could_not_be_taken_is_given_back(tmp_path: Path) -> None:
    """The server's thread said no to every tablet after one failed open."""
    gate = Gate(tmp_path / "away" / "gate")
    with pytest.raises(OSError), gate.held():
        pass
    (tmp_path / "away").mkdir()
    with gate.held():
        pass


@pytest.mark.parametrize("kinds", [("write",), ("write", "read"), ("sync", "read")])
def test_after_an_error_of_the_disk_the_server_takes_the_next_one(tmp_path: Path, kinds: tuple[str, ...]) -> None:
    path = tmp_path / "server.db"
    store = open_sqlite(path, KEY)
    with store.building() as db:
        db.exec_driver_sql("CREATE TABLE taken (number INTEGER)")
    store.close()

    def act(say: Say) -> None:
        again = open_sqlite(path, KEY)
        for number in range(6):
            try:
                with again.building() as db:
                    db.exec_driver_sql("INSERT INTO taken VALUES (?)", (number,))
                say("taken", number)
            except StoreUnusable as error:
                say(error.code)
        with again.reading() as db:
            say("all", *db.exec_driver_sql("SELECT number FROM taken ORDER BY number").scalars())

    said = live(act, tmp_path, until_told_twice("taken", kinds), EVERY).said
    assert [each[0] for each in said[:3]] == ["taken", "store.failed", "store.failed"]
    assert said[3:6] == [["taken", 3], ["taken", 4], ["taken", 5]]
    assert {0, 3, 4, 5} <= set(said[6][1:])


def left_in_the_log(path: Path) -> None:
    """A life that was killed when an answer was in the log alone."""

    def act(say: Say) -> None:
        store = Store(path, KEY)
        with store.writing() as database:
            settings.put(database, "words", "only in the log")
        say("kept")
        store.close()

    assert live(act, path.parent, lambda call, said: KILL if said else GO).ended == "killed"


def full(path: Path, refused: str) -> Callable[[Call, object], Verdict]:
    """No room for SQLite's shared memory beyond its name, nor for calls of the kind that is `refused` besides."""
    made: list[str] = []

    def decide(call: Call, said: object) -> Verdict:
        if call.kind == refused:
            return errno.ENOSPC
        if Path(call.path).name != f"{path.name}-shm" or call.kind not in ("make", "cut"):
            return GO
        made.append(call.kind)
        return GO if len(made) == 1 else errno.ENOSPC

    return decide


@pytest.mark.parametrize(
    ("refused", "told"),
    [("", ["store.failed"] * 2), ("link", ["store.full"] * 2), ("rename", ["store.failed", "store.full"])],
)
class TestAnOpeningThatFails:
    """SQLite deleted the log that it could not take over, and all that was in it alone.

    A second name keeps it. Where there is no room for that nothing is opened; where the log cannot be put back it
    waits under that name.
    """

    def test_loses_nothing_of_the_tablets(self, path: Path, refused: str, told: list[str]) -> None:
        left_in_the_log(path)
        assert [live(opening(path), path.parent, full(path, refused)).said[0][0] for _ in told] == told
        with Store(path, KEY).reading() as database:
            assert settings.get(database, "words") == "only in the log"
        assert not list(path.parent.glob("*.kept"))

    def test_loses_nothing_of_the_servers(self, tmp_path: Path, refused: str, told: list[str]) -> None:
        """What tablets have a receipt for was there alone."""
        path = tmp_path / "server.db"
        taken_and_killed(path)
        assert [live(opening_server(path), tmp_path, full(path, refused)).said[0][0] for _ in told] == told
        with open_sqlite(path, KEY).reading() as db:
            assert db.exec_driver_sql("SELECT number FROM taken").scalars().all() == [7]
        assert not list(tmp_path.glob("*.kept"))


def test_a_disk_that_knows_no_second_names_is_opened(path: Path) -> None:
    left_in_the_log(path)
    assert live(opening(path), path.parent, fails(errno.EPERM, "link", f"{path.name}-wal", 10)).said == [["open"]]
    with Store(path, KEY).reading() as database:
        assert settings.get(database, "words") == "only in the log"


def test_nor_does_the_server_need_second_names(tmp_path: Path) -> None:
    path = tmp_path / "server.db"
    taken_and_killed(path)
    refusing = fails(errno.EPERM, "link", f"{path.name}-wal", 10)
    assert live(opening_server(path), tmp_path, refusing).said == [["open"]]
    with open_sqlite(path, KEY).reading() as db:
        assert db.exec_driver_sql("SELECT number FROM taken").scalars().all() == [7]


def taken_and_killed(path: Path) -> None:
    """A server that was killed when a row was in its log alone."""

    def act(say: Say) -> None:
        with open_sqlite(path, KEY).building() as db:
            db.exec_driver_sql("INSERT INTO taken VALUES (7)")
        say("taken")
        (path.parent / "one call more").touch()

    store = open_sqlite(path, KEY)
    with store.building() as db:
        db.exec_driver_sql("CREATE TABLE taken (number INTEGER)")
    store.close()
    assert live(act, path.parent, lambda call, said: KILL if said else GO).ended == "killed"


def opening_server(path: Path) -> Callable[[Say], None]:
    def act(say: Say) -> None:
        try:
            open_sqlite(path, KEY).close()
            say("open")
        except StoreUnusable as error:
            say(error.code)

    return act
