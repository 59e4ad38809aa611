"""The first start: folder, keys, tables, the log's first entry, the configuration that ships with this release.

Every step is skipped when it is already done, so that starting twice, or again after a crash, harms nothing.
"""

from server import keyfiles, log
from server.services import Services, open_services
from server.settings import Settings
from server.store import Connection, configuration
from server.store import log as log_rows
from server.store.migrations import migrate
from server.system import SystemChance, SystemClock
from shared.canonical import canonical
from shared.city import shipped_city
from shared.ports import Chance, Clock
from shared.vocabulary import shipped_vocabulary


def initialise(settings: Settings, clock: Clock | None = None, chance: Chance | None = None) -> Services:
    """Make the server's data where `settings` say, or bring it to this release. Raises OSError, StoreUnusable."""
    chance = chance or SystemChance()
    settings.data.mkdir(parents=True, exist_ok=True)
    settings.data.chmod(0o700)
    names = tuple(name for name in keyfiles.NAMES if name != "database" or not settings.database_key)
    keyfiles.make(settings.keys, chance.token, names)
    settings.exports.mkdir(exist_ok=True)
    settings.files.mkdir(exist_ok=True, mode=0o700)
    services = open_services(settings, clock or SystemClock(), chance, fresh=True)
    if not settings.database_url:
        settings.database_file.chmod(0o600)
    migrate(services.store)
    services.store.write(lambda db: _first_rows(db, services))
    return services


def _first_rows(db: Connection, services: Services) -> None:
    if log_rows.head(db) is None:
        log.start(db, services, log.new_origin(services))
    for kind, shipped in (("vocabulary", shipped_vocabulary()), ("city", shipped_city())):
        text = canonical(shipped.content).decode()
        if configuration.content(db, shipped.digest) is None:
            configuration.publish(db, kind, shipped.digest, text, services.stamp())
