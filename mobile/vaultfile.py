"""A vault's front: the file that says whose it is and how its key is wrapped, readable without opening anything.

Apart from `mobile.vault` so that the unlock screen can be drawn before the database and the ciphers are loaded.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from shared.canonical import NotCanonical, Value, un_b64u

FORMAT = 1


class VaultError(Exception):
    """No, with a reason. `code` and `params` are for `shared.words`.

    vault.wrong_passphrase {left}, vault.locked_out {seconds}, vault.damaged, vault.exists, vault.recovery_code,
    passphrase.too_short {min},
    passphrase.too_long {max}, passphrase.too_common; from enrolling: enrol.code, enrol.address, enrol.not_https,
    enrol.silence, enrol.wrong_server, enrol.refused.
    """

    def __init__(self, code: str, **params: Value) -> None:
        super().__init__(f"{code} {params}" if params else code)
        self.code = code
        self.params: Mapping[str, Value] = params


@dataclass(frozen=True)
class Cost:
    """What one guess of a passphrase costs (RFC 9106): memory in KiB, passes, lanes."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True)
class Listed:
    """A vault as the unlock screen shows it. `damaged` if its file can't be read."""

    folder: Path
    id: str
    serial: str
    name: str
    damaged: bool = False


def listed(home: Path) -> list[Listed]:
    """The vaults on this tablet, by serial. A vault that can't be read is listed as damaged, never left out."""
    found = []
    for folder in sorted((home / "vaults").glob("*")):
        if not folder.is_dir() or folder.name.startswith("."):
            continue
        try:
            content = read(folder)
            found.append(Listed(folder, folder.name, str(content["serial"]), str(content["name"])))
        except (VaultError, OSError):
            found.append(Listed(folder, folder.name, "", "", damaged=True))
    return sorted(found, key=lambda each: (each.serial, each.id))


def read(folder: Path) -> dict[str, Value]:
    """The content of a vault's front. Raises VaultError("vault.damaged"); OSError where the disk is at fault."""
    try:
        content = json.loads((folder / "vault.json").read_bytes())
        if content["format"] != FORMAT or content["vault"] != folder.name.lstrip("."):
            raise VaultError("vault.damaged")
        for name in ("serial", "name", "recovery"):
            content[name] = str(content[name])
        wrapping(content)
    except (FileNotFoundError, ValueError, KeyError, TypeError, NotCanonical) as error:
        raise VaultError("vault.damaged") from error
    return cast(dict[str, Value], content)


def wrapping(content: Mapping[str, Value]) -> tuple[Cost, bytes, bytes]:
    """Cost, salt and wrapped key. Raises KeyError, TypeError or NotCanonical for a damaged front."""
    kdf = cast(Mapping[str, Value], content["kdf"])
    cost = Cost(*(int(cast(int, kdf[name])) for name in ("memory", "passes", "lanes")))
    # A file from elsewhere must not make the tablet reserve all its memory.
    fair = 8 <= cost.memory <= 2**20 and 1 <= cost.passes <= 32 and 1 <= cost.lanes <= 16
    if kdf["name"] != "argon2id" or not fair:
        raise VaultError("vault.damaged")
    return cost, un_b64u(str(kdf["salt"])), un_b64u(str(content["wrapped"]))
