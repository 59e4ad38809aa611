"""The exchange between tablet and server: routes, limits, outcomes, and the shapes of request and reply.

`docs/protocol.md` is the prose of this file and of `shared.signing`; a second client can be written from it alone.
Envelopes are declared here as marshmallow schemas. The versions inside are opened one by one, so that one bad
version never refuses its batch.

What may change without a new protocol number, and what a new number asks for: docs/protocol.md, section 11.
"""

from collections.abc import Iterable
from enum import StrEnum

from marshmallow import EXCLUDE, Schema, fields, validate

from shared.moving import MOVES_MAX, MoveAnswered, MoveAsked

PROTOCOL = 1
"""The newest protocol number of this release."""
SPOKEN = frozenset(range(max(1, PROTOCOL - 2), PROTOCOL + 1))
"""Every number this release speaks, as a tablet and as a server: its own and the two before."""
EXCHANGE_PATH = "/api/v1/exchange"
ENROL_PATH = "/api/v1/enrol"
CONFIGURATION_PATH = "/api/v1/configuration"
FILES_PATH = "/api/v1/files"
JSON_TYPE = "application/json"
PROBLEM_TYPE = "application/problem+json"

VERSIONS_MAX = 25
BODY_BYTES_MAX = 2_000_000
INBOX_MAX = 100
FILES_MAX = 100
CHUNK_BYTES_MAX = 1 << 20
FILE_BYTES_MAX = 256 << 20
"""One upload request, and one file, at most. The form's own limit for what is taken offline is lower."""

UUID_FORM = r"\A[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z"
DIGEST_FORM = r"\A[0-9a-f]{64}\Z"


class Outcome(StrEnum):
    """What became of one version. Every version of a request has exactly one."""

    STORED = "stored"  # on the server's disk and in its log
    ALREADY = "already"  # it was there; nothing changed; the receipt is the first one's
    BRANCHED = "branched"  # stored too, but its parent was not the newest: both sides are kept, a person is shown
    REFUSED = "refused"  # not stored; `problems` says why, and it will not succeed unchanged


def newest_common(ours: Iterable[int], theirs: Iterable[int]) -> int | None:
    """The newest protocol number that both speak; None where there is none."""
    return max(set(ours) & set(theirs), default=None)


class Envelope(Schema):
    """Base of the envelopes: unknown members are those of a later release and are left unread. What is sealed inside is
    another matter: it is known to its last byte, or refused (`shared.seal`)."""

    class Meta:
        unknown = EXCLUDE


def _uuid() -> fields.String:
    return fields.String(required=True, validate=validate.Regexp(UUID_FORM))


def _digest() -> fields.String:
    return fields.String(required=True, validate=validate.Regexp(DIGEST_FORM))


class HeadSeen(Envelope):
    """The newest tree head the tablet has verified: `size` 0 with an empty origin if none."""

    origin = fields.String(required=True, validate=validate.Length(max=200))
    size = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))


PACKED = {
    "type": "object",
    "description": "a packed version (docs/protocol.md, section 3); another one is refused by itself",
    "properties": {
        "header": {"type": "object"},
        "key": {"type": "string"},
        "seed": {"type": "string"},
        "answers": {"type": "object"},
        "signature": {"type": "string"},
    },
    "required": ["header", "key", "seed", "answers", "signature"],
    "additionalProperties": False,
}
"""How an API description shows what `shared.seal` opens."""


class ExchangeRequest(Envelope):
    """One push and pull by one vault.

    exchange  a random UUID the reply echoes
    sent_at   the tablet's wall clock, RFC 3339; only its offset from the server's clock is ever used
    cursor    the last inbox position stored by the tablet, 0 at first
    versions  up to VERSIONS_MAX packed versions (`shared.seal.Packed.data`)
    files     up to FILES_MAX digests of files that the tablet holds and the server has not confirmed yet
    moves     drafts that go to another tablet or come from one, left out where there are none (`shared.moving`)
    """

    protocol = fields.Integer(required=True, strict=True)
    exchange = _uuid()
    device = _uuid()
    incarnation = _uuid()
    app = fields.String(required=True, validate=validate.Length(min=1, max=40))
    sent_at = fields.String(required=True, validate=validate.Length(max=40))
    head = fields.Nested(HeadSeen(), required=True)
    cursor = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))
    versions = fields.List(
        fields.Raw(allow_none=False, metadata=PACKED), required=True, validate=validate.Length(max=VERSIONS_MAX)
    )
    files = fields.List(_digest(), required=True, validate=validate.Length(max=FILES_MAX))
    moves = fields.List(fields.Nested(MoveAsked()), validate=validate.Length(max=MOVES_MAX))


class Receipt(Envelope):
    """Where the acceptance stands in the log: entry `index`, its opening (base64url) and its inclusion proof
    (base64url hashes) in the reply's tree head. The opening's entry names the version's digest."""

    index = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))
    opening = fields.String(required=True)
    proof = fields.List(fields.String(), required=True)


class Restart(Envelope):
    """A log that went on under another origin: entry `index` (log.started), its opening (base64url), which names the
    checkpoint before it, and its inclusion proof (base64url hashes) in the reply's tree head."""

    index = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))
    opening = fields.String(required=True)
    proof = fields.List(fields.String(), required=True)


class VersionOutcome(Envelope):
    """One version's outcome, in the order of the request. `version` is its digest, "" if it could not be computed."""

    version = fields.String(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf([each.value for each in Outcome]))
    problems = fields.List(fields.Dict(keys=fields.String()), required=True)
    receipt = fields.Nested(Receipt(), required=True, allow_none=True)


class InboxItem(Envelope):
    """Something that concerns this officer: `kind` is returned, approved, branched, offered or taken;
    `position` grows, `report` is "" where none is meant, `body` depends on the kind (docs/protocol.md)."""

    position = fields.Integer(required=True, strict=True)
    kind = fields.String(required=True)
    report = fields.String(required=True)
    body = fields.Dict(keys=fields.String(), required=True)


class Limits(Envelope):
    """What the server takes in one request, in one upload request, as one file; the oldest app and the protocol numbers
    it speaks with."""

    versions = fields.Integer(required=True, strict=True)
    bytes = fields.Integer(required=True, strict=True)
    chunk = fields.Integer(required=True, strict=True)
    file = fields.Integer(required=True, strict=True)
    minimum_app = fields.String(required=True)
    protocols = fields.List(fields.Integer(strict=True))


class Current(Envelope):
    """Digests of the configuration in force; a tablet fetches what it lacks from CONFIGURATION_PATH/<digest>."""

    vocabulary = _digest()
    city = _digest()


class ExchangeReply(Envelope):
    """The reply, signed by the server over its bytes and the request's digest (`shared.signing`).

    head         the checkpoint (`shared.checkpoint`) after this request's own entries
    consistency  base64url hashes from the head the tablet named to this one; empty if this log does not hold it
    origins      if the tablet named another origin: every restart of this log, oldest first (docs/protocol.md, 7)
    more         whether the inbox holds more after `cursor`
    files        of the request's files those that the server has whole: on its disk, digest checked, in its log
    moves        one for each of the request's, in order, where it has any; left out by a server that knows of none
    """

    protocol = fields.Integer(required=True, strict=True)
    exchange = _uuid()
    device = _uuid()
    server_time = fields.String(required=True)
    outcomes = fields.List(fields.Nested(VersionOutcome()), required=True)
    head = fields.String(required=True)
    consistency = fields.List(fields.String(), required=True)
    origins = fields.List(fields.Nested(Restart()), required=True)
    inbox = fields.List(fields.Nested(InboxItem()), required=True)
    cursor = fields.Integer(required=True, strict=True)
    more = fields.Boolean(required=True, truthy={True}, falsy={False})
    files = fields.List(_digest(), required=True)
    moves = fields.List(fields.Nested(MoveAnswered()))
    current = fields.Nested(Current(), required=True)
    limits = fields.Nested(Limits(), required=True)


class EnrolRequest(Envelope):
    """A vault introduces itself with a one-time code. The request is signed by `device_key`; `version_proof` is the
    version key's signature (base64url) over canonical({code, device, device_key, incarnation, version_key}).

    protocols   the numbers the tablet speaks; one that does not say speaks 1
    """

    code = fields.String(required=True, validate=validate.Length(min=8, max=40))
    device = _uuid()
    incarnation = _uuid()
    device_key = fields.String(required=True, validate=validate.Length(equal=43))
    version_key = fields.String(required=True, validate=validate.Length(equal=43))
    version_proof = fields.String(required=True, validate=validate.Length(equal=86))
    app = fields.String(required=True, validate=validate.Length(min=1, max=40))
    protocols = fields.List(fields.Integer(strict=True), load_default=lambda: [1], validate=validate.Length(max=20))


class Person(Envelope):
    """The officer a vault belongs to, as known to the department."""

    id = _uuid()
    serial = fields.String(required=True)
    name = fields.String(required=True)
    rank = fields.String(required=True)


class EnrolReply(Envelope):
    """What a tablet must know of its server. `trust` is kept for ever; `vocabulary` and `city` are whole contents."""

    protocol = fields.Integer(required=True, strict=True)
    device = _uuid()
    person = fields.Nested(Person(), required=True)
    origin = fields.String(required=True)
    log_key = fields.String(required=True)
    reply_key = fields.String(required=True)
    recovery_key = fields.String(required=True)
    head = fields.String(required=True)
    vocabulary = fields.Dict(keys=fields.String(), required=True)
    city = fields.Dict(keys=fields.String(), required=True)


exchange_request = ExchangeRequest()
exchange_reply = ExchangeReply()
enrol_request = EnrolRequest()
enrol_reply = EnrolReply()
