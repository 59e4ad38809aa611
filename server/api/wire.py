"""A tablet's request as bytes, and our answer to it: limits, signature, unpacking, and the signed reply.

The signature covers the body's bytes as sent, so they are checked before anything unpacks or parses them.
"""

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from flask import Response, g, request
from marshmallow import Schema, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from server.opening import public_key
from server.problems import Refused, document
from server.services import Services
from server.store import devices
from server.store.devices import Asker
from server.turns import Busy, Turns
from shared.canonical import Value, b64u
from shared.protocol import BODY_BYTES_MAX, JSON_TYPE, PROBLEM_TYPE
from shared.signing import NotSigned, Signed, check_request, sign_reply
from shared.words import LANGUAGES

NONCE_BYTES = 16
View = Callable[..., Any]
_DIGEST = re.compile(r"sha-256=:[A-Za-z0-9+/]{43}=:")


@dataclass(frozen=True)
class Heard:
    """A request whose signature holds: who asks, what the signature states, the body as sent."""

    asker: Asker
    signed: Signed
    body: bytes


def hear(services: Services, most: int = BODY_BYTES_MAX) -> Heard:
    """The request of an enrolled tablet. Raises Refused; sets `g.asker` as soon as somebody can be named."""
    body = sent(most)

    def find(key_id: str) -> Ed25519PublicKey | None:
        with services.store.reading() as db:
            g.claimed = devices.asker(db, key_id)
        return public_key(g.claimed.public) if g.claimed else None

    signed = check_signature(body, find)
    asker: Asker = g.claimed
    g.asker = asker
    if asker.suspended:
        raise Refused("exchange.suspended")
    return Heard(asker, signed, body)


def check_signature(body: bytes, find: object) -> Signed:
    """`shared.signing.check_request` on this request. Raises Refused."""
    try:
        return check_request(request.method, request.path, request.headers, body, find)  # type: ignore[arg-type]
    except NotSigned as error:
        raise Refused(error.code) from error


def sent(most: int = BODY_BYTES_MAX) -> bytes:
    """The body as sent. Raises Refused("exchange.too_large")."""
    request.max_content_length = most
    try:
        return request.get_data(cache=False)
    except RequestEntityTooLarge as error:
        raise Refused("exchange.too_large", most=most) from error


def parsed(services: Services, body: bytes, schema: Schema, most: int = BODY_BYTES_MAX) -> dict[str, object]:
    """The body unpacked, parsed and checked for its shape. Raises Refused."""
    if request.mimetype != JSON_TYPE:
        raise Refused("exchange.type")
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding == "gzip":
        body = unzipped(body, most)
    elif encoding != "identity":
        raise Refused("exchange.encoding")
    try:
        held = orjson.loads(body)
    except (orjson.JSONDecodeError, RecursionError) as error:
        raise Refused("exchange.not_json") from error
    # Before the shape: another version of the protocol has other members, and the answer is an update, not a list.
    stated = held.get("protocol") if isinstance(held, dict) else None
    if type(stated) is int and stated not in services.spoken:
        raise not_spoken(services)
    try:
        return cast(dict[str, object], schema.load(held))
    except ValidationError as error:
        raise Refused("exchange.shape", paths(error.messages)) from error


def not_spoken(services: Services) -> Refused:
    """The refusal of a protocol number, which says what is spoken: to a person in words, to the app as numbers."""
    numbers: list[Value] = [*sorted(services.spoken, reverse=True)]
    return Refused("exchange.protocol", ours=", ".join(map(str, numbers)), protocols=numbers)


def unzipped(data: bytes, most: int) -> bytes:
    """The content of a gzip member, at most `most` bytes. Raises Refused."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        content = unpacker.decompress(data, most + 1)
    except zlib.error as error:
        raise Refused("exchange.compression") from error
    if len(content) > most:
        raise Refused("exchange.too_large", most=most)
    if not unpacker.eof or unpacker.unused_data:
        raise Refused("exchange.compression")
    return content


def paths(messages: object, before: str = "") -> list[str]:
    """Where marshmallow found fault, as `head.size`; never what was sent."""
    if not isinstance(messages, dict):
        return [before]
    found = []
    for name, inner in messages.items():
        here = "" if name == "_schema" else str(name)[:60]
        found += paths(inner, ".".join(filter(None, (before, here))))
    return sorted(found)


def reply(services: Services, status: int, content: bytes, mimetype: str = JSON_TYPE) -> Response:
    """An answer signed for this very request, so that nothing between us and the tablet can answer for us."""
    if request.method == "HEAD":
        content = b""  # no body travels, and what is signed is what travels
    response = Response(content, status, mimetype=mimetype)
    response.headers["Cache-Control"] = "no-store"
    asked = request.headers.get("Content-Digest", "")
    if _DIGEST.fullmatch(asked):
        created, nonce = int(services.clock.now().timestamp()), b64u(services.chance.token(NONCE_BYTES))
        signature = sign_reply(status, content, asked, services.reply_key, created=created, nonce=nonce)
        response.headers.update(signature)
    return response


def problem(services: Services, refused: Refused) -> Response:
    """The problem document for a refusal, in the asker's language, signed."""
    answer = reply(services, refused.status, orjson.dumps(document(refused, language())), PROBLEM_TYPE)
    if "retry_after" in refused.params:
        answer.headers["Retry-After"] = str(refused.params["retry_after"])
    return answer


def language() -> str:
    """The language the asker wants, as far as we speak it."""
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def in_turn(turns: Turns) -> Callable[[View], View]:
    """Hear a tablet when it is its turn. The view raises Refused("server.busy") when there are too many."""

    def decorate(view: View) -> View:
        @wraps(view)
        def heard(*arguments: Any, **named: Any) -> Any:
            try:
                with turns.taken():
                    return view(*arguments, **named)
            except Busy as busy:
                raise Refused("server.busy", retry_after=busy.seconds) from busy

        return heard

    return decorate
