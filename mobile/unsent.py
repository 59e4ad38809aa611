"""Everything undelivered into one file, for a tablet that is dying or finds no network (`shared.unsent`).

Reports that are still being written are sealed first as interim versions, so that what is on the screen is in the file.
Quick notes stay notes, and a report that the server wants mended stays that: both are named as not in it.
Nothing is taken out of the outbox: when the tablet finds a network after all, the server knows the versions already.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from mobile import APP
from mobile.device import make_private, write_whole
from mobile.drafting import DraftError, Drafting, NotReady
from mobile.store import StoreError, drafts, settings, versions
from mobile.store.engine import code_of
from mobile.vault import Vault
from shared.canonical import canonical
from shared.ports import Chance, Clock
from shared.protocol import PROTOCOL
from shared.unsent import SUFFIX, pack_unsent

WRITING = ("draft", "returned")
"""The states in which an interim version changes nothing of what the report is."""


@dataclass(frozen=True)
class Written:
    """Where the file is, how many versions it carries, and the references of drafts that could not be sealed."""

    path: Path
    versions: int
    left: tuple[str, ...]


def write_unsent(vault: Vault, drafting: Drafting, folder: Path, clock: Clock, chance: Chance) -> Written | None:
    """Write the file into `folder`, whole or not at all; None when everything is delivered. Raises StoreError."""
    left = _seal_what_is_open(vault, drafting)
    with vault.store.reading() as database:
        held, incarnation = versions.undelivered(database), settings.get(database, "incarnation")
    if not held:
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
            "files": [],
        }
    )
    path = folder / f"unsent-{vault.person.serial}-{now:%Y%m%d-%H%M%S}{SUFFIX}"
    try:
        make_private(folder)
        write_whole(path, pack_unsent(vault.id, request, vault.device_key, vault.trust.recovery_key))
    except OSError as error:
        raise StoreError(code_of(error), str(error)) from error
    return Written(path, len(held), left)


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
