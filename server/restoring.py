"""A backup of the database, and the way back from it: whole or not at all, and never under the old origin.

The copy is opened, checked and given its new origin beside the place where it belongs, and renamed into it last: a
server never runs on a restored database that passes for the one that was lost.
"""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from server import keyfiles, log
from server.encrypted import sync
from server.services import Services, open_services
from server.settings import Settings
from server.starting import initialise
from server.store import Connection, Store
from server.store.migrations import migrate
from server.system import SystemChance
from shared.checkpoint import TreeHead
from shared.ports import Chance, Clock

OF_A_DATABASE = ("", "-wal", "-wal.kept", "-shm", "-journal")
"""How the names of its files end. A log that is left beside another database would be taken for that one's."""


class WouldReplace(Exception):
    """A database, or what belongs to one, is in the place already; the message is its path."""


class BadBackup(Exception):
    """The file is not a whole backup; the message says why."""


@dataclass(frozen=True)
class Restored:
    """The head that the backup holds, and the origin under which the log goes on."""

    before: TreeHead
    origin: str


def back_up(store: Store, file: Path) -> str:
    """Copy the database to `file` while it is in use, and its SHA-256 to `file`.sha256; gives the SHA-256.

    Raises WouldReplace, StoreUnusable, OSError.
    """
    if file.exists():
        raise WouldReplace(str(file))
    store.copy_to(file)
    with file.open("rb") as copied:
        digest = hashlib.file_digest(copied, "sha256").hexdigest()
    _stated(file).write_text(f"{digest}  {file.name}\n", "ascii")
    return digest


def begin_again(db: Connection, services: Services) -> Restored:
    """Let a restored database's log go on under a new origin. Only inside `Store.writing()`. Raises BadBackup."""
    broken = log.first_broken_entry(db)
    if broken is not None:
        raise BadBackup(f"entry {broken} of its log is not as it was written")
    origin = log.new_origin(services)
    return Restored(log.start_again(db, services, origin), origin)


def restore(settings: Settings, source: Path, clock: Clock | None = None, chance: Chance | None = None) -> Restored:
    """Put the backup `source` in the place of the embedded database, with its log under a new origin.

    Raises WouldReplace, BadBackup, keyfiles.BadKeyFile, StoreUnusable, OSError; then nothing is in the place.
    """
    place = settings.database_file
    for path in (place.with_name(f"{place.name}{end}") for end in OF_A_DATABASE):
        if path.exists():
            raise WouldReplace(str(path))
    keyfiles.read(settings.keys, "log")
    keyfiles.make(
        settings.keys, (chance or SystemChance()).token, ("recovery",)
    )  # keys kept by an older release lack it
    fresh = place.with_name(f".{place.name}.restored")
    _clear(fresh)
    try:
        _copy(source, fresh)
        services = open_services(settings, clock, chance, database=fresh)
        try:
            migrate(services.store)
            done = services.store.write(lambda db: begin_again(db, services))
        finally:
            services.store.close()
        sync(fresh)
        fresh.rename(place)
        sync(place.parent)
    finally:
        _clear(fresh)
    initialise(settings, clock, chance).store.close()
    return done


def _copy(source: Path, target: Path) -> None:
    """The backup's bytes, checked against the digest that was written beside it."""
    try:
        stated = _stated(source).read_text("ascii").split()[0]
    except (FileNotFoundError, UnicodeDecodeError, IndexError) as error:
        raise BadBackup(
            f"{_stated(source)}, which says what the backup must be, is not there or not readable"
        ) from error
    shutil.copyfile(source, target)
    target.chmod(0o600)
    with target.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != stated:
        raise BadBackup("its SHA-256 is not the one beside it; it was changed or is not whole")


def _stated(backup: Path) -> Path:
    """Where it stands what a backup must be."""
    return backup.with_name(f"{backup.name}.sha256")


def _clear(fresh: Path) -> None:
    for end in (*OF_A_DATABASE, ".gate"):
        fresh.with_name(fresh.name + end).unlink(missing_ok=True)
