"""Everything undelivered into one file, for a tablet that is dying or finds no network (`shared.unsent`).

The reports, and the photos and documents that the server has not confirmed, a piece at a time. What of them cannot be
read any more is left open in its place: the rest goes.

Reports that are still being written are sealed first as interim versions, so that what is on the screen is in the file.
Quick notes stay notes, and a report that the server wants mended stays that: both are named as not in it.
Nothing is taken out of the outbox: when the tablet finds a network after all, the server knows the versions already.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mobile import APP
from mobile.device import make_private, write_parts
from mobile.drafting import DraftError, Drafting, NotReady
from mobile.store import Store, StoreError, drafts, files, settings, versions
from mobile.store.engine import code_of
from mobile.store.files import File
from mobile.vault import Vault
from shared.canonical import canonical
from shared.ports import Chance, Clock
from shared.protocol import PROTOCOL
from shared.recovery import KEY_BYTES
from shared.unsent import PIECE_BYTES, SUFFIX, lost_piece, pack_head, pack_unsent, piece_sizes, seal_piece

WRITING = ("draft", "returned")
"""The states in which an interim version changes nothing of what the report is."""


@dataclass(frozen=True)
class Written:
    """Where the file is, how many versions and files it carries, and the references of drafts that could not be
    sealed."""

    path: Path
    versions: int
    left: tuple[str, ...]
    files: int = 0


def write_unsent(
    vault: Vault,
    drafting: Drafting,
    folder: Path,
    clock: Clock,
    chance: Chance,
    told: Callable[[int, int], None] = lambda done, count: None,
) -> Written | None:
    """Write the file into `folder`, whole or not at all; None when everything is delivered. Raises StoreError.

    `told` hears how many files are written, and of how many, before each.
    """
    left = _seal_what_is_open(vault, drafting)
    with vault.store.reading() as database:
        held, incarnation = versions.undelivered(database), settings.get(database, "incarnation")
        beside = files.undelivered(database)
    if not held and not beside:
        return None
    now = clock.now()
    request = canonical(
        {
            "protocol": PROTOCOL,
            "exchange": chance.uuid(),
            "device": vault.id,
            "incarnation": str(incarnation),
            "app": APP,
            "sent_at": now.isoformat(timespec="seconds"),
            "head": {"origin": "", "size": 0},
            "cursor": 0,
            "versions": [json.loads(each) for each in held],
            "files": [each.digest for each in beside],
        }
    )
    path = folder / f"unsent-{vault.person.serial}-{now:%Y%m%d-%H%M%S}{SUFFIX}"
    try:
        make_private(folder)
        write_parts(path, _parts(vault, request, beside, chance, told))
    except OSError as error:
        raise StoreError(code_of(error), str(error)) from error
    return Written(path, len(held), left, len(beside))


def _parts(
    vault: Vault, request: bytes, beside: Sequence[File], chance: Chance, told: Callable[[int, int], None]
) -> Iterator[bytes]:
    if not beside:
        # As before there were files in it, so that an older server reads it too.
        yield pack_unsent(vault.id, request, vault.device_key, vault.trust.recovery_key)
        return
    key, sizes = chance.token(KEY_BYTES), [each.bytes for each in beside]
    yield pack_head(vault.id, request, sizes, key, vault.device_key, vault.trust.recovery_key)
    for number, file in enumerate(beside):
        told(number, len(beside))
        for piece, size in enumerate(piece_sizes(file.bytes)):
            plain = _read(vault.store, file.digest, piece * PIECE_BYTES, size)
            yield seal_piece(key, number, file.digest, piece, plain) if plain else lost_piece(size)


def _read(store: Store, digest: str, offset: int, size: int) -> bytes:
    """These bytes of a file, b"" where they are not whole any more. Raises StoreError unless it is their own damage."""
    try:
        with store.reading() as database:
            held = files.read(database, digest, offset, size)
    except StoreError as error:
        if error.code != "store.damaged":
            raise
        return b""
    return held if len(held) == size else b""


def _seal_what_is_open(vault: Vault, drafting: Drafting) -> tuple[str, ...]:
    with vault.store.reading() as database:
        drafted = [each for each in drafts.everything(database) if each.open and not each.practice]
    left = []
    for each in drafted:
        if each.state not in WRITING:
            left.append(each.reference)
            continue
        try:
            drafting.seal(each.report, "interim")
        except (DraftError, NotReady):
            left.append(each.reference)
    return tuple(left)
