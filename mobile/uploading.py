"""Sending a file beside its report: the tus 1.0.0 client, chunk by chunk, over the same line as the exchange.

Only a reply that the server signed counts; everything else is silence, and the same bytes are sent again from where the
server says it stands. That a file is whole there is no promise yet: the next exchange's `files` is. Whoever calls
decides when to go on; nothing here waits. Protocol: docs/protocol.md section 9.
"""

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from mobile import refusals
from mobile.store import files, settings
from mobile.store.files import File
from mobile.transport import Reply, Silence, Transport
from mobile.vault import Vault
from shared.canonical import b64u
from shared.keys import parse_public
from shared.ports import Chance, Clock
from shared.protocol import CHUNK_BYTES_MAX, FILES_PATH
from shared.signing import NotSigned, check_reply, content_digest, sign_request

CHUNK_BYTES_MIN = 64 * 1024
RUN = 24
"""Whole chunks in a row before the next ones are twice as long: what a cut costs stays a twelfth of what went through
before it at most, wherever the cuts fall."""

TUS = "1.0.0"
_LOCATION = re.compile(re.escape(FILES_PATH) + r"/[A-Za-z0-9._-]{1,100}")
_NUMBER = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True)
class Uploaded:
    """What became of one file. `sent` counts the bytes of it that the server took in this turn.

    kind    nothing (no file waits), whole, stopped (asked to), silence, failed (this file was refused and comes again
            after the others, or the server is in trouble), refused (this tablet is); `code` says why not
    wait    seconds after which the server asked to come back, 0 if it did not
    """

    kind: str
    code: str = ""
    digest: str = ""
    sent: int = 0
    wait: int = 0


class Pace:
    """How much goes into one request: little after a cut, more while all goes well."""

    def __init__(self) -> None:
        self.size, self._run = CHUNK_BYTES_MIN, 0

    def whole(self, most: int) -> None:
        """A chunk was taken in."""
        self._run += 1
        if self._run >= RUN and self.size < most:
            self.size, self._run = min(self.size * 2, most), 0

    def cut(self) -> None:
        """A request stayed without an answer."""
        self.size, self._run = CHUNK_BYTES_MIN, 0


class _Refused(Exception):
    """The server's signed no."""

    def __init__(self, status: int, refusal: refusals.Refusal) -> None:
        super().__init__(refusal.code)
        self.status, self.code, self.wait = status, refusal.code, refusal.wait


class _Line:
    """Signed requests with believed replies for one vault."""

    def __init__(self, vault: Vault, transport: Transport, clock: Clock, chance: Chance) -> None:
        self._vault, self._transport, self._clock, self._chance = vault, transport, clock, chance

    def begin(self, file: File) -> tuple[str, int]:
        """Begin the file's upload, or find it again: its path and how much of it is there. Raises Silence, _Refused."""
        named = base64.b64encode(file.digest.encode()).decode()
        wanted = {"Upload-Length": str(file.bytes), "Upload-Metadata": f"sha256 {named}"}
        reply = self._ask("POST", FILES_PATH, wanted, b"", 201)
        try:
            path = urlsplit(reply.headers.get("Location", "")).path
        except ValueError as error:
            raise Silence("reply.shape") from error
        if not _LOCATION.fullmatch(path):
            raise Silence("reply.shape")
        return path, _offset(reply, file.bytes)

    def add(self, path: str, offset: int, chunk: bytes, size: int) -> None:
        """Add a chunk. Raises Silence, _Refused."""
        wanted = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        reply = self._ask("PATCH", path, wanted, chunk, 204)
        if _offset(reply, size) != offset + len(chunk):
            raise Silence("reply.shape")

    def _ask(self, method: str, path: str, wanted: Mapping[str, str], body: bytes, good: int) -> Reply:
        signed = sign_request(
            method,
            path,
            body,
            self._vault.device_key,
            created=int(self._clock.now().timestamp()),
            nonce=b64u(self._chance.token(16)),
        )
        reply = self._transport.send(method, path, {**signed, **wanted, "Tus-Resumable": TUS}, body)
        key = parse_public(self._vault.trust.reply_key)
        try:
            check_reply(reply.status, reply.headers, reply.body, content_digest(body), key)
        except NotSigned as error:
            raise Silence("reply.shape") from error
        if reply.status != good:
            raise _Refused(reply.status, refusals.read(reply, body, key))
        return reply


def upload_next(
    vault: Vault,
    transport: Transport,
    clock: Clock,
    chance: Chance,
    pace: Pace,
    stop: Callable[[], bool] = lambda: False,
) -> Uploaded:
    """Send the next file that waits, from where the server has it, until it is whole or `stop` says so.

    `stop` is asked between chunks. Raises StoreError only.
    """
    with vault.store.reading() as database:
        file = files.next_up(database)
        limits = settings.get(database, "limits")
    if file is None:
        return Uploaded("nothing")
    stated = limits.get("chunk") if isinstance(limits, Mapping) else None
    most = min(stated, CHUNK_BYTES_MAX) if isinstance(stated, int) and stated > 0 else CHUNK_BYTES_MAX
    line, sent = _Line(vault, transport, clock, chance), 0
    try:
        path, offset = line.begin(file)
        while offset < file.bytes:
            if stop():
                return Uploaded("stopped", "", file.digest, sent)
            with vault.store.reading() as database:
                chunk = files.read(database, file.digest, offset, min(pace.size, most))
            line.add(path, offset, chunk, file.bytes)
            pace.whole(most)
            offset, sent = offset + len(chunk), sent + len(chunk)
    except Silence as silence:
        pace.cut()
        return Uploaded("silence", silence.code, file.digest, sent)
    except _Refused as refused:
        if refused.status in (401, 403):
            return Uploaded("refused", refused.code, file.digest, sent)
        if refused.status == 429 or refused.status >= 500:
            return Uploaded("failed", refused.code, file.digest, sent, refused.wait)  # no fault of the file
        with vault.store.writing() as database:
            files.failed(database, file.digest)
        return Uploaded("failed", refused.code, file.digest, sent)
    with vault.store.writing() as database:
        files.sent(database, file.digest)
    return Uploaded("whole", "", file.digest, sent)


def _offset(reply: Reply, size: int) -> int:
    """The offset a reply states. Raises Silence where it states none that can be: its headers are not signed."""
    stated = reply.headers.get("Upload-Offset", "")
    if not _NUMBER.fullmatch(stated) or int(stated) > size:
        raise Silence("reply.shape")
    return int(stated)
