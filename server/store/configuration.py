"""Controlled lists and city files by digest: every one ever in force stays readable, one of each kind is in force."""

from sqlalchemy import Connection, insert, select, update

from server.store.tables import configuration

KINDS = ("vocabulary", "city")
_CURRENT = select(configuration.c.kind, configuration.c.digest).where(configuration.c.in_force.is_(True))


def current(db: Connection) -> dict[str, str]:
    """{"vocabulary": digest, "city": digest} in force. Raises LookupError before both were published."""
    found = {row.kind: row.digest for row in db.execute(_CURRENT)}
    if set(found) != set(KINDS):
        raise LookupError("no configuration is in force")
    return found


def content(db: Connection, digest: str, kind: str = "") -> str | None:
    """The canonical text named by `digest`, None if it is not known (or of another kind)."""
    found = select(configuration.c.content).where(configuration.c.digest == digest)
    if kind:
        found = found.where(configuration.c.kind == kind)
    return db.execute(found).scalar_one_or_none()


def publish(db: Connection, kind: str, digest: str, text: str, at: str) -> None:
    """Put a list or a city in force, in the place of the one before it. Publishing twice changes nothing."""
    if kind not in KINDS:
        raise ValueError(f"not a kind of configuration: {kind}")
    db.execute(update(configuration).where(configuration.c.kind == kind).values(in_force=False))
    if content(db, digest) is None:
        row = {"digest": digest, "kind": kind, "content": text, "published_at": at, "in_force": True}
        db.execute(insert(configuration), row)
    else:
        db.execute(update(configuration).where(configuration.c.digest == digest).values(in_force=True))
