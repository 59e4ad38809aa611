"""The way between a tablet and the server, and all that can happen on it: what one session will meet, and the line.

A fault counts only when it took effect: a crash planned for a statement that never came is none.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from mobile.transport import Reply, Silence
from shared import checkpoint
from shared.canonical import b64u
from shared.checkpoint import TreeHead
from shared.keys import key_from_seed
from shared.signing import content_digest, sign_reply
from tests.simulation.brittle import FULL, IO_ERROR, Fuse, PowerCut
from tests.simulation.ground import Ground, ask
from tests.wire import plain

PORTAL = Reply.of(200, {"Content-Type": "text/html"}, b"<html><h1>Welcome to Example Coffee</h1>Sign in</html>")
GATEWAY = Reply.of(502, {"Content-Type": "text/html"}, b"<html>Bad gateway</html>")
OVERLOADED = Reply.of(503, {"Content-Type": "text/html", "Retry-After": "5"}, b"<html>Service unavailable</html>")
SIGN_IN = Reply.of(401, {"Content-Type": "text/html"}, b"<html>Sign in to the network</html>")
PAGES = {"portal": PORTAL, "gateway": GATEWAY, "overloaded": OVERLOADED, "sign_in": SIGN_IN}

BEFORE = ("lost", *PAGES)
AFTER = ("lost", *PAGES, "cut_off", "garbled", "stale")
WIRE = (
    *(f"{each}_before" for each in BEFORE),
    *(f"{each}_after" for each in AFTER),
    "request_cut_off",
    "request_garbled",
    "signature_garbled",
    "sent_twice",
    "late",
)
LIES = (
    "other_exchange",
    "other_device",
    "outcome_missing",
    "outcomes_turned",
    "receipt_of_another",
    "no_receipt",
    "forked_head",
    "old_head",
    "strange_head",
    "cursor_back",
)
OF_SEVERAL = ("outcomes_turned", "receipt_of_another")
"""Lies about replies with more than one receipt. Those are few: there one of these is told half the time."""
TROUBLES: tuple[tuple[str, str | int], ...] = (("crash", "cut"), ("disk_full", FULL), ("disk_error", IO_ERROR))

Packet = tuple[str, str, Mapping[str, str], bytes]


@dataclass(frozen=True)
class Trouble:
    """A fuse to set: what, at which statement or commit, before or after it took effect."""

    name: str
    kind: str | int
    number: int
    after: bool
    commits: bool

    @classmethod
    def drawn(cls, random: Random, statements: int) -> "Trouble":
        name, kind = random.choice(TROUBLES)
        commits = random.random() < 0.5
        # Most exchanges commit once on each side.
        number = 1 + (random.random() < 0.2) if commits else random.randint(1, statements)
        return cls(name, kind, number, random.random() < 0.5, commits)

    def arm(self, fuse: Fuse) -> None:
        fuse.arm(self.number, self.kind, after=self.after, commits=self.commits)


@dataclass
class Line:
    """One session's way to the server. `met` gathers the faults that took effect, `late` packets still under way.

    chokes_on   bytes that something between cannot carry: a body with them never arrives
    """

    ground: Ground
    wire: str
    server: Trouble | None
    lie: str
    random: Random
    late: list[Packet]
    older: list[Reply]
    chokes_on: tuple[bytes, ...]
    revive: Callable[[], None]
    met: list[str] = field(default_factory=list)
    lied: bool = False
    faulted_500: list[Reply] = field(default_factory=list)

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """As `mobile.transport.Transport`. Each fault happens once, at the first request."""
        wire, self.wire = self.wire, ""
        if any(each in plain(body) for each in self.chokes_on):
            self.met.append("choked")
            return GATEWAY
        place, _, when = wire.rpartition("_")
        if when == "before" and place in BEFORE:
            self.met.append(wire)
            return self._instead(place)
        if wire == "late":
            self.met.append(wire)
            self.late.append((method, path, headers, body))
            raise Silence("silence.timeout")
        if wire == "request_cut_off" and body:
            self.met.append(wire)
            body = body[: self.random.randrange(len(body))]
        elif wire == "request_garbled" and body:
            self.met.append(wire)
            body = garbled(body, self.random)
        elif wire == "signature_garbled":
            self.met.append(wire)
            headers = {**headers, "Signature": headers["Signature"].replace(headers["Signature"][14:18], "AAAA")}
        reply = self._ask(method, path, headers, body)
        if wire == "sent_twice":
            self.met.append(wire)
            again = self._ask(method, path, headers, body)
            reply = self.random.choice((reply, again))
        older = self.older[-1] if self.older else PORTAL
        self.older.append(reply)
        if when == "after" and place in AFTER:
            self.met.append(wire)
            if place == "cut_off":
                return Reply(reply.status, reply.headers, reply.body[: self.random.randrange(len(reply.body) or 1)])
            if place == "garbled":
                return Reply(reply.status, reply.headers, garbled(reply.body, self.random))
            return older if place == "stale" else self._instead(place)
        if self.lie and reply.status == 200 and method == "POST":
            lie, self.lie = self.lie, ""
            lie, told = self._false(lie, reply, body)
            if told is not None:
                self.met.append(f"lie_{lie}")
                self.lied = True
                return told
        return reply

    def deliver(self, packet: Packet) -> None:
        """A packet that was under way reaches the server; nobody waits for the reply any more."""
        try:
            self._ask(*packet)
        except Silence:
            return

    def _ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        fuse = self.ground.disk.connection.fuse
        trouble, self.server = self.server, None
        if trouble:
            trouble.arm(fuse)
        try:
            reply = ask(self.ground.app, method, path, headers, body)
        except PowerCut as cut:
            self.met.append("server_crash")
            self.revive()
            raise Silence("silence.unreachable") from cut
        if fuse.dead:
            self.met.append("server_crash")
            self.revive()
        elif fuse.disarm():
            self.met.append(f"server_{trouble.name if trouble else 'trouble'}")
        elif reply.status >= 500:
            self.faulted_500.append(reply)
        return reply

    def _instead(self, place: str) -> Reply:
        if place == "lost":
            raise Silence("silence.unreachable")
        return PAGES[place]

    def _false(self, lie: str, reply: Reply, request: bytes) -> tuple[str, Reply | None]:
        """What a server with the right keys and the wrong intentions would say, None where nothing can be twisted."""
        said: dict[str, Any] = json.loads(reply.body)
        if sum(bool(each["receipt"]) for each in said["outcomes"]) > 1 and self.random.random() < 0.5:
            lie = self.random.choice(OF_SEVERAL)
        if not twist(lie, said, json.loads(plain(request)), self.random, self.ground):
            return lie, None
        body = json.dumps(said).encode()
        signature = sign_reply(
            200,
            body,
            content_digest(request),
            self.ground.services.reply_key,
            created=0,
            nonce=b64u(self.random.randbytes(16)),
        )
        return lie, Reply.of(200, signature, body)


def twist(lie: str, said: dict[str, Any], asked: Mapping[str, Any], random: Random, ground: Ground) -> bool:
    """Make the reply to a request false; whether there was something to twist."""
    outcomes = said["outcomes"]
    taken = [each for each in outcomes if each["receipt"]]
    if lie == "other_exchange":
        said["exchange"] = said["device"]
    elif lie == "other_device":
        said["device"] = said["exchange"]
    elif lie == "outcome_missing" and outcomes:
        outcomes.pop()
    elif lie == "outcomes_turned" and len(outcomes) > 1:
        outcomes.reverse()
    elif lie == "receipt_of_another" and len(taken) > 1:
        one, other = random.sample(taken, 2)
        one["receipt"] = other["receipt"]
    elif lie == "no_receipt" and taken:
        random.choice(taken)["receipt"] = None
    elif lie in ("forked_head", "old_head"):
        head = checkpoint.parse(said["head"])
        size = max(1, head.size - random.randint(1, 5)) if lie == "old_head" else head.size
        false = TreeHead(head.origin, size, random.randbytes(32))
        said["head"] = checkpoint.sign(false, ground.services.log_key)
    elif lie == "strange_head":
        key = key_from_seed(random.randbytes(32))
        said["head"] = checkpoint.sign(checkpoint.parse(said["head"]), key)
    elif lie == "cursor_back":
        said["cursor"] = asked["cursor"] - 1
    else:
        return False
    return True


def garbled(data: bytes, random: Random) -> bytes:
    """One bit of it flipped."""
    if not data:
        return data
    place = random.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << random.randrange(8)]) + data[place + 1 :]
