"""Signs what any tus client sends as a tablet would, checks the server's answer as a tablet would, and loses the link.

The client stays as its makers wrote it. `sent` counts every byte that went to the server, lost ones too.
"""

import http.client
import random
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from shared.canonical import b64u
from shared.signing import check_reply, sign_request

from .conftest import CHANCE

PASSED_ON = ("Location", "Upload-Offset", "Upload-Length", "Tus-Resumable", "Tus-Version")


class SigningProxy:
    """For one tablet, to the server at `port`. `cuts` is how many of the next `among` PATCHes lose the link."""

    def __init__(self, tablet, port, reply_key, cuts=0, among=1, seed=0):
        self.tablet, self.port, self.reply_key = tablet, port, reply_key
        self.dice = random.Random(seed)
        self.cut_at = set(self.dice.sample(range(among), cuts))
        self.patches = self.cuts = self.sent = 0
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                proxy.answer(self)

            do_POST = do_PATCH = do_HEAD = answer

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def answer(self, handler):
        """One request of the client's: on to the server, and back, unless the link is lost in it."""
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        signed = sign_request(
            handler.command,
            handler.path,
            body,
            self.tablet.device_key,
            created=1776183120,
            nonce=b64u(CHANCE.token(16)),
        )
        kept = {name: value for name, value in handler.headers.items() if name.lower() not in ("host", "connection")}
        lines = [f"{handler.command} {handler.path} HTTP/1.1", "Host: scenebook", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in {**kept, "Content-Length": len(body), **signed}.items()]
        message = "\r\n".join([*lines, "", ""]).encode() + body
        lost = False
        if handler.command == "PATCH" and body:
            lost = self.patches in self.cut_at
            self.patches += 1
        with socket.create_connection(("127.0.0.1", self.port)) as link:
            if lost:
                self.cuts += 1
                # somewhere in the chunk, or after all of it, when only the answer is lost
                part = message[: self.dice.randrange(len(message))] if self.dice.random() < 0.7 else message
                link.sendall(part)
                self.sent += len(part)
                handler.close_connection = True
                return
            link.sendall(message)
            self.sent += len(message)
            reply = http.client.HTTPResponse(link, method=handler.command)
            reply.begin()
            content = reply.read()
        check_reply(reply.status, reply.headers, content, signed["Content-Digest"], self.reply_key)
        handler.send_response(reply.status)
        for name in PASSED_ON:
            if name in reply.headers:
                handler.send_header(name, reply.headers[name])
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)
