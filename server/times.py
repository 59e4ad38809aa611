"""How the server writes a time."""

from datetime import UTC, datetime


def stamp(moment: datetime) -> str:
    """A time as the server stores it: UTC, RFC 3339 with milliseconds and Z, so that texts sort as times do."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def unstamp(text: str) -> datetime:
    """The inverse of `stamp`. Raises ValueError."""
    return datetime.fromisoformat(text)
