"""Taking in what a stranded tablet wrote into a file, and reading out the key of a vault whose passphrase is forgotten.

A file is believed as much as a request: it must be signed by an enrolled tablet, and its versions go through the very
same intake. Both acts are in the log.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from server import log
from server.intake import NotHeard, Push, Taken, accept
from server.opening import public_key
from server.services import Services
from server.store import devices
from server.store.devices import DEVICE_KEY
from shared.canonical import NotCanonical, Value, un_b64u
from shared.checkpoint import TreeHead
from shared.entry import Act
from shared.protocol import VERSIONS_MAX
from shared.recovery import VAULT_KEY, NotOpened, open_for_department, recovery_code
from shared.unsent import BadUnsent, open_unsent, read_unsent

NONCE_BYTES = 16
APP_MAX = 40


class NotImported(Exception):
    """Nothing was taken in. `code`: unsent.form, unsent.other, unsent.unknown, unsent.signature, unsent.suspended;
    for a vault vault.form, vault.other, vault.unknown."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Imported:
    """What became of a file: its tablet, and each version's outcome in the file's order."""

    vault: str
    taken: tuple[Taken, ...]


def take_in(services: Services, content: bytes, actor: str) -> Imported:
    """Take a file in; a second time changes nothing. Raises NotImported, StoreUnusable."""
    try:
        unsent = read_unsent(content)
        keys = {unsent.vault: _device_key(services, unsent.vault)}
        if keys[unsent.vault] is None:
            raise NotImported("unsent.unknown")
        body = json.loads(open_unsent(unsent, services.recovery_key, keys.get))
        if not isinstance(body, dict):
            raise NotImported("unsent.form")
    except BadUnsent as error:
        raise NotImported(error.code) from error
    except NotOpened as error:
        raise NotImported("unsent.other") from error
    except ValueError as error:
        raise NotImported("unsent.form") from error
    taken: list[Taken] = []
    try:
        for push in _pushes(services, unsent.vault, body):
            taken += accept(services, push, TreeHead("", 0, b"")).taken
    except NotHeard as error:
        raise NotImported("unsent.suspended") from error
    details: dict[str, Value] = {"versions": [each.digest for each in taken]}
    services.store.write(lambda db: log.append(db, services, Act.FILE_IMPORTED, actor, unsent.vault, details))
    return Imported(unsent.vault, tuple(taken))


def code_for_vault(services: Services, content: bytes, actor: str) -> str:
    """The recovery code for a vault's front (`vault.json`), logged before it is known. Raises NotImported."""
    try:
        front = json.loads(content)
        vault, sealed = str(front["vault"]), un_b64u(str(front["recovery"]))
    except (ValueError, KeyError, TypeError, NotCanonical) as error:
        raise NotImported("vault.form") from error
    with services.store.reading() as db:
        device = devices.get(db, vault)
    if device is None:
        raise NotImported("vault.unknown")
    try:
        key = open_for_department(services.recovery_key, VAULT_KEY, vault, sealed)
    except NotOpened as error:
        raise NotImported("vault.other") from error
    details: dict[str, Value] = {"person": device.person_id}
    services.store.write(lambda db: log.append(db, services, Act.VAULT_RECOVERED, actor, vault, details))
    return recovery_code(key)


def _pushes(services: Services, vault: str, body: Mapping[str, object]) -> Iterator[Push]:
    """The file's versions in requests of the usual size."""
    with services.store.reading() as db:
        key = next(each for each in devices.keys_of(db, vault) if each.purpose == DEVICE_KEY)
        asker = devices.asker(db, key.id)
    if asker is None or asker.suspended:
        raise NotImported("unsent.suspended")
    versions = body.get("versions")
    if not isinstance(versions, list):
        raise NotImported("unsent.form")
    for begin in range(0, len(versions), VERSIONS_MAX):
        yield Push(
            asker=asker,
            key=key.id,
            nonce=services.chance.token(NONCE_BYTES).hex(),
            incarnation=asker.incarnation,
            app=str(body.get("app", ""))[:APP_MAX],
            clock_offset=None,
            cursor=0,
            versions=versions[begin : begin + VERSIONS_MAX],
        )


def _device_key(services: Services, vault: str) -> Ed25519PublicKey | None:
    with services.store.reading() as db:
        found = [each for each in devices.keys_of(db, vault) if each.purpose == DEVICE_KEY]
    return public_key(found[0].public) if found else None
