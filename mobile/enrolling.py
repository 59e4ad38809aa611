"""Enrolment: a one-time code makes a vault for one officer. The only moment that needs the server (docs/protocol.md 5).

The code carries a digest of the server's reply key, so a tablet that got the code from a person knows that it reached
the right server even before it has any other reason to trust it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import cast

from marshmallow import ValidationError

from mobile import APP
from mobile.store import Database, exchanges, settings
from mobile.transport import Reply, Silence, Transport, is_address, is_private
from mobile.vault import SEED_BYTES, Person, Trust, Vault, check_passphrase, create, unlock
from mobile.vaultfile import Cost, VaultError
from shared import checkpoint
from shared.canonical import Value, b64u, canonical, digest_of
from shared.city import BadCity, city_of
from shared.invitation import parts_of
from shared.keys import CROCKFORD, BadKey, key_from_seed, key_letters, parse_public, public_text
from shared.ports import Chance, Clock
from shared.protocol import ENROL_PATH, JSON_TYPE, SPOKEN, enrol_reply
from shared.recovery import parse_recovery_key
from shared.signing import NotSigned, check_reply, content_digest, sign_request
from shared.vocabulary import BadVocabulary, parse_vocabulary

_CHECK_LETTERS = 4
REFUSALS = ("enrol.code", "enrol.expired", "enrol.used", "enrol.device_taken", "exchange.suspended")
"""What the server may say no with, in its own words."""


def invitation(text: str) -> tuple[str, str]:
    """(address, code) of a scanned or pasted invitation (`shared.invitation`).

    Raises VaultError("enrol.address") or ("enrol.code").
    """
    address, code = parts_of(text)
    if not is_address(address):
        raise VaultError("enrol.address")
    return address, normal_code(code)


def normal_code(typed: str) -> str:
    """The code without the spaces, hyphens and look-alikes people add. Raises VaultError("enrol.code")."""
    code = "".join(typed.split()).replace("-", "").upper().translate(str.maketrans("OIL", "011"))
    if not 8 <= len(code) <= 40 or set(code) - set(CROCKFORD):
        raise VaultError("enrol.code")
    return code


def enrol(
    home: Path,
    *,
    address: str,
    code: str,
    passphrase: str,
    transport: Callable[[str], Transport],
    clock: Clock,
    chance: Chance,
    cost: Cost | None = None,
    spoken: frozenset[int] = SPOKEN,
) -> Vault:
    """Introduce this tablet to the server at `address` and make the officer's vault. Returns it open.

    Raises VaultError: enrol.address, enrol.not_https, enrol.silence, enrol.wrong_server, one of `REFUSALS`,
    enrol.refused {status} for any other, or a passphrase.* code; StoreError when the disk says no.
    """
    check_passphrase(passphrase)
    if not is_address(address):
        raise VaultError("enrol.address")
    if not is_private(address):
        raise VaultError("enrol.not_https")
    code = normal_code(code)
    version_seed, device_seed = chance.token(SEED_BYTES), chance.token(SEED_BYTES)
    version_key, device_key = key_from_seed(version_seed), key_from_seed(device_seed)
    proved: dict[str, Value] = {
        "code": code,
        "device": chance.uuid(),
        "incarnation": chance.uuid(),
        "device_key": public_text(device_key.public_key()),
        "version_key": public_text(version_key.public_key()),
    }
    proof = b64u(version_key.sign(canonical(proved)))
    numbers: list[Value] = [*sorted(spoken, reverse=True)]
    body = canonical({**proved, "version_proof": proof, "app": APP, "protocols": numbers})
    headers = sign_request(
        "POST",
        ENROL_PATH,
        body,
        device_key,
        created=int(clock.now().timestamp()),
        nonce=b64u(chance.token(16)),
    )
    try:
        reply = transport(address).send("POST", ENROL_PATH, {**headers, "Content-Type": JSON_TYPE}, body)
    except Silence as error:
        raise VaultError("enrol.silence") from error
    if reply.status != 200:
        raise _refusal(reply)
    known = checked(reply, body, code, str(proved["device"]), spoken)
    person = Person(**cast(Mapping[str, str], known["person"]))
    trust = Trust(address, *(str(known[name]) for name in ("origin", "log_key", "reply_key", "recovery_key")))
    facts: dict[str, Value] = {
        "device": proved["device"],
        "incarnation": proved["incarnation"],
        "person": asdict(person),
        "trust": asdict(trust),
        "seeds": {"version": b64u(version_seed), "device": b64u(device_seed)},
        "cursor": 0,
        "limits": {"protocols": [known["protocol"]]},
    }
    at = clock.now().isoformat(timespec="seconds")
    folder = create(
        home,
        passphrase,
        device=str(proved["device"]),
        person=person,
        recovery_key=trust.recovery_key,
        fill=lambda database: _fill(database, facts, known, at),
        chance=chance,
        cost=cost or Cost(),
    )
    return unlock(folder, passphrase, clock)


def _refusal(reply: Reply) -> VaultError:
    """What a refusal says. Whoever is in between could have said it too: it is believed only for what is shown."""
    try:
        code = json.loads(reply.body)["code"]
    except (ValueError, KeyError, TypeError, RecursionError):
        code = ""
    if code in REFUSALS:
        return VaultError(code)
    return VaultError("enrol.refused", status=reply.status) if reply.status >= 400 else VaultError("enrol.silence")


def checked(reply: Reply, request: bytes, code: str, device: str, spoken: frozenset[int]) -> dict[str, Value]:
    """The reply's content if it is from the server the code names. Raises VaultError."""
    try:
        known = cast(dict[str, Value], enrol_reply.load(json.loads(reply.body)))
        reply_key, log_key = parse_public(str(known["reply_key"])), parse_public(str(known["log_key"]))
        parse_recovery_key(str(known["recovery_key"]))
        check_reply(reply.status, reply.headers, reply.body, content_digest(request), reply_key)
        head = checkpoint.verify(str(known["head"]), log_key)
        parse_vocabulary(cast(Mapping[str, Value], known["vocabulary"]))
        city_of(cast(Mapping[str, Value], known["city"]))
    except (ValueError, ValidationError, NotSigned, BadKey, BadVocabulary, BadCity, checkpoint.BadCheckpoint) as error:
        raise VaultError("enrol.silence") from error
    if key_letters(reply_key) != code[-_CHECK_LETTERS:]:
        raise VaultError("enrol.wrong_server")
    if known["protocol"] not in spoken or known["device"] != device or head.origin != known["origin"]:
        raise VaultError("enrol.silence")
    return known


def _fill(database: Database, facts: Mapping[str, Value], known: Mapping[str, Value], at: str) -> None:
    """The vault's first settings, the configuration in force and the first tree head."""
    for name, value in facts.items():
        settings.put(database, name, value)
    digests = {kind: digest_of(known[kind]) for kind in ("vocabulary", "city")}
    for kind, digest in digests.items():
        settings.put_configuration(database, digest, kind, known[kind], at)
    settings.put(database, "current", digests)
    head = checkpoint.parse(str(known["head"]))
    exchanges.add_head(database, head.origin, head.size, str(known["head"]), at)
