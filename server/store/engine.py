"""The database: one engine, readers that never wait, writers one at a time in the order they came.

Embedded: SQLite through SQLCipher, write-ahead log, an fsync at every commit; below 3.51.3 SQLite may corrupt a
write-ahead log that two connections use, so it is refused. By URL: PostgreSQL, with the same statements. The order
of writers is the order of the log: SQLite's single writer, or the lock on the `log_head` row.
"""

import errno
import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, select, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from server.store.keeping import log_kept
from server.store.tables import log_head

SQLITE_LEAST = (3, 51, 3)
SPOILING = (8, 10, 11, 14, 26)
"""Read-only, I/O error, damaged, cannot open, no database: SQLite's codes after which a connection may go on failing
when the disk is well again."""
BUSY_MS = 10_000
RETRIES = 5
RETRY_STATES = ("40001", "40P01")
"""PostgreSQL: serialization failure, deadlock. The whole transaction may be tried again."""

_ORDER = select(log_head.c.size).with_for_update()
"""On PostgreSQL what makes writers wait for each other, before anything is looked at."""

Result = TypeVar("Result")


class StoreUnusable(Exception):
    """The database cannot be used. `code` says why, for `shared.words`; `detail` is for the administrator."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class RowRefused(Exception):
    """The database refuses a row: too long, or against a constraint. What `attempt` began is undone."""


class TryAgain(Exception):
    """Another process's transaction came between. Nothing was written; the whole work may be repeated."""


class Gate:
    """One writer at a time over threads and processes. SQLite's own waiting is unfair: some writers wait for ever."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.Lock()
        self._holder = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for the turn and keep it. Raises RuntimeError when this thread already has it."""
        if self._holder == threading.get_ident():
            raise RuntimeError("a transaction that writes was begun inside another")
        with self._turn:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            self._holder = threading.get_ident()
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
                yield
            finally:
                os.close(handle)  # which gives the lock back
                self._holder = 0


class Store:
    """The server's database. `open_sqlite` and `open_postgres` make one."""

    def __init__(self, engine: Engine, gate: Gate | None) -> None:
        self.engine = engine
        self._gate = gate

    @property
    def embedded(self) -> bool:
        """Whether it is the SQLite file in the data folder."""
        return self._gate is not None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that writes: committed, on the disk, when the block ends; undone when it raises.

        Build rows before entering: everyone else waits meanwhile. Raises StoreUnusable or TryAgain.
        """
        with self.building() as db:
            if self._gate is None:
                db.execute(_ORDER)
            yield db

    @contextmanager
    def building(self) -> Iterator[Connection]:
        """`writing` before there are tables: for migrations only."""
        turn: AbstractContextManager[None] = self._gate.held() if self._gate else nullcontext()
        with turn, _plainly(), self.engine.connect() as db, db.begin():
            _begin(db, "BEGIN IMMEDIATE")
            yield db

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view, never waiting for a writer. Whatever is written in it is undone."""
        with _plainly(), self.engine.connect() as db:
            db.begin()
            _begin(db, "BEGIN")
            yield db

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """`work` in one writing transaction, repeated when another process came between; it must be repeatable."""
        for again in range(RETRIES):
            try:
                with self.writing() as db:
                    return work(db)
            except TryAgain:
                time.sleep(0.01 * 2**again)
        with self.writing() as db:
            return work(db)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def check_ready(self) -> None:
        """Ask the database for something. Raises StoreUnusable."""
        with self.reading() as db:
            db.execute(select(log_head.c.size))

    def copy_to(self, path: Path) -> None:
        """A consistent, encrypted copy of the embedded database while it is in use. Raises StoreUnusable, OSError."""
        if not self.embedded:
            raise StoreUnusable("store.not_embedded")
        with _plainly(), self.engine.connect() as db:
            driver = db.connection.driver_connection
            assert driver is not None
            driver.execute("VACUUM INTO ?", (str(path),))
        path.chmod(0o600)
        handle = os.open(path, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


@contextmanager
def attempt(db: Connection) -> Iterator[None]:
    """A savepoint: what the block wrote is undone when a row is refused. Raises RowRefused."""
    try:
        with db.begin_nested():
            yield
    except (IntegrityError, DataError) as error:
        raise RowRefused(str(error.orig)) from error


def open_sqlite(path: Path, key: bytes) -> Store:
    """The store in the encrypted file `path`, made if it is not there. Raises StoreUnusable."""
    if sqlcipher.sqlite_version_info < SQLITE_LEAST:
        raise StoreUnusable("store.sqlite_old", sqlcipher.sqlite_version)
    engine = create_engine(f"sqlite:///{path}", module=sqlcipher, pool_size=16, max_overflow=32)
    unsettled = threading.Event()

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        try:
            with log_kept(path):
                try:
                    _set_up(connection, key, unsettled)
                except BaseException:
                    connection.close()
                    raise
        except OSError as error:
            raise StoreUnusable(_code_of(error), f"{path}: {error}") from error

    @event.listens_for(engine, "handle_error")
    def distrust(context: ExceptionContext) -> None:
        if getattr(context.original_exception, "sqlite_errorcode", 0) & 0xFF in SPOILING:
            unsettled.set()
            context.is_disconnect = True  # every connection is made anew

    store = Store(engine, Gate(path.with_name(path.name + ".gate")))
    with _plainly(path), engine.connect() as db:
        _assert_safe(db)
    return store


def _set_up(connection: Any, key: bytes, unsettled: threading.Event) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: `_begin`
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # The system may take pages that it could not write for written: after an error of the disk the log is copied
    # into the file, and that is on the disk, before anything is built on it.
    if unsettled.is_set() and not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        unsettled.clear()


def open_postgres(url: str) -> Store:
    """The store at a postgresql+psycopg:// address. Raises StoreUnusable when it is out of reach."""
    engine = create_engine(url, pool_size=16, max_overflow=32, pool_pre_ping=True)
    with _plainly(), engine.connect() as db:
        db.execute(text("SELECT 1"))
    return Store(engine, None)


def _begin(db: Connection, how: str) -> None:
    """Begin on SQLite, where the driver is told not to. (An engine's "begin" event would slow every statement.)"""
    if db.dialect.name == "sqlite":
        db.exec_driver_sql(how)


def _assert_safe(db: Connection) -> None:
    """Acknowledged must mean on the disk: look that the settings took, rather than hope."""
    wanted = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}
    for name, value in wanted.items():
        found = str(db.exec_driver_sql(f"PRAGMA {name}").scalar())
        if found != value:
            raise StoreUnusable("store.unsafe", f"PRAGMA {name} is {found}, not {value}")
    if not db.exec_driver_sql("PRAGMA cipher_version").scalar():
        raise StoreUnusable("store.unsafe", "this SQLite does not encrypt")
    db.exec_driver_sql("SELECT count(*) FROM sqlite_master")


def _code_of(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "store.full"
    return "store.read_only" if error.errno == errno.EROFS else "store.failed"


@contextmanager
def _plainly(path: Path | None = None) -> Iterator[None]:
    """The driver's errors as the three things a caller can act on."""
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig)
        if getattr(error.orig, "sqlstate", None) in RETRY_STATES:
            raise TryAgain(said) from error
        where = f"{path}: {said}" if path else said
        if "file is not a database" in said:
            raise StoreUnusable("store.wrong_key", where) from error
        if "malformed" in said:
            raise StoreUnusable("store.corrupt", where) from error
        if "full" in said:
            raise StoreUnusable("store.full", where) from error
        if "readonly" in said or "unable to open" in said:
            raise StoreUnusable("store.read_only", where) from error
        raise StoreUnusable("store.failed", where) from error
