"""The real transport over a real socket: what is a reply, and what is silence."""

import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from mobile import transport as transports
from mobile.transport import HttpTransport, Silence, is_address, is_private

Act = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A web server that does what the test says."""

    def __init__(self) -> None:
        site = self
        self.act: Act = lambda request: None
        self.heard: list[tuple[str, str, dict[str, str], bytes]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                site.heard.append((self.command, self.path, dict(self.headers), body))
                site.act(self)

            do_GET = do_POST

            def log_message(self, format: str, *arguments: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


def answering(status: int, body: bytes = b"", **headers: str) -> Act:
    def act(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return act


def silence(address: str) -> str:
    with pytest.raises(Silence) as caught:
        HttpTransport(address).send("POST", "/api/v1/exchange", {}, b"{}")
    return caught.value.code


def test_bytes_and_headers_arrive_as_they_were_given(site: Site) -> None:
    site.act = answering(200, b"\x00answer", content_digest="d")
    reply = HttpTransport(site.address).send("POST", "/a/b", {"Signature": "s"}, b"\xff body")
    assert (reply.status, reply.body, reply.headers["Content-Digest"]) == (200, b"\x00answer", "d")
    method, path, headers, body = site.heard[0]
    assert (method, path, headers["Signature"], body) == ("POST", "/a/b", "s", b"\xff body")
    assert headers["Accept-Encoding"] == "identity"


def test_a_refusal_is_a_reply(site: Site) -> None:
    site.act = answering(503, b"{}")
    assert HttpTransport(site.address).send("POST", "/", {}, b"").status == 503


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_silence_and_is_not_followed(site: Site, status: int) -> None:
    site.act = answering(status, Location=f"{site.address}/portal")
    assert silence(site.address) == "silence.redirected"
    assert len(site.heard) == 1


def test_nobody_there_is_silence() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert silence(f"http://127.0.0.1:{port}") == "silence.unreachable"


def test_a_cut_off_reply_is_silence(site: Site) -> None:
    def act(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(b"half")
        request.wfile.flush()
        request.connection.shutdown(socket.SHUT_RDWR)

    site.act = act
    assert silence(site.address) == "silence.unreachable"


def test_a_server_that_does_not_answer_is_silence(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = threading.Event()
    site.act = lambda request: asked.wait(30)  # type: ignore[assignment,return-value]
    monkeypatch.setattr(transports, "READ_SECONDS", 0.2)
    assert silence(site.address) == "silence.timeout"
    asked.set()


def test_a_server_that_drips_is_silence(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.act = answering(200, b"drop")
    monkeypatch.setattr(transports, "WHOLE_SECONDS", -1)
    assert silence(site.address) == "silence.timeout"


def test_an_endless_reply_is_silence(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.act = answering(200, b"x" * 5000)
    monkeypatch.setattr(transports, "REPLY_BYTES_MAX", 4999)
    assert silence(site.address) == "silence.too_large"


def test_an_address_is_scheme_and_host_only() -> None:
    assert is_address("https://a.b") and is_address("http://127.0.0.1:8017/")
    assert not is_address("https://a.b/x") and not is_address("a.b") and not is_address("https://")
    assert is_private("https://a.b") and is_private("http://localhost:1") and not is_private("http://a.b")
