"""The vault: one encrypted store per officer on a shared tablet, and the passphrase that opens it.

    vault.json   who it belongs to, the random database key wrapped under Argon2id of the passphrase, and the same key
                 sealed for the department (`shared.recovery`), which helps who forgot the passphrase
    tries.json   wrong passphrases since the last right one
    store.db     everything else, keys included (`mobile.store`)

The passphrase is never stored, the database key never unwrapped to disk. A try is counted on disk before it is made,
so that killing the app wins no further one. Making a vault is `mobile.enrolling`.
"""

import json
import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple, cast

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mobile import vaultfile
from mobile.device import make_private, sync_folder, write_whole
from mobile.store import Database, Store, StoreError, settings
from mobile.store.engine import KEY_BYTES, code_of
from mobile.vaultfile import FORMAT, Cost, VaultError
from shared.canonical import Value, b64u, canonical, un_b64u
from shared.keys import key_from_seed
from shared.ports import Chance, Clock
from shared.recovery import VAULT_KEY, BadCode, key_of_code, seal_for_department

SEED_BYTES = 32
PASSPHRASE_MIN = 8
PASSPHRASE_MAX = 256
FREE_TRIES = 5
FIRST_WAIT = 30
LONGEST_WAIT = 3600

COMMON = frozenset(
    (
        "password",
        "passwort",
        "password1",
        "password123",
        "passw0rd",
        "12345678",
        "123456789",
        "1234567890",
        "87654321",
        "qwertyui",
        "qwerty123",
        "qwertyuiop",
        "asdfghjk",
        "abcdefgh",
        "abcd1234",
        "iloveyou",
        "sunshine",
        "princess",
        "football",
        "baseball",
        "superman",
        "letmein1",
        "welcome1",
        "trustno1",
        "scenebook",
        "lapd1234",
        "losangeles",
        "contraseña",
    )
)


@dataclass(frozen=True)
class Person:
    """The officer a vault belongs to, as known to the department; `id` is the author of versions."""

    id: str
    serial: str
    name: str
    rank: str


@dataclass(frozen=True)
class Trust:
    """The server a vault believes, kept for ever: its address, log origin and public keys (base64url)."""

    address: str
    origin: str
    log_key: str
    reply_key: str
    recovery_key: str


class Vault:
    """An open vault. Its id is the device id of the protocol."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder
        self.store = store
        with store.reading() as database:
            held = {name: settings.get(database, name) for name in ("device", "person", "trust", "seeds")}
        try:
            person, trust, seeds = (cast(Mapping[str, str], held[name]) for name in ("person", "trust", "seeds"))
            self.id = str(held["device"])
            self.person, self.trust = Person(**person), Trust(**trust)
            self.version_key: Ed25519PrivateKey = key_from_seed(un_b64u(seeds["version"]))
            self.device_key: Ed25519PrivateKey = key_from_seed(un_b64u(seeds["device"]))
        except (TypeError, KeyError, ValueError) as error:
            raise VaultError("vault.damaged") from error

    @property
    def incarnation(self) -> str:
        """Which life of this vault counts its versions now: `mobile.renewing`. Raises StoreError."""
        with self.store.reading() as database:
            return str(settings.get(database, "incarnation"))

    def lock(self) -> None:
        """Forget the keys and close the store. Reading or writing through it raises StoreError from now on."""
        self.store.close()


def create(
    home: Path,
    passphrase: str,
    *,
    device: str,
    person: Person,
    recovery_key: str,
    fill: Callable[[Database], None],
    chance: Chance,
    cost: Cost,
) -> Path:
    """Make a vault on disk, whole or not at all, and return its folder. `fill` writes what its store holds at first.

    `recovery_key` is the department's public one (`shared.recovery`). Raises VaultError for a bad passphrase or an id
    that is there, StoreError when the disk says no, BadKey.
    """
    check_passphrase(passphrase, person.serial)
    folder, building = home / "vaults" / device, home / "vaults" / f".{device}"
    if folder.exists():
        raise VaultError("vault.exists")
    key = chance.token(KEY_BYTES)
    try:
        make_private(home)
        make_private(home / "vaults")
        # What an earlier attempt left half-made holds nothing that anybody was told is safe.
        shutil.rmtree(building, ignore_errors=True)
        make_private(building)
        store = Store.create(building / "store.db", key)
        with store.writing() as database:
            fill(database)
        store.close()
        recovery = b64u(seal_for_department(recovery_key, VAULT_KEY, device, key))
        _write(building, _Front(device, person.serial, person.name, recovery), key, passphrase, chance, cost)
        os.replace(building, folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise StoreError(code_of(error), str(error)) from error
    return folder


def unlock(folder: Path, passphrase: str, clock: Clock) -> Vault:
    """Open a vault. Raises VaultError (wrong passphrase, waiting, damaged) or StoreError.

    Counts the try on disk first; if that cannot be written, the tablet's disk is at fault and StoreError says so.
    """
    key = _key(folder, passphrase, clock)
    try:
        return Vault(folder, Store(folder / "store.db", key))
    except StoreError as error:
        # The wrapped key is authenticated: if it opens the wrapping, it is the file that is not what it was.
        raise StoreError("store.damaged", str(error)) if error.code == "store.wrong_key" else error from error


def confirm(folder: Path, passphrase: str, clock: Clock) -> None:
    """That who holds the tablet knows the passphrase; counted as `unlock` counts. Raises VaultError, StoreError."""
    _key(folder, passphrase, clock)


def change_passphrase(folder: Path, old: str, new: str, clock: Clock, chance: Chance, cost: Cost | None = None) -> None:
    """Wrap the same database key under another passphrase. Raises VaultError, StoreError; then the old one holds."""
    content = _read(folder)
    check_passphrase(new, str(content["serial"]))
    key = _key(folder, old, clock)
    try:
        _write(folder, _front(content), key, new, chance, cost or Cost())
    except OSError as error:
        raise StoreError(code_of(error), str(error)) from error


def recover(folder: Path, code: str, new: str, clock: Clock, chance: Chance, cost: Cost | None = None) -> Vault:
    """Give a vault a new passphrase with the code that the department read out, and open it.

    Raises VaultError: vault.recovery_code for a code that is none or another vault's, vault.damaged, passphrase.*;
    StoreError. Then everything is as it was.
    """
    content = _read(folder)
    check_passphrase(new, str(content["serial"]))
    try:
        key = key_of_code(code)
        Store(folder / "store.db", key).close()
    except BadCode as error:
        raise VaultError("vault.recovery_code") from error
    except StoreError as error:
        if error.code == "store.wrong_key":
            raise VaultError("vault.recovery_code") from error
        raise
    try:
        _write(folder, _front(content), key, new, chance, cost or Cost())
    except OSError as error:
        raise StoreError(code_of(error), str(error)) from error
    _note_tries(folder, 0, clock.now())
    return Vault(folder, Store(folder / "store.db", key))


def check_passphrase(passphrase: str, serial: str = "") -> None:
    """Length counts, composition does not (NIST SP 800-63B). Raises VaultError."""
    text = _normal(passphrase)
    if len(text) < PASSPHRASE_MIN:
        raise VaultError("passphrase.too_short", min=PASSPHRASE_MIN)
    if len(text) > PASSPHRASE_MAX:
        raise VaultError("passphrase.too_long", max=PASSPHRASE_MAX)
    plain = text.casefold()
    bare = plain.replace(serial.casefold(), "") if serial else plain
    if plain in COMMON or len(set(plain)) < 3 or len(bare) < 3 or re.fullmatch(r"(.{1,4})\1+", plain):
        raise VaultError("passphrase.too_common")


def waiting(folder: Path, clock: Clock) -> int:
    """Whole seconds until the next try is allowed, 0 if it is. A clock set back starts the wait again, once."""
    failed, at = _tries(folder)
    wait = wait_after(failed)
    if not wait or at is None:
        return 0
    now = clock.now()
    if now < at:
        _note_tries(folder, failed, now)
        return wait
    left = at + timedelta(seconds=wait) - now
    return max(0, -int(-left.total_seconds() // 1))


def wait_after(failed: int) -> int:
    """Seconds to wait after `failed` wrong passphrases in a row: none for five, then doubling up to an hour."""
    if failed < FREE_TRIES:
        return 0
    return int(min(FIRST_WAIT * 2 ** min(failed - FREE_TRIES, 20), LONGEST_WAIT))


def _read(folder: Path) -> dict[str, Value]:
    """The front. A disk that cannot be read is no damaged vault. Raises VaultError, StoreError."""
    try:
        return vaultfile.read(folder)
    except OSError as error:
        raise StoreError(code_of(error), str(error)) from error


def _key(folder: Path, passphrase: str, clock: Clock) -> bytes:
    content = _read(folder)
    if seconds := waiting(folder, clock):
        raise VaultError("vault.locked_out", seconds=seconds)
    failed, _ = _tries(folder)
    _note_tries(folder, failed + 1, clock.now())
    cost, salt, wrapped = vaultfile.wrapping(content)
    try:
        key = AESGCM(_derive(passphrase, salt, cost)).decrypt(wrapped[:12], wrapped[12:], _bound(content))
    except InvalidTag:
        if seconds := wait_after(failed + 1):
            raise VaultError("vault.locked_out", seconds=seconds) from None
        raise VaultError("vault.wrong_passphrase", left=FREE_TRIES - failed - 1) from None
    _note_tries(folder, 0, clock.now())
    return key


class _Front(NamedTuple):
    """What a vault's front says beside the wrapped key; `recovery` is the key sealed for the department."""

    vault: str
    serial: str
    name: str
    recovery: str


def _front(content: Mapping[str, Value]) -> _Front:
    return _Front(*(str(content[name]) for name in _Front._fields))


def _write(folder: Path, front: _Front, key: bytes, passphrase: str, chance: Chance, cost: Cost) -> None:
    salt, nonce = chance.token(16), chance.token(12)
    content: dict[str, Value] = {
        "format": FORMAT,
        **front._asdict(),
        "kdf": {"name": "argon2id", "salt": b64u(salt), **asdict(cost)},
    }
    sealed = AESGCM(_derive(passphrase, salt, cost)).encrypt(nonce, key, _bound(content))
    content["wrapped"] = b64u(nonce + sealed)
    write_whole(folder / "vault.json", canonical(content))


def _bound(content: Mapping[str, Value]) -> bytes:
    """What the wrapping is bound to: everything in the file but itself."""
    return canonical({name: value for name, value in content.items() if name != "wrapped"})


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(
        _normal(passphrase).encode("utf-8"),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory,
        parallelism=cost.lanes,
        hash_len=32,
        type=Type.ID,
    )


def _normal(passphrase: str) -> str:
    """One spelling for what two keyboards may spell differently."""
    return unicodedata.normalize("NFKC", passphrase)


def _tries(folder: Path) -> tuple[int, datetime | None]:
    try:
        content = json.loads((folder / "tries.json").read_bytes())
        return int(content["failed"]), datetime.fromisoformat(content["at"])
    except FileNotFoundError:
        return 0, None
    except (OSError, ValueError, KeyError, TypeError):
        # An unreadable count is no free pass: it counts as the last try before the wait.
        return FREE_TRIES - 1, None


def _note_tries(folder: Path, failed: int, now: datetime) -> None:
    try:
        write_whole(folder / "tries.json", canonical({"failed": failed, "at": now.isoformat()}))
    except OSError as error:
        raise StoreError(code_of(error), str(error)) from error
