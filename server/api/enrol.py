"""Enrolment's request and reply (`shared.protocol.EnrolRequest`); what it means is `server.enrolling`."""

from typing import cast

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from flask import Response

from server import log
from server.api import wire
from server.enrolling import Enrolling, enrol
from server.problems import Refused
from server.services import Services
from server.store import Connection, configuration, devices
from shared.canonical import NotCanonical, canonical, un_b64u
from shared.keys import BadKey, key_id, parse_public, signature_holds
from shared.protocol import enrol_request, newest_common
from shared.recovery import recovery_public

ENROL_BYTES_MAX = 16_384


def answer(services: Services) -> Response:
    """Enrol the vault that asks. Raises Refused."""
    body = wire.sent(ENROL_BYTES_MAX)
    members = wire.parsed(services, body, enrol_request, ENROL_BYTES_MAX)
    protocol = newest_common(services.spoken, cast(list[int], members.pop("protocols")))
    if protocol is None:
        raise wire.not_spoken(services)
    asked = {name: str(value) for name, value in members.items()}
    device_key, version_key = _key(asked["device_key"]), _key(asked["version_key"])
    if asked["device_key"] == asked["version_key"]:
        raise Refused("enrol.key", ["version_key"])
    signed = wire.check_signature(body, lambda wanted: device_key if wanted == key_id(device_key) else None)
    _check_proof(asked, version_key)
    wanted = Enrolling(
        code=asked["code"],
        device=asked["device"],
        incarnation=asked["incarnation"],
        app=asked["app"],
        device_key=asked["device_key"],
        device_key_id=key_id(device_key),
        version_key=asked["version_key"],
        version_key_id=key_id(version_key),
    )

    def work(db: Connection) -> dict[str, object]:
        if not devices.spend_nonce(db, wanted.device, signed.nonce):
            raise Refused("signature.replayed")
        person = enrol(db, services, wanted)
        current = configuration.current(db)
        return {
            "protocol": protocol,
            "device": wanted.device,
            "person": {"id": person.id, "serial": person.serial, "name": person.name, "rank": person.rank},
            "head": log.checkpoint(services, log.head(db)),
            "origin": log.head(db).origin,
            **log.trust_keys(services),
            "recovery_key": recovery_public(services.recovery_key),
            "vocabulary": orjson.loads(configuration.content(db, current["vocabulary"]) or ""),
            "city": orjson.loads(configuration.content(db, current["city"]) or ""),
        }

    return wire.reply(services, 200, orjson.dumps(services.store.write(work)))


def _key(text: str) -> Ed25519PublicKey:
    try:
        return parse_public(text)
    except BadKey as error:
        raise Refused("enrol.key") from error


def _check_proof(asked: dict[str, str], version_key: Ed25519PublicKey) -> None:
    """The version key's own consent: whoever enrols holds it, and holds it for this code and tablet."""
    names = ("code", "device", "device_key", "incarnation", "version_key")
    try:
        proof = un_b64u(asked["version_proof"])
    except NotCanonical as error:
        raise Refused("enrol.proof") from error
    if not signature_holds(version_key, proof, canonical({name: asked[name] for name in names})):
        raise Refused("enrol.proof")
