"""The encrypted database file: opening it, one connection a thread, reading and writing, and what can go wrong.

Why each setting is there:
* raw 32-byte key (the vault derives and wraps it), checked by reading, because SQLCipher only notices then;
* WAL with synchronous=FULL, asserted: NORMAL loses acknowledged answers at a power cut;
* BEGIN IMMEDIATE for every write: a deferred one fails at once when two threads write;
* one connection per thread: a shared one loses rows;
* secure_delete: what leaves the tablet is overwritten, not only unlinked. The file does not shrink; its room is used
  again (VACUUM would need twice the space at the worst moment);
* SQLite 3.51.3 or newer: earlier ones can corrupt a WAL database that two connections write to.
"""

import contextlib
import errno
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import sqlcipher3
from sqlcipher3 import dbapi2

# sqlite-utils catches the errors of the library it finds under this name; it must be ours, and before its import.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

from sqlite_utils import Database as Database  # noqa: E402

from mobile.store.keeping import log_kept, put_back  # noqa: E402
from mobile.store.migrations import apply  # noqa: E402

DBError: type[Exception] = dbapi2.Error
"""The root of the database library's errors. Outside this package only `StoreError` is seen."""

KEY_BYTES = 32
OLDEST_SQLITE = (3, 51, 3)
CHECKED_BYTES = 64_000_000
"""Files up to this size are checked whole when they are opened; larger ones page by page as they are read."""
BALLAST_BYTES = 512 * 1024
"""Space kept back in a file of its own. On a full disk even a DELETE fails; giving this up lets the last words in."""

_FULL, _READ_ONLY, _CORRUPT, _NOT_A_DATABASE, _BUSY, _LOCKED = 13, 8, 11, 26, 5, 6
_CODES = {
    _FULL: "store.full",
    _READ_ONLY: "store.read_only",
    _CORRUPT: "store.damaged",
    _NOT_A_DATABASE: "store.damaged",
    _BUSY: "store.busy",
    _LOCKED: "store.busy",
}
_SPOILING = (10, _READ_ONLY, _CORRUPT, 14, _NOT_A_DATABASE)
"""I/O error, cannot open and their like: afterwards a connection may go on failing when the disk is well again, so the
next one who writes or reads is given a new one."""
_READ_BYTES, _PROBE_BYTES = 1 << 20, 1 << 16

Result = TypeVar("Result")


class StoreError(Exception):
    """The store could not do it; what was stored before is as it was.

    `code` is one of store.full, store.read_only, store.damaged, store.wrong_key, store.missing, store.exists,
    store.busy, store.failed, store.closed, store.too_new, store.unfit; `shared.words` has the sentences.
    """

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(f"{code}: {why}" if why else code)
        self.code = code


class Store:
    """One open database. Safe to use from several threads; every thread gets a connection of its own."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open an existing file. Raises StoreError; nothing is ever created or overwritten here."""
        if len(key) != KEY_BYTES:
            raise ValueError(f"a database key is {KEY_BYTES} bytes")
        self.path = path
        self._key = key
        self._own = threading.local()
        self._all: list[Any] = []
        self._guard = threading.Lock()
        self._ballast = path.with_suffix(".ballast")
        self._closed = False
        if not path.is_file():
            raise StoreError("store.missing", str(path))
        with self._log_kept():
            self._open()
        self._keep_ballast()

    def _open(self) -> None:
        path = self.path
        try:
            with self._opening() as database, self._our_errors():
                if path.stat().st_size <= CHECKED_BYTES and not _recovered(database):
                    raise StoreError(self._why("store.damaged"), "the file fails its check")
            self._migrate()
        except BaseException:
            self.close()
            raise

    @contextlib.contextmanager
    def _log_kept(self) -> Iterator[None]:
        try:
            with log_kept(self.path):
                yield
        except OSError as error:
            raise StoreError(code_of(error), str(error)) from error

    @classmethod
    def create(cls, path: Path, key: bytes) -> "Store":
        """Make a new, empty store. Raises StoreError("store.exists") rather than touch a file that is there."""
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            raise StoreError("store.exists", str(path)) from None
        except OSError as error:
            raise StoreError(code_of(error), str(error)) from error
        return cls(path, key)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Database]:
        """One consistent view for several reads. Raises StoreError."""
        database = self._database()
        with self._our_errors():
            if database.conn.in_transaction:
                yield database
                return
            database.conn.execute("BEGIN")
            try:
                yield database
            finally:
                if database.conn.in_transaction:  # an error of the disk may have ended it
                    database.conn.execute("ROLLBACK")

    @contextlib.contextmanager
    def writing(self) -> Iterator[Database]:
        """One transaction, on the disk when this returns, or not at all. Raises StoreError.

        Keep slow work (network, hashing of files) outside: all other writers wait.
        """
        database = self._database()
        connection = database.conn
        with self._our_errors():
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            try:
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def write(self, action: Callable[[Database], Result]) -> Result:
        """Run `action` in one transaction; on a full disk once more after giving up the reserve. Raises StoreError."""
        try:
            with self.writing() as database:
                return action(database)
        except StoreError as error:
            if error.code != "store.full" or not self._give_up_ballast():
                raise
        with self.writing() as database:
            return action(database)

    def forget_freed(self) -> None:
        """What was deleted is overwritten in the file already (secure_delete); empty the journal of it too.

        While another thread reads, the journal keeps its old pages, encrypted as all else, until they are used again.
        """
        with self._our_errors():
            self._database().conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    @property
    def tight(self) -> bool:
        """Whether the reserve for a full disk is used up: say so before the next answer fails."""
        return not self._ballast.exists()

    def close(self) -> None:
        """Close every thread's connection and forget the key. Reading or writing afterwards raises StoreError."""
        with self._guard:
            self._closed = True
            self._key = b""
            connections, self._all = self._all, []
        for connection in connections:
            with contextlib.suppress(DBError):
                connection.close()

    def _database(self) -> Database:
        held: Database | None = getattr(self._own, "database", None)
        spoilt = getattr(self._own, "spoilt", False)
        if spoilt and not self._closed and not (held is not None and held.conn.in_transaction):
            return self._renewed(held)
        if held is None or self._closed:
            held = self._own.database = self._connect()
        return held

    def _renewed(self, old: Database | None) -> Database:
        """A connection in the place of one that met an error of the disk, on a settled log."""
        with self._log_kept():
            if old is not None:
                self._drop(old)
                put_back(self.path)
            fresh: Database = self._connect()
            self._own.database = fresh
            self._settle(fresh)
        self._own.spoilt = False
        return fresh

    def _drop(self, database: Database) -> None:
        """Close a connection that met an error of the disk."""
        self._own.database = None
        with self._guard:
            self._all = [each for each in self._all if each is not database.conn]
        with contextlib.suppress(DBError):
            database.conn.close()

    def _settle(self, database: Database) -> None:
        """After an error: what the log holds goes into the file and onto the disk before anything is built on it.

        The system may take pages that it could not write for written, so a later fsync of the log alone proves nothing.
        """
        with self._our_errors():
            busy = database.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            self._own.spoilt = True
            raise StoreError("store.busy", "another thread reads what is to be settled")

    @contextlib.contextmanager
    def _our_errors(self) -> Iterator[None]:
        try:
            yield
        except DBError as error:
            number = getattr(error, "sqlite_errorcode", 0) & 0xFF
            code = _CODES.get(number, "store.failed")
            if number in _SPOILING:
                self._own.spoilt, code = True, self._why(code)
            raise StoreError(code, str(error)) from error

    def _why(self, code: str) -> str:
        """What SQLite calls an error, or damage, may be a disk that is full or cannot be written or read: ask it."""
        try:
            if code in ("store.failed", "store.read_only"):
                _ask_for_room(self.path)
            elif code == "store.damaged":
                with self.path.open("rb") as file:
                    while file.read(_READ_BYTES):
                        pass
        except OSError as error:
            return code_of(error)
        return code

    @contextlib.contextmanager
    def _opening(self) -> Iterator[Database]:
        """The first connection, where a wrong key and a foreign file look alike."""
        try:
            yield self._database()
        except StoreError as error:
            if error.code == "store.damaged" and "not a database" in str(error):
                raise StoreError("store.wrong_key", "wrong key, or not our file") from error
            raise

    def _connect(self) -> Database:
        with self._guard:
            if self._closed:
                raise StoreError("store.closed", str(self.path))
            key = self._key
        if tuple(map(int, dbapi2.sqlite_version.split("."))) < OLDEST_SQLITE:
            raise StoreError("store.unfit", f"SQLite {dbapi2.sqlite_version} can corrupt what two threads write")
        with self._our_errors():
            # mode=rw: opening never makes a file. isolation_level=None: only our own BEGIN opens a transaction.
            connection = dbapi2.connect(
                f"{self.path.absolute().as_uri()}?mode=rw",
                uri=True,
                timeout=5,
                check_same_thread=False,
                isolation_level=None,
            )
            try:
                database = _prepared(connection, key)
            except BaseException:
                connection.close()
                raise
        with self._guard:
            self._all.append(connection)
        return database

    def _migrate(self) -> None:
        with self.writing() as database:
            if not apply(database):
                raise StoreError("store.too_new", "written by a newer release of the app")

    def _keep_ballast(self) -> None:
        if self._ballast.exists():
            return
        try:
            with self._ballast.open("xb") as file:
                file.write(bytes(BALLAST_BYTES))
                os.fsync(file.fileno())
        except OSError:
            # No room for a reserve is no reason to refuse the store; `tight` says so.
            with contextlib.suppress(OSError):
                self._ballast.unlink()

    def _give_up_ballast(self) -> bool:
        try:
            self._ballast.unlink()
        except OSError:
            return False
        return True


def _prepared(connection: Any, key: bytes) -> Database:
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise StoreError("store.unfit", "the database library does not encrypt")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA secure_delete = ON")
    if mode != "wal" or connection.execute("PRAGMA synchronous").fetchone()[0] != 2:
        raise StoreError("store.unfit", f"journal {mode}: answers would not survive a power cut")
    # Plugins of sqlite-utils are code that somebody else put into the environment.
    return Database(connection, execute_plugins=False)


def sound(database: Database) -> bool:
    """Whether every page carries its right authentication code and the tables hang together. Reads the whole file."""
    if database.conn.execute("PRAGMA cipher_integrity_check").fetchall():
        return False
    return bool(database.conn.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def _ask_for_room(path: Path) -> None:
    """That the file, and some room beside it, can be written. Raises OSError."""
    os.close(os.open(path, os.O_RDWR))
    beside = path.with_suffix(".probe")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(handle, bytes(_PROBE_BYTES))
            os.fsync(handle)
        finally:
            os.close(handle)
    finally:
        beside.unlink(missing_ok=True)


def _recovered(database: Database) -> bool:
    """`sound`, if need be after the log was copied into the file.

    A cut in the middle of that copying leaves torn pages in the file. The log still has them whole and SQLite reads
    them there, but the check of the codes looks at the file alone.
    """
    if sound(database):
        return True
    database.conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    return sound(database)


def code_of(error: OSError) -> str:
    """The store's code for a file system's error."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "store.full"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return "store.read_only"
    return "store.failed"
