"""The lists and the city in force, which reach a tablet with the exchange and need no new release of the app."""

import json
from collections.abc import Mapping

from mobile.store import Database, settings
from mobile.transport import Silence, Transport
from mobile.vault import Vault
from shared.canonical import Value, b64u, digest_of
from shared.ports import Chance, Clock
from shared.protocol import CONFIGURATION_PATH
from shared.signing import sign_request


def fetch_configuration(
    vault: Vault, transport: Transport, current: Mapping[str, str], clock: Clock, chance: Chance
) -> None:
    """Get what is in force (`current`: kind to digest) if this tablet lacks it. Silence is no harm: it is asked again.

    Raises StoreError.
    """
    wanted = {kind: current[kind] for kind in ("vocabulary", "city")}
    with vault.store.reading() as database:
        if settings.get(database, "current") == wanted:
            return
        lacking = {kind: each for kind, each in wanted.items() if settings.configuration(database, each) is None}
    got = {kind: _fetch(vault, transport, digest, clock, chance) for kind, digest in lacking.items()}
    if None in got.values():
        return
    with vault.store.writing() as database:
        _keep(database, {wanted[kind]: (kind, content) for kind, content in got.items()}, clock)
        settings.put(database, "current", dict(wanted))


def fetch_contents(vault: Vault, transport: Transport, wanted: Mapping[str, str], clock: Clock, chance: Chance) -> None:
    """Get lists and cities by digest (to their kind) that this tablet lacks; what does not come is asked again.

    Raises StoreError.
    """
    with vault.store.reading() as database:
        lacking = {each: kind for each, kind in wanted.items() if settings.configuration(database, each) is None}
    got = {each: (kind, _fetch(vault, transport, each, clock, chance)) for each, kind in lacking.items()}
    if got:
        with vault.store.writing() as database:
            _keep(database, got, clock)


def _fetch(vault: Vault, transport: Transport, digest: str, clock: Clock, chance: Chance) -> Value | None:
    """A list or a city, None if it did not come. Its name is its digest, so it needs no signature of its own."""
    path = f"{CONFIGURATION_PATH}/{digest}"
    created, nonce = int(clock.now().timestamp()), b64u(chance.token(16))
    headers = sign_request("GET", path, b"", vault.device_key, created=created, nonce=nonce)
    try:
        reply = transport.send("GET", path, headers, b"")
        content: Value = json.loads(reply.body)
        return content if reply.status == 200 and digest_of(content) == digest else None
    except (Silence, ValueError, RecursionError):
        return None


def _keep(database: Database, got: Mapping[str, tuple[str, Value | None]], clock: Clock) -> None:
    at = clock.now().isoformat(timespec="seconds")
    for digest, (kind, content) in got.items():
        if content is not None:
            settings.put_configuration(database, digest, kind, content, at)
