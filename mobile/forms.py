"""The forms this tablet can open: the newest for a new report, and the one each draft was begun with.

A draft pins the form's number and the digests of the lists and the city it was begun under, so an update or a new list
never changes a report that is being written.
"""

import threading
from collections.abc import Callable, Mapping
from typing import cast

from mobile.store import Store, settings
from shared.canonical import Value
from shared.catalog import Form
from shared.city import City, city_of
from shared.configuration import Configuration
from shared.vocabulary import Vocabulary, parse_vocabulary

Build = Callable[[int, Configuration], Form]
"""`shared.report.form`."""


class Forms:
    """Forms by number and configuration, built once each. `latest` is the newest form of this release."""

    def __init__(self, store: Store, build: Build, latest: int) -> None:
        self._store, self._build, self.latest = store, build, latest
        self._built: dict[tuple[int, str, str], Form] = {}
        self._parsed: dict[str, Vocabulary | City] = {}
        self._guard = threading.Lock()

    def newest(self) -> Form:
        """The form for a new report. Raises LookupError if the vault holds no configuration."""
        with self._store.reading() as database:
            current = settings.get(database, "current")
        if not isinstance(current, Mapping):
            raise LookupError("the vault holds no configuration")
        return self.of(self.latest, str(current["vocabulary"]), str(current["city"]))

    def of(self, version: int, vocabulary: str, city: str) -> Form:
        """The form of a draft. Raises LookupError for one that this release or this tablet does not have."""
        name = (version, vocabulary, city)
        with self._guard:
            if name not in self._built:
                lists, facts = self._content(vocabulary), self._content(city)
                if not isinstance(lists, Vocabulary) or not isinstance(facts, City):
                    raise LookupError("a configuration of another kind")
                self._built[name] = self._build(version, Configuration(lists, facts))
            return self._built[name]

    def _content(self, digest: str) -> Vocabulary | City:
        if digest not in self._parsed:
            with self._store.reading() as database:
                content = settings.configuration(database, digest)
            if content is None:
                raise LookupError(f"no configuration {digest} on this tablet")
            known = cast(Mapping[str, Value], content)
            self._parsed[digest] = parse_vocabulary(known) if "lists" in content else city_of(known)
        return self._parsed[digest]
