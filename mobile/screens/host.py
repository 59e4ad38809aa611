"""What the screens around the form may ask beside `Shell`: the vaults' folder, the choices, the way to a server."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from mobile.preferences import Preferences
from mobile.screens.shell import Shell
from mobile.transport import Transport
from mobile.vault import Vault
from shared.ports import Chance, Clock


class Host(Shell, Protocol):
    """The app as unlock, enrol, home and settings see it."""

    home: Path
    clock: Clock
    chance: Chance
    chosen: Preferences

    def choose(self, **changes: str | int) -> None:
        """Change a preference, keep it, and show everything by it at once."""

    def transport(self, address: str) -> Transport:
        """A way to the server at `address`."""

    def unlocked(self, vault: Vault) -> None:
        """Somebody opened their vault: the session begins."""
