"""The server's secrets as files that only their owner may read.

    keys/database.key  32 bytes: the SQLCipher key of the embedded database; the files' key is derived from it
    keys/log.key       Ed25519: signs tree heads (`shared.checkpoint`)
    keys/reply.key     Ed25519: signs replies to tablets (`shared.signing`)
    keys/pages.key     32 bytes: signs what the browser pages hand out
    keys/recovery.key  X25519: opens what tablets seal for the department (`shared.recovery`)

Each holds 64 hexadecimal digits. They are made once, at `scenebook init`; a backup of the database without them is
unreadable, so both are to be backed up, apart from each other.
"""

import os
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NAMES = ("database", "log", "reply", "pages", "recovery")
KEY_BYTES = 32


class BadKeyFile(ValueError):
    """A key file is missing or damaged; the message names it and says what to do."""


def make(folder: Path, random: Callable[[int], bytes], names: tuple[str, ...] = NAMES) -> list[str]:
    """Make the key files that are not there yet; the names made. Never replaces one. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    made = []
    for name in names:
        path = folder / f"{name}.key"
        if path.exists():
            continue
        # The final name appears only with its whole content on the disk.
        fresh = folder / f".{name}.new"
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(random(KEY_BYTES).hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.rename(path)
        made.append(name)
    if made:
        directory = os.open(folder, os.O_RDONLY)
        os.fsync(directory)
        os.close(directory)
    return made


def read(folder: Path, name: str) -> bytes:
    """The 32 bytes of one key file. Raises BadKeyFile."""
    path = folder / f"{name}.key"
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except FileNotFoundError:
        raise BadKeyFile(f"{path} is not there. Run `scenebook init`, or restore it from its backup.") from None
    except (OSError, ValueError) as error:
        raise BadKeyFile(f"{path} cannot be read ({error}). Restore it from its backup.") from None
    if len(key) != KEY_BYTES:
        raise BadKeyFile(f"{path} is damaged: it should hold 64 hexadecimal digits. Restore it from its backup.")
    return key


def derived(key: bytes, purpose: str) -> bytes:
    """Another 32-byte key out of one of these, for one purpose (HKDF, RFC 5869)."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"scenebook {purpose}".encode()).derive(key)
