"""What the views are given: settings, store, clock, chance, keys and forms, in one frozen object.

`open_services` is the only place that turns settings into the real things; tests and the simulation make their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from server import keyfiles
from server.people import People
from server.settings import Settings
from server.store import Connection, Store, StoreUnusable, configuration, open_postgres, open_sqlite
from server.system import SystemChance, SystemClock
from server.times import stamp
from shared import report
from shared.canonical import Value, parse_canonical
from shared.catalog import Form
from shared.city import City, city_of
from shared.configuration import Configuration
from shared.keys import key_from_seed
from shared.ports import Chance, Clock
from shared.protocol import SPOKEN
from shared.recovery import recovery_key
from shared.vocabulary import Vocabulary, parse_vocabulary


@dataclass(frozen=True)
class Services:
    """Everything a view or a service may use. The keys sign tree heads, replies to tablets and the pages' tokens,
    open what tablets seal for us, and encrypt the files on the disk; `spoken` are the protocol's numbers, `people` are
    those who wait for a page."""

    settings: Settings
    store: Store
    clock: Clock
    chance: Chance
    log_key: Ed25519PrivateKey
    reply_key: Ed25519PrivateKey
    pages_key: bytes
    recovery_key: X25519PrivateKey
    files_key: bytes
    spoken: frozenset[int] = SPOKEN
    people: People = field(default_factory=People, repr=False, compare=False)
    _forms: dict[tuple[int, str, str], Form] = field(default_factory=dict, repr=False, compare=False)
    _contents: dict[str, Vocabulary | City] = field(default_factory=dict, repr=False, compare=False)

    def stamp(self) -> str:
        """Now, as the server stores times."""
        return stamp(self.clock.now())

    def form(self) -> Form:
        """The newest form under the configuration in force."""
        with self.store.reading() as db:
            return self.current_form(db)

    def current_form(self, db: Connection) -> Form:
        """`form()` inside a transaction that is already open. Raises LookupError before `scenebook init`."""
        current = configuration.current(db)
        return self.form_in(db, report.LATEST, current["vocabulary"], current["city"])

    def form_for(self, version: int, vocabulary: str, city: str) -> Form:
        """The form a version was made with, by its number and digests. Raises LookupError for one not known here."""
        held = self._forms.get((version, vocabulary, city))
        if held is not None:
            return held
        with self.store.reading() as db:
            return self.form_in(db, version, vocabulary, city)

    def form_in(self, db: Connection, version: int, vocabulary: str, city: str) -> Form:
        """`form_for` inside a transaction that is already open."""
        name = (version, vocabulary, city)
        if name not in self._forms:
            lists, facts = self._content(db, "vocabulary", vocabulary), self._content(db, "city", city)
            assert isinstance(lists, Vocabulary) and isinstance(facts, City)
            self._forms[name] = report.form(version, Configuration(lists, facts))
        return self._forms[name]

    def _content(self, db: Connection, kind: str, digest: str) -> Vocabulary | City:
        """A list or a city by its digest; never changes, so it is kept for as long as the process lives."""
        if digest not in self._contents:
            text = configuration.content(db, digest, kind)
            if text is None:
                raise LookupError(f"no {kind} {digest} is known here")
            parsed = cast(Mapping[str, Value], parse_canonical(text.encode()))
            self._contents[digest] = parse_vocabulary(parsed) if kind == "vocabulary" else city_of(parsed)
        return self._contents[digest]


def open_services(
    settings: Settings,
    clock: Clock | None = None,
    chance: Chance | None = None,
    *,
    fresh: bool = False,
    database: Path | None = None,
) -> Services:
    """The services over what `settings` name; `fresh` allows a database that is not there yet; `database` is another
    file than the embedded one in its place.

    Raises keyfiles.BadKeyFile, StoreUnusable.
    """
    file = database or settings.database_file
    if not (settings.database_url or fresh or file.exists()):
        raise StoreUnusable("store.missing", str(file))
    key = bytes.fromhex(settings.database_key) or keyfiles.read(settings.keys, "database")
    store = open_postgres(settings.database_url) if settings.database_url else open_sqlite(file, key)
    return Services(
        settings=settings,
        store=store,
        clock=clock or SystemClock(),
        chance=chance or SystemChance(),
        log_key=key_from_seed(keyfiles.read(settings.keys, "log")),
        reply_key=key_from_seed(keyfiles.read(settings.keys, "reply")),
        pages_key=keyfiles.read(settings.keys, "pages"),
        recovery_key=recovery_key(keyfiles.read(settings.keys, "recovery")),
        files_key=keyfiles.derived(key, "files"),
    )
