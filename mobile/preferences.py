"""How this tablet looks and when it locks: small choices that are kept beside the vaults and say nothing of any report.

A file that is missing or spoilt gives the defaults: no choice of looks may keep an officer from a vault.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from mobile.device import make_private, write_whole

MODES = ("day", "night", "contrast")
LANGUAGES = ("en", "es")
SCALES = (100, 115, 130, 145, 160)
LOCKS = (1, 5, 15, 30)
"""Minutes without a touch after which the tablet locks."""


@dataclass(frozen=True)
class Preferences:
    """The choices. `scale` is the text's size in percent, `lock` minutes."""

    mode: str = "day"
    language: str = "en"
    scale: int = 100
    lock: int = 15

    @property
    def valid(self) -> bool:
        """Whether each is one of the choices there are."""
        return self.mode in MODES and self.language in LANGUAGES and self.scale in SCALES and self.lock in LOCKS


def read(home: Path) -> Preferences:
    """The choices kept in `home`, or the defaults."""
    with suppress(OSError, ValueError, TypeError):
        held = json.loads((home / "preferences.json").read_text("utf-8"))
        chosen = Preferences(**{each.name: held[each.name] for each in fields(Preferences) if each.name in held})
        if chosen.valid:
            return chosen
    return Preferences()


def write(home: Path, chosen: Preferences) -> None:
    """Keep the choices. A disk that says no is not worth an officer's attention: they hold until the app ends."""
    with suppress(OSError):
        make_private(home)
        write_whole(home / "preferences.json", json.dumps(asdict(chosen)).encode())
