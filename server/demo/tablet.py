"""A tablet without a screen: enrols with a code and sends versions, over the application's own door.

The demo's scenes reach the server the way every report does, signed and logged; nothing is written beside the door.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask
from werkzeug.test import TestResponse

from shared.answers import Nested
from shared.canonical import Value, b64u, canonical, sha256_hex
from shared.catalog import Form
from shared.keys import key_from_seed, public_text
from shared.ports import Chance, Clock
from shared.protocol import ENROL_PATH, EXCHANGE_PATH, FILES_PATH, JSON_TYPE, PROTOCOL, Outcome
from shared.seal import Header, Packed, seal
from shared.signing import sign_request

APP = "demo"
TUS = {"Tus-Resumable": "1.0.0"}


class NotTaken(RuntimeError):
    """The server did not take what the demo sent: a defect, said with the server's own words."""


@dataclass
class DemoTablet:
    """An enrolled vault: its officer's person id, two keys, and how many versions it has sealed."""

    app: Flask
    form: Form
    clock: Clock
    chance: Chance
    device: str
    incarnation: str
    person: str
    device_key: Ed25519PrivateKey
    version_key: Ed25519PrivateKey
    sealed: int = 0

    @classmethod
    def enrolled(cls, app: Flask, form: Form, clock: Clock, chance: Chance, code: str) -> "DemoTablet":
        """A new tablet of the officer the code was made for. Raises NotTaken."""
        device_key, version_key = (key_from_seed(chance.token(32)) for _ in range(2))
        made = cls(app, form, clock, chance, chance.uuid(), chance.uuid(), "", device_key, version_key)
        proved: dict[str, Value] = {
            "code": code,
            "device": made.device,
            "device_key": public_text(device_key.public_key()),
            "incarnation": made.incarnation,
            "version_key": public_text(version_key.public_key()),
        }
        proof = b64u(version_key.sign(canonical(proved)))
        reply = made._post(ENROL_PATH, {**proved, "version_proof": proof, "app": APP})
        made.person = str(reply["person"]["id"])
        return made

    def version(
        self, kind: str, report: str, at: Mapping[str, Value], answers: Nested, parent: Packed | None
    ) -> Packed:
        """Seal `answers` as the next version of `report`."""
        self.sealed += 1
        digests = self.form.configuration.digests
        header = Header(
            kind=kind,
            report=report,
            sequence=parent.header.sequence + 1 if parent else 1,
            parent=parent.sealed().digest if parent else "",
            author=self.person,
            device=self.device,
            incarnation=self.incarnation,
            device_sequence=self.sealed,
            sealed_at=at,
            form_version=self.form.version,
            form=self.form.digest,
            vocabulary=digests["vocabulary"],
            city=digests["city"],
        )
        return seal(header, answers, self.chance.token(32), self.version_key)

    def send(self, *versions: Packed) -> None:
        """One exchange. Raises NotTaken unless every version is stored."""
        reply = self._post(
            EXCHANGE_PATH,
            {
                "protocol": PROTOCOL,
                "exchange": self.chance.uuid(),
                "device": self.device,
                "incarnation": self.incarnation,
                "app": APP,
                "sent_at": self.clock.now().isoformat(timespec="seconds"),
                "head": {"origin": "", "size": 0},
                "cursor": 0,
                "versions": [each.data() for each in versions],
                "files": [],
            },
        )
        for outcome in reply["outcomes"]:
            if outcome["outcome"] != Outcome.STORED.value:
                raise NotTaken(json.dumps(outcome["problems"]))

    def deliver(self, content: bytes) -> None:
        """Upload a file of at most one chunk. Raises NotTaken."""
        stated = base64.b64encode(sha256_hex(content).encode()).decode()
        length, metadata = {"Upload-Length": str(len(content))}, {"Upload-Metadata": f"sha256 {stated}"}
        begun = self._ask("POST", FILES_PATH, b"", {**TUS, **length, **metadata})
        chunk = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        self._ask("PATCH", begun.headers["Location"], content, {**TUS, **chunk})

    def _post(self, path: str, data: dict[str, Value]) -> dict[str, Any]:
        reply = self._ask("POST", path, canonical(data), {"Content-Type": JSON_TYPE})
        answered: dict[str, Any] = json.loads(reply.data)
        return answered

    def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> TestResponse:
        created = int(self.clock.now().timestamp())
        nonce = b64u(self.chance.token(16))
        signed = sign_request(method, path, body, self.device_key, created=created, nonce=nonce)
        reply: TestResponse = self.app.test_client().open(path, method=method, data=body, headers={**headers, **signed})
        if not 200 <= reply.status_code < 300:
            raise NotTaken(reply.get_data(as_text=True))
        return reply
