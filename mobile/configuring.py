"""The lists and the city in force, which reach a tablet with the exchange and need no new release of the app."""

import json
from collections.abc import Mapping

from mobile.store import settings
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
    got: dict[str, Value] = {}
    for kind, digest in lacking.items():
        path = f"{CONFIGURATION_PATH}/{digest}"
        headers = sign_request(
            "GET", path, b"", vault.device_key, created=int(clock.now().timestamp()), nonce=b64u(chance.token(16))
        )
        try:
            reply = transport.send("GET", path, headers, b"")
            content = json.loads(reply.body)
            # Its name is its digest, so it needs no signature of its own.
            if reply.status != 200 or digest_of(content) != digest:
                return
        except (Silence, ValueError, RecursionError):
            return
        got[kind] = content
    at = clock.now().isoformat(timespec="seconds")
    with vault.store.writing() as database:
        for kind, content in got.items():
            settings.put_configuration(database, wanted[kind], kind, content, at)
        settings.put(database, "current", dict(wanted))
