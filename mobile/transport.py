"""The one way out of the tablet: a signed request to the server, and back what may be its reply.

Whatever is not a reply at all (no network, a time-out, a redirect to a portal's page, too much) is `Silence`; whether
a reply is the server's, and to this request, is for `mobile.syncing` to check. No retries here.
"""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

import requests

CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS = 3, 10, 60
REPLY_BYTES_MAX = 16_000_000


class Silence(Exception):
    """No reply. Nothing may be concluded from it. `code`: silence.unreachable, .timeout, .redirected, .too_large."""

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(f"{code}: {why}" if why else code)
        self.code = code


@dataclass(frozen=True)
class Reply:
    """What came back. Header names are in Title-Case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @classmethod
    def of(cls, status: int, headers: Mapping[str, str], body: bytes) -> "Reply":
        """A reply with its header names spelled one way."""
        return cls(status, {name.title(): value for name, value in headers.items()}, body)


class Transport(Protocol):
    """A way to one server."""

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Send one request and wait for its reply. Raises Silence."""


class HttpTransport:
    """HTTP with requests, one session a thread. `address` is like `https://scenebook.example.org`."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self._own = threading.local()

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        session: requests.Session | None = getattr(self._own, "session", None)
        if session is None:
            session = self._own.session = requests.Session()
        try:
            # identity: the digest of RFC 9530 covers the bytes as sent. No redirects: a portal's page is no reply.
            with session.request(
                method,
                self.address + path,
                data=body or None,
                headers={**headers, "Accept-Encoding": "identity"},
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            ) as response:
                if response.is_redirect or 300 <= response.status_code < 400:
                    raise Silence("silence.redirected", response.headers.get("Location", ""))
                return Reply.of(response.status_code, response.headers, _whole(response))
        except requests.Timeout as error:
            raise Silence("silence.timeout", str(error)) from error
        except (requests.RequestException, OSError) as error:
            raise Silence("silence.unreachable", str(error)) from error


def _whole(response: requests.Response) -> bytes:
    """The body, within bounds of size and time: a server that drips a byte a second must not hold the thread."""
    gathered = bytearray()
    end = time.monotonic() + WHOLE_SECONDS
    for piece in response.iter_content(65536):
        gathered += piece
        if len(gathered) > REPLY_BYTES_MAX:
            raise Silence("silence.too_large")
        if time.monotonic() > end:
            raise Silence("silence.timeout")
    return bytes(gathered)


def is_private(address: str) -> bool:
    """Whether what is sent there is read by nobody on the way: HTTPS, or this machine itself."""
    split = urlsplit(address)
    return split.scheme == "https" or (split.scheme == "http" and split.hostname in ("127.0.0.1", "localhost", "::1"))


def is_address(address: str) -> bool:
    """Whether it is the address of a server: scheme and host, nothing behind."""
    try:
        split = urlsplit(address)
        return (
            split.scheme in ("http", "https")
            and bool(split.hostname)
            and split.path in ("", "/")
            and not (split.query or split.fragment or split.username or split.password)
            and (split.port is None or split.port > 0)
        )
    except ValueError:
        return False
