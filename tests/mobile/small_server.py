"""A server of one screen, honest until told to lie, and a network that breaks: what the tablet is tested against.

It signs with the right keys, keeps a real log in memory and proves with `shared`, so that a test can damage exactly
one thing. The real server has tests of its own (`real/`).
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from mobile.transport import Reply, Silence
from shared import checkpoint, merkle
from shared.canonical import b64u, canonical, sha256_hex, un_b64u
from shared.checkpoint import TreeHead
from shared.city import shipped_city
from shared.entry import Act, Entry, commitment, leaf_of
from shared.keys import key_from_seed, key_id, key_letters, parse_public, public_text
from shared.protocol import CONFIGURATION_PATH, ENROL_PATH, FILES_PATH, enrol_request, exchange_request
from shared.recovery import recovery_key, recovery_public
from shared.seal import Packed, unseal
from shared.signing import check_request, content_digest, sign_reply
from shared.vocabulary import shipped_vocabulary
from tests.mobile.small_files import FileDesk
from tests.wire import plain

ADDRESS = "https://scenebook.invalid"
PERSON = {
    "id": "11111111-1111-4111-8111-111111111111",
    "serial": "47112",
    "name": "T. Marrow",
    "rank": "Police Officer II",
}
PACIFIC = timezone(timedelta(hours=-7))


class FrozenClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = datetime(2026, 4, 14, 9, 18, 20, tzinfo=PACIFIC)
        self.seconds = 0.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.seconds += seconds


class CountingChance:
    """Chance that repeats from run to run."""

    def __init__(self) -> None:
        self.number = 0

    def token(self, size: int) -> bytes:
        self.number += 1
        drawn = b""
        while len(drawn) < size:
            drawn += bytes.fromhex(sha256_hex(f"{self.number} {len(drawn)}".encode()))
        return drawn[:size]

    def uuid(self) -> str:
        digits = self.token(16).hex()
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-8{digits[17:20]}-{digits[20:32]}"


class SmallServer:
    """Enrols one officer, takes in versions, keeps a log."""

    def __init__(self, seed: int = 0) -> None:
        self.recovery_key = recovery_key(bytes([seed + 3]) * 32)
        self.log_key, self.reply_key = (key_from_seed(bytes([number]) * 32) for number in (seed + 1, seed + 2))
        self.origin = "scenebook.invalid/log/1"
        self.nodes: dict[tuple[int, int], bytes] = {}
        self.openings: list[bytes] = []
        self.stored: dict[str, int] = {}
        self.packed: dict[str, Packed] = {}
        self.device_keys: dict[str, Any] = {}
        self.version_keys: dict[str, Any] = {}
        self.requests: list[dict[str, Any]] = []
        self.inbox: list[dict[str, Any]] = []
        self.refuse: dict[str, list[dict[str, Any]]] = {}
        self.branch: set[str] = set()
        self.status: Callable[[list[str]], int] = lambda digests: 200
        self.lie: Callable[[dict[str, Any]], None] = lambda content: None
        self.contents = {each.digest: each.content for each in (shipped_vocabulary(), shipped_city())}
        self.current = {"vocabulary": shipped_vocabulary().digest, "city": shipped_city().digest}
        self.limits = {"versions": 25, "bytes": 2_000_000, "chunk": 1 << 20, "file": 256 << 20, "minimum_app": "0.1.0"}
        self.files = FileDesk(lambda: self.reply_key)
        self.restarts: dict[str, int] = {}
        self.append(Act.LOG_STARTED, "", {"origin": self.origin, "previous": ""})

    @property
    def code(self) -> str:
        return "ABCD-EFGH-" + key_letters(self.reply_key.public_key())

    def append(self, act: Act, subject: str, details: Mapping[str, Any]) -> int:
        index = len(self.openings)
        opening = Entry(act, "x", subject, "2026-04-14T16:00:00.000Z", details).opening(bytes([index % 256]) * 16)
        leaf = leaf_of(commitment(opening))
        for level, place, value in merkle.added_nodes(index, leaf, lambda *at: self.nodes[at]):
            self.nodes[level, place] = value
        self.openings.append(opening)
        return index

    def node(self, level: int, index: int) -> bytes:
        return self.nodes[level, index]

    def head(self) -> TreeHead:
        size = len(self.openings)
        return TreeHead(self.origin, size, merkle.root(size, self.node))

    def put_back(self, size: int, origin: str = "") -> None:
        """Forget everything after `size` entries, as an old backup has it; with an origin, go on as a restored one."""
        self.openings = self.openings[:size]
        self.nodes = {(level, place): each for (level, place), each in self.nodes.items() if place + 1 << level <= size}
        self.stored = {digest: index for digest, index in self.stored.items() if index < size}
        self.inbox = [item for item in self.inbox if item["position"] < size]
        self.origin = next((former for former, index in self.restarts.items() if index >= size), self.origin)
        self.restarts = {former: index for former, index in self.restarts.items() if index < size}
        if origin:
            self.begin_again(origin)

    def begin_again(self, origin: str) -> None:
        """Go on under another origin."""
        previous = checkpoint.sign(self.head(), self.log_key)
        self.restarts[self.origin] = len(self.openings)
        self.origin = origin
        self.append(Act.LOG_STARTED, "", {"origin": origin, "previous": previous})

    def reaches(self) -> dict[str, int]:
        """With how many entries of each origin this log begins."""
        return {**self.restarts, self.origin: len(self.openings)}

    def origins(self) -> list[dict[str, Any]]:
        """Every restart, with its proof."""
        size = len(self.openings)
        return [
            {
                "index": index,
                "opening": b64u(self.openings[index]),
                "proof": [b64u(each) for each in merkle.inclusion(index, size, self.node)],
            }
            for index in self.restarts.values()
        ]

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        check_request(method, path, headers, body, lambda key: self.device_keys.get(key) or self._newcomer(path, body))
        if path.startswith(CONFIGURATION_PATH):
            return Reply.of(200, {}, canonical(self.contents[path.rpartition("/")[2]]))
        if path.startswith(FILES_PATH):
            return self.files.answer(method, path, headers, body)
        request = json.loads(plain(body))
        content = self._enrol(request) if path == ENROL_PATH else self._exchange(request)
        if isinstance(content, int):
            return Reply.of(content, {}, b'{"code": "enrol.code"}' if content == 403 else b'{"code": "server.fault"}')
        self.lie(content)
        return self.signed(content, body)

    def signed(self, content: Mapping[str, Any], request: bytes) -> Reply:
        answer = json.dumps(content).encode()
        headers = sign_reply(200, answer, content_digest(request), self.reply_key, created=1, nonce="n" * 22)
        return Reply.of(200, headers, answer)

    def _newcomer(self, path: str, body: bytes) -> Any:
        return parse_public(json.loads(body)["device_key"]) if path == ENROL_PATH else None

    def _enrol(self, request: dict[str, Any]) -> dict[str, Any] | int:
        enrol_request.load(request)
        if request["code"] != self.code.replace("-", ""):
            return 403
        device_key, version_key = parse_public(request["device_key"]), parse_public(request["version_key"])
        proved = {name: request[name] for name in ("code", "device", "device_key", "incarnation", "version_key")}
        version_key.verify(un_b64u(request["version_proof"]), canonical(proved))
        self.device_keys[key_id(device_key)] = device_key
        self.version_keys[key_id(version_key)] = version_key
        self.append(Act.DEVICE_ENROLLED, request["device"], {})
        return {
            "protocol": 1,
            "device": request["device"],
            "person": PERSON,
            "origin": self.origin,
            "log_key": public_text(self.log_key.public_key()),
            "reply_key": public_text(self.reply_key.public_key()),
            "recovery_key": recovery_public(self.recovery_key),
            "head": checkpoint.sign(self.head(), self.log_key),
            "vocabulary": shipped_vocabulary().content,
            "city": shipped_city().content,
        }

    def _exchange(self, request: dict[str, Any]) -> dict[str, Any] | int:
        exchange_request.load(request)
        self.requests.append(request)
        opened = [Packed.from_data(each) for each in request["versions"]]
        digests = [each.sealed().digest for each in opened]
        status = self.status(digests)
        if status != 200:
            return status
        old, reach = request["head"]["size"], self.reaches().get(request["head"]["origin"], 0)
        read = list(zip(digests, opened, strict=True)) if old <= reach or not self.restarts else []
        outcomes = [self._take_in(*each) for each in read]
        size = len(self.openings)
        for outcome in outcomes:
            if outcome["receipt"]:
                index = outcome["receipt"]["index"]
                outcome["receipt"]["proof"] = [b64u(each) for each in merkle.inclusion(index, size, self.node)]
        consistency: Sequence[bytes] = merkle.consistency(old, size, self.node) if old <= reach else []
        news = [item for item in self.inbox if item["position"] > request["cursor"]]
        return {
            "protocol": 1,
            "exchange": request["exchange"],
            "device": request["device"],
            "server_time": "2026-04-14T16:18:21.000Z",
            "outcomes": outcomes,
            "head": checkpoint.sign(self.head(), self.log_key),
            "consistency": [b64u(each) for each in consistency],
            "origins": [] if request["head"]["origin"] == self.origin else self.origins(),
            "inbox": news,
            "cursor": max([request["cursor"], *(item["position"] for item in news)]),
            "more": False,
            "files": [each for each in request["files"] if each in self.files.whole],
            "current": dict(self.current),
            "limits": dict(self.limits),
        }

    def _take_in(self, digest: str, packed: Packed) -> dict[str, Any]:
        unseal(packed.sealed(), self.version_keys[packed.key])
        if digest in self.refuse:
            return {"version": digest, "outcome": "refused", "problems": self.refuse[digest], "receipt": None}
        outcome = "already"
        if digest not in self.stored:
            outcome = "branched" if digest in self.branch else "stored"
            act = Act.VERSION_BRANCHED if digest in self.branch else Act.VERSION_ACCEPTED
            details = {"version": digest, "kind": packed.header.kind, "sequence": packed.header.sequence}
            self.stored[digest] = self.append(act, packed.header.report, details)
            self.packed[digest] = packed
        index = self.stored[digest]
        receipt = {"index": index, "opening": b64u(self.openings[index]), "proof": []}
        return {"version": digest, "outcome": outcome, "problems": [], "receipt": receipt}

    def say(self, kind: str, report: str, body: dict[str, Any]) -> None:
        """Put something into the officer's inbox."""
        position = self.append(Act(f"report.{kind}"), report, {"version": body.get("version", "")})
        self.inbox.append({"position": position, "kind": kind, "report": report, "body": body})


class Network:
    """What stands between: each test breaks the next request in one way."""

    def __init__(self, server: SmallServer) -> None:
        self.server = server
        self.spoil: Callable[[Reply], Reply] | None = None
        self.before: Exception | None = None
        self.after: Exception | None = None

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        if self.before is not None:
            raise self.before
        reply = self.server.send(method, path, headers, body)
        if self.after is not None:
            raise self.after
        return self.spoil(reply) if self.spoil else reply

    def away(self) -> None:
        self.before = Silence("silence.unreachable")

    def lose_replies(self) -> None:
        self.after = Silence("silence.timeout")

    def heal(self) -> None:
        self.before = self.after = self.spoil = None
