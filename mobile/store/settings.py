"""Single facts by name (as canonical JSON), and configurations by digest."""

import json
from typing import cast

from sqlite_utils import Database

from shared.canonical import Value, canonical


def get(database: Database, name: str) -> Value | None:
    """The fact called `name`, or None if it was never set."""
    found = database.conn.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return cast(Value, json.loads(found[0])) if found else None


def put(database: Database, name: str, value: Value) -> None:
    """Set a fact."""
    database.conn.execute(
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, canonical(value).decode()),
    )


def take_number(database: Database, name: str) -> int:
    """The next number of a gap-free count that starts at 1. It is used up only if the transaction commits."""
    held = get(database, name)
    number = held + 1 if isinstance(held, int) else 1
    put(database, name, number)
    return number


def configuration(database: Database, digest: str) -> dict[str, Value] | None:
    """The content of a vocabulary or city by its digest, or None if this tablet never got it."""
    found = database.conn.execute("SELECT content FROM configuration WHERE digest = ?", (digest,)).fetchone()
    return cast(dict[str, Value], json.loads(found[0])) if found else None


def put_configuration(database: Database, digest: str, kind: str, content: Value, at: str) -> None:
    """Keep a configuration; one that is there already stays as it is."""
    database.conn.execute(
        "INSERT OR IGNORE INTO configuration (digest, kind, content, got_at) VALUES (?, ?, ?, ?)",
        (digest, kind, canonical(content).decode(), at),
    )
