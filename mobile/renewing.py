"""A tablet that was cloned, or restored from an old image, is noticed by its numbers and loses nothing.

Two tablets with one vault count the same device sequence twice. The server refuses the second version of a number; the
tablet then takes a new incarnation, counts from 1 again, and seals the refused content once more under it.
"""

import json
from collections.abc import Sequence
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mobile.store import Database, drafts, settings, versions
from mobile.store.versions import WAITING, Version
from shared.canonical import canonical
from shared.commit import SEED_BYTES
from shared.ports import Chance
from shared.seal import Packed, seal

SEQUENCE_REUSED = "exchange.sequence_reused"


def renew(database: Database, key: Ed25519PrivateKey, refused: Sequence[str], chance: Chance) -> None:
    """Take a new incarnation and seal these refused versions again, where nothing newer followed. Raises DBError."""
    incarnation = chance.uuid()
    settings.put(database, "incarnation", incarnation)
    settings.put(database, "device_sequence", 0)
    for digest in refused:
        version = versions.get(database, digest)
        if version is not None and versions.of_report(database, version.report)[-1].digest == digest:
            _seal_again(database, key, version, incarnation, chance)


def _seal_again(database: Database, key: Ed25519PrivateKey, version: Version, incarnation: str, chance: Chance) -> None:
    packed, last = Packed.from_data(json.loads(version.packed)), versions.last(database, version.report)
    header = replace(
        packed.header,
        incarnation=incarnation,
        device_sequence=settings.take_number(database, "device_sequence"),
        sequence=last.sequence + 1 if last else 1,
        parent=last.digest if last else "",
    )
    again = seal(header, packed.answers, chance.token(SEED_BYTES), key)
    versions.add(
        database,
        replace(
            version,
            digest=again.sealed().digest,
            sequence=header.sequence,
            parent=header.parent,
            device_sequence=header.device_sequence,
            incarnation=incarnation,
            packed=canonical(again.data()),
            state=WAITING,
            problems=(),
            decided_at="",
        ),
    )
    final = version.kind == "final"
    drafts.move(database, version.report, "waiting" if final else "draft", open=not final)
