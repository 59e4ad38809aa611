"""Taking in what a stranded tablet wrote into a file, and reading out the key of a vault whose passphrase is forgotten.

A file is believed as much as a request: it must be signed by an enrolled tablet, and its versions go through the very
same intake; the files enclosed in it are added to uploads as a tablet adds to them, and are whole when their digest is
theirs. Both acts are in the log.
"""

import io
import json
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from server import log, uploads
from server.intake import NotHeard, Push, Taken, accept
from server.opening import public_key
from server.services import Services
from server.store import devices
from server.store.devices import DEVICE_KEY, Asker
from server.uploads import NotTaken
from shared.canonical import NotCanonical, Value, un_b64u
from shared.checkpoint import TreeHead
from shared.entry import Act
from shared.protocol import CHUNK_BYTES_MAX, DIGEST_FORM, FILE_BYTES_MAX, VERSIONS_MAX
from shared.recovery import VAULT_KEY, NotOpened, open_for_department, recovery_code
from shared.unsent import PIECE_BYTES, BadPiece, BadUnsent, Enclosed, Opened, open_pieces, open_unsent, read_unsent

_LOG = logging.getLogger(__name__)

NONCE_BYTES = 16
APP_MAX = 40


class NotImported(Exception):
    """Nothing was taken in. `code`: unsent.form, unsent.other, unsent.unknown, unsent.signature, unsent.suspended;
    for a vault vault.form, vault.other, vault.unknown."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Brought:
    """One enclosed file. `code` is why it is not here: unsent.file.cut (the file ended before it), .damaged, .wrong
    (all there, and not the file of this digest), .too_large, .elsewhere (it is being uploaded right now), .storage; ""
    if it is. `new`: it was not here before."""

    digest: str
    bytes: int
    code: str
    new: bool = False


@dataclass(frozen=True)
class Imported:
    """What became of a file: its tablet, each version's outcome and each enclosed file, in the file's order."""

    vault: str
    taken: tuple[Taken, ...]
    brought: tuple[Brought, ...] = ()


def take_in(services: Services, content: bytes | BinaryIO, actor: str) -> Imported:
    """Take a file in, its bytes or the open file; a second time changes nothing. Raises NotImported, StoreUnusable."""
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    try:
        unsent = read_unsent(file)
        keys = {unsent.vault: _device_key(services, unsent.vault)}
        if keys[unsent.vault] is None:
            raise NotImported("unsent.unknown")
        opened = open_unsent(unsent, services.recovery_key, keys.get)
        body = json.loads(opened.request)
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
    brought = tuple(_files(services, unsent.vault, file, opened))
    details: dict[str, Value] = {"versions": [each.digest for each in taken]}
    if brought:
        details["files"] = [each.digest for each in brought if not each.code]
    services.store.write(lambda db: log.append(db, services, Act.FILE_IMPORTED, actor, unsent.vault, details))
    return Imported(unsent.vault, tuple(taken), brought)


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
    key, asker = _asker(services, vault)
    versions = body.get("versions")
    if not isinstance(versions, list):
        raise NotImported("unsent.form")
    for begin in range(0, len(versions), VERSIONS_MAX):
        yield Push(
            asker=asker,
            key=key,
            nonce=_nonce(services),
            incarnation=asker.incarnation,
            app=str(body.get("app", ""))[:APP_MAX],
            clock_offset=None,
            cursor=0,
            versions=versions[begin : begin + VERSIONS_MAX],
        )


def _files(services: Services, vault: str, file: BinaryIO, opened: Opened) -> Iterator[Brought]:
    """Each enclosed file in turn, a chunk of it at a time. One that is damaged costs no other."""
    if not opened.files:
        return
    _, asker = _asker(services, vault)
    for enclosed in opened.files:
        try:
            new = _bring(services, asker, file, opened.key, enclosed)
            yield Brought(enclosed.digest, enclosed.bytes, "", new)
        except BadPiece as error:
            yield Brought(enclosed.digest, enclosed.bytes, error.code)
        except NotTaken as error:
            code = "unsent.file.wrong" if error.code == "file.digest" else "unsent.file.elsewhere"
            yield Brought(enclosed.digest, enclosed.bytes, code)
        except OSError as error:
            _LOG.error("%s cannot be stored: %s", enclosed.digest, error)
            yield Brought(enclosed.digest, enclosed.bytes, "unsent.file.storage")


def _bring(services: Services, asker: Asker, file: BinaryIO, key: bytes, enclosed: Enclosed) -> bool:
    """Add what is missing of a file to the tablet's own upload of it; False if nothing was. Raises BadPiece, NotTaken,
    OSError."""
    if not re.fullmatch(DIGEST_FORM, enclosed.digest):
        raise BadPiece("unsent.file.wrong")
    if enclosed.bytes > FILE_BYTES_MAX:
        raise BadPiece("unsent.file.too_large")
    begun = uploads.begin(services, asker, _nonce(services), enclosed.digest, enclosed.bytes)
    offset = begun.offset
    for chunk in _chunks(open_pieces(file, key, enclosed, offset)):
        offset = uploads.add(services, asker, _nonce(services), begun.id, offset, chunk).offset
    return begun.offset < enclosed.bytes


def _chunks(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces joined to what one request may add. What came before a bad piece is given before it is raised."""
    held: list[bytes] = []
    try:
        for piece in pieces:
            held.append(piece)
            if len(held) == CHUNK_BYTES_MAX // PIECE_BYTES:
                yield b"".join(held)
                held = []
    except BadPiece:
        if held:
            yield b"".join(held)
        raise
    if held:
        yield b"".join(held)


def _asker(services: Services, vault: str) -> tuple[str, Asker]:
    """The id of a tablet's key, and whose it is. Raises NotImported for one that is suspended."""
    with services.store.reading() as db:
        key = next(each for each in devices.keys_of(db, vault) if each.purpose == DEVICE_KEY)
        asker = devices.asker(db, key.id)
    if asker is None or asker.suspended:
        raise NotImported("unsent.suspended")
    return key.id, asker


def _nonce(services: Services) -> str:
    return services.chance.token(NONCE_BYTES).hex()


def _device_key(services: Services, vault: str) -> Ed25519PublicKey | None:
    with services.store.reading() as db:
        found = [each for each in devices.keys_of(db, vault) if each.purpose == DEVICE_KEY]
    return public_key(found[0].public) if found else None
