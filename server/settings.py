"""The server's settings: one frozen object, read once from the environment (SCENEBOOK_*).

Nothing else in the server reads the environment. Secrets are files in the data folder (`server.keyfiles`); the two
that an operator may keep elsewhere, the database's address and key, are settings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

DEFAULT_DATA = "var/scenebook"
DEFAULT_PORT = 8017


class BadSetting(ValueError):
    """A setting is missing or wrong; the message says which and what it should be, for the person who set it."""


@dataclass(frozen=True)
class Settings:
    """Where everything is.

    data          folder of the database, the key files, the files and the exports
    database_url  "" for the encrypted SQLite file in `data`, else postgresql+psycopg://...
    database_key  64 hexadecimal digits, or "" to read `data`/keys/database.key
    public_url    how tablets and browsers reach this server, without a trailing slash
    threads       how many requests of tablets are inside at once; beyond them there are always some for pages
    """

    data: Path
    database_url: str = ""
    database_key: str = ""
    public_url: str = f"http://127.0.0.1:{DEFAULT_PORT}"
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    threads: int = 8

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """The settings that SCENEBOOK_DATA, _DATABASE_URL, _DATABASE_KEY, _PUBLIC_URL, _HOST, _PORT and _THREADS
        give; each has a default. Raises BadSetting."""

        def given(name: str, default: str) -> str:
            return environment.get(f"SCENEBOOK_{name}", "").strip() or default

        host, port = given("HOST", "127.0.0.1"), _number("PORT", given("PORT", str(DEFAULT_PORT)), 65535)
        public = given("PUBLIC_URL", f"http://{host}:{port}").rstrip("/")
        split = urlsplit(public)
        if split.scheme not in ("http", "https") or not split.hostname or split.path or split.query:
            raise BadSetting(f"SCENEBOOK_PUBLIC_URL is {public!r}; it should look like https://scenebook.example.org")
        database = given("DATABASE_URL", "")
        if database and not database.startswith("postgresql+psycopg://"):
            raise BadSetting("SCENEBOOK_DATABASE_URL should start with postgresql+psycopg:// or be left out")
        key = given("DATABASE_KEY", "")
        if key and (len(key) != 64 or set(key.lower()) - set("0123456789abcdef")):
            raise BadSetting("SCENEBOOK_DATABASE_KEY should be 64 hexadecimal digits")
        return cls(
            data=Path(given("DATA", DEFAULT_DATA)).absolute(),
            database_url=database,
            database_key=key.lower(),
            public_url=public,
            host=host,
            port=port,
            threads=_number("THREADS", given("THREADS", "8"), 256),
        )

    @property
    def keys(self) -> Path:
        """The folder of the key files."""
        return self.data / "keys"

    @property
    def database_file(self) -> Path:
        """The embedded database; used only without `database_url`."""
        return self.data / "scenebook.db"

    @property
    def exports(self) -> Path:
        """Finished bundles."""
        return self.data / "exports"

    @property
    def files(self) -> Path:
        """Photos and documents by their digests, encrypted, and the uploads of those that are not whole."""
        return self.data / "files"


def _number(name: str, text: str, most: int) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= most:
        raise BadSetting(f"SCENEBOOK_{name} is {text!r}; it should be a number from 1 to {most}")
    return int(text)
