"""A database in memory that breaks when it is told to: at any statement, before or after it took effect.

What the product's stores see is an ordinary connection. A power cut is a `BaseException`, so that no handler of ours
can turn it into an answer; after it the connection is dead until `revive`, which keeps what was committed and nothing
else, as a new process would find it.
"""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, cast

from sqlalchemy import StaticPool, create_engine
from sqlcipher3 import dbapi2

from mobile.store import Database
from mobile.store import Store as TabletStore
from server.store import Store as ServerStore
from server.store.engine import Gate

FULL, IO_ERROR, CONSTRAINT = 13, 10, 19
SAID = {
    FULL: "database or disk is full",
    IO_ERROR: "disk I/O error",
    CONSTRAINT: "a row beyond what the database takes",
}


class PowerCut(BaseException):
    """The process is gone, in the middle of a statement."""


class Fuse:
    """Counts statements and goes off at one of them. `trouble`: "cut", or SQLite's code for an error that is said.

    error    the driver's exception for such a code
    """

    def __init__(self, error: Callable[[int], Exception]) -> None:
        self._error = error
        self.left = 0
        self.commits = False
        self.trouble: str | int = "cut"
        self.after = False
        self.dead = False
        self.blown = False
        self.refuses: frozenset[str] = frozenset()

    def arm(self, number: int, trouble: str | int, *, after: bool, commits: bool) -> None:
        """Go off at the `number`-th statement from now (or commit), before it takes effect or `after`."""
        self.left, self.trouble, self.after, self.commits, self.blown = number, trouble, after, commits, False

    def disarm(self) -> bool:
        """No more trouble; whether there was any."""
        went_off = self.blown
        self.left, self.dead, self.blown = 0, False, False
        return went_off

    def before(self, statement: str = "COMMIT") -> bool:
        """Called before each statement; whether `strike` is to be called after it."""
        if self.dead:
            raise PowerCut
        # A disk that fails does not fail a rollback; and only a commit can have taken effect and fail all the same.
        if not self.left or (self.commits and statement != "COMMIT"):
            return False
        if self.trouble != "cut" and statement.startswith("ROLLBACK"):
            return False
        self.left -= 1
        if self.left:
            return False
        if self.after and (self.trouble == "cut" or statement == "COMMIT"):
            return True
        self.strike()
        return False

    def strike(self) -> None:
        """Now."""
        self.blown = True
        if self.trouble == "cut":
            self.dead = True
            raise PowerCut
        raise self._error(int(self.trouble))

    def check_rows(self, statement: str, rows: Any) -> None:
        """Refuse rows that the database is told not to take."""
        if self.refuses and statement.startswith("INSERT INTO version") and self.refuses & {row[0] for row in rows}:
            raise self._error(CONSTRAINT)


def _error(code: int) -> Exception:
    error = (dbapi2.IntegrityError if code == CONSTRAINT else dbapi2.OperationalError)(SAID[code])
    error.sqlite_errorcode = code
    return error


class Cursor(dbapi2.Cursor):
    """A cursor that asks the fuse first."""

    def execute(self, statement: str, *values: Any) -> Any:
        fuse: Fuse = self.connection.fuse
        late = fuse.before(statement)
        if fuse.refuses and values:
            fuse.check_rows(statement, [values[0]])
        done = super().execute(statement, *values)
        if late:
            fuse.strike()
        return done

    def executemany(self, statement: str, rows: Any) -> Any:
        fuse: Fuse = self.connection.fuse
        late = fuse.before(statement)
        if fuse.refuses:
            fuse.check_rows(statement, rows)
        done = super().executemany(statement, rows)
        if late:
            fuse.strike()
        return done


class Mortal:
    """What a connection of either engine does until the power goes. `close` does not end it."""

    fuse: Fuse

    def commit(self) -> None:
        late = self.fuse.before()
        super().commit()
        if late:
            self.fuse.strike()

    def rollback(self) -> None:
        if not self.fuse.dead:
            super().rollback()

    def close(self) -> None:
        pass


class Brittle(Mortal, dbapi2.Connection):
    """A database in memory, as long as this object lives."""

    def cursor(self, *_: Any) -> Any:
        return super().cursor(Cursor)

    def revive(self) -> None:
        """The disk as the next process finds it: what was committed."""
        self.fuse.disarm()
        dbapi2.Connection.rollback(self)

    def drop(self) -> None:
        pass

    def copy(self) -> "Brittle":
        """Another database with the same committed content."""
        if self.in_transaction:
            raise RuntimeError("a transaction was left open")
        fresh = memory()
        self.backup(fresh)
        return fresh


def memory() -> Brittle:
    """An empty database in memory, one transaction at a time, said by us."""
    made: Brittle = dbapi2.connect(":memory:", factory=Brittle, isolation_level=None, check_same_thread=False)
    made.fuse = Fuse(_error)
    made.execute("PRAGMA foreign_keys = ON")
    return made


class MemoryStore(TabletStore):
    """The tablet's store over one connection that is passed in. Transactions are the product's own."""

    def __init__(self, connection: Brittle) -> None:
        self.connection = connection
        self._own = threading.local()
        self._held = Database(connection, execute_plugins=False)

    def _database(self) -> Database:
        return self._held

    def _why(self, code: str) -> str:
        return code  # there is no file to ask

    def _give_up_ballast(self) -> bool:
        return False

    def close(self) -> None:
        pass


class Disk:
    """Where the server's engine finds its database: worlds put theirs in."""

    def __init__(self) -> None:
        self._connection = memory()
        self.engine = create_engine("sqlite://", module=dbapi2, creator=lambda: self._connection, poolclass=StaticPool)

    @property
    def connection(self) -> Brittle:
        """The server's database."""
        return self._connection

    @connection.setter
    def connection(self, put_in: Brittle) -> None:
        self.engine.dispose()
        self._connection = put_in


class Turn:
    """The gate of `server.store` without its file: there is one thread, and nobody to wait for."""

    def held(self) -> AbstractContextManager[None]:
        return nullcontext()


def server_store(disk: Disk) -> ServerStore:
    """The server's store over whatever `disk` holds at the moment."""
    return ServerStore(disk.engine, cast(Gate, Turn()))
