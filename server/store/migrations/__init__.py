"""Every change of the database's shape, in order. `migrate` brings a database to this release's.

The first migration builds what the first release had; what came later is added, never edited into it.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from server.store.engine import Store, StoreUnusable


def migrate(store: Store) -> None:
    """Bring the database to this release's shape, from any earlier one. Raises StoreUnusable."""
    with store.building() as db:
        settings = _settings()
        settings.attributes["connection"] = db
        command.upgrade(settings, "head")


def check_current(store: Store) -> None:
    """Raises StoreUnusable unless the database has exactly this release's shape."""
    with store.reading() as db:
        found = shape(db)
    if found != ScriptDirectory.from_config(_settings()).get_current_head():
        raise StoreUnusable("store.not_migrated", str(found))


def shape(db: Connection) -> str | None:
    """The newest migration that the database has had, None for an empty one."""
    return MigrationContext.configure(db).get_current_revision()


def _settings() -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent))
    return settings
