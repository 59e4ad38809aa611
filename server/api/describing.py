"""The OpenAPI description: what each address of the tablets' interface takes and answers, with every status.

It is documentation that a test holds to: the suite's real replies are checked against it (`tests/server`). Bodies are
checked as bytes by the views; the schemas are those that the views use.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, cast

from flask_smorest import Api, Blueprint
from marshmallow import Schema, fields

from server.problems import STATUS
from shared.protocol import JSON_TYPE, PROBLEM_TYPE

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

SIGNED = ("signature.missing", "signature.digest", "signature.wrong", "signature.replayed", "exchange.too_large")
"""What any signed request may be refused for."""
HEARD = (*SIGNED, "signature.key", "exchange.suspended", "server.busy")
"""What any request of an enrolled tablet may be refused for."""
SHAPED = ("exchange.type", "exchange.encoding", "exchange.compression", "exchange.not_json", "exchange.shape")
"""What a JSON body may be refused for."""
OURS = ("server.request", "server.storage", "server.fault")
"""What may happen to any request."""


class ProblemDocument(Schema):
    """RFC 9457, with our `code` (stable, for programs) beside `detail` (a sentence, for people)."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    code = fields.String(required=True)
    wrong = fields.List(fields.String(), metadata={"description": "members of the body that are at fault"})
    protocols = fields.List(fields.Integer(), metadata={"description": "protocol numbers that are spoken"})
    retry_after = fields.Integer(metadata={"description": "seconds after which to come back; also the header"})


class TrustDocument(Schema):
    """What anyone needs to check this server's exports: `scenebook verify --trust`."""

    protocol = fields.Integer(required=True)
    origin = fields.String(required=True)
    log_key = fields.String(required=True)
    reply_key = fields.String(required=True)


class Wellness(Schema):
    """That the process runs, or that it can serve."""

    status = fields.String(required=True)


class Described(Api):
    """flask-smorest with our problem documents, each where it may come, in place of its own errors."""

    ERROR_SCHEMA = ProblemDocument
    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        """None: `server.api.register` has the handlers, the pages have theirs."""

    def _init_spec(self, **options: Any) -> None:
        super()._init_spec(**options)
        self.ma_plugin.converter.add_attribute_function(_ecma)


def _ecma(_converter: object, _field: object, ret: dict[str, Any], **_: object) -> dict[str, Any]:
    """OpenAPI's patterns are ECMAScript's, where text begins with ^ and ends with $."""
    pattern = ret.get("pattern")
    return {"pattern": pattern.replace(r"\A", "^").replace(r"\Z", "$")} if pattern else {}


def refuses(views: Blueprint, *codes: str, body: bool = True) -> Decorator:
    """Describe a view's problem documents: one response for each status, naming its codes. `body` False for HEAD."""
    by_status: dict[int, list[str]] = defaultdict(list)
    for code in (*codes, *OURS):
        by_status[STATUS[code]].append(code)
    content = {"content": {PROBLEM_TYPE: {"schema": ProblemDocument}}} if body else {}
    responses = {
        str(status): {"description": ", ".join(sorted(named)), **content} for status, named in sorted(by_status.items())
    }
    return cast(Decorator, views.doc(responses=responses))


def json_body(schema: Schema) -> dict[str, object]:
    """A JSON body, plain or gzip."""
    return {"required": True, "content": {JSON_TYPE: {"schema": schema}}}


def binary_body(kind: str) -> dict[str, object]:
    """Bytes of this media type."""
    return {"required": True, "content": {kind: {}}}


def _header(name: str, description: str, *, required: bool = True) -> dict[str, object]:
    return {
        "in": "header",
        "name": name,
        "required": required,
        "description": description,
        "schema": {"type": "string"},
    }


SIGNATURE = [
    _header("Content-Digest", "RFC 9530, sha-256, over the body as sent"),
    _header("Signature-Input", "RFC 9421, label scenebook: docs/protocol.md, section 4"),
    _header("Signature", "RFC 9421, by the tablet's device key"),
]
"""The headers of a signed request."""
RESUMABLE = _header("Tus-Resumable", "1.0.0")
BEGINNING = [
    _header("Upload-Length", "bytes of the file, at least 1"),
    _header("Upload-Metadata", "sha256, and base64 of the digest's 64 letters"),
]
"""The headers that begin an upload."""
CHUNK = [
    _header("Upload-Offset", "bytes that are on the server's disk"),
    _header("Upload-Checksum", "sha256 or sha1 of the chunk, in base64", required=False),
]
"""The headers of a chunk."""


def told(*names: str) -> dict[str, object]:
    """Headers of a reply, by name."""
    return {name: {"schema": {"type": "string"}} for name in names}
