"""The disk that lives are lived on: a server's data and an officer's vault in one folder, and how it was at a moment.

Everything is real: the vault that a tablet made when it enrolled, the encrypted databases, the files. Made once a
process, at one path, so that every child that is forked finds the application loaded and the disk put back.
"""

import io
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import ClassVar

from flask import Flask
from sqlcipher3 import dbapi2

from mobile.capture import capture
from mobile.drafting import Drafting
from mobile.editing import Editing
from mobile.enrolling import enrol
from mobile.forms import Forms
from mobile.store import migrations
from mobile.store.engine import _prepared
from mobile.syncing import exchange_once
from mobile.transport import Reply, Silence
from mobile.vault import Vault, unlock
from server import create_app
from server.accounts.people import add_person
from server.enrolling import offer
from server.services import Services
from server.settings import Settings
from server.starting import initialise
from shared import report
from shared.answers import ROW_ID, rows_of
from shared.catalog import Form
from shared.fields import moment
from shared.samples import scene
from tests.mobile.real_world import write_down
from tests.simulation.ground import ADDRESS, CHEAP, PASSPHRASE, Clock, Dice, ask

LINKED = (".ballast", ".key", ".pub")
"""Endings of files that are never written again: a link is as good as a copy."""
PHOTO_BYTES = 420_000
SENT_BYTES = 140_000
"""Of the first file that is to go to the server: three requests. The second is half of it."""


@dataclass(frozen=True)
class Place:
    """`work` is the disk in use, `kept` what it was at the named moments; `report` the draft that is complete,
    `content` what the older store holds (`oracles.content_of`)."""

    work: Path
    kept: Path
    services: Services
    app: Flask
    clock: Clock
    dice: Dice
    vault: Path
    key: bytes
    report: str
    content: str = ""

    @property
    def store(self) -> Path:
        """The tablet's database."""
        return self.vault / "store.db"

    def keep(self, name: str) -> None:
        """Remember the disk as it is: what is open stays open, as a kill leaves it."""
        copy(self.work, self.kept / name)
        self.services.store.close()

    def restore(self, name: str) -> None:
        """The disk as it was then; every connection is closed."""
        self.services.store.close()
        shutil.rmtree(self.work)
        copy(self.kept / name, self.work)

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """The line to the server. What its process could not even say is silence."""
        try:
            return ask(self.app, method, path, headers, body)
        except OSError as error:
            raise Silence("silence.unreachable") from error

    def unlock(self) -> Vault:
        """As the officer does. Raises StoreError, VaultError."""
        return unlock(self.vault, PASSPHRASE, self.clock)

    def drafting(self, vault: Vault) -> Drafting:
        """The verbs over an open vault."""
        return Drafting(vault, KnownForms(vault.store, report.form, report.LATEST), self.clock, self.dice)


class KnownForms(Forms):
    """The product's, which never change, built once for all lives of this process."""

    built: ClassVar[dict[tuple[int, str, str], Form]] = {}

    def of(self, version: int, vocabulary: str, city: str) -> Form:
        name = version, vocabulary, city
        if name not in self.built:
            self.built[name] = super().of(*name)
        return self.built[name]


def copy(source: Path, target: Path) -> None:
    """A folder as it is, with links for what is never written again."""

    def one(origin: str, goal: str) -> None:
        if origin.endswith(LINKED):
            os.link(origin, goal)
        else:
            shutil.copyfile(origin, goal)

    shutil.copytree(source, target, copy_function=one)


def make(folder: Path) -> Place:
    """A server with one officer, whose tablet has a complete draft; and the moments that flows begin at.

    draft     the draft, nothing sealed
    sealed    three reports sealed, two of them twice, nothing sent
    filed     sealed with two files and exchanged; the files are still to go
    older     the tables of the first release, with all that was in them
    crowded   as draft, and nearly as much in the write-ahead log as makes SQLite copy it back
    """
    work, kept = folder / "work", folder / "kept"
    work.mkdir(parents=True)
    kept.mkdir()
    clock, dice = Clock(), Dice(1)
    services = initialise(Settings(data=work / "data"), clock, dice)
    app = create_app(services)
    with services.store.writing() as db:
        person = add_person(
            db, services, serial="47112", name="T. Marrow", rank="Police Officer II", roles=("officer",)
        )
        code = offer(db, services, person, actor="system")
    made = Place(work, kept, services, app, clock, dice, work, b"", "")
    vault = enrol(
        work / "home",
        address=ADDRESS,
        code=code,
        passphrase=PASSPHRASE,
        transport=lambda _: made,
        clock=clock,
        chance=dice,
        cost=CHEAP,
    )
    drafting = made.drafting(vault)
    made = replace(made, vault=vault.folder, key=vault.store._key, report=_complete(vault, drafting))
    _moments(made, vault, drafting)
    made.restore("draft")
    return made


def _complete(vault: Vault, drafting: Drafting) -> str:
    started = drafting.start()
    write_down(Editing(vault, drafting, started), scene("S1").answers)
    for row in rows_of(drafting.content(started).nested, "media"):
        drafting.remove_row(started, "media", str(row[ROW_ID]))
    return started


def _moments(made: Place, vault: Vault, drafting: Drafting) -> None:
    vault.lock()
    made.services.store.close()
    made.keep("draft")
    made.clock.at = moment(scene("S1").steps[-1].at)

    def at(name: str, act: Callable[[Vault, Drafting], None], base: str = "draft") -> None:
        made.restore(base)
        opened = made.unlock()
        act(opened, made.drafting(opened))
        made.keep(name)  # before the vault is locked
        opened.lock()

    at("sealed", lambda opened, verbs: _seal_three(made, verbs))
    at("filed", lambda opened, verbs: _file(made, opened, verbs))
    at("crowded", lambda opened, verbs: _crowd(verbs))
    at("older", lambda opened, verbs: _age(made, opened), "sealed")


def _seal_three(made: Place, verbs: Drafting) -> None:
    for _ in range(2):
        verbs.seal(verbs.start(), "interim")
    verbs.seal(made.report, "interim")
    verbs.seal(made.report, "final")


def photo(seed: int, size: int) -> bytes:
    """Bytes that a camera might have made."""
    return b"\xff\xd8\xff" + Random(seed).randbytes(size)


def _file(made: Place, opened: Vault, verbs: Drafting) -> None:
    for seed in (1, 2):
        verbs.attach(made.report, capture(io.BytesIO(photo(seed, SENT_BYTES // seed))), kind="document")
    assert verbs.seal(made.report, "final") is not None
    assert exchange_once(opened, made, made.clock, made.dice).kind == "done"


def _crowd(verbs: Drafting) -> None:
    scrap = verbs.start()
    for seed in range(8):
        verbs.attach(scrap, capture(io.BytesIO(photo(seed, PHOTO_BYTES))), kind="document")


def _age(made: Place, opened: Vault) -> None:
    """The store as the first release wrote it: the same rows in its tables."""
    older = made.store.with_suffix(".older")
    older.touch()
    connection = dbapi2.connect(str(older), isolation_level=None)
    database = _prepared(connection, made.key)
    migrations.steps.apply(database, stop_before="files_beside")
    tables = [name for name in database.table_names() if not name.startswith(("_", "sqlite_"))]
    connection.execute("BEGIN")
    with opened.store.reading() as source:
        for table in tables:
            for row in source.conn.execute(f'SELECT * FROM "{table}"').fetchall():
                connection.execute(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(row))})', row)
    connection.execute("COMMIT")
    connection.close()
    opened.lock()
    for ending in ("-wal", "-shm"):
        made.store.with_name(made.store.name + ending).unlink(missing_ok=True)
    older.replace(made.store)
