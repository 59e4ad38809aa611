"""A second tablet client, written from docs/protocol.md alone: no import from shared, mobile or server.

It shows that the document is enough. Standard library, `cryptography` and `requests`; the names follow the document's
sections. Answers are whatever the caller gives: this client knows no form, only how to seal and send. What the page did
not say when this was written was found by asking a running server (the form's digest: in the released form's file), and
the page says it now.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import secrets
import time
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import requests
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

APP = "second 1.0.0"
FORM = (1, "5c7bdd270c1c0ef2ddb6202f5605da8eb3d476a2b9fa5dca8de2c9c73ee0a93a")
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Silence(Exception):
    """What came is no reply of our server: nothing changes, the same versions are sent again."""


class Refused(Exception):
    """The request was refused as a whole, with a problem document that nobody signed."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        super().__init__(f"{status} {problem['code']}: {problem['detail']}")
        self.status, self.code, self.problem = status, problem["code"], problem


class Dishonest(Exception):
    """The log's own proof fails: a person has to see this."""


# 1. Bytes


def canonical(value: Any) -> bytes:
    _restricted(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _restricted(value: Any) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not key.isascii():
                raise ValueError(f"a key that is not ASCII: {key!r}")
            _restricted(inner)
    elif isinstance(value, list):
        for inner in value:
            _restricted(inner)
    elif isinstance(value, int):
        if abs(value) > 2**53 - 1:
            raise ValueError(f"too large: {value}")
    elif not isinstance(value, str):
        raise ValueError(f"not a value of canonical JSON: {value!r}")


def read_canonical(raw: bytes) -> Any:
    value = json.loads(raw)
    if canonical(value) != raw:
        raise ValueError("another spelling")
    return value


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64(raw) != text:
        raise ValueError(f"another spelling: {text!r}")
    return raw


def key_id(x: str) -> str:
    return b64(hashlib.sha256(canonical({"crv": "Ed25519", "kty": "OKP", "x": x})).digest())


class Key:
    def __init__(self) -> None:
        self._private = Ed25519PrivateKey.generate()
        self.x = b64(self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
        self.id = key_id(self.x)

    def sign(self, data: bytes) -> bytes:
        return self._private.sign(data)


def signed_by(x: str, signature: bytes, data: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(unb64(x)).verify(signature, data)
    except InvalidSignature:
        return False
    return True


def moment(when: datetime | None = None, clock: str = "device") -> dict[str, str]:
    when = (when or datetime.now().astimezone()).replace(microsecond=0)
    return {"at": when.isoformat(), "clock": clock}


# 2. Answers


def flat(answers: dict[str, Any]) -> list[tuple[str, Any]]:
    """Every address with its value, in the order in which salts are dealt out."""
    found: dict[tuple[str, str, str], Any] = {}
    for part, held in answers.items():
        if isinstance(held, dict):
            found |= {(part, "-", name): value for name, value in held.items()}
        elif held:
            found[part, "*", "rows"] = [row["id"] for row in held]
            for row in held:
                found |= {(part, row["id"], name): value for name, value in row.items() if name != "id"}
    return [("/".join(address), found[address]) for address in sorted(found)]


# 3. A version


@dataclass(frozen=True)
class Sealed:
    header: dict[str, Any]
    packed: dict[str, Any]
    token: str
    disclosures: list[str]
    digest: str


def seal(header: dict[str, Any], answers: dict[str, Any], key: Key, seed: bytes | None = None) -> Sealed:
    seed = seed or secrets.token_bytes(32)
    disclosures, digests = commit(seed, answers)
    protected = canonical({"alg": "Ed25519", "kid": key.id, "typ": "scenebook-version+sd-jwt"})
    payload = canonical(header | {"_sd": digests, "_sd_alg": "sha-256"})
    signed = f"{b64(protected)}.{b64(payload)}".encode()
    signature = b64(key.sign(signed))
    packed = {"header": header, "key": key.id, "seed": b64(seed), "answers": answers, "signature": signature}
    token = f"{signed.decode()}.{signature}"
    return Sealed(header, packed, token, disclosures, hashlib.sha256(signed).hexdigest())


def commit(seed: bytes, answers: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The disclosures in address order, and the sorted digests among decoys."""
    addresses = flat(answers)
    n = len(addresses)
    d = -n % 16
    stream = hashlib.shake_256(b"scenebook salts 1" + seed).digest(18 * n + 32 * d)
    disclosures = [
        b64(canonical([b64(stream[18 * i : 18 * i + 18]), address, value]))
        for i, (address, value) in enumerate(addresses)
    ]
    digests = [b64(hashlib.sha256(disclosure.encode()).digest()) for disclosure in disclosures]
    decoys = [b64(stream[18 * n + 32 * j : 18 * n + 32 * j + 32]) for j in range(d)]
    return disclosures, sorted(digests + decoys)


# 4. Requests and replies are signed


def content_digest(body: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def signed_headers(key: Key, method: str, path: str, body: bytes, nonce: str | None = None) -> dict[str, str]:
    digest = content_digest(body)
    params = (
        f'("@method" "@path" "content-digest");created={int(time.time())};nonce="{nonce or secrets.token_urlsafe(24)}"'
        f';keyid="{key.id}";alg="ed25519";tag="scenebook-request"'
    )
    base = f'"@method": {method}\n"@path": {path}\n"content-digest": {digest}\n"@signature-params": {params}'
    signature = base64.b64encode(key.sign(base.encode())).decode()
    return {
        "Content-Digest": digest,
        "Signature-Input": f"scenebook={params}",
        "Signature": f"scenebook=:{signature}:",
    }


_REPLY_INPUT = re.compile(
    r'scenebook=(\("@status" "content-digest" "content-digest";req\);created=[0-9]+;nonce="[A-Za-z0-9_-]{16,64}"'
    r';keyid="([A-Za-z0-9_-]{43})";alg="ed25519";tag="scenebook-reply")'
)
_SIGNATURE = re.compile(r"scenebook=:([A-Za-z0-9+/]+={0,2}):")


def is_signed_reply(reply: requests.Response, request_digest: str, reply_key: str) -> bool:
    """Whether this reply, of any status, is the server's answer to the request with that digest."""
    given = _REPLY_INPUT.fullmatch(reply.headers.get("Signature-Input", ""))
    signature = _SIGNATURE.fullmatch(reply.headers.get("Signature", ""))
    digest = content_digest(reply.content)
    if given is None or signature is None or reply.headers.get("Content-Digest") != digest:
        return False
    base = (
        f'"@status": {reply.status_code}\n"content-digest": {digest}\n'
        f'"content-digest";req: {request_digest}\n"@signature-params": {given[1]}'
    )
    return given[2] == key_id(reply_key) and signed_by(reply_key, base64.b64decode(signature[1]), base.encode())


# 5 and 6. Enrolment and exchange


def check_letters(reply_key: str) -> str:
    """What the last four letters of a code must be, if this is the reply key of the server that made it."""
    bits = int.from_bytes(hashlib.sha256(unb64(reply_key)).digest()[:3]) >> 4
    return "".join(CROCKFORD[bits >> shift & 31] for shift in (15, 10, 5, 0))


def letters(code: str) -> str:
    """A code as typed, with what Crockford's alphabet reads alike."""
    return code.upper().replace("-", "").replace(" ", "").translate(str.maketrans("OIL", "011"))


@dataclass
class Tablet:
    """A vault: its keys, what enrolment told it, the newest head it verified, and where its chain stands."""

    server: str
    device: str = field(default_factory=lambda: str(uuid.uuid4()))
    incarnation: str = field(default_factory=lambda: str(uuid.uuid4()))
    device_key: Key = field(default_factory=Key)
    version_key: Key = field(default_factory=Key)
    sealed: int = 0
    cursor: int = 0
    inbox: list[dict[str, Any]] = field(default_factory=list)
    reply_key: str = ""
    log_key: str = ""
    origin: str = ""
    head: Head | None = None
    person: dict[str, str] = field(default_factory=dict)
    current: dict[str, str] = field(default_factory=dict)

    def post(self, path: str, message: dict[str, Any]) -> tuple[requests.Response, str]:
        """Sends a signed message; the reply, not yet trusted, and the request's digest."""
        body = gzip.compress(json.dumps(message).encode())
        headers = signed_headers(self.device_key, "POST", path, body)
        sent = headers | {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        try:
            reply = requests.post(self.server + path, data=body, headers=sent, timeout=30, allow_redirects=False)
        except requests.RequestException as error:
            raise Silence(str(error)) from error
        return reply, headers["Content-Digest"]

    def enrol(self, code: str) -> None:
        statement = {
            "code": code,
            "device": self.device,
            "device_key": self.device_key.x,
            "incarnation": self.incarnation,
            "version_key": self.version_key.x,
        }
        proof = b64(self.version_key.sign(canonical(statement)))
        reply, digest = self.post("/api/v1/enrol", statement | {"version_proof": proof, "app": APP})
        if reply.status_code != 200:
            raise refusal(reply)
        told = parsed(reply, ENROLLED)
        reply_key = told["reply_key"]
        if check_letters(reply_key) != letters(code)[-4:] or not is_signed_reply(reply, digest, reply_key):
            raise Silence("not the server that the code is from")
        if (told["protocol"], told["device"]) != (1, self.device):
            raise Silence("an answer to somebody else")
        self.head = read_head(told["head"], told["origin"], told["log_key"])
        self.reply_key, self.log_key, self.origin = reply_key, told["log_key"], told["origin"]
        self.person = told["person"]
        self.current = {name: hashlib.sha256(canonical(told[name])).hexdigest() for name in ("vocabulary", "city")}

    def seal(
        self, report: str, answers: dict[str, Any], *, after: Sealed | None = None, kind: str = "interim"
    ) -> Sealed:
        self.sealed += 1
        header = {
            "kind": kind,
            "report": report,
            "sequence": after.header["sequence"] + 1 if after else 1,
            "parent": after.digest if after else "",
            "author": self.person["id"],
            "device": self.device,
            "incarnation": self.incarnation,
            "device_sequence": self.sealed,
            "sealed_at": moment(),
            "form_version": FORM[0],
            "form": FORM[1],
            "vocabulary": self.current["vocabulary"],
            "city": self.current["city"],
        }
        return seal(header, answers, self.version_key)

    def message(self, versions: list[Sealed]) -> dict[str, Any]:
        return {
            "protocol": 1,
            "exchange": str(uuid.uuid4()),
            "device": self.device,
            "incarnation": self.incarnation,
            "app": APP,
            "sent_at": datetime.now().astimezone().isoformat(timespec="seconds"),
            "head": {"origin": self.origin, "size": self.head.size} if self.head else {"origin": "", "size": 0},
            "cursor": self.cursor,
            "versions": [version.packed for version in versions],
            "files": [],
        }

    def exchange(self, versions: list[Sealed]) -> list[dict[str, Any]]:
        """Sends versions and believes nothing of the reply that is not proved. Returns the outcomes, in order."""
        message = self.message(versions)
        reply, digest = self.post("/api/v1/exchange", message)
        signed = is_signed_reply(reply, digest, self.reply_key)
        if not signed:
            raise Silence(f"not signed by the server: status {reply.status_code}")
        if reply.status_code != 200:
            raise refusal(reply)
        told = parsed(reply, EXCHANGED)
        if any(told[name] != message[name] for name in ("protocol", "exchange", "device")):
            raise Silence("an answer to another question")
        try:
            head = self._proved(versions, told)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Silence("not the shape of a reply") from error
        self.head = head
        self.inbox, self.cursor = self.inbox + told["inbox"], told["cursor"]
        self.current = told["current"]
        outcomes: list[dict[str, Any]] = told["outcomes"]
        return outcomes

    def _proved(self, versions: list[Sealed], told: dict[str, Any]) -> Head:
        if len(told["outcomes"]) != len(versions):
            raise Silence("not one outcome for every version")
        for version, outcome in zip(versions, told["outcomes"], strict=True):
            check_outcome(version, outcome)
        head = read_head(told["head"], self.origin, self.log_key)
        if self.head:
            check_consistency(self.head, head, [unb64(each) for each in told["consistency"]])
        for version, outcome in zip(versions, told["outcomes"], strict=True):
            if outcome["outcome"] != "refused":
                check_receipt(outcome["receipt"], head, version)
        return head


ENROLLED: dict[str, type] = {
    "protocol": int,
    "device": str,
    "person": dict,
    "origin": str,
    "log_key": str,
    "reply_key": str,
    "recovery_key": str,
    "head": str,
    "vocabulary": dict,
    "city": dict,
}
EXCHANGED: dict[str, type] = {
    "protocol": int,
    "exchange": str,
    "device": str,
    "server_time": str,
    "outcomes": list,
    "head": str,
    "consistency": list,
    "origins": list,
    "inbox": list,
    "cursor": int,
    "more": bool,
    "files": list,
    "current": dict,
    "limits": dict,
}


def parsed(reply: requests.Response, shape: dict[str, type]) -> dict[str, Any]:
    try:
        told = json.loads(reply.content)
    except ValueError as error:
        raise Silence("not JSON") from error
    if not isinstance(told, dict) or not set(shape) <= set(told):
        raise Silence("not the shape of a reply")
    if any(type(told[name]) is not kind for name, kind in shape.items()):
        raise Silence("not the shape of a reply")
    return told


def refusal(reply: requests.Response) -> Refused | Silence:
    """What a status other than 200 means."""
    if reply.headers.get("Content-Type") != "application/problem+json":
        return Silence(f"status {reply.status_code} of something else")
    try:
        return Refused(reply.status_code, json.loads(reply.content))
    except (ValueError, KeyError, TypeError):
        return Silence("not a problem document")


def check_outcome(version: Sealed, told: dict[str, Any]) -> None:
    if not {"version", "outcome", "problems", "receipt"} <= set(told):
        raise Silence("not the shape of an outcome")
    if told["outcome"] not in {"stored", "already", "branched", "refused"}:
        raise Silence(f"an outcome nobody knows: {told['outcome']!r}")
    unread = told["outcome"] == "refused" and told["version"] == ""
    if told["version"] != version.digest and not unread:
        raise Silence("the outcome of another version")
    if (told["receipt"] is None) != (told["outcome"] == "refused"):
        raise Silence("a receipt too many or too few")


# 7. The log


@dataclass(frozen=True)
class Head:
    origin: str
    size: int
    root: bytes


def read_head(checkpoint: str, origin: str, log_key: str) -> Head:
    body, blank, rest = checkpoint.partition("\n\n")
    body += "\n"
    lines = body.splitlines()
    named = f"— {origin} "
    if not blank or len(lines) != 3 or lines[0] != origin or not rest.startswith(named) or not rest.endswith("\n"):
        raise Dishonest("not a checkpoint of our log")
    blob = base64.b64decode(rest[len(named) : -1], validate=True)
    named_key = hashlib.sha256(origin.encode() + b"\n\x01" + unb64(log_key)).digest()[:4]
    if blob[:4] != named_key or not signed_by(log_key, blob[4:], body.encode()):
        raise Dishonest("a checkpoint that our log did not sign")
    if not re.fullmatch("0|[1-9][0-9]*", lines[1]):
        raise Dishonest("not a size")
    return Head(origin, int(lines[1]), base64.b64decode(lines[2], validate=True))


def leaf_hash(commitment: str) -> bytes:
    return hashlib.sha256(b"\0" + bytes.fromhex(commitment)).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def root_from_inclusion(index: int, size: int, leaf: bytes, proof: list[bytes]) -> bytes:
    """RFC 9162 section 2.1.3.2."""
    if not 0 <= index < size:
        raise Dishonest("an entry outside the tree")
    fn, sn, root = index, size - 1, leaf
    for sibling in proof:
        if sn == 0:
            raise Dishonest("a proof that is too long")
        if fn & 1 or fn == sn:
            root = _node(sibling, root)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            root = _node(root, sibling)
        fn, sn = fn >> 1, sn >> 1
    if sn:
        raise Dishonest("a proof that is too short")
    return root


def check_consistency(old: Head, new: Head, proof: list[bytes]) -> None:
    """RFC 9162 section 2.1.4.2, and that a log never shrinks."""
    if new.size < old.size:
        raise Dishonest("the log lost entries")
    if old.size in (0, new.size):
        if proof or (old.size and old.root != new.root):
            raise Dishonest("two trees of one size")
        return
    if old.size & (old.size - 1) == 0:
        proof = [old.root, *proof]
    if not proof:
        raise Dishonest("no proof of consistency")
    fn, sn = old.size - 1, new.size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    first = second = proof[0]
    for sibling in proof[1:]:
        if sn == 0:
            raise Dishonest("a proof that is too long")
        if fn & 1 or fn == sn:
            first, second = _node(sibling, first), _node(sibling, second)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            second = _node(second, sibling)
        fn, sn = fn >> 1, sn >> 1
    if sn or first != old.root or second != new.root:
        raise Dishonest("the log was rewritten")


def check_receipt(receipt: dict[str, Any], head: Head, version: Sealed) -> dict[str, Any]:
    """That the head's tree holds the acceptance of this version. Returns the log entry."""
    opening = unb64(receipt["opening"])
    salt: str
    entry: dict[str, Any]
    salt, entry = read_canonical(opening)
    details = entry["details"]
    if len(unb64(salt)) != 16 or entry["act"] not in {"version.accepted", "version.branched"}:
        raise Dishonest("not an acceptance")
    if (entry["subject"], details["version"]) != (version.header["report"], version.digest):
        raise Dishonest("the acceptance of another version")
    leaf = leaf_hash(hashlib.sha256(opening).hexdigest())
    if root_from_inclusion(receipt["index"], head.size, leaf, [unb64(each) for each in receipt["proof"]]) != head.root:
        raise Dishonest("the acceptance is not in the log")
    return entry
