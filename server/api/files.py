"""Uploading files by tus 1.0.0: core, creation, checksum. The states are `server.uploads`, this is their HTTP.

Requests are signed over the bytes of their chunk, so half a chunk that arrives proves nothing and is not kept.
"""

import base64
import binascii
import hashlib
import hmac
import logging
import re
from collections.abc import Callable

from flask import Response, request
from flask.views import MethodView
from flask_smorest import Blueprint

from server import uploads
from server.api import wire
from server.api.describing import BEGINNING, CHUNK, HEARD, RESUMABLE, SIGNATURE, binary_body, refuses, told
from server.problems import Refused
from server.services import Services
from server.uploads import NotTaken, Standing
from shared.protocol import CHUNK_BYTES_MAX, DIGEST_FORM, FILE_BYTES_MAX, FILES_PATH

TUS = "1.0.0"
EXTENSIONS = "creation,checksum"
CHUNK_TYPE = "application/offset+octet-stream"
CHECKSUMS = ("sha256", "sha1")
"""Algorithms of Upload-Checksum by their names there. tus demands sha1; the signature covers the SHA-256 anyway."""
OFFERED = ("Tus-Version", "Tus-Extension", "Tus-Max-Size", "Tus-Checksum-Algorithm")
STANDING = ("Upload-Offset", "Upload-Length")
CHUNK_REFUSED = ("file.unknown", "file.offset", "file.digest", "file.checksum")
_NUMBER = re.compile(r"[0-9]{1,15}")
_DIGEST = re.compile(DIGEST_FORM)
_LOG = logging.getLogger(__name__)


def add_views(views: Blueprint, services: Services, heard: Callable[[wire.View], wire.View]) -> None:
    """Mount both addresses: the files, and one upload."""

    @views.route(FILES_PATH, endpoint="files")
    class Files(MethodView):
        """All files."""

        @views.doc(parameters=SIGNATURE)
        @views.response(204, description="What is spoken", headers=told(*OFFERED))
        @refuses(views, *HEARD)
        @heard
        def options(self) -> Response:
            """Which parts of tus are spoken here."""
            return _offered(services)

        @views.doc(parameters=[*SIGNATURE, RESUMABLE, *BEGINNING])
        @views.response(201, description="The upload, new or found again", headers=told("Location", *STANDING))
        @refuses(views, *HEARD, "file.tus", "file.header")
        @heard
        def post(self) -> Response:
            """Begin, or find again, this tablet's upload of a file."""
            return _begin(services)

    @views.route(f"{FILES_PATH}/<string:upload_id>", endpoint="file")
    class File(MethodView):
        """One upload."""

        @views.doc(parameters=[*SIGNATURE, RESUMABLE])
        @views.response(200, description="Where it stands", headers=told(*STANDING))
        @refuses(views, *HEARD, "file.tus", "file.unknown", body=False)
        @heard
        def head(self, upload_id: str) -> Response:
            """Ask how many bytes of the file are on the server's disk."""
            return _ask(services, upload_id[:64])

        @views.doc(parameters=[*SIGNATURE, RESUMABLE, *CHUNK], requestBody=binary_body(CHUNK_TYPE))
        @views.response(204, description="Where it stands now", headers=told(*STANDING))
        @refuses(views, *HEARD, "file.tus", "file.header", *CHUNK_REFUSED)
        @heard
        def patch(self, upload_id: str) -> Response:
            """Add bytes to an upload."""
            return _add(services, upload_id[:64])

    @views.after_request
    def say_tus(response: Response) -> Response:
        if request.path.startswith(FILES_PATH):
            response.headers["Tus-Resumable"] = response.headers["Tus-Version"] = TUS
        return response


def _offered(services: Services) -> Response:
    wire.hear(services)
    answer = wire.reply(services, 204, b"")
    answer.headers["Tus-Extension"] = EXTENSIONS
    answer.headers["Tus-Max-Size"] = str(FILE_BYTES_MAX)
    answer.headers["Tus-Checksum-Algorithm"] = ",".join(CHECKSUMS)
    return answer


def _begin(services: Services) -> Response:
    heard = _hear(services)
    size = _number("Upload-Length")
    if size > FILE_BYTES_MAX:
        raise Refused("exchange.too_large", most=FILE_BYTES_MAX)
    digest = _stated_digest()
    if size == 0:
        raise Refused("file.header", ["Upload-Length"])
    standing = _done(lambda: uploads.begin(services, heard.asker, heard.signed.nonce, digest, size))
    answer = _answer(services, 201, standing)
    answer.headers["Location"] = f"{FILES_PATH}/{standing.id}"
    return answer


def _ask(services: Services, upload_id: str) -> Response:
    heard = _hear(services)
    standing = _done(lambda: uploads.standing(services, heard.asker, heard.signed.nonce, upload_id))
    return _answer(services, 200, standing)


def _add(services: Services, upload_id: str) -> Response:
    heard = _hear(services)
    if request.mimetype != CHUNK_TYPE:
        raise Refused("file.header", ["Content-Type"])
    offset = _number("Upload-Offset")
    _check_sum(heard.body)
    standing = _done(lambda: uploads.add(services, heard.asker, heard.signed.nonce, upload_id, offset, heard.body))
    return _answer(services, 204, standing)


def _hear(services: Services) -> wire.Heard:
    heard = wire.hear(services, CHUNK_BYTES_MAX)
    if request.headers.get("Tus-Resumable", "") != TUS:
        raise Refused("file.tus")
    return heard


def _done(work: Callable[[], Standing]) -> Standing:
    try:
        return work()
    except NotTaken as error:
        raise Refused(error.code) from error
    except OSError as error:
        _LOG.error("the disk refused: %s", error)
        raise Refused("server.storage") from error


def _answer(services: Services, status: int, standing: Standing) -> Response:
    answer = wire.reply(services, status, b"")
    answer.headers["Upload-Offset"] = str(standing.offset)
    answer.headers["Upload-Length"] = str(standing.bytes)
    return answer


def _number(name: str) -> int:
    text = request.headers.get(name, "")
    if not _NUMBER.fullmatch(text):
        raise Refused("file.header", [name])
    return int(text)


def _stated_digest() -> str:
    """`sha256` of Upload-Metadata. Raises Refused."""
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        name, _, value = pair.strip().partition(" ")
        if name == "sha256":
            digest = _base64(value).decode("ascii", "replace")
            if _DIGEST.fullmatch(digest):
                return digest
    raise Refused("file.header", ["Upload-Metadata"])


def _check_sum(body: bytes) -> None:
    """Upload-Checksum, where there is one. Raises Refused."""
    stated = request.headers.get("Upload-Checksum")
    if stated is None:
        return
    name, _, value = stated.partition(" ")
    if name not in CHECKSUMS:
        raise Refused("file.header", ["Upload-Checksum"])
    made = hashlib.new(name, body, usedforsecurity=False).digest()
    if not hmac.compare_digest(made, _base64(value)):
        raise Refused("file.checksum")


def _base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
