"""The upload desk of the small server: tus 1.0.0 with signed replies (docs/protocol.md section 9), in memory."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mobile.transport import Reply
from shared.protocol import FILES_PATH, PROBLEM_TYPE
from shared.signing import content_digest, sign_reply

Said = tuple[int, dict[str, str], bytes]


@dataclass
class Upload:
    """One upload of one tablet."""

    digest: str
    length: int
    content: bytearray = field(default_factory=bytearray)


class FileDesk:
    """Takes files in. `refuse` answers for a request (method, path) with (status, code) before it is looked at."""

    def __init__(self, reply_key: Callable[[], Ed25519PrivateKey], chunk: int = 1 << 20) -> None:
        self.reply_key, self.chunk = reply_key, chunk
        self.uploads: dict[str, Upload] = {}
        self.whole: dict[str, bytes] = {}
        self.asked: list[tuple[str, str, int]] = []
        self.refuse: Callable[[str, str], tuple[int, str] | None] = lambda method, path: None

    def answer(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """The signed reply to a request that was checked."""
        self.asked.append((method, path, len(body)))
        refused = self.refuse(method, path)
        status, said, content = self._no(*refused) if refused else self._handle(method, path, headers, body)
        signed = sign_reply(status, content, content_digest(body), self.reply_key(), created=1, nonce="n" * 22)
        return Reply.of(status, {**signed, **said, "Tus-Resumable": "1.0.0"}, content)

    def _handle(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Said:
        if headers.get("Tus-Resumable") != "1.0.0":
            return self._no(412, "file.tus")
        if method == "POST" and path == FILES_PATH:
            name, _, value = headers["Upload-Metadata"].partition(" ")
            assert name == "sha256" and not body
            return self._begin(base64.b64decode(value).decode(), int(headers["Upload-Length"]))
        upload = self.uploads.get(path.rpartition("/")[2])
        if upload is None:
            return self._no(404, "file.unknown")
        assert method == "PATCH" and headers["Content-Type"] == "application/offset+octet-stream"
        if len(body) > self.chunk:
            return self._no(413, "exchange.too_large")
        if int(headers["Upload-Offset"]) != len(upload.content):
            return self._no(409, "file.offset")
        upload.content += body
        if len(upload.content) == upload.length:
            if sha256(upload.content).hexdigest() != upload.digest:
                del self.uploads[path.rpartition("/")[2]]
                return self._no(422, "file.digest")
            self.whole[upload.digest] = bytes(upload.content)
        return 204, {"Upload-Offset": str(len(upload.content))}, b""

    def _begin(self, digest: str, length: int) -> Said:
        found = next((key for key, each in self.uploads.items() if each.digest == digest), "")
        if not found:
            found = f"u{len(self.uploads)}-{digest[:8]}"
            self.uploads[found] = Upload(digest, length)
        offset = len(self.uploads[found].content)
        return 201, {"Location": f"{FILES_PATH}/{found}", "Upload-Offset": str(offset)}, b""

    @staticmethod
    def _no(status: int, code: str) -> Said:
        return status, {"Content-Type": PROBLEM_TYPE}, json.dumps({"code": code, "status": status}).encode()
