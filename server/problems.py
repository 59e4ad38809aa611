"""Every "no" the server says to a tablet: its code, its HTTP status, and the problem document of RFC 9457.

The sentences are in `shared.words`: what happened, whether the work is safe, what to do. Reasons for refusing one
version travel inside a reply instead (`shared.problems.Problem`); they have words there too.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from shared.canonical import Value
from shared.words import say

STATUS: Mapping[str, int] = {
    "signature.missing": 401,
    "signature.digest": 400,
    "signature.key": 401,
    "signature.wrong": 401,
    "signature.replayed": 409,
    "exchange.type": 415,
    "exchange.encoding": 415,
    "exchange.too_large": 413,
    "exchange.compression": 400,
    "exchange.not_json": 400,
    "exchange.shape": 422,
    "exchange.protocol": 422,
    "exchange.foreign": 403,
    "exchange.suspended": 403,
    "enrol.code": 403,
    "enrol.expired": 403,
    "enrol.used": 409,
    "enrol.device_taken": 409,
    "enrol.key": 422,
    "enrol.proof": 401,
    "configuration.unknown": 404,
    "file.header": 400,
    "file.unknown": 404,
    "file.offset": 409,
    "file.tus": 412,
    "file.digest": 422,
    "file.checksum": 460,
    "server.not_found": 404,
    "server.method": 405,
    "server.refused": 403,
    "server.request": 400,
    "server.storage": 503,
    "server.busy": 503,
    "server.fault": 500,
}
"""Whole-request problems and their status."""

VERSION_CODES = (
    "seal.form",
    "seal.header",
    "seal.answers",
    "seal.disclosure",
    "seal.key",
    "seal.signature",
    "seal.device",
    "seal.author",
    "seal.key_unknown",
    "seal.key_revoked",
    "seal.spelling",
    "exchange.form_unknown",
    "exchange.sequence_reused",
    "exchange.report_of_another",
    "exchange.fault",
)
"""Reasons for refusing one version, beside those of the form's kinds and of the rules."""

_OWN: Mapping[int, str] = {460: "Checksum Mismatch"}
"""Statuses of tus that HTTP does not know."""

TYPE_PREFIX = "urn:scenebook:problem:"


class Refused(Exception):
    """The whole request is refused; nothing was stored. `wrong` names members of the body that are at fault."""

    def __init__(self, code: str, wrong: Sequence[str] = (), **params: Value) -> None:
        super().__init__(code)
        self.code = code
        self.wrong = tuple(wrong)
        self.params = params

    @property
    def status(self) -> int:
        """The HTTP status."""
        return STATUS[self.code]


def document(refused: Refused, language: str) -> dict[str, Value]:
    """The problem document of RFC 9457 with our `code`; `wrong` where members are at fault, `protocols` where the
    number is none of those, `retry_after` (seconds) where it will do then what it does not do now."""
    body: dict[str, Value] = {
        "type": TYPE_PREFIX + refused.code,
        "title": _OWN.get(refused.status) or HTTPStatus(refused.status).phrase,
        "status": refused.status,
        "detail": say(refused.code, language, **refused.params),
        "code": refused.code,
    }
    if refused.wrong:
        body["wrong"] = list(refused.wrong)
    for name in ("protocols", "retry_after"):
        if name in refused.params:
            body[name] = refused.params[name]
    return body
